package storetest

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store"
)

func analyst(authority string) access.Caller { return as(authority, access.DataAnalyst) }

// imported is the body of the thing that makes a batch count.
type imported struct {
	Root string `json:"root"`
	Why  string `json:"why,omitempty"`
}

// seal makes a batch count, with its thing.
func seal(db *store.DB, authority, batch string) (store.Receipt, error) {
	return db.Write(context.Background(), analyst(authority), access.LoadReturns, "load a return", calendar.Date{}, func(tx *store.Tx) error {
		root, _, _, err := tx.SealBatch(batch)
		if err != nil {
			return err
		}
		return tx.Put(change.Put{Kind: store.KindImport, Thing: batch, Body: imported{Root: hex.EncodeToString(root)}})
	})
}

// undo takes a batch back, and makes the books staged under another id count.
func undo(db *store.DB, authority, batch, books string) (store.Receipt, error) {
	return db.Write(context.Background(), analyst(authority), access.LoadReturns, "take a return back", calendar.Date{}, func(tx *store.Tx) error {
		if err := tx.UndoBatch(batch); err != nil {
			return err
		}
		if books != "" {
			if _, _, _, err := tx.SealBatch(books); err != nil {
				return err
			}
		}
		return tx.Put(change.Put{Kind: store.KindImport, Thing: batch, Replaces: 1, Body: imported{Why: "the wrong file"}})
	})
}

func mustStage(t testing.TB, db *store.DB, authority, batch string, holdings []store.Holding, books []store.Book, ids []store.ReturnID) {
	t.Helper()
	if err := db.Stage(t.Context(), analyst(authority), batch, holdings, books, ids); err != nil {
		t.Fatal(err)
	}
}

func mustSeal(t testing.TB, db *store.DB, authority, batch string) int64 {
	t.Helper()
	r, err := seal(db, authority, batch)
	if err != nil {
		t.Fatal(err)
	}
	return r.Seq
}

func hold(batch, subject string) store.Holding {
	return store.Holding{Subject: subject, Body: []byte("what " + batch + " says of " + subject)}
}

func bookOf(batch, subject string) store.Book {
	return store.Book{Subject: subject, Body: []byte("deadlines of " + subject + " after " + batch)}
}

func number(scheme, subject string) store.ReturnID {
	return store.ReturnID{Scheme: scheme, Value: "no-" + subject, Subject: subject}
}

// load stages a holding, a book and a number for each subject, and makes them
// count.
func load(t testing.TB, db *store.DB, authority, batch string, subjects ...string) int64 {
	t.Helper()
	var holdings []store.Holding
	var books []store.Book
	var ids []store.ReturnID
	for _, s := range subjects {
		holdings, books = append(holdings, hold(batch, s)), append(books, bookOf(batch, s))
		ids = append(ids, number("local", s))
	}
	mustStage(t, db, authority, batch, holdings, books, ids)
	return mustSeal(t, db, authority, batch)
}

// heldAndBooks is what is given of holdings and books, in short.
func heldAndBooks(t testing.TB, db *store.DB, authority string, after, upTo int64) (held, books []string) {
	t.Helper()
	err := db.EachHolding(t.Context(), analyst(authority), after, upTo, func(r store.HeldRow) error {
		held = append(held, fmt.Sprintf("%s %s %d %d %d %s", r.Subject, r.Batch, r.Place, r.Seq, r.Undone, r.Body))
		return nil
	})
	err2 := db.EachBook(t.Context(), analyst(authority), after, upTo, func(r store.BookRow) error {
		books = append(books, fmt.Sprintf("%s %d %s", r.Subject, r.Seq, r.Body))
		return nil
	})
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	return held, books
}

