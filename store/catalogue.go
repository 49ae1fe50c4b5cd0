package store

import (
	"context"
	"fmt"
	"slices"
)

// Key is a primary key, a unique constraint or an index, as the engine's own
// catalogue tells it.
type Key struct {
	Table string
	Name  string // of the index; "" for a table that has none at all
	First string // its first column
}

const sqliteKeys = `
SELECT t.name, coalesce(i.name, ''), coalesce(c.name, '')
FROM sqlite_master t
LEFT JOIN pragma_index_list(t.name) i
LEFT JOIN pragma_index_info(i.name) c ON c.seqno = 0
WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
ORDER BY 1, 2`

// An index on an expression has no first column, and shows as ”.
const postgresKeys = `
SELECT t.relname, coalesce(i.relname, ''), coalesce(a.attname, '')
FROM pg_class t
LEFT JOIN pg_index x ON x.indrelid = t.oid
LEFT JOIN pg_class i ON i.oid = x.indexrelid
LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0]
WHERE t.relkind IN ('r', 'p') AND t.relnamespace = current_schema()::regnamespace AND NOT t.relispartition
ORDER BY 1, 2`

// Catalogue lists every table's keys in the database at url, for the check of
// them. It reads no rows of any authority.
func Catalogue(ctx context.Context, url string) (keys []Key, err error) {
	db, err := connect(ctx, url, Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer func() { err = also(err, db.Close()) }()
	query := sqliteKeys
	if db.engine == onPostgres {
		query = postgresKeys
	}
	rows, err := db.read.QueryContext(ctx, query)
	if err != nil {
		return nil, kinded(err)
	}
	defer func() { err = also(err, rows.Close()) }()
	for rows.Next() {
		var key Key
		if err := rows.Scan(&key.Table, &key.Name, &key.First); err != nil {
			return nil, kinded(err)
		}
		keys = append(keys, key)
	}
	return keys, kinded(rows.Err())
}

// UnscopedKeys complains of each key that does not begin with the authority,
// though its table has no reason, and of a table that has no key.
func UnscopedKeys(keys []Key) (complaints []string) {
	for _, key := range keys {
		if _, excused := unscoped[key.Table]; excused || key.First == "authority_id" {
			continue
		}
		if key.Name == "" {
			complaints = append(complaints, fmt.Sprintf("the table %s has no key", key.Table))
			continue
		}
		complaints = append(complaints, fmt.Sprintf("the key %s of the table %s begins with %q, not authority_id", key.Name, key.Table, key.First))
	}
	slices.Sort(complaints)
	return complaints
}
