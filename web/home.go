package web

import (
	"net/http"

	"throughline/access"
	"throughline/change"
	"throughline/plan"
)

func (s *Server) homePages() []Route {
	return []Route{
		{Pattern: "GET /{$}", Open: SignedIn, handle: s.firstPage},
		{Pattern: "/", Open: Anyone, handle: s.nowhere},
		{Pattern: "GET /home", Needs: access.ReadPlan, handle: s.homePage},
	}
}

// nowhere answers an address that leads to no page. It says the same to
// everybody, so that nobody learns what there is.
func (s *Server) nowhere(http.ResponseWriter, *http.Request, *visit) error { return noPage() }

func noPage() error {
	return change.Problems{{Kind: change.NotFound, Sentence: "There is no page at this address. Check it, or start from the first page."}}
}

func (s *Server) firstPage(w http.ResponseWriter, r *http.Request, _ *visit) error {
	http.Redirect(w, r, "/home", http.StatusSeeOther)
	return nil
}

type homeView struct {
	moment
	Name    string
	Tasks   []taskView
	Counts  glanceCounts
	Mine    bool // the person owns or signs parts, or decides something
	CanSee  bool
	Silent  []*plan.Action
	Overdue []*plan.Action
	Taken   []takenBack // differences that were shown and are not any more, and what got worse
	Asks    []pageLink  // what is missing and was asked of the person, or of their agency
}

// takenBack is an action of which a difference is no longer shown, or that got
// worse.
type takenBack struct {
	Action pageLink
	Words  []string
}

// takenBack lists them for those who run the plan.
func (v *visit) takenBack(p *plan.Plan) (all []takenBack) {
	if !v.caller.May(access.EditPlan) {
		return nil
	}
	for _, held := range p.TakenBack() {
		if a, ok := p.Actions.Get(held.Action); ok {
			all = append(all, takenBack{
				Action: pageLink{Text: a.Ref + " " + a.Title, Href: v.To("/actions/" + a.ID + "#difference")},
				Words:  withoutBlank(held.LostSentence(), held.Sentence()+" Found on "+held.On.Long()+"."),
			})
		}
	}
	return all
}

type taskView struct {
	plan.Task
	Words string // what is asked
	Href  string
	Link  string
}

// glanceCounts are the numbers that the first pages show.
type glanceCounts struct {
	Actions, Done, Checked, Better, Silent, Late int
	Questions                                    []questionCount // where what was done, checked and got better disagree
}

// questionCount is how many live actions one question finds.
type questionCount struct {
	plan.Question
	Count int
}

var homeTemplate = newPage[homeView]("home.tmpl")

// tasksShown bounds the list on the home page; the rest are counted.
const tasksShown = 50

func (s *Server) homePage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	view := homeView{moment: v.moment, Name: v.name, Counts: countsOf(st.Plan), Taken: v.takenBack(st.Plan)}
	if view.Tasks, err = v.clearanceTasks(); err != nil {
		return err
	}
	if view.Asks, err = v.askedOfMe(); err != nil {
		return err
	}
	for _, t := range st.Plan.TasksFor(v.caller) {
		view.Tasks = append(view.Tasks, v.taskView(st.Plan, t))
	}
	for _, a := range st.Plan.InOrder() {
		facts := st.Plan.Facts(a.ID)
		if a.Standing != plan.Live || facts.Done() {
			continue
		}
		if facts.Silent {
			view.Silent = append(view.Silent, a)
		}
		if facts.Slipped {
			view.Overdue = append(view.Overdue, a)
		}
	}
	return homeTemplate.write(w, http.StatusOK, v.shell("Home", st), view)
}

// Shown is the tasks that the page lists.
func (h homeView) Shown() []taskView { return h.Tasks[:min(len(h.Tasks), tasksShown)] }

// More is how many tasks there are besides.
func (h homeView) More() int { return len(h.Tasks) - len(h.Shown()) }

func (v *visit) taskView(p *plan.Plan, t plan.Task) taskView {
	part := "/parts/" + t.Part.ID
	view := taskView{Task: t, Href: part, Link: "Part " + p.PartRef(t.Part) + ": " + t.Part.Text}
	switch t.Kind {
	case plan.TaskDecideExtension:
		view.Words, view.Href = "Decide on more time, until "+t.Asked.Until.Long(), "/extensions/"+t.Asked.ID
	case plan.TaskJudgeEvidence:
		view.Words, view.Href = "Accept or return evidence: "+t.Evidence.Title, "/evidence/"+t.Evidence.ID
	case plan.TaskSign:
		view.Words, view.Href = "Sign off, or say what is wanting", part+"/sign"
	case plan.TaskMendEvidence:
		view.Words, view.Href = "Evidence was returned: "+t.Evidence.Reason, part+"/evidence"
	case plan.TaskShowEvidence:
		view.Words, view.Href = "You said this is complete. Show the evidence", part+"/evidence"
	case plan.TaskReport:
		view.Words, view.Href = "Say where this is", part+"/report"
	}
	return view
}

func countsOf(p *plan.Plan) (c glanceCounts) {
	found := map[string]int{}
	for _, a := range p.InOrder() {
		if a.Standing != plan.Live {
			continue
		}
		f := p.Facts(a.ID)
		c.Actions++
		c.Done += one(f.Done())
		c.Silent += one(f.Silent)
		c.Late += one(f.Slipped && !f.Done())
		c.Checked += one(f.Checked.State == "passed")
		c.Better += one(f.Difference.State == "improved")
		for _, key := range f.Asks() {
			found[key]++
		}
	}
	for _, q := range plan.Questions {
		c.Questions = append(c.Questions, questionCount{q, found[q.Key]})
	}
	return c
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
