package app

import (
	"context"

	"throughline/casework"
	"throughline/store"
)

// Held is one thing of a list, and what it holds: nil when that was erased.
type Held struct {
	Filed store.Filed
	Body  any
}

// Open gives a page of the things of a kind that somebody must still act on,
// those of the earliest day first, and where the next page starts. It is for
// the kinds that casework.StillOpen knows.
func (l *Looking) Open(ctx context.Context, kind string, page store.Page) ([]Held, string, error) {
	return l.while(ctx, kind, page, true)
}

// Settled gives a page of the things of a kind that are settled, the latest
// first, and where the next page starts.
func (l *Looking) Settled(ctx context.Context, kind string, page store.Page) ([]Held, string, error) {
	return l.while(ctx, kind, page, false)
}

func (l *Looking) while(ctx context.Context, kind string, page store.Page, open bool) ([]Held, string, error) {
	m, err := l.Moment(ctx)
	if err != nil {
		return nil, "", err
	}
	found, next, err := l.List(ctx, store.Listing{Kinds: []string{kind}, Descending: !open, Page: page}, m)
	if err != nil {
		return nil, "", err
	}
	var rows []Held
	for _, f := range found {
		if casework.StillOpen(f.Sort) != open {
			return rows, "", nil
		}
		held := Held{Filed: f}
		if f.Body != nil {
			if held.Body, err = casework.Decode(version(f)); err != nil {
				return nil, "", err
			}
		}
		rows = append(rows, held)
	}
	return rows, next, nil
}

// EveryOpen gives all the things of a kind that somebody must still act on.
func (l *Looking) EveryOpen(ctx context.Context, kind string) (all []Held, err error) {
	for page := (store.Page{Limit: store.MaxPage}); ; {
		rows, next, err := l.Open(ctx, kind, page)
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
		if page.Before = next; next == "" {
			return all, nil
		}
	}
}
