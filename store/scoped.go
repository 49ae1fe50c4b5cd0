package store

import (
	"context"
	"database/sql"
	"encoding/base64"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"throughline/access"
	"throughline/calendar"
)

// Listing says which things about people are wanted. Only what the caller may
// see of them is given.
type Listing struct {
	Kinds      []string       // at least one
	Person     string         // only what is about this person, or those found to be the same; "" for anybody
	Classes    []access.Class // only these classes; none for every class
	Descending bool           // from the last sort key to the first
	TiedOnly   bool           // only what is about people the caller has a tie to today
	TiedBy     []access.Level // with TiedOnly, only a tie of one of these levels; none for any
	Page       Page           // Before is where the last page ended
}

// mostKinds is how many kinds one listing may name.
const mostKinds = 64

func (q Listing) check() error {
	if len(q.Kinds) == 0 || len(q.Kinds) > mostKinds {
		return invalid("A list of records names from 1 to %d kinds.", mostKinds)
	}
	for _, kind := range q.Kinds {
		if !isCase(kind) || checkID("", kind) != nil {
			return invalid("A list of records is of kinds that are kept about people, and %q is not one.", kind)
		}
	}
	if q.Person != "" {
		if err := checkID("The person", q.Person); err != nil {
			return err
		}
	}
	if q.Page.Limit < 0 || q.Page.Limit > MaxPage {
		return invalid("A page shows from 1 to %d rows, and %d were asked for.", MaxPage, q.Page.Limit)
	}
	for _, class := range q.Classes {
		if _, ok := class.Number(); !ok {
			return invalid("A list was asked for a class of record that is not declared.")
		}
	}
	return nil
}

func (q Listing) limit() int {
	if q.Page.Limit == 0 {
		return DefaultPage
	}
	return q.Page.Limit
}

// classes is the set of classes wanted.
func (q Listing) classes() int64 {
	if len(q.Classes) == 0 {
		return 1<<63 - 1
	}
	var set int64
	for _, class := range q.Classes {
		if number, ok := class.Number(); ok {
			set |= 1 << number
		}
	}
	return set
}

// levels is the set of levels of tie wanted, as tiesHeld has them.
func (q Listing) levels() int64 {
	if len(q.TiedBy) == 0 {
		return 2 | 4 | 8 | 16
	}
	var set int64
	for _, level := range q.TiedBy {
		if level > access.OwnLevel && int(level) < access.Levels {
			set |= 1 << level
		}
	}
	return set
}

// spot is where a page ended: the sort key and the thing of its last row.
func spot(sort []byte, thing string) string {
	return base64.RawURLEncoding.EncodeToString(sort) + "." + thing
}

func readSpot(before string) (sort []byte, thing string, err error) {
	key, thing, found := strings.Cut(before, ".")
	sort, err = base64.RawURLEncoding.DecodeString(key)
	if err != nil || !found || checkID("", thing) != nil {
		return nil, "", invalid("The address of this page of the list is damaged: go back to the first page.")
	}
	return sort, thing, nil
}

// wanted is what chooses among things, besides the predicate.
type wanted struct {
	Listing
	thing   string   // only this thing
	keys    []string // only what is found by every one of these keys
	most    int      // how many at most; 0 for no limit
	ordered bool
	narrow  bool  // draw from what could be open to the caller at all
	open    int64 // the classes open to the caller without a tie, whatever the wall
}

// choose writes a query of the things wanted that the caller may see: their
// ids and sort keys under the name f, one row for each thing.
//
// Whether a thing may be seen costs more than all else, so it is asked of the
// things in the order of the list, until there are enough. A list of one kind
// is walked by the index that has it in order. Any other is put in order
// first, within: both engines keep the order of a query that has a limit of
// its own, and the page is put in order again when it is read.
func choose(st *statement, columns string, w wanted, m Moment) error {
	within := w.ordered && (w.drawn() || w.Person != "" || len(w.Kinds) > 1)
	if within {
		st.add("SELECT ", columns, " FROM (SELECT f.thing_id, f.sort_key")
		if len(w.keys) > 0 {
			st.add(", f.own_person_id, f.person_id")
		}
		st.add(" FROM ")
	} else {
		st.add("SELECT ", columns, " FROM ")
	}
	draw(st, w)
	if !m.isNow() {
		st.add(" AND EXISTS (SELECT 1 FROM version x WHERE x.authority_id = $1 AND x.thing_id = f.thing_id AND x.version = 1 AND x.seq <= ",
			st.param(m.upTo()), " AND x.effective_on <= ", st.param(m.day()), ")")
	}
	if w.Page.Before != "" {
		sort, thing, err := readSpot(w.Page.Before)
		if err != nil {
			return err
		}
		compare := " > "
		if w.Descending {
			compare = " < "
		}
		st.add(" AND (f.sort_key, f.thing_id)", compare, "(", st.param(sort), ", ", st.param(thing), ")")
	}
	if within {
		st.add(w.order("f"), " LIMIT ", st.param(int64(math.MaxInt64)), ") f WHERE ")
	} else {
		st.add(" AND ")
	}
	for _, key := range w.keys {
		low, high := keyRange(key)
		carries := " AND k.find_key BETWEEN " + st.param(low) + " AND " + st.param(high) + " AND " + visibleThing("k.thing_id") + ")"
		st.add("(EXISTS (SELECT 1 FROM find_key k WHERE k.authority_id = $1 AND k.thing_id = f.thing_id", carries,
			" OR f.thing_id = f.own_person_id AND EXISTS (SELECT 1 FROM find_key k WHERE k.authority_id = $1 AND k.person_id = f.person_id", carries, ") AND ")
	}
	st.add(visibleThing("f.thing_id"))
	if w.ordered && !within {
		st.add(w.order("f"))
	}
	if w.most > 0 {
		st.add(" LIMIT ", st.param(w.most))
	}
	return nil
}

