package board

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
)

// KindClearance is the kind of a ClearanceNote.
const KindClearance = "paper_clearance"

// ClearanceAct is one thing that somebody did while a draft was cleared.
type ClearanceAct string

// The acts.
const (
	AskedAct   ClearanceAct = "asked"
	GivenAct   ClearanceAct = "given"
	RefusedAct ClearanceAct = "refused"
	WaivedAct  ClearanceAct = "waived"
	RepliedAct ClearanceAct = "replied" // to the comments of a refusal
)

// ClearanceNote is one act. Each is a thing of its own under the paper, so
// that two people who answer at once don't get in each other's way.
type ClearanceNote struct {
	plan.Thing
	Paper    string        `json:"paper"`
	Act      ClearanceAct  `json:"act"`
	Key      string        `json:"key,omitempty"`   // which clearance; "" when all are asked for
	By       string        `json:"by"`              // membership id
	Name     string        `json:"name"`            // of the day
	Title    string        `json:"title,omitempty"` // the post held or acted for, of the day
	OnBehalf bool          `json:"on_behalf,omitempty"`
	On       calendar.Date `json:"on"`
	Content  string        `json:"content,omitempty"` // SHA-256 of the very words and figures seen
	Words    string        `json:"words,omitempty"`   // comments, reply, or why it was waived
	Asked    string        `json:"asked,omitempty"`   // who was asked, of the day, for one that was waived
	AnswerBy calendar.Date `json:"answer_by,omitzero"`
}

// NeededClearance is one clearance that a paper needs, and who is asked.
type NeededClearance struct {
	Key        string
	Heading    string // "Factual accuracy", or that of a section
	Factual    bool
	Post       string
	Membership string
	Agency     string // anybody of it who clears papers, where no post of it is named
}

// factualHeading names what those are asked whose parts or areas a paper names.
const factualHeading = "Factual accuracy"

// ClearancesNeeded lists what a paper needs before it is published: what its
// template names, and the factual accuracy of each post whose part its rows
// name and of each agency that an area is addressed to. at is the plan at the
// paper's own day and position. Without a template there are none.
func (p *Paper) ClearancesNeeded(at *plan.Plan) (all []NeededClearance) {
	if p.Template == nil {
		return nil
	}
	of := p.Template.Of
	if of.Factual {
		all = p.factual(at)
	}
	for _, i := range of.Implications {
		if i.By != (Clearer{}) {
			all = append(all, NeededClearance{Key: "section:" + i.Key, Heading: i.Heading, Post: i.By.Post, Membership: i.By.Membership})
		}
	}
	for _, c := range of.Clearances {
		all = append(all, NeededClearance{Key: "clearance:" + c.Key, Heading: c.Heading, Post: c.By.Post, Membership: c.By.Membership})
	}
	return all
}

func (p *Paper) factual(at *plan.Plan) (all []NeededClearance) {
	agencies := map[string]bool{}
	for _, e := range p.Entries {
		for _, row := range e.Statement.Rows {
			for _, part := range at.PartsOf(row.ID) {
				need := NeededClearance{Key: "factual:post:" + part.Owner, Heading: factualHeading, Factual: true, Post: part.Owner}
				if part.Owner != "" && !slices.Contains(all, need) {
					all, agencies[at.AgencyOfPost(part.Owner)] = append(all, need), true
				}
			}
		}
	}
	for _, area := range AreasOf(at, p.Inspection) {
		for _, name := range area.Addressees {
			for agency := range at.Agencies.All() {
				if strings.EqualFold(agency.NameOn(at.Day), name) && !agencies[agency.ID] {
					all, agencies[agency.ID] = append(all, NeededClearance{Key: "factual:agency:" + agency.ID, Heading: factualHeading, Factual: true, Agency: agency.ID}), true
				}
			}
		}
	}
	return all
}

// Who names who is asked. now is today's plan.
func (n NeededClearance) Who(now *plan.Plan) string {
	switch {
	case n.Post != "":
		return now.PostTitle(n.Post)
	case n.Membership != "":
		if m, ok := now.Memberships.Get(n.Membership); ok {
			return m.Name + ", " + now.AgencyName(m.Agency)
		}
		return "a person no longer listed"
	default:
		return now.AgencyName(n.Agency)
	}
}

// Vacant says that nobody can answer today, so that the clearance has to be
// waived or the post filled.
func (n NeededClearance) Vacant(now *plan.Plan) bool {
	switch {
	case n.Post != "":
		_, held := now.Holder(n.Post, now.Day)
		return !held
	case n.Membership != "":
		m, ok := now.Memberships.Get(n.Membership)
		return !ok || !m.Ended.IsZero() && now.Day.After(m.Ended)
	default:
		for m := range now.Memberships.All() {
			if m.Agency == n.Agency && (m.Ended.IsZero() || !now.Day.After(m.Ended)) && slices.ContainsFunc(m.Roles, func(r access.Role) bool { return r.May(access.ClearPaper) }) {
				return false
			}
		}
		return true
	}
}

