package store_test

import (
	"database/sql"
	"fmt"
	"io/fs"
	"regexp"
	"testing"
	"testing/fstest"

	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"throughline/store"
	"throughline/store/pgtest"
	"throughline/store/storetest"
)

// TestPostgresPartitioned runs the whole suite on the schema split by
// authority, which a plain server refuses when a key lacks it.
func TestPostgresPartitioned(t *testing.T) {
	storetest.Run(t, func(tb testing.TB) string {
		tb.Helper()
		url := pgtest.Database(tb)
		db, err := sql.Open("pgx", url)
		if err != nil {
			tb.Fatal(err)
		}
		defer func() {
			if err := db.Close(); err != nil {
				tb.Error(err)
			}
		}()
		steps, split := partitioned(t, store.Migrations())
		if len(split) < 3 {
			t.Fatalf("only these tables were split: %v", split)
		}
		provider, err := goose.NewProvider(goose.DialectPostgres, db, steps)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := provider.Up(tb.Context()); err != nil {
			tb.Fatal(err)
		}
		var partitions int
		if err := db.QueryRowContext(tb.Context(), "SELECT count(*) FROM pg_class WHERE relispartition AND relkind = 'r'").Scan(&partitions); err != nil || partitions != 4*len(split) {
			t.Fatalf("%d partitions, %v", partitions, err)
		}
		return url
	})
}

var tableOfAuthority = regexp.MustCompile(`(?s)CREATE TABLE (\w+) \(\s+authority_id .*?\n\);`)

// partitioned gives the same migrations with every authority's table split
// into four by hash.
func partitioned(t testing.TB, steps fs.FS) (fstest.MapFS, []string) {
	t.Helper()
	names, err := fs.Glob(steps, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	changed, split := fstest.MapFS{}, []string(nil)
	for _, name := range names {
		text, err := fs.ReadFile(steps, name)
		if err != nil {
			t.Fatal(err)
		}
		changed[name] = &fstest.MapFile{Data: tableOfAuthority.ReplaceAllFunc(text, func(create []byte) []byte {
			table := string(tableOfAuthority.FindSubmatch(create)[1])
			split = append(split, table)
			create = append(create[:len(create)-1:len(create)-1], " PARTITION BY HASH (authority_id);\n"...)
			for n := range 4 {
				create = fmt.Appendf(create, "CREATE TABLE %s_%d PARTITION OF %s FOR VALUES WITH (MODULUS 4, REMAINDER %d);\n", table, n, table, n)
			}
			return create
		})}
	}
	return changed, split
}
