package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
	"throughline/web/govuk"
)

func (s *Server) historyPages() []Route {
	return []Route{
		{Pattern: "GET /history", Needs: access.ReadHistory, handle: s.ledgerPage},
		{Pattern: "GET /history/{thing}", Needs: access.ReadHistory, handle: s.trailPage},
		{Pattern: "GET /history/{thing}/data.json", Needs: access.ReadHistory, handle: s.trailJSON},
		{Pattern: "GET /erase/{thing}", Needs: access.Erase, handle: s.erasePage},
		{Pattern: "POST /erase/{thing}", Needs: access.Erase, handle: s.erase},
	}
}

type ledgerView struct {
	moment
	Rows      []ledgerRow
	Filter    ledgerFilter
	Names     []string // the changes to filter by
	Older     string   // where earlier entries are, or ""
	Newest    string   // the first page, when this is not it
	LookedTo  int64    // a search stopped at this entry, and can go on; or 0
	CanVerify bool
}

// ledgerRow is one entry of the ledger.
type ledgerRow struct {
	Seq    int64
	When   string
	Who    string
	Behalf string
	Change string
	Denied string // what was refused, or ""
	About  string // the day it describes, when that is another
	Things []trailLink
	More   int
}

// trailLink leads to a thing's own audit trail, and from there to its page.
type trailLink struct{ Words, Href string }

// ledgerFilter is which entries to show.
type ledgerFilter struct {
	Change string // the name of a change, or refusals
	Before string // where the page starts
}

// refusals shows what was refused.
const refusals = "refused"

// thingsShown is how many of the things that an entry wrote are named.
const thingsShown = 6

// A search reads the ledger a thousand entries at a time, and stops after
// twenty thousand so that no page takes long.
const searchedAtOnce = 20_000

var ledgerTemplate = newPage[ledgerView]("history.tmpl")

func (s *Server) ledgerPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	q := r.URL.Query()
	view := ledgerView{moment: v.moment, Names: v.trailNames(), Filter: ledgerFilter{q.Get("change"), q.Get("before")}, CanVerify: v.caller.May(access.Verify)}
	if view.Filter.Change != "" && view.Filter.Change != refusals && !slices.Contains(view.Names, view.Filter.Change) {
		return change.Problems{{Kind: change.Invalid, Field: "change", Sentence: "“" + view.Filter.Change + "” is not the name of a change. Choose one from the list."}}
	}
	entries, next, err := v.entries(view.Filter, v.upTo(view.Filter.Before, st.Known.Seq), st.Plan.Day)
	if err != nil {
		return err
	}
	n := namer{v, st}
	for _, e := range entries {
		row, err := n.ledgerRow(r, e)
		if err != nil {
			return err
		}
		view.Rows = append(view.Rows, row)
	}
	if next != "" {
		view.Older = v.To("/history?" + ledgerFilter{view.Filter.Change, next}.query())
		if len(entries) < listRows {
			view.LookedTo, _ = strconv.ParseInt(next, 10, 64)
		}
	}
	if view.Filter.Before != "" {
		view.Newest = v.To("/history?" + ledgerFilter{view.Filter.Change, ""}.query())
	}
	return ledgerTemplate.write(w, http.StatusOK, v.shell("Audit trail", st), view)
}

func (f ledgerFilter) query() string {
	q := url.Values{}
	if f.Change != "" {
		q.Set("change", f.Change)
	}
	if f.Before != "" {
		q.Set("before", f.Before)
	}
	return q.Encode()
}

// keeps says whether the entry is one to show.
func (f ledgerFilter) keeps(e store.EntryRow) bool {
	switch f.Change {
	case "":
		return true
	case refusals:
		return e.Change == store.ChangeDenied
	default:
		return e.Change == f.Change
	}
}

// upTo is where a page of the trail starts, no later than the entry that is
// known at the moment asked about.
func (v *visit) upTo(before string, known int64) string {
	if v.Now() {
		return before
	}
	last := known + 1
	if n, err := strconv.ParseInt(before, 10, 64); err == nil && n < last {
		return before
	}
	return strconv.FormatInt(last, 10)
}

