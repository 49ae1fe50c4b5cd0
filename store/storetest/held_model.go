package storetest

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/access"
	"throughline/calendar"
	"throughline/store"
)

// heldModel is what returns say, kept in the plainest way: rows in the order
// they came, each with from when until when it counts.
type heldModel struct {
	held    []store.HeldRow
	books   []modelBook
	ids     []modelID
	staged  []string
	counts  []string // batches that count
	batches int
}

type modelBook struct {
	store.BookRow
	batch string
}

type modelID struct {
	store.ReturnID
	batch string
}

var modelSubjects = []string{"ann", "bob", "cat", "dan"}

func (m *heldModel) seal(batch string, seq int64) {
	for i := range m.held {
		if m.held[i].Batch == batch {
			m.held[i].Seq = seq
		}
	}
	for i := range m.books {
		if m.books[i].batch == batch {
			m.books[i].Seq = seq
		}
	}
}

func (m *heldModel) takeBack(batch string, seq int64) {
	for i := range m.held {
		if m.held[i].Batch == batch {
			m.held[i].Undone = seq
		}
	}
}

func (m *heldModel) forget(batch, subject string) {
	gone := func(b, s string) bool { return batch != "" && b == batch || subject != "" && s == subject }
	m.held = slices.DeleteFunc(m.held, func(r store.HeldRow) bool { return gone(r.Batch, r.Subject) })
	m.books = slices.DeleteFunc(m.books, func(r modelBook) bool { return gone(r.batch, r.Subject) })
	m.ids = slices.DeleteFunc(m.ids, func(r modelID) bool { return gone(r.batch, r.Subject) })
}

// holdings are those that came to count within a span, in order.
func (m *heldModel) holdings(after, upTo int64) (found []store.HeldRow) {
	for _, subject := range modelSubjects {
		var of []store.HeldRow
		for _, r := range m.held {
			if r.Subject == subject && r.Seq > after && r.Seq <= upTo {
				if r.Undone > upTo {
					r.Undone = 0
				}
				of = append(of, r)
			}
		}
		slices.SortStableFunc(of, func(a, b store.HeldRow) int { return int(a.Seq - b.Seq) })
		found = append(found, of...)
	}
	return found
}

func (m *heldModel) allBooks(after, upTo int64) (found []store.BookRow) {
	for _, subject := range modelSubjects {
		var of []store.BookRow
		for _, r := range m.books {
			if r.Subject == subject && r.Seq > after && r.Seq <= upTo {
				of = append(of, r.BookRow)
			}
		}
		slices.SortStableFunc(of, func(a, b store.BookRow) int { return int(a.Seq - b.Seq) })
		found = append(found, of...)
	}
	return found
}

// lastBooks is what each subject's book was at a position.
func (m *heldModel) lastBooks(upTo int64) (found []store.BookRow) {
	for _, r := range m.allBooks(0, upTo) {
		if n := len(found); n > 0 && found[n-1].Subject == r.Subject {
			found[n-1] = r
		} else {
			found = append(found, r)
		}
	}
	return found
}

// numbers is what each subject's number leads to now.
func (m *heldModel) numbers() (found []store.ReturnID) {
	for _, subject := range modelSubjects {
		if slices.ContainsFunc(m.ids, func(id modelID) bool { return id.Subject == subject && slices.Contains(m.counts, id.batch) }) {
			found = append(found, number("local", subject))
		}
	}
	return found
}

