package store

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/ledger"
	"throughline/store/queries"
)

// Page asks for some of a list, newest first.
type Page struct {
	Before string // where the last page ended, or "" for the first page
	Limit  int    // how many at most; 0 for DefaultPage
}

// How much of a list one page gives. A page longer than MaxPage is refused,
// so that no list is unbounded.
const (
	DefaultPage = 50
	MaxPage     = 1000
)

func (p Page) read() (seq int64, thing string, limit int32, err error) {
	if p.Limit < 0 || p.Limit > MaxPage {
		return 0, "", 0, invalid("A page shows from 1 to %d rows, and %d were asked for.", MaxPage, p.Limit)
	}
	limit = int32(p.Limit)
	if limit == 0 {
		limit = DefaultPage
	}
	if p.Before == "" {
		return math.MaxInt64, "", limit, nil
	}
	number, thing, _ := strings.Cut(p.Before, "_")
	seq, err = strconv.ParseInt(number, 10, 64)
	if err != nil || thing != "" && checkID("", thing) != nil {
		return 0, "", 0, invalid("The address of this page of the list is damaged: go back to the first page.")
	}
	return seq, thing, limit, nil
}

// Children gives the things of a kind under a parent as they stood at the
// moment, the newest thing first, and where the next page starts ("" when
// there is no more). A page costs the same however many there are, save that
// asking about an old day passes over the things that came after it.
func (db *DB) Children(ctx context.Context, caller access.Caller, kind, parent string, m Moment, p Page) ([]Version, string, error) {
	if err := db.may(ctx, caller, access.ReadPlan, parent); err != nil {
		return nil, "", err
	}
	seq, thing, limit, err := p.read()
	if err != nil {
		return nil, "", err
	}
	rows, err := db.reading.ChildrenOf(ctx, queries.ChildrenOfParams{AuthorityID: caller.Authority, Kind: kind, ParentID: parent,
		UpTo: m.upTo(), Day: m.day(), BeforeSeq: seq, BeforeThing: thing, Most: limit + 1})
	if err != nil {
		return nil, "", kinded(err)
	}
	var found []Version
	for i, r := range rows {
		if i == int(limit) {
			last := rows[i-1]
			return found, strconv.FormatInt(last.Created, 10) + "_" + last.ThingID, nil
		}
		v, err := newVersion(r.ThingID, r.Kind, r.ParentID, r.Version, r.Seq, r.AtUs, r.EffectiveOn, r.Body)
		if err != nil {
			return nil, "", err
		}
		found = append(found, v)
	}
	return found, "", nil
}

// HistoryRow is one version in the audit trail of a thing, with the entry
// that wrote it.
type HistoryRow struct {
	Version
	Actor      string // account id
	Membership string
	OnBehalfOf string
	Change     string
	Detail     string
	Withheld   bool // of what is about people: this version is not open to the caller, and Body is nil
}

// History gives the audit trail of a thing, newest first, and where the next
// page starts. Content that was erased is marked and its entry still stands.
func (db *DB) History(ctx context.Context, caller access.Caller, thing string, p Page) ([]HistoryRow, string, error) {
	if err := db.may(ctx, caller, access.ReadHistory, thing); err != nil {
		return nil, "", err
	}
	seq, _, limit, err := p.read()
	if err != nil {
		return nil, "", err
	}
	rows, err := db.reading.HistoryBefore(ctx, queries.HistoryBeforeParams{AuthorityID: caller.Authority, ThingID: thing, BeforeSeq: seq, Limit: limit + 1})
	if err != nil {
		return nil, "", kinded(err)
	}
	var found []HistoryRow
	for i, r := range rows {
		if i == int(limit) {
			return found, strconv.FormatInt(rows[i-1].Seq, 10), nil
		}
		v, err := newVersion(r.ThingID, r.Kind, r.ParentID, r.Version, r.Seq, r.AtUs, r.EffectiveOn, r.Body)
		if err != nil {
			return nil, "", err
		}
		found = append(found, HistoryRow{Version: v, Actor: r.Actor, Membership: r.Membership, OnBehalfOf: r.OnBehalfOf, Change: r.Change, Detail: r.Detail})
	}
	return found, "", nil
}