// drawn says whether things are drawn one by one, from keys or from ties.
func (w wanted) drawn() bool { return len(w.keys) > 0 || w.TiedOnly || w.narrow }

// draw writes where the things come from: a FROM, and the beginning of a
// WHERE. The plus in +f.place keeps SQLite's planner from walking a whole kind
// for each thing that was drawn.
func draw(st *statement, w wanted) {
	switch {
	case w.thing != "":
		st.add("filing f WHERE f.authority_id = $1 AND f.thing_id = ", st.param(w.thing), " AND f.place = 0")
		w.sorts(st, "f")
	case len(w.keys) > 0:
		low, high := keyRange(w.keys[0])
		from, to := st.param(low), st.param(high)
		found := " FROM find_key k CROSS JOIN filing g WHERE k.authority_id = $1 AND k.find_key BETWEEN " + from + " AND " + to +
			" AND g.authority_id = $1 AND "
		st.add("(SELECT g.thing_id", found, "g.thing_id = k.thing_id UNION SELECT g.thing_id", found,
			"g.person_id = k.person_id AND k.person_id <> '' AND g.thing_id = g.own_person_id",
			") n CROSS JOIN filing f WHERE f.authority_id = $1 AND f.thing_id = n.thing_id AND +f.place = 0")
		w.sorts(st, "f")
	case w.TiedOnly || w.narrow:
		st.add("(")
		tied(st, w)
		if !w.TiedOnly && w.open != 0 {
			st.add(" UNION ")
			own(st, w)
		}
		st.add(") f WHERE f.thing_id <> ''")
	case w.Person != "":
		st.add("filing f WHERE f.authority_id = $1 AND f.person_id = ", samePerson(st, w.Person), ` AND f.place = (SELECT min(d.place)
			FROM filing d WHERE d.authority_id = $1 AND d.thing_id = f.thing_id AND d.person_id || '' = f.person_id)`)
		w.sorts(st, "f")
	default:
		st.add("filing f WHERE f.authority_id = $1 AND f.place = 0")
		w.sorts(st, "f")
	}
	if w.Person != "" && w.drawn() {
		st.add(" AND EXISTS (SELECT 1 FROM filing h WHERE h.authority_id = $1 AND h.thing_id = f.thing_id AND h.person_id || '' = ", samePerson(st, w.Person), ")")
	}
	if w.TiedOnly && len(w.keys) > 0 {
		st.add(" AND EXISTS (SELECT 1 FROM filing h CROSS JOIN tie t WHERE h.authority_id = $1 AND h.thing_id = f.thing_id AND t.authority_id = $1",
			" AND t.person_id = h.person_id AND ((CAST(", st.param(w.levels()), " AS bigint) >> CAST(", held, " AS integer)) & 1) = 1)")
	}
}

// sorts narrows a row of filing down to the kinds and classes wanted.
func (w wanted) sorts(st *statement, row string) {
	if len(w.Kinds) > 0 {
		st.add(" AND ", row, ".kind IN ", st.oneOf(w.Kinds))
	}
	if len(w.Classes) > 0 {
		st.add(" AND ((CAST(", st.param(w.classes()), " AS bigint) >> ", row, ".class_no) & 1) = 1")
	}
}

func (w wanted) order(row string) string {
	down := ""
	if w.Descending {
		down = " DESC"
	}
	return " ORDER BY " + row + ".sort_key" + down + ", " + row + ".thing_id" + down
}

// samePerson is the person that somebody was found to be the same as.
func samePerson(st *statement, person string) string {
	at := st.param(person)
	return "(SELECT s.person_id FROM filing s WHERE s.authority_id = $1 AND s.thing_id = " + at + " AND s.own_person_id = " + at + ")"
}

// tied draws the things about people the caller has a tie to today. The bare
// condition on until_on passes over ties that have ended by the index.
func tied(st *statement, w wanted) {
	st.add("SELECT g.thing_id, g.sort_key")
	fromTies(st, w)
	st.add(" GROUP BY g.sort_key, g.thing_id")
}