// testHeldModel does what comes at random, and holds what is given at every
// position to the model.
func testHeldModel(t *testing.T, fresh Fresh) {
	db, _, _, _ := opened(t, fresh)
	rapid.Check(t, func(rt *rapid.T) {
		authority := newAuthority(t, db)
		var m heldModel
		rt.Repeat(map[string]func(*rapid.T){
			"stage": func(rt *rapid.T) { m.stage(t, rt, db, authority) },
			"seal": func(rt *rapid.T) {
				if len(m.staged) == 0 {
					return // nothing is staged
				}
				batch := rapid.SampledFrom(m.staged).Draw(rt, "batch")
				m.seal(batch, mustSeal(t, db, authority, batch))
				m.staged = slices.DeleteFunc(m.staged, func(b string) bool { return b == batch })
				m.counts = append(m.counts, batch)
			},
			"undo": func(rt *rapid.T) {
				if len(m.counts) == 0 {
					return // nothing counts
				}
				batch := rapid.SampledFrom(m.counts).Draw(rt, "batch")
				r, err := undo(db, authority, batch, "")
				if err != nil {
					t.Fatal(err)
				}
				m.takeBack(batch, r.Seq)
				m.counts = slices.DeleteFunc(m.counts, func(b string) bool { return b == batch })
			},
			"drop": func(rt *rapid.T) {
				if len(m.staged) == 0 {
					return // nothing is staged
				}
				batch := rapid.SampledFrom(m.staged).Draw(rt, "batch")
				if err := db.DropStaged(t.Context(), analyst(authority), batch); err != nil {
					t.Fatal(err)
				}
				m.forget(batch, "")
				m.staged = slices.DeleteFunc(m.staged, func(b string) bool { return b == batch })
			},
			"book": func(rt *rapid.T) {
				subject := rapid.SampledFrom(modelSubjects).Draw(rt, "subject")
				book := store.BookRow{Subject: subject, Body: []byte(fmt.Sprintf("book %d", len(m.books)))}
				r, err := db.Write(t.Context(), analyst(authority), access.LoadReturns, "work out deadlines", calendar.Date{}, func(tx *store.Tx) error {
					return tx.PutBook(subject, book.Body)
				})
				if err != nil {
					t.Fatal(err)
				}
				book.Seq = r.Seq
				m.books = append(m.books, modelBook{book, ""})
			},
			"erase": func(rt *rapid.T) {
				if rapid.IntRange(0, 5).Draw(rt, "seldom") > 0 {
					return // not this time
				}
				subject := rapid.SampledFrom(modelSubjects).Draw(rt, "subject")
				eraseHeld(t, db, authority, subject)
				m.forget("", subject)
				for _, batch := range m.staged { // none of them can count now
					m.forget(batch, "")
				}
				m.staged = nil
			},
			"": func(rt *rapid.T) { m.compare(t, rt, db, authority) },
		})
		if _, err := db.Verify(t.Context(), as(authority, access.Auditor), nil); err != nil {
			rt.Fatal(err)
		}
	})
}

func (m *heldModel) stage(t *testing.T, rt *rapid.T, db *store.DB, authority string) {
	m.batches++
	batch := fmt.Sprintf("batch-%d", m.batches)
	var books []store.Book
	var ids []store.ReturnID
	var holdings []store.Holding
	place := int64(0)
	for _, subject := range rapid.SliceOfDistinct(rapid.SampledFrom(modelSubjects), rapid.ID[string]).Draw(rt, "subjects") {
		place++
		held := hold(batch, subject)
		holdings = append(holdings, held)
		m.held = append(m.held, store.HeldRow{Batch: batch, Subject: subject, Place: place, Body: held.Body})
		if rapid.Bool().Draw(rt, "with a book") {
			books = append(books, bookOf(batch, subject))
			m.books = append(m.books, modelBook{store.BookRow{Subject: subject, Body: bookOf(batch, subject).Body}, batch})
		}
		if rapid.Bool().Draw(rt, "with a number") {
			ids = append(ids, number("local", subject))
			m.ids = append(m.ids, modelID{number("local", subject), batch})
		}
	}
	m.staged = append(m.staged, batch)
	cut := rapid.IntRange(0, len(holdings)).Draw(rt, "cut")
	mustStage(t, db, authority, batch, holdings[:cut], books, nil)
	mustStage(t, db, authority, batch, holdings[cut:], nil, ids)
}

func (m *heldModel) compare(t *testing.T, rt *rapid.T, db *store.DB, authority string) {
	head := headOf(t, db, authority)
	upTo := rapid.Int64Range(1, head).Draw(rt, "up to")
	after := rapid.Int64Range(0, upTo).Draw(rt, "after")
	by := analyst(authority)
	var held []store.HeldRow
	var books []store.BookRow
	err := errors.Join(
		db.EachHolding(t.Context(), by, after, upTo, func(r store.HeldRow) error { held = append(held, r); return nil }),
		db.EachBook(t.Context(), by, after, upTo, func(r store.BookRow) error { books = append(books, r); return nil }))
	last, err2 := db.BooksOf(t.Context(), by, modelSubjects, upTo)
	of, err3 := db.HoldingsOf(t.Context(), by, modelSubjects)
	ids := make([]store.ReturnID, len(modelSubjects))
	for i, subject := range modelSubjects {
		ids[i] = store.ReturnID{Scheme: "local", Value: "no-" + subject}
	}
	found, err4 := db.MatchReturnIDs(t.Context(), by, ids)
	if err := errors.Join(err, err2, err3, err4); err != nil {
		rt.Fatal(err)
	}
	sealedOnly := slices.DeleteFunc(m.holdings(0, head), func(r store.HeldRow) bool { return r.Seq == 0 })
	for what, diff := range map[string]string{
		"each holding": cmp.Diff(m.holdings(after, upTo), held), "each book": cmp.Diff(m.allBooks(after, upTo), books),
		"the books of some": cmp.Diff(m.lastBooks(upTo), last), "the holdings of some": cmp.Diff(sealedOnly, of), "numbers": cmp.Diff(m.numbers(), found),
	} {
		if diff != "" {
			rt.Errorf("%s after %d up to %d: %s", what, after, upTo, diff)
		}
	}
}