// EntryRow is one entry of the ledger.
type EntryRow struct {
	Seq         int64
	At          time.Time
	Actor       string // account id
	Membership  string
	OnBehalfOf  string
	Change      string
	EffectiveOn calendar.Date
	Detail      string
	Versions    []ledger.Ref // what it wrote
	Erases      []ledger.Ref // what it erased
}

// Entries gives the ledger of the caller's authority, newest first, and where
// the next page starts. What is about people is left out for a caller without
// access.ReadViews: entries of nothing else, and its ids in the others.
func (db *DB) Entries(ctx context.Context, caller access.Caller, p Page) ([]EntryRow, string, error) {
	if err := db.may(ctx, caller, access.ReadHistory, ""); err != nil {
		return nil, "", err
	}
	seq, _, limit, err := p.read()
	if err != nil {
		return nil, "", err
	}
	rows, err := db.entries(ctx, caller, seq, limit+1)
	if err != nil {
		return nil, "", kinded(err)
	}
	hidden, err := db.hidden(ctx, caller, rows)
	if err != nil {
		return nil, "", kinded(err)
	}
	var found []EntryRow
	for i, r := range rows {
		if i == int(limit) {
			return found, strconv.FormatInt(rows[i-1].Seq, 10), nil
		}
		e, err := ledger.Row{Seq: r.Seq, At: r.AtUs, Actor: []byte(r.Actor), Membership: []byte(r.Membership), OnBehalfOf: []byte(r.OnBehalfOf),
			Change: []byte(r.Change), EffectiveOn: []byte(r.EffectiveOn), Detail: []byte(r.Detail), Puts: r.Puts, Erases: r.Erases}.Entry(caller.Authority)
		if err != nil {
			return nil, "", &Error{Kind: ErrDamaged, Words: "An entry of the ledger cannot be read: run throughline verify.", Reason: err}
		}
		row := EntryRow{e.Seq, e.At, e.Actor, e.Membership, e.OnBehalfOf, e.Change, e.EffectiveOn, e.Detail, nil, e.Erases}
		for _, c := range e.Versions {
			if !slices.Contains(hidden, queries.CaseThingsRow{Seq: r.Seq, ThingID: c.Thing}) {
				row.Versions = append(row.Versions, ledger.Ref{Thing: c.Thing, Version: c.Version})
			}
		}
		found = append(found, row)
	}
	return found, "", nil
}

// entries gives the entries that the caller may know of.
func (db *DB) entries(ctx context.Context, caller access.Caller, before int64, most int32) ([]queries.EntriesBeforeRow, error) {
	if caller.May(access.ReadViews) {
		return db.reading.EntriesBefore(ctx, queries.EntriesBeforeParams{AuthorityID: caller.Authority, Seq: before, Limit: most})
	}
	rows, err := db.reading.EntriesOpen(ctx, queries.EntriesOpenParams{AuthorityID: caller.Authority, Seq: before, Limit: most})
	found := make([]queries.EntriesBeforeRow, len(rows))
	for i, r := range rows {
		found[i] = queries.EntriesBeforeRow(r)
	}
	return found, err
}

// hidden lists the things about people that the entries wrote, and the caller
// is not to know of.
func (db *DB) hidden(ctx context.Context, caller access.Caller, entries []queries.EntriesBeforeRow) ([]queries.CaseThingsRow, error) {
	if len(entries) == 0 || caller.May(access.ReadViews) {
		return nil, nil
	}
	return db.reading.CaseThings(ctx, queries.CaseThingsParams{AuthorityID: caller.Authority, Lowest: entries[len(entries)-1].Seq, Highest: entries[0].Seq})
}