// Asks says whether the caller is the one who is asked, or acts for them.
func (n NeededClearance) Asks(by access.Caller) bool {
	switch {
	case !by.May(access.ClearPaper):
		return false
	case n.Post != "":
		return by.Holds(n.Post)
	case n.Membership != "":
		return by.Membership == n.Membership
	default:
		return n.Agency != "" && by.Agency == n.Agency
	}
}

// ClearanceState is where one clearance stands.
type ClearanceState string

// The states. What was given or waived for other words than those of now is
// stale: it counts for nothing.
const (
	NotAsked    ClearanceState = "not_asked"
	Waiting     ClearanceState = "waiting"
	Unanswered  ClearanceState = "unanswered" // the day to answer by has passed
	Given       ClearanceState = "given"
	Waived      ClearanceState = "waived"
	Refused     ClearanceState = "refused"
	StaleGiven  ClearanceState = "stale_given"
	StaleWaived ClearanceState = "stale_waived"
)

// Words is the state in words.
func (s ClearanceState) Words() string {
	return map[ClearanceState]string{
		NotAsked: "Not asked for yet", Waiting: "Waiting for an answer", Unanswered: "Not answered in time", Given: "Cleared", Waived: "Waived",
		Refused: "Refused, with comments", StaleGiven: "Cleared before the last change", StaleWaived: "Waived before the last change",
	}[s]
}

// Settled says that nothing more is needed.
func (s ClearanceState) Settled() bool { return s == Given || s == Waived }

// ClearanceStanding is one clearance that a paper needs and where it stands.
type ClearanceStanding struct {
	NeededClearance
	State   ClearanceState
	Last    *ClearanceNote   // given, refused or waived last; nil when nobody answered
	Replies []*ClearanceNote // to the comments of Last
	Asked   *ClearanceNote   // nil when nobody has been asked
}

// Awaits says that it is for the person asked to do something: not when they
// refused these very words and nobody has replied.
func (c ClearanceStanding) Awaits(content string) bool {
	switch c.State {
	case Waiting, Unanswered, StaleGiven, StaleWaived:
		return true
	case Refused:
		return c.Last.Content != content || len(c.Replies) > 0
	default:
		return false
	}
}

// ContentOf gives the SHA-256 of the very words and figures that a draft would
// print, which a clearance is given for. p is the plan at the paper's own day
// and position. What is written only when a paper is published is left out.
func (s *Shelf) ContentOf(p *plan.Plan, paper *Paper) (string, error) {
	data, err := s.DataOf(p, paper)
	if err != nil {
		return "", err
	}
	return contentOf(data)
}

func contentOf(data PaperData) (string, error) {
	data.State, data.Reference, data.PublishedOn, data.Clearances, data.DataHash = Draft, "", calendar.Date{}, nil, ""
	raw, err := json.Marshal(data)
	if err != nil {
		return "", fmt.Errorf("the paper's words can't be written: %w", err)
	}
	return hashOf(string(raw)), nil
}

// Clearances says where each clearance of a paper stands for the words and
// figures whose SHA-256 is content. at is the plan at the paper's own day and
// position.
func (s *Shelf) Clearances(paper *Paper, at *plan.Plan, content string, today calendar.Date) (all []ClearanceStanding) {
	for _, need := range paper.ClearancesNeeded(at) {
		all = append(all, standingOf(need, s.clearing.notes[paper.ID], content, today))
	}
	return all
}

func standingOf(need NeededClearance, notes []*ClearanceNote, content string, today calendar.Date) ClearanceStanding {
	c := ClearanceStanding{NeededClearance: need, State: NotAsked}
	for _, n := range notes {
		switch {
		case n.Act == AskedAct:
			c.Asked = n
		case n.Key != need.Key:
		case n.Act == RepliedAct:
			c.Replies = append(c.Replies, n)
		default:
			c.Last, c.Replies = n, nil
		}
	}
	seen := c.Last != nil && c.Last.Content == content
	switch {
	case c.Last != nil && c.Last.Act == RefusedAct:
		c.State = Refused
	case seen && c.Last.Act == GivenAct:
		c.State = Given
	case seen && c.Last.Act == WaivedAct:
		c.State = Waived
	case c.Last != nil && c.Last.Act == WaivedAct:
		c.State = StaleWaived
	case c.Last != nil:
		c.State = StaleGiven
	case c.Asked != nil && today.After(c.Asked.AnswerBy):
		c.State = Unanswered
	case c.Asked != nil:
		c.State = Waiting
	}
	return c
}

// AskedToClear gives when a paper was last sent to be cleared, or nil.
func (s *Shelf) AskedToClear(paper string) *ClearanceNote {
	for _, n := range slices.Backward(s.clearing.notes[paper]) {
		if n.Act == AskedAct {
			return n
		}
	}
	return nil
}

