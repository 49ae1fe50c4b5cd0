package board

import (
	"cmp"
	"slices"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/naming"
	"throughline/plan"
)

// Clearing is what the changes of this file have in common. The plan given to
// Decide is the plan at the paper's own day and position; Now is today's, for
// who holds which post.
type Clearing struct {
	Paper   string
	Key     string     // which clearance
	Content string     // the SHA-256 of the words and figures that the person saw, from ContentOf
	Now     *plan.Plan // nil for the plan given
}

// ByPosts is a change that turns on who holds which post today. As gives the
// change with today's plan.
type ByPosts interface {
	As(now *plan.Plan) Change
}

// As gives the change with today's plan.
func (ch ClearPaper) As(now *plan.Plan) Change { ch.Now = now; return ch }

// As gives the change with today's plan.
func (ch RefuseClearance) As(now *plan.Plan) Change { ch.Now = now; return ch }

// As gives the change with today's plan.
func (ch ReplyToComments) As(now *plan.Plan) Change { ch.Now = now; return ch }

// As gives the change with today's plan.
func (ch WaiveClearance) As(now *plan.Plan) Change { ch.Now = now; return ch }

// open finds the draft and the clearance, for the very words that were seen.
func (ch Clearing) open(s *Shelf, at *plan.Plan, c change.Context) (*Paper, ClearanceStanding, error) {
	none := ClearanceStanding{}
	paper, err := s.draftToClear(ch.Paper, at)
	if err != nil {
		return nil, none, err
	}
	if s.AskedToClear(ch.Paper) == nil {
		return nil, none, change.Missing("paper")
	}
	content, err := s.ContentOf(at, paper)
	if err != nil {
		return nil, none, err
	}
	all := s.Clearances(paper, at, content, c.Today)
	i := slices.IndexFunc(all, func(standing ClearanceStanding) bool { return standing.Key == ch.Key })
	switch {
	case i < 0:
		return nil, none, change.Problems{{Kind: change.NotFound, Sentence: "This paper does not need that clearance any more. Open the paper again."}}
	case ch.Content != content:
		return nil, none, change.Problems{{Kind: change.Stale, Sentence: "The paper was changed while you were reading it, so nothing was recorded. Read it as it is now, and answer again."}}
	default:
		return paper, all[i], nil
	}
}

// draftToClear finds a draft at any version: who clears it is held to its
// words and figures, and not to the number of its version.
func (s *Shelf) draftToClear(id string, at *plan.Plan) (*Paper, error) {
	paper, ok := s.Paper(id)
	if !ok {
		return nil, change.Missing("paper")
	}
	if _, err := s.draft(id, paper.Version); err != nil {
		return nil, err
	}
	if at.Day != paper.AsAt || at.Position != paper.KnownAt.Position {
		return nil, change.Outdated("paper")
	}
	return paper, nil
}

// note is one act by the caller, by their name and post of the day.
func (ch Clearing) note(act ClearanceAct, now *plan.Plan, c change.Context, post string) *ClearanceNote {
	n := &ClearanceNote{Paper: ch.Paper, Act: act, Key: ch.Key, By: c.By.Membership, Name: c.By.Name, On: c.Today, Content: ch.Content}
	if post == "" {
		post = ownPost(c.By)
	}
	switch {
	case post != "":
		n.Title = now.PostTitle(post)
		n.OnBehalf = c.ActingUnder(c.By.OnBehalfOf[post]) != ""
	case c.By.Agency != "":
		n.Title = now.AgencyName(c.By.Agency)
	}
	return n
}

// ownPost is a post that the caller holds, and does not act for.
func ownPost(by access.Caller) string {
	for _, id := range by.Posts {
		if by.OnBehalfOf[id] == "" {
			return id
		}
	}
	return ""
}

func (n *ClearanceNote) put(c change.Context) []change.Put {
	return []change.Put{{Kind: KindClearance, Thing: c.NewID(), Parent: n.Paper, Body: n}}
}

