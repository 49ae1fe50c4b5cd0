package store

import (
	"context"

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
	var class access.Class
	var found []Standing
	for rows.Next() {
		var classNo, wallNo int
		var ties int64
		if err := rows.Scan(&classNo, &wallNo, &ties); err != nil {
			return access.Class{}, nil, kinded(also(err, rows.Close()))
		}
		var known error
		if class, known = access.ClassNumbered(classNo); known != nil || wallNo < 0 || wallNo >= len(access.Walls) {
			return access.Class{}, nil, also(damagedFiling(known), rows.Close())
		}
		found = append(found, Standing{access.Walls[wallNo], tiesOf(ties)})
	}
	if err := also(rows.Err(), rows.Close()); err != nil {
		return access.Class{}, nil, kinded(err)
	}
	if len(found) == 0 {
		return access.Class{}, nil, errUnseen()
	}
	return class, found, nil
}
