package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"throughline/app"
	"throughline/change"
	"throughline/store"
)

// caseHistoryView is who changed a thing about people, when, and what.
type caseHistoryView struct {
	moment
	Bar           purposeBar
	What          string
	Back          string
	Rows          []trailRow
	Older, Newest string
}

var caseHistoryTemplate = newPage[caseHistoryView]("case_history.tmpl")

func (s *Server) caseHistoryPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	v.when, v.moment = nowAsked()
	id, before := r.PathValue("id"), r.URL.Query().Get("before")
	looking, err := v.look(store.HowOpened)
	if err != nil {
		return err
	}
	versions, next, err := looking.History(r.Context(), id, store.Page{Before: before, Limit: listRows + 1})
	if err != nil {
		return err
	}
	filed, _, err := looking.One(r.Context(), id)
	if err != nil {
		return err
	}
	names, err := v.namesOf(filed.About...)
	if err != nil {
		return err
	}
	n := caseTeller{namer{v, v.now}, func(id string) (string, bool) {
		if p := names[id]; p != nil {
			return p.NameOn(v.now.Plan.Day).Whole(), true
		}
		return "", false
	}}
	view := caseHistoryView{moment: v.moment, Bar: v.bar(), What: orNothing(kindWords[filed.Kind], "Record"), Back: "/casework"}
	for _, person := range filed.About {
		if names[person] != nil {
			view.Back = "/casework/people/" + person
			break
		}
	}
	shown := versions
	if len(versions) > listRows || next != "" {
		shown = versions[:min(listRows, len(versions))]
		view.Older = fmt.Sprintf("/casework/things/%s/history?before=%d", id, shown[len(shown)-1].Seq)
	}
	if before != "" {
		view.Newest = "/casework/things/" + id + "/history"
	}
	for i, row := range shown {
		var earlier *store.HistoryRow
		if i+1 < len(versions) {
			earlier = &versions[i+1]
		}
		told, err := n.row(row, earlier)
		if err != nil {
			return err
		}
		view.Rows = append(view.Rows, told)
	}
	return caseHistoryTemplate.write(w, http.StatusOK, v.shell("History of a record", v.now), view)
}

// caseTeller tells of versions about people, with the names of those the
// caller may see.
type caseTeller struct {
	namer
	person func(id string) (string, bool)
}

func (n caseTeller) row(row store.HistoryRow, earlier *store.HistoryRow) (trailRow, error) {
	told := trailRow{
		Version: row.Version.Version, Entry: row.Seq, At: row.At, EffectiveOn: row.EffectiveOn, Who: n.who(row.Actor, row.Membership), Behalf: n.behalf(row.OnBehalfOf),
		Change: change.UpperFirst(row.Change), Erased: row.Erased, Withheld: row.Withheld, Differences: []difference{},
	}
	if told.Erased || told.Withheld {
		return told, nil
	}
	var was []byte
	switch {
	case earlier == nil:
		told.Whole = true
	case earlier.Erased, earlier.Withheld:
		told.Whole, told.AfterErased = true, true
	default:
		was = earlier.Body
	}
	tell := teller{strings.TrimPrefix(row.Kind, change.CasePrefix), func(id string) (string, bool) {
		if name, ok := n.person(id); ok {
			return name, true
		}
		named, ok := n.held(id)
		return named.Name, ok
	}}
	differences, err := tell.differences(was, row.Body)
	if err != nil {
		return told, fmt.Errorf("version %d of %s %s can't be read: %w", row.Version.Version, row.Kind, row.Thing, err)
	}
	told.Differences = append(told.Differences, differences...)
	return told, nil
}

// caseListJSON gives the people of the list as data.
func (s *Server) caseListJSON(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	all := v.seesMore() && r.URL.Query().Get("show") == allShown
	looking, err := v.look(store.HowExported)
	if err != nil {
		return err
	}
	people := []thingJSON{}
	if err := looking.EachPerson(r.Context(), !all, func(found app.Found) error {
		var body any
		if found.Person != nil {
			body = found.Person
		}
		people = append(people, filedJSON(found.Filed, body))
		return nil
	}); err != nil {
		return err
	}
	return writeJSON(w, map[string]any{"as_at": st.Plan.Day, "known_at": st.Known.At, "known_at_entry": st.Known.Seq, "people": people})
}

// caseFileJSON gives what the caller may see of one person as data.
func (s *Server) caseFileJSON(w http.ResponseWriter, r *http.Request, v *visit) error {
	f, st, err := v.openFile(r.PathValue("id"), store.HowExported)
	if err != nil {
		return err
	}
	things := []thingJSON{}
	for _, filed := range f.inOrder() {
		things = append(things, filedJSON(filed, rawBody(filed.Body)))
	}
	return writeJSON(w, map[string]any{"as_at": st.Plan.Day, "known_at": st.Known.At, "known_at_entry": st.Known.Seq, "person": f.id, "things": things})
}

// rawBody is a body as it is kept, or nothing when it was erased.
func rawBody(body []byte) any {
	if body == nil {
		return nil
	}
	return json.RawMessage(body)
}

// inOrder gives what the file holds by kind and then by id, so that the same
// file is always the same data.
func (f *fileShown) inOrder() []store.Filed {
	return slices.SortedFunc(maps.Values(f.given.Filed), func(a, b store.Filed) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Thing, b.Thing))
	})
}
