package store

import (
	"strconv"
	"strings"

	"throughline/access"
	"throughline/calendar"
)

// The predicate of who may see what. It is this text alone, in every scoped
// query of either engine; access.Scope.Allows is the same rule in memory, and
// what a query gives is held to that again before it goes further.
//
// The parameters have fixed places: $1 the authority, $2 today, $3 the
// membership, $4 the agency, $5 to $12 the teams, $13 to $27 the masks, three
// walls for each level from OwnLevel up.

// held is the level of a tie, row t, that the caller has today, or 0. It is
// the one place that reads days and holders.
const held = `(CASE WHEN t.holder_id = '' OR t.from_on > $2 OR t.until_on < $2 THEN 0
	WHEN t.level = 1 AND t.holder_id = $4 THEN 1
	WHEN t.level = 2 AND t.holder_id IN ($5, $6, $7, $8, $9, $10, $11, $12) THEN 2
	WHEN t.level = 3 AND t.holder_id = $3 THEN 3
	WHEN t.level = 4 AND t.holder_id = $3 THEN 4
	ELSE 0 END)`

// opens says whether the masks open the class of a filing, row p, to a caller
// with what they have to everybody, or with a tie to the person of that row.
const opens = `(p.class_no BETWEEN 0 AND 62 AND (
	((CASE p.wall_no WHEN 0 THEN CAST($13 AS bigint) WHEN 1 THEN CAST($14 AS bigint) WHEN 2 THEN CAST($15 AS bigint) ELSE 0 END >> p.class_no) & 1) = 1
	OR p.person_id <> '' AND EXISTS (SELECT 1 FROM tie t WHERE t.authority_id = $1 AND t.person_id = p.person_id AND ((CASE ` + held + `
		WHEN 1 THEN CASE p.wall_no WHEN 0 THEN CAST($16 AS bigint) WHEN 1 THEN CAST($17 AS bigint) WHEN 2 THEN CAST($18 AS bigint) ELSE 0 END
		WHEN 2 THEN CASE p.wall_no WHEN 0 THEN CAST($19 AS bigint) WHEN 1 THEN CAST($20 AS bigint) WHEN 2 THEN CAST($21 AS bigint) ELSE 0 END
		WHEN 3 THEN CASE p.wall_no WHEN 0 THEN CAST($22 AS bigint) WHEN 1 THEN CAST($23 AS bigint) WHEN 2 THEN CAST($24 AS bigint) ELSE 0 END
		WHEN 4 THEN CASE p.wall_no WHEN 0 THEN CAST($25 AS bigint) WHEN 1 THEN CAST($26 AS bigint) WHEN 2 THEN CAST($27 AS bigint) ELSE 0 END
		ELSE 0 END >> p.class_no) & 1) = 1)))`

// visible says whether a thing is to be seen: somebody it is about opens it,
// and nobody it is about stands behind a wall that stays shut. THING stands
// for the column with the thing's id. A thing without a filing is not seen.
const visible = `((SELECT sum(CASE WHEN ` + opens + ` THEN 1 WHEN p.wall_no <> 0 THEN -1000000 ELSE 0 END)
	FROM filing p WHERE p.authority_id = $1 AND p.thing_id = THING) > 0)`

// tiesHeld is the set of levels, bit 1 for AgencyLevel and so on, that the
// caller has today to the person of a filing, row p.
const tiesHeld = `coalesce((SELECT sum(DISTINCT CASE ` + held + ` WHEN 1 THEN 2 WHEN 2 THEN 4 WHEN 3 THEN 8 WHEN 4 THEN 16 ELSE 0 END)
	FROM tie t WHERE t.authority_id = $1 AND t.person_id = p.person_id AND p.person_id <> ''), 0)`

func visibleThing(column string) string { return strings.Replace(visible, "THING", column, 1) }

func tiesOf(set int64) access.Ties {
	return access.Ties{Agency: set&2 != 0, Team: set&4 != 0, Allocated: set&8 != 0, Glass: set&16 != 0}
}

// bits is the set again, for what is kept of a view.
func bits(t access.Ties) (set int64) {
	for i, has := range []bool{t.Agency, t.Team, t.Allocated, t.Glass} {
		if has {
			set |= 2 << i
		}
	}
	return set
}

// who gives the parameters by which ties are looked up.
func who(c access.Caller, today calendar.Date) []any {
	args := []any{c.Authority, today.String(), c.Membership, c.Agency}
	for i := range access.MaxTeams {
		team := ""
		if i < len(c.Teams) {
			team = c.Teams[i]
		}
		args = append(args, team)
	}
	return args
}

// scoped gives the parameters of the whole predicate.
func scoped(s access.Scope, today calendar.Date) []any {
	args := who(s.Caller, today)
	for level := range access.Levels {
		for wall := range s.Masks {
			args = append(args, int64(s.Masks[wall][level]&(1<<63-1)))
		}
	}
	return args
}

// statement is a query being written: the text, and the parameters after
// those that have fixed places.
type statement struct {
	strings.Builder
	args []any
}

// param adds a parameter and gives its place.
func (s *statement) param(value any) string {
	s.args = append(s.args, value)
	return "$" + strconv.Itoa(len(s.args))
}

// oneOf gives a list of parameters. It is filled up to a few lengths, so that
// few texts are ever prepared.
func (s *statement) oneOf(values []string) string {
	length := 1
	for length < len(values) {
		length *= 2
	}
	list := make([]string, length)
	for i := range list {
		list[i] = s.param(values[min(i, len(values)-1)])
	}
	return "(" + strings.Join(list, ", ") + ")"
}

// add writes more of the text.
func (s *statement) add(parts ...string) {
	for _, p := range parts {
		s.WriteString(p)
	}
}
