package store

import (
	"cmp"
	"context"
	"slices"

	"throughline/access"
)

// idsAtOnce is how many numbers one query looks for.
const idsAtOnce = 256

// MatchReturnIDs is Tx.FindReturnIDs outside a change. It needs
// access.LoadReturns. It is for finding out who a return is about, and nothing
// of it may be shown.
func (db *DB) MatchReturnIDs(ctx context.Context, caller access.Caller, ids []ReturnID) ([]ReturnID, error) {
	if err := db.may(ctx, caller, access.LoadReturns, ""); err != nil {
		return nil, err
	}
	found, err := findReturnIDs(ctx, db.read, caller.Authority, ids)
	return found, kinded(err)
}

func findReturnIDs(ctx context.Context, in queryer, authority string, ids []ReturnID) ([]ReturnID, error) {
	byScheme := map[string][]string{}
	var schemes []string
	for _, id := range ids {
		if err := checkReturnID(id); err != nil {
			return nil, err
		}
		if byScheme[id.Scheme] == nil {
			schemes = append(schemes, id.Scheme)
		}
		byScheme[id.Scheme] = append(byScheme[id.Scheme], id.Value)
	}
	var found []ReturnID
	for _, scheme := range schemes {
		values := byScheme[scheme]
		slices.Sort(values)
		for some := range slices.Chunk(slices.Compact(values), idsAtOnce) {
			st := statement{args: []any{authority, scheme}}
			st.add(`SELECT DISTINCT r.scheme, r.id_value, r.subject_id FROM return_id r JOIN batch b ON b.authority_id = r.authority_id AND b.batch_id = r.batch_id
				WHERE r.authority_id = $1 AND r.scheme = $2 AND r.id_value IN `, st.oneOf(some), " AND b.sealed_seq > 0 AND b.undone_seq = 0")
			if err := eachFound(ctx, in, st, func(scan func(...any) error) error {
				var id ReturnID
				if err := scan(&id.Scheme, &id.Value, &id.Subject); err != nil {
					return err
				}
				found = append(found, id)
				return nil
			}); err != nil {
				return nil, err
			}
		}
	}
	slices.SortFunc(found, func(a, b ReturnID) int {
		return cmp.Or(cmp.Compare(a.Scheme, b.Scheme), cmp.Compare(a.Value, b.Value), cmp.Compare(a.Subject, b.Subject))
	})
	return found, nil
}

// eachFound looks at each row of a query.
func eachFound(ctx context.Context, in queryer, st statement, look func(scan func(...any) error) error) (err error) {
	rows, err := in.QueryContext(ctx, st.String(), st.args...)
	if err != nil {
		return err
	}
	defer func() { err = also(err, rows.Close()) }()
	for rows.Next() {
		if err := look(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}
