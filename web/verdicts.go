package web

import (
	"fmt"
	"net/http"
	"strconv"

	"throughline/access"
	"throughline/app"
	"throughline/change"
	"throughline/plan"
	"throughline/proof"
)

func (s *Server) verdictPages() []Route {
	return []Route{
		{Pattern: "GET /verdicts", Needs: access.ReadPlan, handle: s.verdictsPage},
		{Pattern: "GET /verdicts/work-out", Needs: access.WorkOutVerdicts, handle: s.workOutPage},
		{Pattern: "POST /verdicts/work-out", Needs: access.WorkOutVerdicts, handle: s.workOut},
		{Pattern: "GET /actions/{id}/verdict", Needs: access.ReadMeasures, handle: s.verdictPage},
	}
}

type verdictsView struct {
	moment
	Groups   []verdictGroup
	Judged   int
	ByChance string
	WorkOut  bool
	Empty    bool
}

// verdictGroup is the live actions that have one verdict, or none.
type verdictGroup struct {
	Heading, About string
	Actions        []verdictRow
}

type verdictRow struct {
	Action pageLink
	Words  []string
}

var verdictsTemplate = newPage[verdictsView]("verdicts.tmpl")

// verdictHeadings are in the order in which people ask.
var verdictHeadings = []struct {
	answer         plan.Answer
	heading, about string
}{
	{plan.Improved, "Made a difference", "Better since practice changed than before, by more than chance would often give, and it still holds."},
	{plan.Worse, "Worse since", "Worse since practice changed than before, by more than chance would often give."},
	{plan.NoSignal, "Nothing more than chance", "Neither better nor worse by more than chance would often give."},
	{plan.AlreadyImproving, "Was getting better already", "It was getting better all through the time before, so that what came after can’t be told apart from that."},
	{plan.TooEarly, "Too early to tell", "Fewer than 8 figures since the effect could be seen."},
	{plan.CannotTell, "Can’t be told", "The figures don’t allow an answer."},
}

func (s *Server) verdictsPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	p := st.Plan
	view := verdictsView{moment: v.moment, WorkOut: v.Now() && v.caller.May(access.WorkOutVerdicts), Empty: p.Actions.Len() == 0}
	rows := map[plan.Answer][]verdictRow{}
	var unjudged []verdictRow
	for _, a := range p.InOrder() {
		if a.Standing != plan.Live {
			continue
		}
		row := verdictRow{Action: pageLink{Text: a.Ref + " " + a.Title, Href: v.To("/actions/" + a.ID + "#difference")}}
		held := p.VerdictOf(a.ID)
		if held == nil {
			row.Words = []string{p.Facts(a.ID).Difference.Words + "."}
			unjudged = append(unjudged, row)
			continue
		}
		row.Words = []string{held.Sentence()}
		if strong := strengthWords[held.Strength]; strong != "" {
			view.Judged++
			row.Words = append(row.Words, strong)
		}
		row.Words = withoutBlank(append(row.Words, held.LostSentence())...)
		rows[held.Verdict] = append(rows[held.Verdict], row)
	}
	for _, h := range verdictHeadings {
		if len(rows[h.answer]) > 0 {
			view.Groups = append(view.Groups, verdictGroup{h.heading, h.about, rows[h.answer]})
		}
	}
	if len(unjudged) > 0 {
		view.Groups = append(view.Groups, verdictGroup{"Not judged", "No measure was chosen for them, or nothing has been worked out yet.", unjudged})
	}
	if view.Judged > 0 {
		view.ByChance = app.ByChance(view.Judged)
	}
	return verdictsTemplate.write(w, http.StatusOK, v.shell("What made a difference?", st), view)
}

func (s *Server) workOutPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.ask(w, http.StatusOK, askView{
		Form: v.start(), Heading: "Work out the verdicts again", Action: "/verdicts/work-out", Button: "Work them out", Cancel: &pageLink{Text: "Cancel", Href: "/verdicts"},
		About: []string{"Each action is judged anew by the figures of today. What differs from the last time is recorded, and a difference that is no longer shown is taken back. Nobody can type a verdict in."},
	})
}

func (s *Server) workOut(w http.ResponseWriter, r *http.Request, v *visit) error {
	receipt, err := s.app.WorkOutVerdicts(r.Context(), v.caller)
	if err != nil {
		return err
	}
	said := "The verdicts are as they were."
	if receipt.Seq > 0 {
		said = count(len(receipt.IDs), "verdict") + " changed and recorded."
	}
	return v.done(w, said, "/verdicts")
}

type verdictView struct {
	moment
	Name, Caption string
	Facts         []factRow
	Points        []verdictPoint
	Period        string
	Links         []pageLink
	Action        pageLink
}

type verdictPoint struct{ Period, Value, Of, Untold, Where string }

var verdictTemplate = newPage[verdictView]("verdict.tmpl")