func fromTies(st *statement, w wanted) {
	levels := st.param(w.levels())
	st.add(" FROM tie t CROSS JOIN filing g WHERE t.authority_id = $1 AND t.holder_id IN ", holders, " AND t.until_on >= $2 AND ((CAST(", levels,
		" AS bigint) >> CAST(", held, " AS integer)) & 1) = 1 AND g.authority_id = $1 AND g.person_id = t.person_id")
	w.sorts(st, "g")
}

const holders = "($3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"

// own draws the things of classes that are open to the caller without a tie,
// whatever the wall.
func own(st *statement, w wanted) {
	st.add("SELECT g.thing_id, g.sort_key")
	fromClasses(st, w)
}

func fromClasses(st *statement, w wanted) {
	st.add(" FROM (", classNumbers, ") c CROSS JOIN filing g WHERE ((CAST(", st.param(w.open), " AS bigint) >> c.n) & 1) = 1",
		" AND g.authority_id = $1 AND g.place = 0 AND g.class_no = c.n")
	w.sorts(st, "g")
}

// classNumbers is a table of the numbers of classes, so that each is sought by
// itself in the index of classes.
var classNumbers = func() string {
	rows := make([]string, len(access.Classes()))
	for i := range rows {
		rows[i] = "SELECT " + strconv.Itoa(i) + " AS n"
	}
	return strings.Join(rows, " UNION ALL ")
}()

// keyRange is the search keys that are like the one given: itself, or with a
// star at the end every key that begins so. No text holds the byte 0xff.
func keyRange(key string) (low, high []byte) {
	if prefix, starred := strings.CutSuffix(key, "*"); starred {
		return []byte(prefix), append([]byte(prefix), 0xff)
	}
	return []byte(key), []byte(key)
}

// isNow says whether nothing is left out for coming after the moment.
func (m Moment) isNow() bool { return m.Seq == 0 && m.Day.IsZero() }

// drawMost is how many things may be drawn one by one from ties before it is
// cheaper to walk the whole list and leave out what is not to be seen.
const drawMost = 4000

// narrow says whether so little can be open to the caller that a list is
// better drawn from it. It decides speed alone: what is given is the same.
func (db *DB) narrow(ctx context.Context, scope access.Scope, today calendar.Date, w wanted) (bool, error) {
	if w.thing != "" || len(w.keys) > 0 || w.TiedOnly || w.Person != "" {
		return false, nil
	}
	left := db.drawMost
	if left < 0 {
		return false, nil
	}
	for _, draw := range []struct {
		from func(*statement, wanted)
		args []any
	}{{fromClasses, []any{scope.Caller.Authority}}, {fromTies, who(scope.Caller, today)}} {
		st := statement{args: draw.args}
		st.add("SELECT count(*) FROM (SELECT 1")
		draw.from(&st, w)
		st.add(" LIMIT ", st.param(left), ") d")
		var n int64
		if err := db.scopedRow(ctx, st, &n); err != nil {
			return false, err
		}
		if left -= n; left <= 0 {
			return false, nil
		}
	}
	return true, nil
}

// prepared keeps the scoped queries that have been written before.
type prepared struct {
	mu    sync.Mutex
	known map[string]*sql.Stmt
}

// preparedMost bounds how many are kept: the texts are few, and one that is
// not kept works as well.
const preparedMost = 512

// scopedStatement gives the query prepared, unless it is as well sent whole:
// the driver of PostgreSQL prepares for each connection by itself.
func (db *DB) scopedStatement(ctx context.Context, text string) (kept *sql.Stmt, there bool, err error) {
	if db.engine == onPostgres {
		return nil, false, nil
	}
	db.scoped.mu.Lock()
	defer db.scoped.mu.Unlock()
	if kept, there = db.scoped.known[text]; there || len(db.scoped.known) >= preparedMost {
		return kept, there, nil
	}
	kept, err = db.read.PrepareContext(ctx, text) //nolint:sqlclosecheck // kept for the next time, and closed by Close
	if err != nil {
		return nil, false, err
	}
	if db.scoped.known == nil {
		db.scoped.known = map[string]*sql.Stmt{}
	}
	db.scoped.known[text] = kept
	return kept, true, nil
}

func (db *DB) scopedRows(ctx context.Context, st statement) (*sql.Rows, error) {
	kept, there, err := db.scopedStatement(ctx, st.String()) //nolint:sqlclosecheck // closed by Close
	if err != nil {
		return nil, err
	}
	if !there {
		return db.read.QueryContext(ctx, st.String(), st.args...)
	}
	return kept.QueryContext(ctx, st.args...)
}

func (db *DB) scopedRow(ctx context.Context, st statement, into ...any) (err error) {
	rows, err := db.scopedRows(ctx, st)
	if err != nil {
		return err
	}
	defer func() { err = also(err, rows.Close()) }()
	if rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (p *prepared) close() []error {
	p.mu.Lock()
	defer p.mu.Unlock()
	var errs []error
	for _, made := range p.known {
		errs = append(errs, made.Close())
	}
	p.known = nil
	return errs
}

func sameKinds(kinds []string) []string {
	kinds = slices.Clone(kinds)
	slices.Sort(kinds)
	return slices.Compact(kinds)
}
