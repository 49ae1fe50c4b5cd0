package store

import (
	"context"
	"database/sql"
	"fmt"

	"throughline/access"
	"throughline/calendar"
)

// Standing is how somebody stands today to one of the people a thing is about,
// or to nobody.
type Standing struct {
	Wall access.Wall
	Ties access.Ties
}

// StandingsTo gives the class of a thing, and how somebody stands to each of
// the people it is about, so that their rights can be explained. It gives
// nothing of what the thing says. The asker needs access.ExplainAccess.
// ErrNotFound when it isn't a thing about people.
func (db *DB) StandingsTo(ctx context.Context, asker, of access.Caller, thing string) (access.Class, []Standing, error) {
	if err := db.may(ctx, asker, access.ExplainAccess, thing); err != nil {
		return access.Class{}, nil, err
	}
	of.Authority = asker.Authority
	st := statement{args: who(of, calendar.DayOf(db.clock()))}
	st.add("SELECT p.class_no, p.wall_no, ", tiesHeld, " FROM filing p WHERE p.authority_id = $1 AND p.thing_id = ", st.param(thing), " ORDER BY p.place")
	rows, err := db.scopedRows(ctx, st)
	if err != nil {
		return access.Class{}, nil, kinded(err)
	}
	class, found, err := readStandings(rows)
	if err == nil && len(found) == 0 {
		err = errUnseen()
	}
	return class, found, kinded(err)
}

func readStandings(rows *sql.Rows) (class access.Class, found []Standing, err error) {
	defer func() { err = also(err, rows.Close()) }()
	for rows.Next() {
		var classNo, wallNo int
		var ties int64
		if err := rows.Scan(&classNo, &wallNo, &ties); err != nil {
			return access.Class{}, nil, err
		}
		if class, err = access.ClassNumbered(classNo); err != nil {
			return access.Class{}, nil, damagedFiling(err)
		}
		if wallNo < 0 || wallNo >= len(access.Walls) {
			return access.Class{}, nil, damagedFiling(fmt.Errorf("there is a wall with the number %d", wallNo))
		}
		found = append(found, Standing{access.Walls[wallNo], tiesOf(ties)})
	}
	return class, found, rows.Err()
}
