package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"throughline/access"
	"throughline/app"
	"throughline/board"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
)

type trailView struct {
	moment
	Thing    thingName
	Rows     []trailRow
	Older    string // where earlier versions are, or ""
	Newest   string
	CanErase bool
	Data     string // the address of the same as data
}

// trailRow is one version of a thing.
type trailRow struct {
	Version     int           `json:"version"`
	Entry       int64         `json:"entry"`
	At          time.Time     `json:"at"`
	EffectiveOn calendar.Date `json:"effective_on"`
	Who         string        `json:"who"`
	Behalf      string        `json:"on_behalf_of"`
	Change      string        `json:"change"`
	Erased      bool          `json:"erased"`
	ErasedWhy   *erasedWhy    `json:"erased_why"`
	Withheld    bool          `json:"withheld"` // this person's role does not open it
	Whole       bool          `json:"whole"`    // all that was recorded, with nothing to compare it with
	AfterErased bool          `json:"after_erased"`
	Differences []difference  `json:"differences"`
}

// erasedWhy is who erased a version, when and why.
type erasedWhy struct {
	Who    string    `json:"who"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
	Href   string    `json:"-"`
}

// EntryHref leads to an entry's place in the whole trail.
func (t trailView) EntryHref(seq int64) string {
	return t.To("/history?before=" + strconv.FormatInt(seq+1, 10) + "#entry-" + strconv.FormatInt(seq, 10))
}

// When is the version's time in words.
func (t trailRow) When() string { return stamp(t.At) }

// About is the day described, when it is another than the day of entry.
func (t trailRow) About() string { return aboutDay(t.EffectiveOn, calendar.DayOf(t.At)) }

// When is the erasure's time in words.
func (e erasedWhy) When() string { return stamp(e.At) }

var trailTemplate = newPage[trailView]("history_thing.tmpl")

func (s *Server) trailPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	st, view, err := v.thingTrail()
	if err != nil {
		return err
	}
	return trailTemplate.write(w, http.StatusOK, v.shell("Audit trail: "+view.Thing.Words(), st), view)
}

func (s *Server) trailJSON(w http.ResponseWriter, _ *http.Request, v *visit) error {
	st, view, err := v.thingTrail()
	if err != nil {
		return err
	}
	older := strings.Replace(view.Older, "/history/"+view.Thing.ID, "/history/"+view.Thing.ID+"/data.json", 1)
	return writeJSON(w, map[string]any{
		"as_at": st.Plan.Day, "known_at": st.Known.At, "known_at_entry": st.Known.Seq,
		"thing": view.Thing.ID, "kind": view.Thing.Kind, "name": view.Thing.Name, "versions": view.Rows, "older": older,
	})
}

// thingTrail reads one page of a thing's audit trail, newest first.
func (v *visit) thingTrail() (app.State, trailView, error) {
	id, before := v.r.PathValue("thing"), v.r.URL.Query().Get("before")
	st, err := v.state()
	if err != nil {
		return st, trailView{}, err
	}
	// One more than is shown, so that the oldest shown has one to be compared with.
	versions, next, err := v.s.app.History(v.r.Context(), v.caller, id, v.upTo(before, st.Known.Seq), listRows+1)
	if err != nil {
		return st, trailView{}, err
	}
	for len(versions) > 0 && versions[0].EffectiveOn.After(st.Plan.Day) {
		versions = versions[1:]
	}
	if len(versions) == 0 {
		return st, trailView{}, missingThen(v, "record")
	}
	n := namer{v, st}
	view := trailView{moment: v.moment, CanErase: v.Now() && v.caller.May(access.Erase), Data: v.To("/history/" + id + "/data.json")}
	if view.Thing, err = n.name(v.r.Context(), id); err != nil {
		return st, view, err
	}
	view.Thing.ID, view.Thing.Kind = id, versions[0].Kind
	reasons, err := n.erasures(id)
	if err != nil {
		return st, view, err
	}
	shown := versions
	if len(versions) > listRows || next != "" {
		shown = versions[:min(listRows, len(versions))]
		view.Older = v.To("/history/" + id + "?before=" + strconv.FormatInt(shown[len(shown)-1].Seq, 10))
	}
	for i, row := range shown {
		var earlier *store.HistoryRow
		if i+1 < len(versions) {
			earlier = &versions[i+1]
		}
		told, err := n.trailRow(row, earlier)
		if err != nil {
			return st, view, err
		}
		if why, ok := reasons[int64(row.Version.Version)]; ok && told.Erased {
			told.ErasedWhy = &why
		}
		view.Rows = append(view.Rows, told)
	}
	if before != "" {
		view.Newest = v.To("/history/" + id)
	}
	return st, view, nil
}

func (n namer) trailRow(row store.HistoryRow, earlier *store.HistoryRow) (trailRow, error) {
	told := trailRow{
		Version: row.Version.Version, Entry: row.Seq, At: row.At, EffectiveOn: row.EffectiveOn, Who: n.who(row.Actor, row.Membership),
		Behalf: n.behalf(row.OnBehalfOf), Change: change.UpperFirst(row.Change), Erased: row.Erased, Differences: []difference{},
	}
	if row.Erased {
		return told, nil
	}
	withheld, err := n.withheld(row)
	if err != nil || withheld {
		told.Withheld = withheld
		return told, err
	}
	var was []byte
	switch {
	case earlier == nil:
		told.Whole = true
	case earlier.Erased:
		told.Whole, told.AfterErased = true, true
	default:
		was = earlier.Body // none when it is kept from this person
	}
	differences, err := n.teller(row.Kind).differences(was, row.Body)
	if err != nil {
		return told, fmt.Errorf("version %d of %s %s can't be read: %w", row.Version.Version, row.Kind, row.Thing, err)
	}
	told.Differences = append(told.Differences, differences...)
	return told, nil
}

// withheld says that the caller may read who changed a thing and when, but
// not what it says: evidence for those who may not open it, and drafts of
// papers for those who do not write them, and exempt parts for those who may
// not read them.
func (n namer) withheld(row store.HistoryRow) (bool, error) {
	switch row.Kind {
	case plan.KindEvidence:
		return !n.v.sees(), nil
	case board.KindExempt:
		return len(row.Body) == 0, nil // taken out below the pages
	case board.KindClearance:
		return !n.v.caller.May(access.WritePaper), nil
	case board.KindPaper:
		var paper struct {
			State board.PaperState `json:"state"`
		}
		if err := json.Unmarshal(row.Body, &paper); err != nil {
			return true, fmt.Errorf("version %d of a paper can't be read: %w", row.Version.Version, err)
		}
		return paper.State != board.Published && !n.v.caller.May(access.WritePaper), nil
	default:
		return false, nil
	}
}

// erasures gives why each erased version of a thing was erased.
func (n namer) erasures(thing string) (map[int64]erasedWhy, error) {
	ctx, db := n.v.r.Context(), n.v.s.app.Store()
	records, _, err := db.Children(ctx, n.v.caller, store.KindErasure, thing, store.Moment{}, store.Page{Limit: store.MaxPage})
	if err != nil {
		return nil, err
	}
	reasons := map[int64]erasedWhy{}
	for _, record := range records {
		var body store.Erasure
		if err := json.Unmarshal(record.Body, &body); err != nil {
			return nil, fmt.Errorf("the record of an erasure can't be read: %w", err)
		}
		why := erasedWhy{At: record.At, Reason: body.Reason, Href: n.v.To("/history/" + record.Thing)}
		written, _, err := db.History(ctx, n.v.caller, record.Thing, store.Page{Limit: 1})
		if err != nil {
			return nil, err
		}
		if len(written) > 0 {
			why.Who = n.who(written[0].Actor, written[0].Membership)
		}
		for _, version := range body.Versions {
			reasons[version] = why
		}
	}
	return reasons, nil
}
