package plan

import (
	"cmp"
	"slices"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// TaskKind is what a task asks of somebody.
type TaskKind string

// The kinds of task, most pressing first.
const (
	TaskDecideExtension TaskKind = "decide_extension"
	TaskJudgeEvidence   TaskKind = "judge_evidence"
	TaskSign            TaskKind = "sign"
	TaskMendEvidence    TaskKind = "mend_evidence"
	TaskShowEvidence    TaskKind = "show_evidence"
	TaskReport          TaskKind = "report"
)

var taskOrder = []TaskKind{TaskDecideExtension, TaskJudgeEvidence, TaskSign, TaskMendEvidence, TaskShowEvidence, TaskReport}

// Task is one thing that waits for a person.
type Task struct {
	Kind     TaskKind
	Part     *Part
	Action   *Action
	Evidence *Evidence     // for evidence tasks
	Asked    *Extension    // for extension tasks
	Due      calendar.Date // the date the part is held to
	Late     bool          // that date has passed
	Silent   bool          // no news for more than 90 days
}

// reportAhead is how many days before its date an owner is asked about a part.
const reportAhead = 30

// TasksFor gives what waits for the caller on the plan's day, in the order in
// which it presses. Whether the caller may do each thing is decided by the
// same rules as the changes themselves.
func (p *Plan) TasksFor(by access.Caller) []Task {
	var tasks []Task
	own := p.agenciesOf(by)
	for part := range p.Parts.All() {
		action, ok := p.Actions.Get(part.Action)
		if !ok || part.Removed != nil || action.Standing != Live {
			continue
		}
		base := Task{Part: part, Action: action, Due: part.DueNow(), Late: p.Day.After(part.DueNow())}
		if by.Holds(part.Owner) && by.May(access.Report) && by.May(access.OfferEvidence) {
			tasks = append(tasks, p.ownerTasks(base)...)
		}
		if !p.isOwn(by, own, part) {
			tasks = append(tasks, p.checkerTasks(base, by)...)
		}
	}
	slices.SortStableFunc(tasks, func(a, b Task) int {
		return cmp.Or(cmp.Compare(slices.Index(taskOrder, a.Kind), slices.Index(taskOrder, b.Kind)), a.Due.Compare(b.Due))
	})
	return tasks
}

func (p *Plan) ownerTasks(t Task) (tasks []Task) {
	facts := p.FactsOfPart(t.Part)
	if facts.Done {
		return nil
	}
	waiting, returned := false, (*Evidence)(nil)
	for _, e := range p.EvidenceFor(t.Part.ID) {
		switch {
		case e.State == Offered || e.CountsOn(p.Day):
			waiting = true
		case e.State == Returned:
			returned = e
		}
	}
	since := later(facts.LastNews, t.Action.PlannedOn)
	t.Silent = p.Day.Sub(since) > SilentAfter
	switch {
	case returned != nil && !waiting:
		t.Kind, t.Evidence = TaskMendEvidence, returned
		tasks = append(tasks, t)
	case t.Part.Progress.Complete && !waiting:
		t.Kind = TaskShowEvidence
		tasks = append(tasks, t)
	case !t.Part.Progress.Complete && (t.Late || t.Silent || t.Due.Sub(p.Day) <= reportAhead):
		t.Kind = TaskReport
		tasks = append(tasks, t)
	}
	return tasks
}

func (p *Plan) checkerTasks(t Task, by access.Caller) (tasks []Task) {
	if by.May(access.DecideExtension) {
		for _, x := range p.ExtensionsOf(t.Part.ID) {
			if x.State == Asked && !p.isCaller(by, x.AskedBy) {
				asked := t
				asked.Kind, asked.Asked = TaskDecideExtension, x
				tasks = append(tasks, asked)
			}
		}
	}
	judges := by.May(access.JudgeEvidence) && (by.Holds(t.Part.Signer) || by.Has(access.PlanOwner))
	for _, e := range p.EvidenceFor(t.Part.ID) {
		if !judges || e.State != Offered {
			continue
		}
		if _, err := p.mayJudge(change.Context{By: by, Today: p.Day, On: p.Day}, e); err == nil {
			judge := t
			judge.Kind, judge.Evidence = TaskJudgeEvidence, e
			tasks = append(tasks, judge)
		}
	}
	if !by.May(access.SignOff) || !by.Holds(t.Part.Signer) || p.wantingToSign(t.Part) != "" || p.FactsOfPart(t.Part).Done {
		return tasks
	}
	if _, err := p.maySign(change.Context{By: by, Today: p.Day, On: p.Day}, t.Part); err == nil {
		t.Kind = TaskSign
		tasks = append(tasks, t)
	}
	return tasks
}