// wrote says whether the caller wrote any of a paper's words, under any of
// their places in the authority.
func (p *Paper) wrote(by access.Caller, now *plan.Plan) bool {
	for _, id := range append([]string{p.Author.Membership}, p.Writers...) {
		if id == by.Membership {
			return true
		}
		if m, ok := now.Memberships.Get(id); ok && m.Account == by.Account {
			return true
		}
	}
	return false
}

// written notes that the caller wrote some of a paper's words.
func (p *Paper) written(by access.Caller) {
	if by.Membership != p.Author.Membership && !slices.Contains(p.Writers, by.Membership) {
		p.Writers = append(slices.Clone(p.Writers), by.Membership)
	}
}

// namesSomebody refuses words about a draft that look as if they told who
// somebody is.
func namesSomebody(field, what, words string, now *plan.Plan, problems *change.Problems) {
	for _, f := range naming.Scan(words, now.KnownNames()) {
		problems.Add(field, what+": "+f.Words()+". Say it without, such as by the number of the action or part.")
	}
}

// AskClearance sends a draft to those who are asked to clear it. Sent again, it
// sets another day.
type AskClearance struct {
	Paper    string
	Seen     int           // the version that the author saw
	AnswerBy calendar.Date // the last day to answer
}

// Name is the change's name in the ledger.
func (AskClearance) Name() string { return "ask for a paper to be cleared" }

// Needs is the permission it takes.
func (AskClearance) Needs() access.Permission { return access.WritePaper }

