package store

import (
	"context"
	"fmt"
	"slices"

	"throughline/access"
	"throughline/calendar"
)

// StandingsOf says how the scope's caller stands today to each of some subjects:
// the wall round them and the caller's ties, by which access.Scope.Allows
// decides what of theirs may be shown. Somebody found to be the same as another
// has the other's wall and ties as well. Who is known from returns alone has no
// wall and no ties, and whoever is not known at all is answered alike. Nothing
// that a record says is given. It needs access.ReadMeasures.
func (db *DB) StandingsOf(ctx context.Context, scope access.Scope, subjects []string) (map[string]Standing, error) {
	if err := db.mayStand(ctx, scope.Caller); err != nil {
		return nil, err
	}
	today := calendar.DayOf(db.clock())
	found := make(map[string]Standing, len(subjects))
	for some := range slices.Chunk(subjects, standingsTogether) {
		for _, subject := range some {
			found[subject] = Standing{Wall: access.NoWall}
		}
		st := statement{args: who(scope.Caller, today)}
		st.add("SELECT p.thing_id, p.wall_no, ", tiesHeld, " FROM filing p WHERE p.authority_id = $1 AND p.thing_id IN ", st.oneOf(some), " AND p.own_person_id = p.thing_id")
		err := eachFound(ctx, db.read, st, func(scan func(...any) error) error {
			var subject string
			var wall int
			var ties int64
			if err := scan(&subject, &wall, &ties); err != nil {
				return err
			}
			if wall < 0 || wall >= len(access.Walls) {
				return damagedFiling(fmt.Errorf("there is a wall with the number %d", wall))
			}
			found[subject] = Standing{access.Walls[wall], tiesOf(ties)}
			return nil
		})
		if err != nil {
			return nil, kinded(err)
		}
	}
	return found, nil
}

// standingsTogether is how many subjects one query asks for.
const standingsTogether = 1000

// SubjectsTied gives, in order, the people to whom the scope's caller has a tie
// today, with everybody found to be the same as one of them. It needs
// access.ReadMeasures.
func (db *DB) SubjectsTied(ctx context.Context, scope access.Scope) ([]string, error) {
	if err := db.mayStand(ctx, scope.Caller); err != nil {
		return nil, err
	}
	st := statement{args: who(scope.Caller, calendar.DayOf(db.clock()))}
	st.add("SELECT f.thing_id FROM (SELECT DISTINCT t.person_id FROM tie t WHERE t.authority_id = $1 AND t.holder_id IN ", holders,
		" AND t.until_on >= $2 AND ", held, ` > 0 AND t.person_id <> '') c
		CROSS JOIN filing f WHERE f.authority_id = $1 AND f.person_id = c.person_id AND f.thing_id = f.own_person_id`)
	var found []string
	err := eachFound(ctx, db.read, st, func(scan func(...any) error) error {
		var subject string
		err := scan(&subject)
		found = append(found, subject)
		return err
	})
	slices.Sort(found)
	return found, kinded(err)
}

// mayStand lets those ask how they stand to people who read measures, or alerts alone.
func (db *DB) mayStand(ctx context.Context, caller access.Caller) error {
	if caller.May(access.ReadAlerts) {
		return nil
	}
	return db.may(ctx, caller, access.ReadMeasures, "")
}
