package board

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
)

// KindTemplate is the kind of a Template.
const KindTemplate = "paper_template"

// MeetingKind is what a committee does with a paper.
type MeetingKind string

// The kinds. Council papers say which they are for: decision, discussion or
// noting.
const (
	Decides   MeetingKind = "decides"
	Discusses MeetingKind = "discusses"
	Notes     MeetingKind = "notes"
)

// MeetingKinds lists them.
var MeetingKinds = []MeetingKind{Decides, Discusses, Notes}

// Words says what a paper is for, as it is printed.
func (k MeetingKind) Words() string {
	return map[MeetingKind]string{Decides: "Decision", Discusses: "Discussion", Notes: "Noting"}[k]
}

// The sections that a template puts in order. The annexes always stand last.
const (
	PurposeSection      = "purpose"
	KeySection          = "key"
	InspectionSection   = "inspection"
	AdditionalSection   = "additional"
	ImplicationsSection = "implications"
	DecisionsSection    = "decisions"
	ExemptSection       = "exempt"
	ContactSection      = "contact"
	ClearedSection      = "cleared"
)

// SectionsThere lists the sections that a paper can have, in the order of a
// paper without a template. Implications and clearances stand in such a paper
// where they would in any, and it has none.
var SectionsThere = []string{
	PurposeSection, KeySection, InspectionSection, AdditionalSection, ImplicationsSection, DecisionsSection, ExemptSection, ContactSection, ClearedSection,
}

// sectionsToLeaveOut are those that a committee may do without. No paper goes
// without its statements, what it asks, whom to ask, what is exempt and who
// cleared it.
var sectionsToLeaveOut = []string{InspectionSection, AdditionalSection}

// MayLeaveOut says whether a template may do without a section.
func MayLeaveOut(section string) bool { return slices.Contains(sectionsToLeaveOut, section) }

// DefaultHeading is the heading of a section where a template gives no other.
func DefaultHeading(section string) string { return headings[section] }

// TemplateSection is a section in its place. Heading is in the council's own
// words, or "" for ours.
type TemplateSection struct {
	Key     string `json:"key"`
	Heading string `json:"heading,omitempty"`
}

// Template is what papers to one committee have, kept by the council itself.
type Template struct {
	plan.Thing
	Committee    string            `json:"committee"`
	Kind         MeetingKind       `json:"kind"`
	Initials     string            `json:"initials"` // for the reference of a paper
	Sections     []TemplateSection `json:"sections"`
	Questions    string            `json:"questions_heading,omitempty"`
	Implications []Implication     `json:"implications"`
	Factual      bool              `json:"factual"` // those whose parts a paper names are asked whether it is right
	Clearances   []ClearanceOf     `json:"clearances"`
	Purpose      string            `json:"purpose"`   // to begin with; {committee} and {day} are filled in; "" for ours
	Decisions    []Decision        `json:"decisions"` // to begin with; none for ours
	Contact      Contact           `json:"contact"`   // "" for the author
	ClearDays    int               `json:"clear_days"`
	// DispatchBefore is how many working days before the meeting papers go out
	// by the council's own rule, where that is sooner than the law wants; or 0.
	DispatchBefore int          `json:"dispatch_before"`
	From           string       `json:"from,omitempty"` // the built-in template that it began as
	Source         string       `json:"source"`         // where the committee's rule for papers stands
	Retired        *plan.Ending `json:"retired,omitempty"`
}

// ClearanceOf is a clearance that a template asks for by itself.
type ClearanceOf struct {
	Key     string  `json:"key"`
	Heading string  `json:"heading"`
	By      Clearer `json:"by"`
}

// Clearer is who clears: a post, or one person. The zero Clearer is nobody.
type Clearer struct {
	Post       string `json:"post,omitempty"`
	Membership string `json:"membership,omitempty"`
}

// TemplateUsed is a template as a draft began with it. It stays as it was
// when the council changes its template afterwards.
type TemplateUsed struct {
	ID      string   `json:"id"`
	Version int      `json:"version"`
	Of      Template `json:"of"`
}

// Standing says that new papers may be begun with the template.
func (t *Template) Standing() bool { return t.Retired == nil }

// BuiltIn says that the template comes with the program.
func (t *Template) BuiltIn() bool { return t.Version == 0 }