// ClearanceNotes goes through what was done while a paper was cleared, oldest first.
func (s *Shelf) ClearanceNotes(paper string) iter.Seq[*ClearanceNote] {
	return slices.Values(s.clearing.notes[paper])
}

// ClearanceNote finds one act, for the audit trail.
func (s *Shelf) ClearanceNote(id string) (*ClearanceNote, bool) {
	for _, notes := range s.clearing.notes {
		for _, n := range notes {
			if n.ID == id {
				return n, true
			}
		}
	}
	return nil, false
}

// Sentence says what is wanting, or is "" when nothing is. who is who is asked.
func (c ClearanceStanding) Sentence(who string) string {
	about := c.Heading + " (" + who + "): "
	switch c.State {
	case NotAsked:
		return about + "nobody has been asked yet. Ask for the paper to be cleared."
	case Waiting:
		return about + "not cleared yet. An answer was asked for by " + c.Asked.AnswerBy.Long() + "."
	case Unanswered:
		return about + "not answered by " + c.Asked.AnswerBy.Long() + ". Ask again, or ask for it to be waived."
	case StaleGiven:
		return about + "cleared before the last change to the paper, by " + c.Last.Name + " on " + c.Last.On.Long() + ". The changed paper has to be cleared again."
	case StaleWaived:
		return about + "waived before the last change to the paper, by " + c.Last.Name + " on " + c.Last.On.Long() + ". The changed paper has to be cleared, or waived again."
	case Refused:
		return about + "refused by " + c.Last.Name + " on " + c.Last.On.Long() + ". Answer the comments, and have it looked at again."
	default:
		return ""
	}
}

// notCleared names each clearance that a paper still needs. now is today's
// plan, or nil for at.
func (s *Shelf) notCleared(paper *Paper, at, now *plan.Plan, today calendar.Date) (problems change.Problems, err error) {
	if own, ok := s.TemplateFor(paper.Committee); ok && !own.BuiltIn() && (paper.Template == nil || paper.Template.ID != own.ID) {
		problems.Add("template", "Papers to the "+own.Committee+" have a committee template of their own, which this paper was not begun with. Take it, so that the paper has what the committee wants and is cleared by those whom it names.")
	}
	if paper.Template == nil {
		return problems, nil
	}
	content, err := s.ContentOf(at, paper)
	if err != nil {
		return nil, err
	}
	for _, c := range s.Clearances(paper, at, content, today) {
		if !c.State.Settled() {
			problems.Add("clearance", c.Sentence(c.Who(cmp.Or(now, at))))
		}
	}
	return problems, nil
}

// ClearanceData is one clearance as a published paper prints it.
type ClearanceData struct {
	Heading  string        `json:"heading"`
	Name     string        `json:"name"`
	Title    string        `json:"title,omitempty"`
	OnBehalf bool          `json:"on_behalf,omitempty"`
	On       calendar.Date `json:"on"`
	Waived   bool          `json:"waived,omitempty"`
	Asked    string        `json:"asked,omitempty"`  // who was asked, of one that was waived
	Reason   string        `json:"reason,omitempty"` // why it was waived
}

// Words says who cleared what, and when.
func (c ClearanceData) Words() string {
	who := c.Name
	switch {
	case c.OnBehalf:
		who += ", for the " + c.Title
	case c.Title != "":
		who += ", " + c.Title
	}
	if c.Waived {
		return fmt.Sprintf("%s: not given by %s. Waived by %s, on %s: %s", c.Heading, c.Asked, who, c.On.Long(), asSentence(c.Reason))
	}
	return fmt.Sprintf("%s: %s, on %s.", c.Heading, who, c.On.Long())
}

// ClearedWords are the lines of a paper's clearances.
func (d PaperData) ClearedWords() (lines []string) {
	for _, c := range d.Clearances {
		lines = append(lines, c.Words())
	}
	return lines
}

// clearedBy gives what a paper prints of its clearances when it is published.
func (s *Shelf) clearedBy(paper *Paper, at *plan.Plan, today calendar.Date) ([]ClearanceData, error) {
	if paper.Template == nil {
		return nil, nil
	}
	content, err := s.ContentOf(at, paper)
	if err != nil {
		return nil, err
	}
	var all []ClearanceData
	for _, c := range s.Clearances(paper, at, content, today) {
		if !c.State.Settled() {
			return nil, fmt.Errorf("a paper that is not cleared was about to be published: %s", c.Sentence(c.Who(at)))
		}
		done := ClearanceData{Heading: c.Heading, Name: c.Last.Name, Title: c.Last.Title, OnBehalf: c.Last.OnBehalf, On: c.Last.On}
		if c.State == Waived {
			done.Waived, done.Asked, done.Reason = true, c.Last.Asked, c.Last.Words
		}
		all = append(all, done)
	}
	return all, nil
}
