package board

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"throughline/access"
	"throughline/change"
	"throughline/plan"
)

// PublishPaper freezes a draft and gives it a reference.
//
// The plan given to Decide is the plan at the paper's own AsAt and
// KnownAt.Position, which the caller loads; any other is refused. CSS is
// written into the HTML; PaperCSS is used when it is empty.
type PublishPaper struct {
	ID   string
	Seen int // the version the publisher saw
	CSS  []byte
	Now  *plan.Plan // today's, for who is asked to clear the paper; nil for the plan given
	On   Terms      // from when it is to be public
}

// Name is the change's name in the ledger.
func (PublishPaper) Name() string { return "publish a paper" }

// Needs is the permission it takes.
func (PublishPaper) Needs() access.Permission { return access.PublishPaper }

// Decide refuses, naming each reason: a section left blank, a sentence that
// disagrees with its rows, words that look as if they named somebody, and a statement that is no longer what the plan
// gives for the paper's day and position.
func (ch PublishPaper) Decide(s *Shelf, p *plan.Plan, c change.Context) ([]change.Put, error) {
	held, err := s.draft(ch.ID, ch.Seen)
	if err != nil {
		return nil, err
	}
	var problems change.Problems
	if p.Day != held.AsAt || p.Position != held.KnownAt.Position {
		return nil, fmt.Errorf("a paper as at %s, known at entry %d, can't be published from the plan as at %s, known at entry %d",
			held.AsAt, held.KnownAt.Position, p.Day, p.Position)
	}
	if !c.On.IsZero() && c.On != c.Today {
		problems.Add("", "A paper is published on the day it is done. Publish it as of today.")
	}
	problems = slices.Concat(problems, held.NotReady(p), s.exemptOutOfStep(held), s.measuresProblems(held), s.figuresProblem(held.Figures, held.AsAt))
	next := *held
	problems = slices.Concat(problems, s.correctsProblems(held), ch.On.agreed(s, &next, c))
	uncleared, err := s.notCleared(held, p, ch.Now, c.Today)
	if err != nil {
		return nil, err
	}
	problems = append(problems, uncleared...)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	numbering := Numbering{Year: c.Today.Year, Last: 1}
	number := change.Put{Kind: KindNumbering, Body: &numbering}
	if last, ok := s.numbering[c.Today.Year]; ok {
		numbering.Last, number.Thing, number.Replaces = last.Last+1, last.ID, last.Version
	} else {
		number.Thing = c.NewID()
	}
	next.State = Published
	next.Frozen, err = s.freeze(&next, p, numbering, c, ch.CSS)
	if err != nil {
		return nil, err
	}
	if err := s.exemptInPublic(&next); err != nil {
		return nil, err
	}
	exempt, err := s.freezeExempt(&next, ch.CSS)
	if err != nil {
		return nil, err
	}
	return slices.Concat(held.next(&next), exempt, []change.Put{number}), nil
}

// NotReady gives every reason why the paper can't be published, for a preview
// and for publishing alike. at is the plan at the paper's own AsAt and
// KnownAt.Position.
func (p *Paper) NotReady(at *plan.Plan) change.Problems {
	return slices.Concat(blanksIn(p), implicationsWanting(p), disagreementsIn(p), outOfStep(p, at), namesNobody(p, at))
}

func (s *Shelf) freeze(paper *Paper, p *plan.Plan, n Numbering, c change.Context, css []byte) (*Frozen, error) {
	data, err := s.DataOf(p, paper)
	if err != nil {
		return nil, err
	}
	data.Reference = reference(initials(p.AuthorityName, "AUTHORITY"), paper.committeeInitials(), n.Year, n.Last)
	data.PublishedOn = c.Today
	if data.Clearances, err = s.clearedBy(paper, p, c.Today); err != nil {
		return nil, err
	}
	if err := s.addDates(&data, paper, s.publicDay(paper, c.Today)); err != nil {
		return nil, err
	}
	dataset, err := json.Marshal(data)
	if err != nil {
		return nil, fmt.Errorf("the paper's data can't be written: %w", err)
	}
	data.DataHash = hashOf(string(dataset))
	html, err := RenderHTML(data, css)
	if err != nil {
		return nil, err
	}
	f := &Frozen{
		Reference: data.Reference, Year: n.Year, Number: n.Last, PublishedOn: c.Today, PublishedBy: c.By.Membership,
		AsAt: paper.AsAt, KnownAt: data.KnownAt, Dataset: string(dataset), HTML: string(html), Text: RenderText(data), DataHash: data.DataHash,
	}
	f.Hash = hashOf(f.Dataset, f.HTML, f.Text)
	return f, s.figuresReconciled(paper, f)
}