// DefaultTemplate is the key of the built-in template of papers that have none.
const DefaultTemplate = "corporate-parenting-board"

// inOrder puts built-in sections in order without headings of their own.
func inOrder(keys ...string) (all []TemplateSection) {
	for _, key := range keys {
		all = append(all, TemplateSection{Key: key})
	}
	return all
}

// BuiltIns lists the templates that need no setting up. Their ids are keys,
// which no thing of a council's has. The first is that of papers without a
// template. They name no clearer by post, since posts are each council's own.
//
// Sources: the founding paper of 1 February 2013 (Corporate Parenting Board);
// Local Government Act 2000 s9F to 9FI and Part VA of the Local Government Act
// 1972 (scrutiny); SI 2012/2089 (executives); Equality Act 2010 s149; Children
// and Social Work Act 2017 s1 (corporate parenting principles); Data Protection
// Act 2018. That papers say whether they are for decision, discussion or
// noting is the practice of published reports, such as Maidstone's.
func BuiltIns() []*Template {
	return []*Template{corporateParenting(), scrutiny(), cabinet(), improvementGroup()}
}

func corporateParenting() *Template {
	return &Template{
		Thing: plan.Thing{ID: DefaultTemplate}, Committee: "Corporate Parenting Board", Kind: Notes, Sections: inOrder(SectionsThere...), ClearDays: ClearDaysByDefault,
		Source: "The report to a Corporate Parenting Board of 1 February 2013. It has no implications sections, and nobody is asked to clear a paper until you name who does.",
	}
}

// ClearDaysByDefault is how many clear days before a meeting its papers are
// open to inspection where a template says nothing else (Local Government Act
// 1972 s100B(4)(a); SI 2012/2089 reg 6(2)(a)).
const ClearDaysByDefault = 5

func scrutiny() *Template {
	return &Template{
		Thing: plan.Thing{ID: "scrutiny-committee"}, Committee: "Children’s Services Scrutiny Committee", Kind: Discusses, Factual: true, ClearDays: ClearDaysByDefault,
		Sections: []TemplateSection{
			{Key: PurposeSection, Heading: "Why this is before the committee"}, {Key: KeySection, Heading: "Key information and questions for the committee"}, {Key: InspectionSection},
			{Key: AdditionalSection}, {Key: ImplicationsSection}, {Key: DecisionsSection, Heading: "What the committee is asked to do"}, {Key: ExemptSection}, {Key: ContactSection}, {Key: ClearedSection},
		},
		Questions:    "Questions that the committee may want to ask",
		Implications: []Implication{voiceImplication(NoneSaid), equalityImplication(NoneSaid), riskImplication(Optional)},
		Decisions: []Decision{
			{Consider, "how far the plan has made a difference to children, and not only what has been done"},
			{Consider, "whether to make a report or recommendations to the executive"},
		},
		Source: "Local Government Act 2000, sections 9F to 9FI: a scrutiny committee reviews what is done and may recommend. Papers: Local Government Act 1972, section 100B.",
	}
}

func cabinet() *Template {
	return &Template{
		Thing: plan.Thing{ID: "cabinet"}, Committee: "Cabinet", Kind: Decides, Factual: true, ClearDays: ClearDaysByDefault,
		Sections: []TemplateSection{
			{Key: PurposeSection, Heading: "Purpose of the report"}, {Key: DecisionsSection, Heading: "Recommendations"}, {Key: KeySection, Heading: "Key information"}, {Key: InspectionSection},
			{Key: AdditionalSection}, {Key: ImplicationsSection}, {Key: ExemptSection}, {Key: ContactSection}, {Key: ClearedSection},
		},
		Questions: "Questions for Cabinet",
		Implications: []Implication{
			{Key: "legal", Heading: "Legal implications", Help: "The duties and powers that the decision rests on.", Need: Required},
			{Key: "finance", Heading: "Financial implications", Help: "What it costs, in which years, and where the money comes from.", Need: Required},
			equalityImplication(Required), riskImplication(NoneSaid), voiceImplication(Required),
			{Key: "data", Heading: "Data protection implications", Help: "What is done with information about people, and whether an impact assessment was made (Data Protection Act 2018).", Need: NoneSaid},
			{Key: "climate", Heading: "Climate implications", Help: "Where your council wants them.", Need: Optional},
		},
		Decisions: []Decision{{Approve, "the action plan as it stands, and the later dates that the group has approved"}, {Note, "the progress on the areas for improvement"}},
		Source:    "SI 2012/2089, regulations 6 to 8: papers of an executive and its reasons. Equality Act 2010, section 149: regard to equality before a decision.",
	}
}