// Decide wants a day to answer by that is not past, and not after the meeting.
func (ch AskClearance) Decide(s *Shelf, at *plan.Plan, c change.Context) ([]change.Put, error) {
	paper, err := s.draftToClear(ch.Paper, at)
	if err != nil {
		return nil, err
	}
	var problems change.Problems
	switch {
	case len(paper.ClearancesNeeded(at)) == 0:
		problems.Add("", "Nobody is asked to clear this paper. Name who clears in the committee’s template, then take the template as it is now.")
	case ch.Seen != paper.Version:
		return nil, change.Outdated("paper")
	case ch.AnswerBy.IsZero():
		problems.Add("answer_by", "Enter the last day to answer.")
	case ch.AnswerBy.Before(c.Today):
		problems.Add("answer_by", "The day to answer by, "+ch.AnswerBy.Long()+", has passed. Enter today or a later day.")
	case !paper.Meeting.IsZero() && paper.Meeting.Before(ch.AnswerBy):
		problems.Add("answer_by", "The day to answer by is after the meeting on "+paper.Meeting.Long()+". Enter an earlier day.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	n := Clearing{Paper: ch.Paper}.note(AskedAct, at, c, "")
	n.Title, n.AnswerBy = "", ch.AnswerBy
	return n.put(c), nil
}

// ClearPaper gives one clearance for the very words and figures seen.
type ClearPaper struct{ Clearing }

// Name is the change's name in the ledger.
func (ClearPaper) Name() string { return "clear a paper" }

// Needs is the permission it takes.
func (ClearPaper) Needs() access.Permission { return access.ClearPaper }

// Decide refuses everybody but the one who is asked, and whoever wrote the
// paper except on whether what it says of their own parts is right.
func (ch ClearPaper) Decide(s *Shelf, at *plan.Plan, c change.Context) ([]change.Put, error) {
	now := cmp.Or(ch.Now, at)
	paper, standing, err := ch.open(s, at, c)
	if err != nil {
		return nil, err
	}
	if err := standing.MayAnswer(paper, now, c.By); err != nil {
		return nil, err
	}
	if standing.State == Given {
		return nil, nil // sent twice
	}
	return ch.note(GivenAct, now, c, standing.Post).put(c), nil
}

// MayAnswer gives why the caller may not answer a clearance, or nil. now is
// today's plan.
func (n NeededClearance) MayAnswer(paper *Paper, now *plan.Plan, by access.Caller) error {
	switch {
	case !n.Asks(by):
		return change.Forbid("Only the one who is asked may answer this: " + n.Who(now) + ".")
	case !n.Factual && paper.wrote(by, now):
		return change.Forbid("You wrote words of this paper, so somebody else has to clear it: " + lowerFirst(n.Heading) + ". Name another in the committee’s template, or ask for it to be waived.")
	default:
		return nil
	}
}

// RefuseClearance says what has to be put right before a paper can be cleared.
type RefuseClearance struct {
	Clearing
	Comments string // which the author reads and answers
}

// Name is the change's name in the ledger.
func (RefuseClearance) Name() string { return "refuse to clear a paper" }

// Needs is the permission it takes.
func (RefuseClearance) Needs() access.Permission { return access.ClearPaper }

// Decide wants comments from the one who is asked.
func (ch RefuseClearance) Decide(s *Shelf, at *plan.Plan, c change.Context) ([]change.Put, error) {
	now := cmp.Or(ch.Now, at)
	paper, standing, err := ch.open(s, at, c)
	if err != nil {
		return nil, err
	}
	if err := standing.MayAnswer(paper, now, c.By); err != nil {
		return nil, err
	}
	n := ch.note(RefusedAct, now, c, standing.Post)
	return n.saying(ch.Comments, "comments", "Your comments", "Say what has to be put right, so that the author can.", now, c)
}

// saying puts a note with words, which are looked through for names.
func (n *ClearanceNote) saying(words, field, what, blank string, now *plan.Plan, c change.Context) ([]change.Put, error) {
	var problems change.Problems
	if n.Words = prose(words); n.Words == "" {
		problems.Add(field, blank)
	}
	namesSomebody(field, what, n.Words, now, &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return n.put(c), nil
}

// ReplyToComments answers the comments of a refusal, and asks for another look.
type ReplyToComments struct {
	Clearing // its Content is not used
	Reply    string
}

// Name is the change's name in the ledger.
func (ReplyToComments) Name() string { return "answer comments on a paper" }

// Needs is the permission it takes.
func (ReplyToComments) Needs() access.Permission { return access.WritePaper }

// Decide wants a reply, and comments to reply to.
func (ch ReplyToComments) Decide(s *Shelf, at *plan.Plan, c change.Context) ([]change.Put, error) {
	now := cmp.Or(ch.Now, at)
	paper, err := s.draftToClear(ch.Paper, at)
	if err != nil {
		return nil, err
	}
	if ch.Content, err = s.ContentOf(at, paper); err != nil {
		return nil, err
	}
	_, standing, err := ch.open(s, at, c)
	if err != nil {
		return nil, err
	}
	if standing.State != Refused {
		return nil, change.Problems{{Kind: change.Stale, Sentence: "There are no comments to answer any more. Open the paper’s clearances again."}}
	}
	return ch.note(RepliedAct, now, c, "").saying(ch.Reply, "reply", "Your reply", "Say what you changed, or why you did not.", now, c)
}

// WaiveClearance lets a paper be published without one of its clearances. The
// reason is printed in the paper.
type WaiveClearance struct {
	Clearing
	Reason string
}

// Name is the change's name in the ledger.
func (WaiveClearance) Name() string { return "waive a clearance of a paper" }

// Needs is the permission it takes.
func (WaiveClearance) Needs() access.Permission { return access.WaiveClearance }

// Decide wants a reason from somebody who wrote none of the paper.
func (ch WaiveClearance) Decide(s *Shelf, at *plan.Plan, c change.Context) ([]change.Put, error) {
	now := cmp.Or(ch.Now, at)
	paper, standing, err := ch.open(s, at, c)
	switch {
	case err != nil:
		return nil, err
	case paper.wrote(c.By, now):
		return nil, change.Forbid("You wrote words of this paper, so you can’t waive its clearances. Ask the chair, the deputy chair or another plan owner.")
	case standing.State.Settled():
		return nil, change.Problems{{Kind: change.Stale, Sentence: "This clearance is settled already: " + lowerFirst(standing.State.Words()) + " by " + standing.Last.Name + " on " + standing.Last.On.Long() + "."}}
	}
	n := ch.note(WaivedAct, now, c, "")
	n.Asked = standing.Who(now)
	return n.saying(oneLine(ch.Reason), "reason", "The reason", "Say why the paper goes without this clearance. The reason is printed in the paper.", now, c)
}
