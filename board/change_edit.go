package board

import (
	"fmt"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
)

// PaperText is everything in a paper that its author may write. Sentences and
// their numbers are not part of it.
type PaperText struct {
	Title      string
	Committee  string
	Meeting    calendar.Date
	Purpose    string
	Around     []Around
	Questions  []string
	Background string
	Additional string
	Decisions  []Decision
	Contact    Contact
	Figures    string // the release of figures in the annex, or ""

	Implications []ImplicationText // a section that is not there keeps nothing
}

// Around is what stands before and after one statement.
type Around struct {
	Key    Key
	Before string
	After  string
}

// Words gives the paper's own words, to fill a form or to compare.
func (p *Paper) Words() PaperText {
	t := PaperText{p.Title, p.Committee, p.Meeting, p.Purpose, nil, slices.Clone(p.Questions), p.Background, p.Additional, slices.Clone(p.Decisions), p.Contact, p.Figures, p.implicationTexts()}
	for _, e := range p.Entries {
		t.Around = append(t.Around, Around{e.Statement.Key, e.Before, e.After})
	}
	return t
}

// EditPaper changes the words of a draft.
type EditPaper struct {
	ID   string
	Seen int // the version the author saw
	Text PaperText
}

// Name is the change's name in the ledger.
func (EditPaper) Name() string { return "edit a paper" }

// Needs is the permission it takes.
func (EditPaper) Needs() access.Permission { return access.WritePaper }

// Decide refuses a stale version, a kind of decision that there is not, and
// words around a statement that the paper has not. Blank sections are accepted
// in a draft. Words that are those held already need nothing written. The plan
// is not used.
func (ch EditPaper) Decide(s *Shelf, _ *plan.Plan, c change.Context) ([]change.Put, error) {
	held, err := s.draft(ch.ID, ch.Seen)
	if err != nil {
		return nil, err
	}
	var problems change.Problems
	next := *held
	next.Title, next.Committee = oneLine(ch.Text.Title), oneLine(ch.Text.Committee)
	next.Meeting = ch.Text.Meeting
	next.Purpose, next.Background, next.Additional = prose(ch.Text.Purpose), prose(ch.Text.Background), prose(ch.Text.Additional)
	next.Contact = Contact{oneLine(ch.Text.Contact.Name), oneLine(ch.Text.Contact.Role), oneLine(ch.Text.Contact.Phone), oneLine(ch.Text.Contact.Email)}
	next.Questions = []string{}
	for _, q := range ch.Text.Questions {
		if q = oneLine(q); q != "" {
			next.Questions = append(next.Questions, q)
		}
	}
	next.Decisions = []Decision{}
	for i, d := range ch.Text.Decisions {
		if d.Text = oneLine(d.Text); d.Text == "" {
			continue
		}
		if !slices.Contains(DecisionKinds, d.Kind) {
			problems.Add(fmt.Sprintf("decisions.%d", i), "Choose whether the Board is asked to note, approve or consider.")
		}
		next.Decisions = append(next.Decisions, d)
	}
	next.Implications = held.implicationsWritten(ch.Text.Implications, &problems)
	next.Entries = slices.Clone(held.Entries)
	for _, a := range ch.Text.Around {
		i := slices.IndexFunc(next.Entries, func(e Entry) bool { return e.Statement.Key == a.Key })
		if i < 0 {
			problems.Add("around", "This paper has no statement about "+lowerFirst(a.Key.Words())+". Open the paper again and put your words beside one that it has.")
			continue
		}
		next.Entries[i].Before, next.Entries[i].After = prose(a.Before), prose(a.After)
	}
	// What went wrong with figures since they were chosen stops publishing, not writing.
	if next.Figures = ch.Text.Figures; next.Figures != held.Figures {
		problems = append(problems, s.figuresProblem(next.Figures, held.AsAt)...)
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	if sameJSON(next, *held) {
		return nil, nil // saved as it was: no version and no entry
	}
	next.written(c.By)
	return held.next(&next), nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func prose(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }
