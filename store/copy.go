package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// kept lists what a backup holds: every table but sessions and sign-in
// attempts, which must not come back to life, and the migrations' own.
var kept = []struct {
	table   string
	columns []string
	order   string
}{
	{"ledger_head", []string{"authority_id", "size", "at_us", "edge"}, "authority_id"},
	{"ledger_entry", []string{"authority_id", "seq", "at_us", "actor", "membership", "on_behalf_of", "change", "effective_on", "detail",
		"puts", "erases", "hashes"}, "authority_id, seq"},
	{"version", []string{"authority_id", "thing_id", "seq", "version", "kind", "parent_id", "effective_on", "salt", "body"}, "authority_id, seq"},
	{"filing", []string{"authority_id", "thing_id", "own_person_id", "person_id", "place", "kind", "class_no", "wall_no", "sort_key", "seq"}, "authority_id, thing_id, place"},
	{"tie", []string{"authority_id", "thing_id", "place", "own_person_id", "person_id", "holder_id", "level", "from_on", "until_on"}, "authority_id, thing_id, place"},
	{"find_key", []string{"authority_id", "find_key", "thing_id", "own_person_id", "person_id"}, "authority_id, find_key, thing_id"},
	{"viewing", []string{"authority_id", "seq", "n", "person_id", "membership_id"}, "authority_id, seq, n"},
	{"draft", []string{"authority_id", "draft_id", "account_id", "membership_id", "kind", "person_id", "thing_id", "saved_us", "body"}, "authority_id, draft_id"},
	{"batch", []string{"authority_id", "batch_id", "staged_us", "sealed_seq", "undone_seq", "dropped", "holdings", "books", "root"}, "authority_id, batch_id"},
	{"holding", []string{"authority_id", "batch_id", "place", "subject_id", "commitment", "salt", "body"}, "authority_id, batch_id, place"},
	{"book", []string{"authority_id", "subject_id", "batch_id", "seq", "body"}, "authority_id, subject_id, batch_id, seq"},
	{"return_id", []string{"authority_id", "scheme", "id_value", "subject_id", "batch_id"}, "authority_id, scheme, id_value, subject_id"},
	{"account", []string{"account_id", "email", "name", "password_hash", "created_us", "disabled_us"}, "account_id"},
	{"membership_index", []string{"account_id", "authority_id", "membership_id"}, "account_id"},
	{"instance", []string{"setting", "value"}, "setting"},
}

// batch is how many rows go in one statement: few enough for both engines'
// limit on parameters.
const batch = 200

// copyRows puts every row of the tables kept from one database into another.
func copyRows(ctx context.Context, from, to *sql.Tx, progress Progress) error {
	var total, done int64
	for _, t := range kept {
		var n int64
		if err := from.QueryRowContext(ctx, "SELECT count(*) FROM "+t.table).Scan(&n); err != nil {
			return err
		}
		total += n
	}
	for _, t := range kept {
		if err := copyTable(ctx, from, to, t.table, t.columns, t.order, func(n int) {
			if done += int64(n); progress != nil {
				progress(done, total)
			}
		}); err != nil {
			return err
		}
	}
	return nil
}

func copyTable(ctx context.Context, from, to *sql.Tx, table string, columns []string, order string, tell func(int)) (err error) {
	rows, err := from.QueryContext(ctx, "SELECT "+strings.Join(columns, ", ")+" FROM "+table+" ORDER BY "+order)
	if err != nil {
		return err
	}
	defer func() { err = also(err, rows.Close()) }()
	var waiting []any
	put := func() error {
		if len(waiting) == 0 {
			return nil
		}
		n := len(waiting) / len(columns)
		if _, err := to.ExecContext(ctx, insertRows(table, columns, n), waiting...); err != nil {
			return err
		}
		waiting = waiting[:0]
		tell(n)
		return nil
	}
	for rows.Next() {
		row := make([]any, len(columns))
		into := make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i := range row {
			if b, ok := row[i].([]byte); ok && b == nil {
				row[i] = []byte{} // no bytes are not nothing
			}
		}
		if waiting = append(waiting, row...); len(waiting) == batch*len(columns) {
			if err := put(); err != nil {
				return err
			}
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return put()
}

func insertRows(table string, columns []string, n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "INSERT INTO %s (%s) VALUES ", table, strings.Join(columns, ", "))
	for row := range n {
		for column := range columns {
			separator := ", "
			if column == 0 {
				separator = "("
			}
			fmt.Fprintf(&b, "%s$%d", separator, row*len(columns)+column+1)
		}
		b.WriteString(")")
		if row < n-1 {
			b.WriteString(", ")
		}
	}
	return b.String()
}

// emptyTarget refuses a database that holds anything, so that a restore never
// mixes two.
func emptyTarget(ctx context.Context, to *sql.Tx) error {
	for _, t := range kept {
		var n int64
		if err := to.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM "+t.table+" LIMIT 1) AS any_row").Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			return invalid("The database to restore into is not empty: restore into a new one, so that nothing is lost.")
		}
	}
	return nil
}