// entries gives a page of the entries to show, and where the next one starts.
func (v *visit) entries(f ledgerFilter, before string, day calendar.Date) ([]store.EntryRow, string, error) {
	limit := listRows
	if f.Change != "" || v.AsAt != "" {
		limit = store.MaxPage
	}
	var kept []store.EntryRow
	for looked := 0; ; {
		rows, next, err := v.s.app.Store().Entries(v.r.Context(), v.caller, store.Page{Before: before, Limit: limit})
		if err != nil {
			return nil, "", err
		}
		for i, e := range rows {
			if !f.keeps(e) || e.EffectiveOn.After(day) {
				continue
			}
			kept = append(kept, e)
			if len(kept) == listRows && (i+1 < len(rows) || next != "") {
				return kept, strconv.FormatInt(e.Seq, 10), nil
			}
		}
		looked += len(rows)
		if before = next; before == "" || looked >= searchedAtOnce {
			return kept, before, nil
		}
	}
}

func (n namer) ledgerRow(r *http.Request, e store.EntryRow) (ledgerRow, error) {
	row := ledgerRow{
		Seq: e.Seq, When: stamp(e.At), Who: n.who(e.Actor, e.Membership), Behalf: n.behalf(e.OnBehalfOf), Change: change.UpperFirst(e.Change),
		About: aboutDay(e.EffectiveOn, calendar.DayOf(e.At)),
	}
	var ids []string
	for _, ref := range slices.Concat(e.Versions, e.Erases) {
		if !slices.Contains(ids, ref.Thing) {
			ids = append(ids, ref.Thing)
		}
	}
	if e.Change == store.ChangeDenied {
		what, id, _ := strings.Cut(e.Detail, ": ")
		row.Change, row.Denied = "Refused", what
		if id != "" {
			ids = append(ids, id)
		}
	}
	row.More = max(0, len(ids)-thingsShown)
	var parts []string
	for _, id := range ids[:len(ids)-row.More] {
		named, err := n.name(r.Context(), id)
		if err != nil {
			return row, err
		}
		link := trailLink{Words: shortened(named.Words())}
		if named.Kind != "" {
			link.Href = n.v.To("/history/" + id)
		}
		if named.Kind == "" && slices.Contains(caseChangeNames, e.Change) {
			link.Words = "Something kept about people" // its words are read elsewhere, and looking at them is recorded
		}
		if named.Kind == plan.KindUpdate && slices.Contains(parts, named.Href) {
			link.Words = kindWords[named.Kind] // its part stands before it
		}
		parts = append(parts, named.Href)
		row.Things = append(row.Things, link)
	}
	return row, nil
}

// longestName is how many characters of a name a line of the ledger shows.
const longestName = 120

func shortened(name string) string {
	if utf8.RuneCountInString(name) <= longestName {
		return name
	}
	return strings.TrimSpace(string([]rune(name)[:longestName-1])) + "…"
}

// aboutDay is the day that a change describes, when it is not the day on
// which it was entered.
func aboutDay(describes, entered calendar.Date) string {
	if describes == entered || describes.IsZero() {
		return ""
	}
	return describes.Long()
}

// Choose gives the list of changes to filter by.
func (l ledgerView) Choose() govuk.Select {
	items := []govuk.SelectItem{govuk.Option("", "Every change"), govuk.Option(refusals, "Only what was refused")}
	for _, name := range l.Names {
		items = append(items, govuk.Option(name, change.UpperFirst(name)))
	}
	return govuk.Select{ID: "change", Name: "change", Label: govuk.Label{Text: "Show"}, Value: l.Filter.Change, Items: items}
}

// LookedFrom says how far a search went, in words.
func (l ledgerView) LookedFrom() string {
	return "Looked back as far as entry " + plan.Number(int(l.LookedTo)) + "."
}
