package board

import (
	"fmt"
	"slices"
	"strings"

	"throughline/access"
	"throughline/change"
	"throughline/naming"
	"throughline/plan"
)

// Named is a passage of a paper that looks as if it tells who somebody is.
type Named struct {
	naming.Finding
	Place   string // "the words before statement 3"
	Written bool   // the author wrote it; otherwise it comes from the plan
}

// Sentence names the place, the passage and the mend.
func (n Named) Sentence() string {
	mend := "Reword it"
	if !n.Written {
		mend = "Change it in the plan and refresh the statements"
	}
	return capital(n.Place) + ": " + n.Words() + ". " + mend + ", or confirm with a reason that it names no child."
}

// placed is one text of a paper and where it stands.
type placed struct {
	place, text string
	written     bool
}

// texts gives every text of a paper that people write, here or in the plan.
// Whom to ask, the author and who decided are left out: they are staff, put
// there to be named.
func (d PaperData) texts() []placed {
	all := []placed{{"the title", d.Title, true}, {"the committee", d.Committee, true}, {"the purpose of the report", d.Purpose, true}, {"the background", d.Background, true},
		{"the words about additional actions", d.Additional, true}, {"the contact’s role", d.Contact.Role, true}}
	for i, q := range d.Questions {
		all = append(all, placed{fmt.Sprintf("question %d", i+1), q, true})
	}
	for i, decision := range d.Decisions {
		all = append(all, placed{fmt.Sprintf("decision %d", i+1), decision.Text, true})
	}
	for _, s := range d.Statements {
		at := fmt.Sprintf("statement %d", s.Table)
		all = append(all, placed{"the words before " + at, s.Before, true}, placed{"the words after " + at, s.After, true})
		for _, row := range s.Statement.Rows {
			all = append(all, placed{"action " + row.Ref, row.Title, false}, placed{"the date of action " + row.Ref, row.DueRule, false})
			for _, part := range row.Parts {
				which := "part " + part.Ref + " of action " + row.Ref
				all = append(all, placed{which, part.Text, false}, placed{"the owner of " + which, part.Owner, false}, placed{"the agency of " + which, part.Agency, false},
					placed{"who signs " + which, part.Signer, false}, placed{"what is wanting in " + which, strings.Join(part.Wanting, "\n"), false})
			}
		}
		for _, left := range s.Statement.LeftOut {
			all = append(all, placed{"action " + left.ActionRef, left.Title, false}, placed{"the reason why action " + left.ActionRef + " is left out", left.Reason, false})
		}
		all = append(all, placed{at, strings.Join([]string{s.Statement.Sentence, beside(s.Statement)}, " "), false})
	}
	return slices.Concat(all, d.ownWords(), d.Inspection.texts(), d.listed())
}

func (i InspectionData) texts() []placed {
	all := []placed{{"the name of the inspection", i.Title, false}, {"the outcome of the inspection", i.Outcome, false}, {"the name of the group", i.Group, false},
		{"the inspectorates", strings.Join(i.Inspectorates, "\n"), false}, {"the judgements", strings.Join(i.Judgements, "\n"), false}}
	for _, r := range i.Reports {
		all = append(all, placed{"the name of a report", r.Title, false}, placed{"the inspectorate of a report", r.Inspectorate, false})
	}
	return all
}

// listed gives the texts of the areas and of the figures published before.
func (d PaperData) listed() (all []placed) {
	for _, section := range d.Sections {
		for _, group := range section.Timescales {
			for _, area := range group.Areas {
				at := "area " + area.Ref
				all = append(all, placed{"the short title of " + at, area.Title, false}, placed{at, area.Words, false}, placed{"to whom " + at + " is addressed", strings.Join(area.Addressees, "\n"), false},
					placed{"the date of " + at, area.DueRule, false})
			}
		}
	}
	for _, s := range d.Stated {
		at := "a figure published before"
		all = append(all, placed{at, s.Text, false}, placed{"the exception of " + at, s.Exception, false}, placed{"the source of " + at, s.Source, false}, placed{"the unit of " + at, s.Unit, false})
	}
	return all
}

// NamesIn gives the passages of a paper that look as if they tell who somebody
// is and that nobody has confirmed to name no child. at is the plan at the
// paper's own day and position. Each passage is told once, at its first place.
func (p *Paper) NamesIn(at *plan.Plan) (named []Named) {
	known := at.KnownNames()
	settled := map[string]bool{}
	for _, c := range p.Confirmations {
		for _, passage := range c.Passages {
			settled[passage] = true
		}
	}
	note := func(t placed) {
		for _, f := range naming.Scan(t.text, known) {
			if !settled[f.Passage] {
				settled[f.Passage] = true
				named = append(named, Named{f, t.place, t.written})
			}
		}
	}
	for _, t := range slices.Concat(PaperDataFrom(at, p).texts(), p.datesTexts()) {
		note(t)
	}
	for _, t := range p.evidenceBehind(at) {
		note(t)
	}
	return named
}

// evidenceBehind gives the titles of the evidence that the rows rest on, but
// of such as was confirmed to name no child when it was offered.
func (p *Paper) evidenceBehind(at *plan.Plan) (titles []placed) {
	for _, e := range p.Entries {
		for _, row := range e.Statement.Rows {
			for _, part := range at.PartsOf(row.ID) {
				for _, shown := range at.EvidenceFor(part.ID) {
					if shown.CountsOn(at.Day) && shown.Confirmation == nil {
						titles = append(titles, placed{"the title of evidence for part " + part.Ref + " of action " + row.Ref, shown.Title, false})
					}
				}
			}
		}
	}
	return titles
}

// namesNobody refuses a paper in which a passage still looks as if it told who
// somebody is.
func namesNobody(p *Paper, at *plan.Plan) (problems change.Problems) {
	for _, n := range p.NamesIn(at) {
		problems.Add("names", n.Sentence())
	}
	return problems
}

// ConfirmNames says of passages of a draft that they name no child, and why.
//
// The plan given to Decide is the plan at the paper's own AsAt and
// KnownAt.Position.
type ConfirmNames struct {
	ID       string
	Seen     int
	Passages []string
	Reason   string
}

// Name is the change's name in the ledger.
func (ConfirmNames) Name() string { return "confirm that words in a paper name no child" }

// Needs is the permission it takes.
func (ConfirmNames) Needs() access.Permission { return access.WritePaper }

// Decide keeps who confirmed which words, when and why, in the draft. It takes
// only words that look as if they named somebody.
func (ch ConfirmNames) Decide(s *Shelf, p *plan.Plan, c change.Context) ([]change.Put, error) {
	held, err := s.draft(ch.ID, ch.Seen)
	if err != nil {
		return nil, err
	}
	var problems change.Problems
	reason := strings.TrimSpace(ch.Reason)
	if reason == "" {
		problems.Add("reason", "Say why these words name no child.")
	}
	if len(ch.Passages) == 0 {
		problems.Add("passages", "Choose the words that name no child.")
	}
	named := held.NamesIn(p)
	for _, passage := range ch.Passages {
		if !slices.ContainsFunc(named, func(n Named) bool { return n.Passage == passage }) {
			problems.Add("passages", "“"+passage+"” is not among the words that look as if they tell who somebody is. Choose from the list.")
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	next := *held
	next.Confirmations = append(slices.Clone(held.Confirmations), plan.Confirmation{By: c.By.Membership, On: c.On, Reason: reason, Passages: slices.Clone(ch.Passages)})
	return held.next(&next), nil
}
