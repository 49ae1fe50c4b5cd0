package storetest

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store"
)

const (
	secretHeld   = "wilhelmina thistlewood was placed"
	secretNumber = "H801299917003"
)

// testEraseHeld erases what returns say of a child, in one change with the
// records about them, and looks for what is left in every table and file.
func testEraseHeld(t *testing.T, fresh Fresh) {
	db, url, authority, _ := opened(t, fresh)
	lead := as(authority, access.GovernanceLead)
	secret := func(batch string) {
		body := []byte(strings.Repeat(secretHeld, 40))
		mustStage(t, db, authority, batch, []store.Holding{hold(batch, "bob"), {Subject: "ann", Body: body}, hold(batch, "cat")},
			[]store.Book{bookOf(batch, "bob"), {Subject: "ann", Body: body}}, []store.ReturnID{number("local", "bob"), {Scheme: "upn", Value: secretNumber, Subject: "ann"}})
	}
	mustFile(t, db, authority, person("ann", 0, nil))
	secret("first")
	mustSeal(t, db, authority, "first")
	secret("second")
	mustSeal(t, db, authority, "second")
	if _, err := undo(db, authority, "first", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := db.WriteFiled(t.Context(), everything(lead, access.Record), access.RecordCasework, "record a visit", calendar.Date{}, func(tx *store.Tx) error {
		return tx.PutBook("ann", []byte(secretHeld))
	}); err != nil {
		t.Fatal(err)
	}
	secret("staged")
	others, _ := heldAndBooks(t, db, authority, 0, 0)

	var erased int
	receipt, err := db.EraseFiled(t.Context(), everything(lead, access.Record), []string{"ann"}, "its time had come", func(tx *store.Tx) (err error) {
		erased, err = tx.EraseHeld("ann")
		return err
	})
	if err != nil || erased != 3 {
		t.Fatalf("%d holdings were erased, %v", erased, err)
	}
	verified(t, db)
	raw := behind(t, url)
	for _, table := range []string{"holding", "book", "return_id", "version", "filing", "find_key"} {
		if text := allOf(t, raw, table); strings.Contains(text, secretHeld) || strings.Contains(text, secretNumber) {
			t.Errorf("%s still holds what was erased", table)
		}
	}
	if !onPostgres(url) {
		for _, end := range []string{"", "-wal"} {
			held, err := os.ReadFile(strings.TrimPrefix(url, "sqlite:") + end)
			if err == nil && (bytes.Contains(held, []byte(secretHeld)) || bytes.Contains(held, []byte(secretNumber))) {
				t.Errorf("the file%s still holds what was erased", end)
			}
		}
	}
	left, books := heldAndBooks(t, db, authority, 0, 0)
	var want []string
	for _, row := range others {
		if !strings.HasPrefix(row, "ann ") {
			want = append(want, row)
		}
	}
	if diff := cmp.Diff(want, left); diff != "" || len(books) != 2 {
		t.Errorf("left: %s; books %q", diff, books)
	}
	if rows, err := db.BooksOf(t.Context(), analyst(authority), []string{"ann"}, receipt.Seq-1); err != nil || len(rows) != 0 {
		t.Errorf("the book of before: %v, %v", rows, err)
	}
	if found, err := db.MatchReturnIDs(t.Context(), analyst(authority), []store.ReturnID{{Scheme: "upn", Value: secretNumber}}); err != nil || len(found) != 0 {
		t.Errorf("still found: %v, %v", found, err)
	}
	subjects, err := db.SubjectsOf(t.Context(), analyst(authority), "second")
	if diff := cmp.Diff([]string{"bob", "cat"}, subjects); err != nil || diff != "" {
		t.Error(err, diff)
	}
	// The record of it, which anybody may read, names places and no child.
	said, err := db.State(t.Context(), as(authority, access.BoardMember), []string{store.KindHeldErasure}, store.Moment{})
	if err != nil || len(said) != 2 || said[0].Parent == said[1].Parent || strings.Contains(string(said[0].Body), "ann") || string(said[0].Body) != `{"places":[2]}` {
		t.Errorf("the record is %+v, %v", said, err)
	}
	_, err = db.Erase(t.Context(), as(authority, access.Administrator), said[0].Thing, 0, "hide it")
	wantKind(t, err, store.ErrInvalid)
	// What was being staged may hold the child again, so it never counts.
	_, err = seal(db, authority, "staged")
	wantKind(t, err, store.ErrInvalid)
	wantKind(t, db.Stage(t.Context(), analyst(authority), "staged", []store.Holding{hold("staged", "ann")}, nil, nil), store.ErrInvalid)
	if waiting, err := db.Staged(t.Context(), analyst(authority)); err != nil || len(waiting) != 1 {
		t.Errorf("to be taken away: %q, %v", waiting, err)
	}
	if err := db.DropStaged(t.Context(), analyst(authority), "staged"); err != nil {
		t.Fatal(err)
	}
	head := headOf(t, db, authority)
	if n := eraseHeld(t, db, authority, "ann", "nobody"); n != 0 || headOf(t, db, authority) != head {
		t.Errorf("erased again: %d, and the ledger moved", n)
	}
	verified(t, db)
	heldRestored(t, db, fresh, authority)
}

// allOf is all that a table holds, as text.
func allOf(t testing.TB, in *sql.DB, table string) string {
	t.Helper()
	rows, err := in.QueryContext(t.Context(), "SELECT * FROM "+table)
	if err != nil {
		t.Fatal(err)
	}
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for rows.Next() {
		row, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		for _, value := range row {
			if b, ok := value.([]byte); ok {
				value = string(b)
			}
			fmt.Fprint(&text, value, " ")
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// heldRestored takes a backup, restores it into either engine, and finds all
// of it again.
func heldRestored(t *testing.T, db *store.DB, fresh Fresh, authority string) {
	t.Helper()
	mustStage(t, db, authority, "left", []store.Holding{hold("left", "eve")}, nil, nil)
	held, books := heldAndBooks(t, db, authority, 0, 0)
	file := filepath.Join(t.TempDir(), "returns.db")
	if _, err := db.Backup(t.Context(), operator(), file, nil); err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{fresh(t), filepath.Join(t.TempDir(), "new.db")} {
		if _, err := store.Restore(t.Context(), file, target, nil); err != nil {
			t.Fatal(err)
		}
		back := open(t, target, store.Options{})
		sameHeld, sameBooks := heldAndBooks(t, back, authority, 0, 0)
		if diff := cmp.Diff([][]string{held, books}, [][]string{sameHeld, sameBooks}); diff != "" || len(held) == 0 || len(books) == 0 {
			t.Errorf("restored: %s", diff)
		}
		if waiting, err := back.Staged(t.Context(), analyst(authority)); err != nil || len(waiting) != 1 {
			t.Errorf("staged: %q, %v", waiting, err)
		}
		mustSeal(t, back, authority, "left")
		verified(t, back)
	}
}

// testStandings asks how somebody stands to people, some of whom were found to
// be the same, some known from returns alone.
func testStandings(t *testing.T, fresh Fresh) {
	db, _, authority, now := opened(t, fresh)
	today := calendar.DayOf(now.now)
	wes := worker(authority, "wes", access.SocialWorker)
	wes.Teams = []string{"team-1"}
	tie := func(id, about, holder string, level access.Level, from, until calendar.Date) change.Put {
		return change.Put{Kind: "case.allocation", Thing: id, Body: text("tie %s", id), Filing: &change.Filing{About: []string{about}, Class: care,
			Ties: []change.Tie{{Person: about, Holder: holder, Level: level, From: from, Until: until}}}}
	}
	mustFile(t, db, authority, person("ann", 0, func(f *change.Filing) { f.Wall = access.Restricted }), person("bob", 0, nil), person("cat", 0, nil), person("dan", 0, nil), person("eve", 0, nil))
	mustFile(t, db, authority,
		tie("1", "ann", "member-wes", access.AllocatedLevel, today, calendar.Date{}), tie("2", "ann", "team-1", access.TeamLevel, today, today),
		tie("3", "bob", "member-else", access.AllocatedLevel, today, calendar.Date{}), tie("4", "dan", "agency-wes", access.AgencyLevel, today.AddDays(-9), today.AddDays(-1)),
		tie("5", "eve", "agency-wes", access.AgencyLevel, today, calendar.Date{}))
	mustFile(t, db, authority, person("cat", 1, func(f *change.Filing) { f.Group = "ann" }))
	load(t, db, authority, "first", "ann", "fay")
	scope := everything(wes, access.View)
	subjects := []string{"ann", "bob", "cat", "dan", "eve", "fay", "nobody", "ann"}
	for n := range 1500 {
		subjects = append(subjects, fmt.Sprintf("child-%d", n))
	}
	got, err := db.StandingsOf(t.Context(), scope, subjects)
	if err != nil || len(got) != 7+1500 {
		t.Fatalf("%d, %v", len(got), err)
	}
	none := store.Standing{Wall: access.NoWall}
	tied := store.Standing{Wall: access.Restricted, Ties: access.Ties{Allocated: true, Team: true}}
	want := map[string]store.Standing{"ann": tied, "cat": tied, "bob": none, "dan": none, "fay": none, "nobody": none,
		"eve": {Wall: access.NoWall, Ties: access.Ties{Agency: true}}, "child-1499": none}
	for subject, standing := range want {
		if got[subject] != standing {
			t.Errorf("%s: %+v, want %+v", subject, got[subject], standing)
		}
	}
	whose, err := db.SubjectsTied(t.Context(), scope)
	if diff := cmp.Diff([]string{"ann", "cat", "eve"}, whose); err != nil || diff != "" {
		t.Error(err, diff)
	}
	// Nobody stands to anybody in another authority, and a caller without an
	// agency or a team to nobody by either.
	theirs := newAuthority(t, db)
	elsewhere := wes
	elsewhere.Authority = theirs
	if whose, err := db.SubjectsTied(t.Context(), everything(elsewhere, access.View)); err != nil || len(whose) != 0 {
		t.Errorf("in another authority: %q, %v", whose, err)
	}
	if got, err := db.StandingsOf(t.Context(), everything(elsewhere, access.View), []string{"ann"}); err != nil || got["ann"] != none {
		t.Errorf("in another authority: %v, %v", got, err)
	}
	bare := analyst(authority)
	if whose, err := db.SubjectsTied(t.Context(), everything(bare, access.View)); err != nil || len(whose) != 0 {
		t.Errorf("without a tie: %q, %v", whose, err)
	}
	now.now = now.now.AddDate(0, 0, 1)
	got, err = db.StandingsOf(t.Context(), scope, []string{"cat"})
	if err != nil || got["cat"] != (store.Standing{Wall: access.Restricted, Ties: access.Ties{Allocated: true}}) {
		t.Errorf("a day later: %+v, %v", got["cat"], err)
	}
}