func improvementGroup() *Template {
	return &Template{
		Thing: plan.Thing{ID: "improvement-group"}, Committee: "Multi-agency improvement group", Kind: Discusses, Factual: true, ClearDays: 0, DispatchBefore: 3,
		Sections: []TemplateSection{
			{Key: PurposeSection}, {Key: KeySection, Heading: "Key information and questions for the group"}, {Key: AdditionalSection}, {Key: InspectionSection},
			{Key: ImplicationsSection, Heading: "Risks"}, {Key: DecisionsSection, Heading: "What the group is asked to do"}, {Key: ExemptSection}, {Key: ContactSection}, {Key: ClearedSection},
		},
		Questions:    "Questions for the group",
		Implications: []Implication{riskImplication(NoneSaid)},
		Decisions:    []Decision{{Consider, "the actions that are late or have had no news, and what is in their way"}, {Note, "the progress of each agency"}},
		Source:       "A group of partners is no committee of the council, so no law sets how soon its papers are open. Three working days is our suggestion; change it to your terms of reference.",
	}
}

func equalityImplication(need Need) Implication {
	return Implication{Key: "equality", Heading: "Equality implications", Help: "How people with each protected characteristic are affected, and what was found by looking (Equality Act 2010, section 149).", Need: need}
}

func riskImplication(need Need) Implication {
	return Implication{Key: "risk", Heading: "Risks", Help: "What could go wrong, for whom, and what is done about it.", Need: need}
}

func voiceImplication(need Need) Implication {
	return Implication{Key: "voice", Heading: "Children’s voice and corporate parenting", Need: need,
		Help: "What children and young people said about this and what it changed, and how it helps the council to be a good parent (Children and Social Work Act 2017, section 1)."}
}

// builtIn finds a template that comes with the program.
func builtIn(key string) (*Template, bool) {
	for _, t := range BuiltIns() {
		if t.ID == key {
			return t, true
		}
	}
	return nil, false
}

// Template finds a template of the council's, or one that comes with the
// program. The value is shared: never change it.
func (s *Shelf) Template(id string) (*Template, bool) {
	if t, ok := s.clearing.templates[id]; ok {
		return t, true
	}
	return builtIn(id)
}

// Templates lists the templates that papers may be begun with: the council's
// own by name, and the built-in ones that the council has not made its own.
func (s *Shelf) Templates() (all []*Template) {
	taken := map[string]bool{}
	for _, t := range s.clearing.templates {
		if t.Standing() {
			all, taken[t.From] = append(all, t), true
		}
	}
	slices.SortFunc(all, func(a, b *Template) int {
		return cmp.Or(strings.Compare(a.Committee, b.Committee), strings.Compare(a.ID, b.ID))
	})
	for _, t := range BuiltIns() {
		if !taken[t.ID] {
			all = append(all, t)
		}
	}
	return all
}

// RetiredTemplates lists the council's own templates that are used no more.
func (s *Shelf) RetiredTemplates() (all []*Template) {
	for _, t := range s.clearing.templates {
		if !t.Standing() {
			all = append(all, t)
		}
	}
	slices.SortFunc(all, func(a, b *Template) int {
		return cmp.Or(strings.Compare(a.Committee, b.Committee), strings.Compare(a.ID, b.ID))
	})
	return all
}

// TemplateFor finds the template for a committee by its name: the council's
// own before a built-in one.
func (s *Shelf) TemplateFor(committee string) (*Template, bool) {
	for _, t := range s.Templates() {
		if strings.EqualFold(oneLine(t.Committee), oneLine(committee)) {
			return t, true
		}
	}
	return nil, false
}

// use gives the template as a draft keeps it, or nil for that of papers
// without one.
func (t *Template) use() *TemplateUsed {
	if t == nil || t.ID == DefaultTemplate {
		return nil
	}
	of := *t
	of.Thing, of.Retired = plan.Thing{}, nil
	return &TemplateUsed{ID: t.ID, Version: t.Version, Of: of}
}