func (s *Server) verdictPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	found, err := s.app.VerdictOf(r.Context(), v.caller, r.PathValue("id"), v.when)
	if err != nil {
		return err
	}
	a := found.Action
	view := verdictView{
		moment: v.moment, Name: "Did it make a difference?", Caption: a.Ref + " " + a.Title, Facts: verdictFacts(&found),
		Action: pageLink{Text: "The action", Href: v.To("/actions/" + a.ID + "#difference")},
	}
	if found.Measure != nil {
		view.Links = []pageLink{
			{Text: "Control chart of “" + found.Measure.Name + "”", Href: v.To("/measures/" + found.Measure.ID + "/chart")},
			{Text: "The same without new limits", Href: v.To("/measures/" + found.Measure.ID + "/chart?limits=whole")},
			{Text: "The measure", Href: v.To("/measures/" + found.Measure.ID)},
		}
		view.Points = verdictPoints(&found)
	}
	return verdictTemplate.write(w, http.StatusOK, v.shell(a.Ref+": did it make a difference?", st), view)
}

// verdictFacts are what was worked out, with every number it rests on.
func verdictFacts(found *app.ActionVerdict) []factRow {
	rows := []factRow{{Key: "Verdict", Lines: []string{change.UpperFirst(string(found.Verdict)) + ".", found.Reason}}}
	if found.Measure == nil {
		return rows
	}
	y := found.Yardstick
	if strong := strengthWords[found.Strength]; strong != "" {
		rows = append(rows, factRow{Key: "Strength of proof", Lines: []string{strong}})
	}
	rows = append(rows,
		factRow{Key: "Judged by", Lines: []string{"“" + found.Measure.Name + "”. " + found.Measure.Words, "Practice changed on " + y.GoLive.Long() + ". The effect can be seen from " + y.Visible().Long() + "."}},
		factRow{Key: "Before", Lines: []string{stretchWords(found, found.Baseline), "This was frozen when practice changed."}},
		factRow{Key: "Since", Lines: []string{stretchWords(found, found.FollowUp), "Figures of the time between belong to neither."}},
		factRow{Key: "The rule", Lines: []string{"The two averages must differ by more than chance alone would give in one of twenty such cases, and two of the last three figures must lie on the same side of the earlier average.", reachWords(found)}},
		factRow{Key: "Chart", Lines: []string{found.Chart.Why()}},
		factRow{Key: "Target", Lines: []string{heldToWords(found)}},
	)
	if its := found.Interrupted; its != nil {
		rows = append(rows, factRow{Key: "A second, stricter look", Lines: []string{
			fmt.Sprintf("A line through the figures before and another through those since: a step of %s (standard error %s) and a change of slope of %s a period (%s).", spread(found, its.Level.Estimate), spread(found, its.Level.NeweyWest), spread(found, its.Change.Estimate), spread(found, its.Change.NeweyWest)),
			fmt.Sprintf("Segmented regression with Newey and West’s errors (lag 3); Durbin and Watson %.2f, lag-1 correlation %.2f. It indicates and never proves: such intervals are too narrow for short series.", its.DurbinWatson, its.Lag1),
		}})
	}
	return rows
}

func spread(found *app.ActionVerdict, x float64) string {
	if found.Measure.Shape == "proportion" {
		return strconv.FormatFloat(100*x, 'f', 1, 64) + " points"
	}
	return strconv.FormatFloat(x, 'f', 2, 64)
}

func stretchWords(found *app.ActionVerdict, s proof.Stretch) string {
	if s.Points == 0 {
		return "There are no figures."
	}
	return fmt.Sprintf("%s of a %s, from %s to %s: %s on average.", count(s.Points, "figure"), found.Measure.Period, s.First.Long(), s.Last.Long(), found.Written(s.Centre))
}

func reachWords(found *app.ActionVerdict) string {
	if found.FollowUp.Points == 0 || found.Baseline.Points < 2 {
		return "There is nothing to compare yet."
	}
	return fmt.Sprintf("The difference is %.1f times what that would take (1 or more: better; -1 or less: worse).", found.Reach)
}

func heldToWords(found *app.ActionVerdict) string {
	if found.Yardstick.Target == nil {
		return "None was set."
	}
	return found.Written(*found.Yardstick.Target) + ". " + assuranceWords[found.Assurance]
}

func verdictPoints(found *app.ActionVerdict) (points []verdictPoint) {
	for i := range found.Series {
		f := &found.Series[i]
		where := "Between"
		switch {
		case !f.Period.Last.After(found.Baseline.Last):
			where = "Before"
		case found.FollowUp.Points > 0 && !f.Period.First.Before(found.FollowUp.First):
			where = "Since"
		}
		points = append(points, verdictPoint{f.Period.Name, found.Written(f.Value), strconv.FormatFloat(f.Denominator, 'f', -1, 64), strconv.Itoa(f.CannotTell), where})
	}
	for i, j := 0, len(points)-1; i < j; i, j = i+1, j-1 {
		points[i], points[j] = points[j], points[i]
	}
	return points
}