// reference is the authority's and the committee's initials, the year and
// the number in that year: RCC/CPB/2013/001.
func reference(authority, committee string, year, number int) string {
	return fmt.Sprintf("%s/%s/%d/%03d", authority, committee, year, number)
}

func initials(name, otherwise string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		switch strings.ToLower(word) {
		case "of", "and", "the", "for", "in", "on":
		default:
			b.WriteRune(unicode.ToUpper([]rune(word)[0]))
		}
	}
	if b.Len() == 0 {
		return otherwise
	}
	return b.String()
}

func blanksIn(p *Paper) (problems change.Problems) {
	need := func(field, value, sentence string) {
		if strings.TrimSpace(value) == "" {
			problems.Add(field, sentence)
		}
	}
	need("title", p.Title, "Enter a title.")
	need("committee", p.Committee, "Enter the committee or board that the paper goes to.")
	need("purpose", p.Purpose, "Enter the purpose of the report.")
	need("contact.name", p.Contact.Name, "Enter who readers can ask about this paper.")
	need("contact", p.Contact.Phone+p.Contact.Email, "Enter a telephone number or an email address for the contact.")
	switch {
	case p.Meeting.IsZero():
		problems.Add("meeting", "Enter the day of the meeting.")
	case p.Meeting.Before(p.AsAt):
		problems.Add("meeting", "The meeting is on "+p.Meeting.Long()+", before the day that the paper describes, "+p.AsAt.Long()+
			". Change the meeting's day, or refresh the statements for an earlier day.")
	}
	if len(p.Decisions) == 0 {
		problems.Add("decisions", "Enter at least one decision: what the Board is asked to note, approve or consider.")
	}
	return problems
}

func disagreementsIn(p *Paper) (problems change.Problems) {
	for _, e := range p.Entries {
		for _, d := range Reconcile(e.Statement) {
			problems.Add("statements", d.Words())
		}
	}
	return problems
}

// outOfStep compares the statements held with those the plan gives.
func outOfStep(held *Paper, p *plan.Plan) (problems change.Problems) {
	moment := fmt.Sprintf("as at %s, known at entry %s", p.Day.Long(), plan.Number(int(p.Position)))
	stored := map[Key]Statement{}
	for _, e := range held.Entries {
		if _, twice := stored[e.Statement.Key]; twice {
			problems.Add("statements", "The paper has two statements about "+lowerFirst(e.Statement.Words())+". Refresh the statements.")
		}
		stored[e.Statement.Key] = e.Statement
	}
	for _, fresh := range StatementsFor(p, held.Inspection) {
		was, ok := stored[fresh.Key]
		delete(stored, fresh.Key)
		switch {
		case !ok:
			problems.Add("statements", "The paper has no statement about "+lowerFirst(fresh.Words())+". Refresh the statements.")
		case !sameJSON(was, fresh):
			problems.Add("statements", fmt.Sprintf("The paper's statement about %s is not what the plan gives %s. The paper says “%s”, the plan gives “%s”. Refresh the statements.",
				lowerFirst(fresh.Words()), moment, was.Sentence, fresh.Sentence))
		}
	}
	for _, ref := range uncounted(p, held.Inspection) {
		problems.Add("statements", "Action "+ref+" is in no group of the plan, so no statement counts it. Give it a section and a timescale.")
	}
	for _, e := range held.Entries {
		if _, extra := stored[e.Statement.Key]; extra {
			problems.Add("statements", "The paper has a statement about "+lowerFirst(e.Statement.Words())+", which the plan has not. Refresh the statements.")
		}
	}
	return problems
}

// uncounted lists the live actions that no group holds.
func uncounted(p *plan.Plan, inspection string) []string {
	held := map[string]bool{}
	for _, g := range p.Groups() {
		for _, a := range g.Actions {
			held[a.ID] = true
		}
	}
	var refs []string
	for _, a := range p.InOrder() {
		if a.Inspection == inspection && a.Standing == plan.Live && !held[a.ID] {
			refs = append(refs, a.Ref)
		}
	}
	return refs
}

// sameJSON compares as stored. What can't be written is never the same.
func sameJSON(a, b any) bool {
	left, err := json.Marshal(a)
	if err != nil {
		return false
	}
	right, err := json.Marshal(b)
	return err == nil && bytes.Equal(left, right)
}
