package store

import (
	"context"
	"slices"
	"strings"

	"throughline/access"
)

// MatchPeople gives, for each search key that a person carries, who carries it: by the record that all records of the same person go by, in
// order. It needs access.LoadReturns. It is for finding out who a return is about, and nothing of it may be shown.
func (db *DB) MatchPeople(ctx context.Context, caller access.Caller, keys []string) (map[string][]string, error) {
	if err := db.may(ctx, caller, access.LoadReturns, ""); err != nil {
		return nil, err
	}
	keys = slices.Clone(keys)
	slices.Sort(keys)
	found := map[string][]string{}
	for some := range slices.Chunk(slices.Compact(keys), idsAtOnce) {
		st := statement{args: []any{caller.Authority}}
		wanted := make([]string, 0, len(some))
		for _, key := range some {
			if err := checkKey("What is searched for", key); err != nil {
				return nil, err
			}
			wanted = append(wanted, st.param([]byte(key)))
		}
		st.add("SELECT DISTINCT f.find_key, f.person_id FROM find_key f WHERE f.authority_id = $1 AND f.person_id <> '' AND f.find_key IN (", strings.Join(wanted, ", "), ") ORDER BY f.find_key, f.person_id")
		err := eachFound(ctx, db.read, st, func(scan func(...any) error) error {
			var key []byte
			var person string
			err := scan(&key, &person)
			found[string(key)] = append(found[string(key)], person)
			return err
		})
		if err != nil {
			return nil, kinded(err)
		}
	}
	return found, nil
}
