package plan

import (
	"slices"
	"strings"

	"throughline/calendar"
	"throughline/change"
	"throughline/naming"
)

// Confirmation is what somebody said of words that look as if they name
// somebody: that they name no child, and why.
type Confirmation struct {
	By       string        `json:"by"` // membership id
	On       calendar.Date `json:"on"`
	Reason   string        `json:"reason"`
	Passages []string      `json:"passages"`    // what the reason is about
	Unread   string        `json:"not_read"`    // why a program could not read the file; "" when it could
	FileName string        `json:"file_looked"` // the file that the person looked through, when it was not read
}

// KnownNames is what the authority has told of itself, so that its own staff,
// partners and documents raise no alarm. It never holds the name of anybody
// that a record is about.
func (p *Plan) KnownNames() naming.Known {
	var staff []string
	things := []string{p.AuthorityName}
	for m := range p.Memberships.All() {
		staff = append(staff, m.Name)
	}
	for a := range p.Agencies.All() {
		for _, n := range a.Names {
			things = append(things, n.Name)
		}
	}
	for post := range p.Posts.All() {
		things = append(things, post.Title)
	}
	for i := range p.Inspections.All() {
		things = append(append(things, i.Title, i.Group, i.Board), i.Inspectorates...)
	}
	for r := range p.Reports.All() {
		things = append(things, r.Title, r.Inspectorate)
	}
	for a := range p.Areas.All() {
		things = append(things, a.Addressees...)
	}
	return naming.NewKnown(staff, things)
}

// Looked is one text, by where it stands, and what was found in it.
type Looked struct {
	Where string // "the title"
	Found []naming.Finding
}

// TellNames says what was found where, and what to do about it, or is "" when
// nothing was found. mend follows "Take them out".
func TellNames(looked []Looked, mend string) string {
	var all []string
	for _, l := range looked {
		for _, f := range l.Found {
			all = append(all, "“"+f.Passage+"” ("+f.Kind.Words()+", in "+l.Where+")")
		}
	}
	if len(all) == 0 {
		return ""
	}
	return "Some words look as if they tell who somebody is: " + strings.Join(all, "; ") + ". Take them out" + mend
}

func passagesOf(looked []Looked) []string {
	all := []string{}
	for _, l := range looked {
		for _, f := range l.Found {
			if !slices.Contains(all, f.Passage) {
				all = append(all, f.Passage)
			}
		}
	}
	return all
}

// confirmed gives the confirmation that words which were found need: nil when
// they need none. Without a reason it tells them as a problem of the field
// "confirm".
func confirmed(c change.Context, looked []Looked, reason, mend string, problems *change.Problems) *Confirmation {
	told := TellNames(looked, mend)
	if told == "" {
		return nil
	}
	if blank(reason) {
		problems.Add("confirm", told)
		return nil
	}
	return &Confirmation{By: c.By.Membership, On: c.On, Reason: strings.TrimSpace(reason), Passages: passagesOf(looked)}
}

// lookThrough scans texts, each after where it stands. What the authority told
// of itself is asked only when something looks like a name.
func (p *Plan) lookThrough(texts ...string) (looked []Looked) {
	var known *naming.Known
	for i := 0; i+1 < len(texts); i += 2 {
		if len(naming.Scan(texts[i+1], naming.Known{})) == 0 {
			continue
		}
		if known == nil {
			known = new(p.KnownNames())
		}
		looked = append(looked, Looked{texts[i], naming.Scan(texts[i+1], *known)})
	}
	return looked
}

// orSay ends what is told of words in a text that can only be reworded or
// confirmed.
const orSay = ", or say why these words name no child."

// namesNobody looks through evidence that is said to name no child. What looks
// otherwise goes back to the person, who may reword it, say that it may name a
// child, or confirm with a reason that it names none.
func (ch OfferEvidence) namesNobody(p *Plan, c change.Context, problems *change.Problems) *Confirmation {
	if ch.Classification != NamesNoChild {
		return nil
	}
	looked := p.lookThrough("the title", ch.Title, "the description", ch.Description)
	unread := ""
	if ch.Attachment != nil {
		looked = append(looked, Looked{"the name of the file", naming.ScanFileName(ch.Attachment.Name, p.KnownNames())})
		if ch.File != nil {
			looked = append(looked, Looked{"the file", ch.File.Found})
		}
		if ch.File == nil || !ch.File.Read {
			unread = "was not read by the program"
			if ch.File != nil && ch.File.Why != "" {
				unread = ch.File.Why
			}
		}
	}
	var wanting change.Problems
	confirmation := confirmed(c, looked, ch.Confirm, ", say that the evidence may name a child, or say why these words name no child.", &wanting)
	if unread == "" {
		*problems = append(*problems, wanting...)
		return confirmation
	}
	if blank(ch.Confirm) {
		sentence := "“" + ch.Attachment.Name + "” " + unread + ". Look through it yourself, then say here that you did and why it names no child. If it may name one, say so above."
		if len(wanting) > 0 {
			sentence = wanting[0].Sentence + " " + sentence
		}
		problems.Add("confirm", sentence)
		return nil
	}
	if confirmation == nil {
		confirmation = &Confirmation{By: c.By.Membership, On: c.On, Reason: strings.TrimSpace(ch.Confirm), Passages: []string{}}
	}
	confirmation.Unread, confirmation.FileName = unread, ch.Attachment.Name
	return confirmation
}

// reasonNamesNobody looks through the reason for which evidence was judged or
// withdrawn.
func (p *Plan) reasonNamesNobody(c change.Context, reason, confirm string) (*Confirmation, error) {
	var problems change.Problems
	confirmation := confirmed(c, p.lookThrough("the reason", reason), confirm, orSay, &problems)
	return confirmation, problems.Err()
}

// redacts checks a copy with names taken out against the evidence that it is
// a copy of, and any evidence against files that may name a child.
func (ch OfferEvidence) redacts(p *Plan, problems *change.Problems) error {
	if ch.Attachment != nil && ch.Attachment.SHA256 != "" && ch.Classification == NamesNoChild {
		for e := range p.Evidence.All() {
			if e.Classification == MayNameAChild && e.Attachment != nil && e.Attachment.SHA256 == ch.Attachment.SHA256 {
				problems.Add("attachment", "The same file was offered as one that may name a child. Attach a copy with names and details taken out.")
				break
			}
		}
	}
	if ch.RedactionOf == "" {
		return nil
	}
	original, ok := p.Evidence.Get(ch.RedactionOf)
	switch {
	case !ok:
		return change.Missing("evidence")
	case original.Classification != MayNameAChild:
		problems.Add("redaction_of", "The evidence that this is a copy of is said to name no child, so it needs no redacted copy. Use it again instead.")
	case !slices.ContainsFunc(ch.Parts, func(part string) bool { return slices.Contains(original.Parts, part) }):
		problems.Add("redaction_of", "A redacted copy is offered for a part that the original was offered for.")
	case ch.Classification == MayNameAChild:
		problems.Add("classification", "A redacted copy is one that names no child. Take out what could tell who a child is, then answer no.")
	}
	return nil
}

// RedactionsOf gives the copies of a piece of evidence with names taken out,
// in the order in which they were offered.
func (p *Plan) RedactionsOf(evidence string) (copies []*Evidence) {
	for e := range p.Evidence.All() {
		if e.RedactionOf == evidence {
			copies = append(copies, e)
		}
	}
	return copies
}
