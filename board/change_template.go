package board

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"throughline/access"
	"throughline/change"
	"throughline/plan"
)

// PutTemplate makes a committee template, or changes one. Of.From keeps which
// built-in template it began as, and takes that one's place in the list.
type PutTemplate struct {
	ID   string // "" for a new one
	Seen int    // the version that the person saw; 0 for a new one
	Of   Template
}

// MakeTemplate makes a committee template.
type MakeTemplate struct{ PutTemplate }

// EditTemplate changes one.
type EditTemplate struct{ PutTemplate }

// Name is the change's name in the ledger.
func (MakeTemplate) Name() string { return "make a committee template" }

// Name is the change's name in the ledger.
func (EditTemplate) Name() string { return "change a committee template" }

// Needs is the permission it takes.
func (PutTemplate) Needs() access.Permission { return access.EditTemplates }

// The most that a template can ask for.
const (
	mostImplications = 20
	mostClearances   = 10
	mostDays         = 60
)

// Decide checks the template. p is today's plan, which the posts and people
// who clear are found in. Drafts that began with the template keep it as it was.
func (ch PutTemplate) Decide(s *Shelf, p *plan.Plan, c change.Context) ([]change.Put, error) {
	put := change.Put{Kind: KindTemplate, Thing: ch.ID}
	if ch.ID != "" {
		held, ok := s.clearing.templates[ch.ID]
		switch {
		case !ok:
			return nil, change.Missing("committee template")
		case held.Version != ch.Seen:
			return nil, change.Outdated("committee template")
		case !held.Standing():
			return nil, change.Problems{{Kind: change.Stale, Sentence: "This template was retired on " + held.Retired.On.Long() + ". Make another."}}
		}
		put.Replaces, ch.Of.From = held.Version, held.From
	}
	next := ch.Of.tidied()
	problems := next.wanting(p)
	for _, other := range s.Templates() {
		if !other.BuiltIn() && other.ID != ch.ID && strings.EqualFold(other.Committee, next.Committee) {
			problems.Add("committee", "There is a template for the "+other.Committee+" already. Change that one.")
		}
	}
	if _, ok := builtIn(next.From); next.From != "" && !ok {
		problems.Add("", "There is no built-in template “"+next.From+"”. Choose one from the list.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	if put.Thing == "" {
		put.Thing = c.NewID()
	} else if held := *s.clearing.templates[ch.ID]; sameJSON(held, next) {
		return nil, nil
	}
	put.Body = &next
	return []change.Put{put}, nil
}

// tidied takes blank rows out and gives keys to new ones.
func (t Template) tidied() Template {
	t.Thing, t.Retired = plan.Thing{}, nil
	t.Committee, t.Initials, t.Questions, t.Source = oneLine(t.Committee), strings.ToUpper(oneLine(t.Initials)), oneLine(t.Questions), oneLine(t.Source)
	t.Purpose = prose(t.Purpose)
	t.Contact = Contact{oneLine(t.Contact.Name), oneLine(t.Contact.Role), oneLine(t.Contact.Phone), oneLine(t.Contact.Email)}
	t.Sections = slices.Clone(t.Sections)
	for i := range t.Sections {
		if t.Sections[i].Heading = oneLine(t.Sections[i].Heading); t.Sections[i].Heading == DefaultHeading(t.Sections[i].Key) {
			t.Sections[i].Heading = ""
		}
	}
	taken := map[string]bool{}
	implications, clearances, decisions := []Implication{}, []ClearanceOf{}, []Decision{}
	for _, i := range t.Implications {
		if i.Heading, i.Help = oneLine(i.Heading), oneLine(i.Help); i.Heading+i.Help != "" || i.By != (Clearer{}) {
			i.Key = freshKey(i.Key, i.Heading, taken)
			implications = append(implications, i)
		}
	}
	taken = map[string]bool{}
	for _, each := range t.Clearances {
		if each.Heading = oneLine(each.Heading); each.Heading != "" || each.By != (Clearer{}) {
			each.Key = freshKey(each.Key, each.Heading, taken)
			clearances = append(clearances, each)
		}
	}
	for _, d := range t.Decisions {
		if d.Text = oneLine(d.Text); d.Text != "" {
			decisions = append(decisions, d)
		}
	}
	t.Implications, t.Clearances, t.Decisions = implications, clearances, decisions
	return t
}

// freshKey keeps a key, or makes one of the heading that no other row has.
func freshKey(key, heading string, taken map[string]bool) string {
	if key = slug(key); key == "" || taken[key] {
		key = slug(heading)
	}
	for base, n := key, 2; key == "" || taken[key]; n++ {
		key = strings.TrimPrefix(fmt.Sprintf("%s_%d", base, n), "_")
	}
	taken[key] = true
	return key
}

func (t Template) wanting(p *plan.Plan) (problems change.Problems) {
	if t.Committee == "" {
		problems.Add("committee", "Enter the committee or board, as papers name it.")
	}
	if t.Kind.Words() == "" {
		problems.Add("kind", "Choose whether the committee decides, discusses or notes.")
	}
	if strings.ContainsFunc(t.Initials, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) || len(t.Initials) > 12 {
		problems.Add("initials", "The initials are for the reference of a paper: at most 12 letters and digits, such as CPB.")
	}
	if t.ClearDays < 0 || t.ClearDays > mostDays {
		problems.Add("clear_days", fmt.Sprintf("The clear days must be a whole number from 0 to %d. The law wants five for a committee or the executive.", mostDays))
	}
	if t.DispatchBefore < 0 || t.DispatchBefore > mostDays {
		problems.Add("dispatch_before", fmt.Sprintf("The working days must be a whole number from 0 to %d.", mostDays))
	}
	problems = append(problems, t.sectionsWanting()...)
	if len(t.Implications) > mostImplications || len(t.Clearances) > mostClearances {
		problems.Add("implications", fmt.Sprintf("A template can have at most %d implications sections, and %d clearances besides.", mostImplications, mostClearances))
	}
	for n, i := range t.Implications {
		field := func(name string) string { return fmt.Sprintf("implications-%d-%s", n, name) }
		if i.Heading == "" {
			problems.Add(field("heading"), "Give the section a heading.")
		}
		if !slices.Contains(Needs, i.Need) {
			problems.Add(field("need"), "Choose whether the section must be written.")
		}
		i.By.wanting(p, field("by"), &problems)
	}
	for n, each := range t.Clearances {
		field := func(name string) string { return fmt.Sprintf("clearances-%d-%s", n, name) }
		if each.Heading == "" {
			problems.Add(field("heading"), "Say what is cleared, such as “Legal”.")
		}
		if each.By == (Clearer{}) {
			problems.Add(field("by"), "Choose who clears it.")
		}
		each.By.wanting(p, field("by"), &problems)
	}
	for n, d := range t.Decisions {
		if !slices.Contains(DecisionKinds, d.Kind) {
			problems.Add(fmt.Sprintf("decisions.%d", n), "Choose whether the committee is asked to note, approve or consider.")
		}
	}
	return problems
}

// sectionsWanting refuses an order that leaves out what every paper has, or
// has something twice.
func (t Template) sectionsWanting() (problems change.Problems) {
	seen := map[string]bool{}
	for _, s := range t.Sections {
		if !slices.Contains(SectionsThere, s.Key) || seen[s.Key] {
			problems.Add("sections", "A paper has no section “"+s.Key+"”, or has it once only. Choose each section once.")
		}
		seen[s.Key] = true
	}
	for _, key := range SectionsThere {
		if !seen[key] && !MayLeaveOut(key) {
			problems.Add("place."+key, "Every paper has “"+DefaultHeading(key)+"” where there is something to say in it. Give it a place.")
		}
	}
	return problems
}

// wanting refuses a post or person who is not there today.
func (by Clearer) wanting(p *plan.Plan, field string, problems *change.Problems) {
	if by.Post != "" {
		if post, ok := p.Posts.Get(by.Post); !ok || !post.Ended.IsZero() && p.Day.After(post.Ended) {
			problems.Add(field, "That post is not there, or has ended. Choose another.")
		}
	}
	if by.Membership != "" {
		m, ok := p.Memberships.Get(by.Membership)
		if !ok || !m.Ended.IsZero() && p.Day.After(m.Ended) {
			problems.Add(field, "That person has no place here any more. Choose another.")
		} else if !slices.ContainsFunc(m.Roles, func(r access.Role) bool { return r.May(access.ClearPaper) }) {
			problems.Add(field, m.Name+" has no role that lets them clear papers. Choose another, or ask an administrator.")
		}
	}
}

// RetireTemplate says that no new paper is begun with a template.
type RetireTemplate struct {
	ID     string
	Seen   int
	Reason string
}

// Name is the change's name in the ledger.
func (RetireTemplate) Name() string { return "retire a committee template" }

// Needs is the permission it takes.
func (RetireTemplate) Needs() access.Permission { return access.EditTemplates }

// Decide wants a reason. Drafts that began with it go on. The plan is not used.
func (ch RetireTemplate) Decide(s *Shelf, _ *plan.Plan, c change.Context) ([]change.Put, error) {
	held, ok := s.clearing.templates[ch.ID]
	switch reason := prose(ch.Reason); {
	case !ok:
		return nil, change.Missing("committee template")
	case held.Version != ch.Seen:
		return nil, change.Outdated("committee template")
	case !held.Standing():
		return nil, change.Problems{{Kind: change.Stale, Sentence: "This template was retired on " + held.Retired.On.Long() + "."}}
	case reason == "":
		return nil, change.Problems{{Kind: change.Invalid, Field: "reason", Sentence: "Say why the template is retired."}}
	default:
		next := *held
		next.Retired = &plan.Ending{On: c.Today, By: c.By.Membership, Reason: reason}
		return []change.Put{{Kind: KindTemplate, Thing: held.ID, Replaces: held.Version, Body: &next}}, nil
	}
}

// TakeTemplate gives a draft another template, or its own as it is now. Words
// in sections of the same key stay.
type TakeTemplate struct {
	Paper    string
	Seen     int
	Template string
}

// Name is the change's name in the ledger.
func (TakeTemplate) Name() string { return "choose a draft's committee template" }

// Needs is the permission it takes.
func (TakeTemplate) Needs() access.Permission { return access.WritePaper }

// Decide keeps the words that have a place in the template, and refuses to
// drop any that have none. The plan is not used.
func (ch TakeTemplate) Decide(s *Shelf, _ *plan.Plan, c change.Context) ([]change.Put, error) {
	held, err := s.draft(ch.Paper, ch.Seen)
	if err != nil {
		return nil, err
	}
	t, ok := s.Template(ch.Template)
	if !ok || !t.Standing() {
		return nil, change.Problems{{Kind: change.Invalid, Field: "template", Sentence: "Choose a committee template from the list."}}
	}
	next := *held
	next.Template = t.use()
	var problems change.Problems
	for _, text := range held.Implications {
		if !slices.ContainsFunc(next.ImplicationsAsked(), func(i Implication) bool { return i.Key == text.Key }) {
			problems.Add("template", "This paper says something under “"+headingOf(held, text.Key)+"”, which that template does not have. Move those words elsewhere and leave the section blank first.")
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	if next.Template != nil {
		next.Committee = t.Committee
	}
	if sameJSON(next, *held) {
		return nil, nil
	}
	next.written(c.By)
	return held.next(&next), nil
}

func headingOf(p *Paper, key string) string {
	for _, i := range p.ImplicationsAsked() {
		if i.Key == key {
			return i.Heading
		}
	}
	return key
}