func testHeld(t *testing.T, fresh Fresh) {
	db, _, authority, _ := opened(t, fresh)
	theirs := newAuthority(t, db)
	load(t, db, theirs, "first", "ann", "elsewhere")
	nothing := func(upTo int64) {
		t.Helper()
		if held, books := heldAndBooks(t, db, authority, 0, upTo); len(held)+len(books) > 0 {
			t.Errorf("up to %d: %q %q", upTo, held, books)
		}
	}
	same := func(what string, got, want any) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	find := func(values ...string) (found []string) {
		t.Helper()
		var ids []store.ReturnID
		for _, v := range values {
			ids = append(ids, store.ReturnID{Scheme: "local", Value: v})
		}
		rows, err := db.MatchReturnIDs(t.Context(), analyst(authority), ids)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			found = append(found, r.Value+" is "+r.Subject)
		}
		return found
	}
	mustStage(t, db, authority, "first", []store.Holding{hold("first", "cat"), hold("first", "ann")}, []store.Book{bookOf("first", "ann")}, nil)
	mustStage(t, db, authority, "first", []store.Holding{hold("first", "bob")}, []store.Book{bookOf("first", "bob"), bookOf("first", "cat")},
		[]store.ReturnID{number("local", "ann"), number("local", "bob"), number("upn", "ann"), number("local", "ann")})
	nothing(0)
	same("staged", find("no-ann", "no-bob"), []string(nil))
	for _, s := range []string{"ann", "nobody"} {
		if rows, err := db.HoldingsOf(t.Context(), analyst(authority), []string{s}); err != nil || len(rows) != 0 {
			t.Errorf("staged holdings of %s: %v, %v", s, rows, err)
		}
		if rows, err := db.BooksOf(t.Context(), analyst(authority), []string{s}, 0); err != nil || len(rows) != 0 {
			t.Errorf("staged books of %s: %v, %v", s, rows, err)
		}
	}
	waiting, err := db.Staged(t.Context(), analyst(authority))
	same("staged", waiting, []string{"first"})
	if err != nil {
		t.Error(err)
	}

	first := mustSeal(t, db, authority, "first")
	waiting, err = db.Staged(t.Context(), analyst(authority))
	if err != nil || len(waiting) != 0 {
		t.Errorf("staged once sealed: %q, %v", waiting, err)
	}
	nothing(first - 1)
	same("sealed", find("no-ann", "no-bob", "no-cat"), []string{"no-ann is ann", "no-bob is bob"})
	held, books := heldAndBooks(t, db, authority, 0, 0)
	firstHeld := []string{
		fmt.Sprintf("ann first 2 %d 0 what first says of ann", first), fmt.Sprintf("bob first 3 %d 0 what first says of bob", first),
		fmt.Sprintf("cat first 1 %d 0 what first says of cat", first),
	}
	same("holdings", held, firstHeld)
	same("books", books, []string{
		fmt.Sprintf("ann %d deadlines of ann after first", first), fmt.Sprintf("bob %d deadlines of bob after first", first),
		fmt.Sprintf("cat %d deadlines of cat after first", first),
	})

	direct, err := db.WriteFiled(t.Context(), everything(as(authority, access.SocialWorker), access.Record), access.RecordCasework, "record a visit", calendar.Date{}, func(tx *store.Tx) error {
		rows, err := tx.Holdings("ann")
		if err != nil || len(rows) != 1 || string(rows[0].Body) != "what first says of ann" || !rows[0].CountsAt(first) || rows[0].CountsAt(first-1) {
			t.Errorf("in a change: %+v, %v", rows, err)
		}
		since, err := tx.BooksSince(first - 1)
		if diff := cmp.Diff([]string{"ann", "bob", "cat"}, since); err != nil || diff != "" {
			t.Error(err, diff)
		}
		if err := tx.PutBook("ann", []byte("after a visit")); err != nil {
			return err
		}
		wantKind(t, tx.PutBook("ann", []byte("again")), store.ErrInvalid)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	second := load(t, db, authority, "second", "ann", "dan")
	last := func(upTo int64, subjects ...string) (got []string) {
		t.Helper()
		rows, err := db.BooksOf(t.Context(), analyst(authority), subjects, upTo)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			got = append(got, fmt.Sprintf("%s %d %s", r.Subject, r.Seq, r.Body))
		}
		return got
	}
	annFirst, annVisit, annSecond := fmt.Sprintf("ann %d deadlines of ann after first", first), fmt.Sprintf("ann %d after a visit", direct.Seq), fmt.Sprintf("ann %d deadlines of ann after second", second)
	danSecond := fmt.Sprintf("dan %d deadlines of dan after second", second)
	same("before", last(first-1, "ann", "dan"), []string(nil))
	same("at the first", last(first, "dan", "ann"), []string{annFirst})
	same("after the visit", last(second-1, "ann"), []string{annVisit})
	same("now", last(0, "ann", "dan", "ann"), []string{annSecond, danSecond})

	held, books = heldAndBooks(t, db, authority, first, 0)
	secondHeld := []string{fmt.Sprintf("ann second 1 %d 0 what second says of ann", second), fmt.Sprintf("dan second 2 %d 0 what second says of dan", second)}
	same("holdings after the first", held, secondHeld)
	same("books after the first", books, []string{annVisit, annSecond, danSecond})
	if held, books = heldAndBooks(t, db, authority, second, 0); len(held)+len(books) > 0 {
		t.Errorf("after the last: %q %q", held, books)
	}
	subjects, err := db.SubjectsOf(t.Context(), analyst(authority), "first")
	same("subjects", subjects, []string{"ann", "bob", "cat"})
	if err != nil {
		t.Error(err)
	}

	mustStage(t, db, authority, "undoing", nil, []store.Book{bookOf("undoing", "ann"), bookOf("undoing", "bob"), bookOf("undoing", "cat")}, nil)
	undone, err := undo(db, authority, "first", "undoing")
	if err != nil {
		t.Fatal(err)
	}
	same("numbers of what was taken back", find("no-ann", "no-bob", "no-dan"), []string{"no-ann is ann", "no-dan is dan"})
	held, _ = heldAndBooks(t, db, authority, 0, undone.Seq-1)
	same("before it was taken back", held, []string{firstHeld[0], secondHeld[0], firstHeld[1], firstHeld[2], secondHeld[1]})
	rows, err := db.HoldingsOf(t.Context(), analyst(authority), []string{"bob"})
	if err != nil || len(rows) != 1 || rows[0].CountsAt(undone.Seq) || !rows[0].CountsAt(undone.Seq-1) {
		t.Errorf("of what was taken back: %+v, %v", rows, err)
	}
	same("before it was taken back", last(undone.Seq-1, "ann", "bob"), []string{annSecond, fmt.Sprintf("bob %d deadlines of bob after first", first)})
	same("when it was taken back", last(0, "bob"), []string{fmt.Sprintf("bob %d deadlines of bob after undoing", undone.Seq)})

	stop := errors.New("enough")
	if err := db.EachHolding(t.Context(), analyst(authority), 0, 0, func(store.HeldRow) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("a reader who had enough: %v", err)
	}
	verified(t, db)
}