// TemplateChanged says in a sentence what became of a draft's template since
// the draft was begun with it, or is "".
func (s *Shelf) TemplateChanged(p *Paper) string {
	if p.Template == nil {
		return ""
	}
	now, ok := s.Template(p.Template.ID)
	switch {
	case !ok:
		return "The committee’s template was erased since this paper was begun with it. The paper keeps what the template said."
	case !now.Standing():
		return "The committee’s template was retired on " + now.Retired.On.Long() + ", since this paper was begun with it. The paper keeps what the template said."
	case now.Version != p.Template.Version:
		return "The committee’s template was changed on " + now.ChangedOn.Long() + ", since this paper was begun with it. The paper keeps the template of its day until you take the new one."
	default:
		return ""
	}
}

// filled puts the committee and the day of the plan into words of a template.
func filled(words, committee string, day calendar.Date) string {
	return strings.NewReplacer("{committee}", committee, "{day}", day.Long()).Replace(words)
}

// begin writes into a new paper what its template begins with.
func (t *Template) begin(p *Paper) {
	if p.Template = t.use(); p.Template == nil {
		return
	}
	was := p.Committee
	p.Committee = t.Committee
	p.Purpose = strings.Replace(p.Purpose, "the "+was, "the "+t.Committee, 1)
	for i, q := range p.Questions {
		p.Questions[i] = strings.ReplaceAll(q, "the Board", "the "+t.Committee)
	}
	if t.Purpose != "" {
		p.Purpose = filled(t.Purpose, t.Committee, p.AsAt)
	}
	if len(t.Decisions) > 0 {
		p.Decisions = slices.Clone(t.Decisions)
	}
	if t.Contact != (Contact{}) {
		p.Contact = t.Contact
	}
}

// begin writes into a new paper what the template with an id begins with.
func (s *Shelf) begin(p *Paper, id string) error {
	if id == "" {
		return nil
	}
	t, ok := s.Template(id)
	if !ok || !t.Standing() {
		return change.Problems{{Kind: change.Invalid, Field: "template", Sentence: "Choose a committee template from the list."}}
	}
	t.begin(p)
	return nil
}

// committeeInitials are those that the reference of a paper has.
func (p *Paper) committeeInitials() string {
	if p.Template != nil && p.Template.Of.Initials != "" {
		return p.Template.Of.Initials
	}
	return initials(p.Committee, "BOARD")
}

// TemplateData is what a paper prints by its template: its sections in order,
// with their headings where these are not ours.
type TemplateData struct {
	ID       string            `json:"id"`
	Version  int               `json:"version"`
	For      MeetingKind       `json:"for"`
	Sections []string          `json:"sections"`
	Headings map[string]string `json:"headings,omitempty"`
}

func (t *TemplateUsed) data() *TemplateData {
	if t == nil {
		return nil
	}
	d := &TemplateData{ID: t.ID, Version: t.Version, For: t.Of.Kind, Headings: map[string]string{}}
	for _, s := range t.Of.Sections {
		if d.Sections = append(d.Sections, s.Key); s.Heading != "" {
			d.Headings[s.Key] = s.Heading
		}
	}
	if t.Of.Questions != "" {
		d.Headings["questions"] = t.Of.Questions
	}
	return d
}

func (t *TemplateData) heading(section string) string {
	if t != nil && t.Headings[section] != "" {
		return t.Headings[section]
	}
	return headings[section]
}

func (t *TemplateData) details() []Detail {
	if t == nil || t.For.Words() == "" {
		return nil
	}
	return []Detail{{"For", lowerFirst(t.For.Words())}}
}

// Order lists the sections before the annexes that the paper prints, in their
// order. What it has nothing to say in is left out.
func (d PaperData) Order() (order []string) {
	keys := SectionsThere
	if d.Template != nil {
		keys = d.Template.Sections
	}
	for _, key := range keys {
		switch {
		case key == ImplicationsSection && len(d.Implications) == 0, key == ClearedSection && len(d.Clearances) == 0, key == ExemptSection && d.Exempt.Total() == 0:
		default:
			order = append(order, key)
		}
	}
	return order
}

// slug makes a key of a heading.
func slug(heading string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		case r == '\'' || r == '’':
			return -1
		default:
			return '_'
		}
	}, strings.Join(strings.Fields(heading), " ")), "_")
}
