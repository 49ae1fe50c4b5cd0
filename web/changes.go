package web

import (
	"net/http"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
)

func (s *Server) changesPages() []Route {
	return []Route{
		{Pattern: "GET /changes", Needs: access.ReadPlan, handle: s.changesPage},
		{Pattern: "GET /changes.json", Needs: access.ReadPlan, handle: s.changesJSON},
	}
}

type changesView struct {
	moment
	Since, Until calendar.Date
	Known        string
	Lists        []changesList
	Nothing      bool
}

// changesList is one way in which actions changed.
type changesList struct {
	ID, Heading, Meaning, None string
	Rows                       []changedRow
}

type changedRow struct{ Ref, Title, Href, About string }

var changesTemplate = newPage[changesView]("changes.tmpl")

func (s *Server) changesPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	b, st, err := v.between()
	if err != nil {
		return err
	}
	view := changesView{moment: v.moment, Since: b.From, Until: b.To, Known: knownWords(st.Known), Lists: changeLists(b, st.Plan)}
	view.Nothing = true
	for _, list := range view.Lists {
		view.Nothing = view.Nothing && len(list.Rows) == 0
	}
	return changesTemplate.write(w, http.StatusOK, v.shell("What changed from "+b.From.Long()+" to "+b.To.Long(), st), view)
}

// between compares two days, both as known at the moment asked about. The
// later is the day asked about; the earlier is a month before it unless given.
func (v *visit) between() (plan.Between, app.State, error) {
	later, err := v.state()
	if err != nil {
		return plan.Between{}, later, err
	}
	from := later.Plan.Day.AddMonths(-1)
	if text := v.r.URL.Query().Get("from"); text != "" {
		if from, err = calendar.Parse(text); err != nil {
			return plan.Between{}, later, change.Problems{{Kind: change.Invalid, Field: "from", Sentence: change.UpperFirst(err.Error()) + "."}}
		}
	}
	if from.After(later.Plan.Day) {
		return plan.Between{}, later, change.Problems{{Kind: change.Invalid, Field: "from",
			Sentence: "The first date, " + from.Long() + ", is after the second, " + later.Plan.Day.Long() + ". Put the earlier date first."}}
	}
	earlier, err := v.s.app.State(v.r.Context(), v.caller, app.When{AsAt: from, KnownAt: v.when.KnownAt, KnownEntry: v.when.KnownEntry})
	if err != nil {
		return plan.Between{}, later, err
	}
	return plan.Changes(earlier.Plan, later.Plan), later, nil
}

func changeLists(b plan.Between, p *plan.Plan) []changesList {
	rows := func(actions []*plan.Action, about func(*plan.Action) string) []changedRow {
		var all []changedRow
		for _, a := range actions {
			all = append(all, changedRow{a.Ref, a.Title, "/actions/" + a.ID, about(a)})
		}
		return all
	}
	due := func(a *plan.Action) string { return "Due " + a.Due.Long() }
	var moved []changedRow
	for _, m := range b.Moved {
		moved = append(moved, changedRow{m.Action.Ref, m.Action.Title, "/actions/" + m.Action.ID,
			"From " + m.From.Long() + " to " + m.To.Long() + ". First due " + m.Action.Due.Long()})
	}
	return []changesList{
		{"finished", "Done since", "Every part was signed off between the two dates.", "No action was finished.",
			rows(b.Finished, func(a *plan.Action) string { return "Done " + p.Facts(a.ID).DoneOn.Long() })},
		{"reopened", "No longer done", "It was done on the first date and is not on the second.", "Nothing was reopened.",
			rows(b.Reopened, func(a *plan.Action) string { return p.Facts(a.ID).DoneWords() })},
		{"added", "Added", "In the plan on the second date and not on the first.", "Nothing was added.", rows(b.Added, due)},
		{"removed", "Removed", "Withdrawn, superseded or not accepted between the two dates.", "Nothing was removed.",
			rows(b.Removed, func(a *plan.Action) string {
				if a.Ending == nil {
					return "Its content was erased"
				}
				return change.UpperFirst(a.Standing.Words()) + " on " + a.Ending.On.Long() + ": " + a.Ending.Reason
			})},
		{"moved", "Moved", "The date it is held to changed, by an approved extension. Lateness is still counted from the original date.", "No date moved.", moved},
		{"slipped", "Slipped", "Not done on the second date, and past its original date.", "Nothing has slipped.",
			rows(b.Slipped, func(a *plan.Action) string {
				f := p.Facts(a.ID)
				return "Due " + a.Due.Long() + ", " + count(f.DaysLate, "day") + " past"
			})},
		{"silent", "Silent", "Not done on the second date, with no update for more than 90 days.", "Nobody has been silent.",
			rows(b.Silent, func(a *plan.Action) string {
				if last := p.Facts(a.ID).LastNews; !last.IsZero() {
					return "No update since " + last.Long()
				}
				return "No update since it was planned on " + a.PlannedOn.Long()
			})},
	}
}

func (s *Server) changesJSON(w http.ResponseWriter, _ *http.Request, v *visit) error {
	b, st, err := v.between()
	if err != nil {
		return err
	}
	out := map[string]any{"from": b.From, "to": b.To, "as_at": st.Plan.Day, "known_at": st.Known.At, "known_at_entry": st.Known.Seq}
	for _, list := range changeLists(b, st.Plan) {
		refs := []string{}
		for _, row := range list.Rows {
			refs = append(refs, row.Ref)
		}
		out[list.ID] = refs
	}
	return writeJSON(w, out)
}
