package practice

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"throughline/calendar"
	"throughline/deadline"
)

// Listed is one thing that a pack holds, as a list shows it.
type Listed struct {
	What   string `json:"what"` // kind, clock, measure, alert or criterion
	Code   string `json:"code"`
	Number string `json:"number,omitempty"` // a measure's number in the table of measures
	Name   string `json:"name"`
	Place  string `json:"place"`
	Basis  Marks  `json:"basis"`
}

// Marks is a basis as it is shown.
type Marks struct {
	Source     []string   `json:"source"`
	Confidence Confidence `json:"confidence"`
	Status     Status     `json:"status"`
	From       string     `json:"from,omitempty"`
	To         string     `json:"to,omitempty"`
	On         bool       `json:"on"`
}

func (b *Basis) marks() Marks {
	return Marks{b.Source, b.Confidence, b.Status, b.From.String(), b.To.String(), b.On}
}

// InForce says whether it is on, and in force on a day.
func (l Listed) InForce(day calendar.Date) bool {
	return l.Basis.On && l.Basis.From <= day.String() && (l.Basis.To == "" || day.String() <= l.Basis.To)
}

// Line is the thing on a line of its own.
func (l Listed) Line() string {
	line := fmt.Sprintf("%-9s  %-34s  %s (%s, %s)", l.What, l.Code, l.Name, l.Basis.Status, l.Basis.Confidence)
	if !l.Basis.On {
		line += ", off"
	}
	if l.Basis.From != "" {
		line += ", from " + l.Basis.From
	}
	if l.Basis.To != "" {
		line += ", to " + l.Basis.To
	}
	return line
}

// List gives everything in the pack that has a code, each sort by itself.
func (p *Pack) List() (all []Listed) {
	for _, k := range p.Kinds {
		all = append(all, Listed{"kind", k.Code, "", k.Name, p.Place(k).String(), k.marks()})
	}
	for _, c := range p.Clocks {
		all = append(all, Listed{"clock", c.Code, "", c.Name, p.Place(c).String(), c.marks()})
	}
	for _, m := range p.Measures {
		all = append(all, Listed{"measure", m.ID, m.Code, m.Name, p.Place(m).String(), m.marks()})
	}
	for _, a := range p.Alerts {
		all = append(all, Listed{"alert", a.Code, "", a.Words, p.Place(a).String(), a.marks()})
	}
	for _, c := range p.Criteria {
		all = append(all, Listed{"criterion", c.Code, "", c.Words, p.Place(c).String(), c.marks()})
	}
	return all
}

// Near says which code was likely meant by one that the pack doesn't have.
func (p *Pack) Near(code string) string {
	var codes []string
	for _, l := range p.List() {
		codes = append(codes, l.Code)
	}
	if near := nearest(code, codes); near != "" {
		return "perhaps “" + near + "” is meant"
	}
	return "pack list shows every code"
}

// Shown is one thing of a pack, whole, with the rule in words.
type Shown struct {
	Listed
	Words   []string       `json:"words"` // what it means, a sentence each
	Sources []string       `json:"sources"`
	Whole   map[string]any `json:"declared"` // as its file declares it
}

// Show gives everything with a code, in the order of the pack.
func (p *Pack) Show(code string) (all []Shown) {
	for i, l := range p.List() {
		if l.Code != code && (l.Number != code || code == "") {
			continue
		}
		held, basis := p.at(i)
		shown := Shown{Listed: l, Words: p.sentences(held), Whole: plainOf(reflect.ValueOf(held).Elem())}
		for _, key := range basis.Source {
			if at := slices.IndexFunc(p.Sources, func(s *Source) bool { return s.Key == key }); at >= 0 {
				shown.Sources = append(shown.Sources, key+": "+p.Sources[at].What)
			}
		}
		if basis.Note != "" {
			shown.Words = append(shown.Words, "Note: "+basis.Note)
		}
		all = append(all, shown)
	}
	return all
}

// at gives the thing at a place of List.
func (p *Pack) at(i int) (any, *Basis) {
	if i < len(p.Kinds) {
		return p.Kinds[i], &p.Kinds[i].Basis
	}
	if i -= len(p.Kinds); i < len(p.Clocks) {
		return p.Clocks[i], &p.Clocks[i].Basis
	}
	if i -= len(p.Clocks); i < len(p.Measures) {
		return p.Measures[i], &p.Measures[i].Basis
	}
	if i -= len(p.Measures); i < len(p.Alerts) {
		return p.Alerts[i], &p.Alerts[i].Basis
	}
	i -= len(p.Alerts)
	return p.Criteria[i], &p.Criteria[i].Basis
}

// Text is the thing as plain text.
func (s Shown) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", s.Code, s.Name)
	for _, words := range s.Words {
		fmt.Fprintf(&b, "  %s\n", words)
	}
	mark := map[Confidence]string{High: "seen in legislation or government text", Medium: "seen in a procedure or a professional body's page", Low: "seen once or our own", Unconfirmed: "unconfirmed"}[s.Basis.Confidence]
	fmt.Fprintf(&b, "  A %s rule: %s.\n", s.Basis.Status, mark)
	if !s.Basis.On {
		b.WriteString("  It is off.\n")
	}
	if s.Basis.From != "" || s.Basis.To != "" {
		fmt.Fprintf(&b, "  In force %s.\n", strings.TrimSpace("from "+orElse(s.Basis.From, "the beginning")+" to "+orElse(s.Basis.To, "now")))
	}
	for _, source := range s.Sources {
		fmt.Fprintf(&b, "  Source %s\n", source)
	}
	fmt.Fprintf(&b, "  Declared at %s\n", s.Place)
	return b.String()
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// sentences is what something means, in words.
func (p *Pack) sentences(held any) (all []string) {
	switch x := held.(type) {
	case *Kind:
		all = append(all, fmt.Sprintf("About a %s. %s, of the part %s, seen by %s.", x.About, x.Class.Sensitivity, x.Class.Compartment, orList(texts(x.Class.See))))
		for _, f := range x.Fields {
			line := fmt.Sprintf("%s (%s, %s)", f.Words, f.Name, f.Type)
			switch {
			case f.Required:
				line += ", always"
			case f.RequiredWhen != "":
				line += ", when " + f.RequiredWhen
			}
			all = append(all, line)
		}
		for _, c := range x.Complete {
			all = append(all, "Before it is completed: "+c.When)
		}
		for _, e := range x.Events {
			all = append(all, "It tells the clocks when "+e.Words+" ("+e.Code+").")
		}
	case *Clock:
		all = append(all, p.clockWords(x)...)
	case *Measure:
		all = append(all, x.Words, "Counted: "+x.Numerator.Words+".", "Of: "+x.Denominator.Words+".")
		for _, e := range x.Exclusions {
			all = append(all, "Left out: "+e.Because)
		}
		all = append(all, fmt.Sprintf("Each %s. Better when %s. Whose: the %s cohort.", strings.ReplaceAll(string(x.Period), "_", " "), x.Polarity, x.Cohort))
	case *Alert:
		all = append(all, "Who must act: "+x.Who.Name()+". "+x.Act, "It ends when: "+x.End)
	case *Criterion:
		all = append(all, "Look at: "+x.Evidence, "Graded by "+strings.ReplaceAll(string(x.Scale), "_", " ")+".")
	}
	return all
}

func (p *Pack) clockWords(c *Clock) (all []string) {
	side := "after"
	if c.Before {
		side = "before"
	}
	limit := deadline.Length{Amount: c.Amount, Span: c.Unit}.Words()
	switch {
	case c.Each == deadline.ReturnYear:
		all = append(all, "Once in each year from 1 April to 31 March.")
	case c.Amount == 0 && c.Unit != deadline.NoSpan:
		all = append(all, "By the day itself.")
	case c.Unit == deadline.NoSpan:
		all = append(all, "As soon as possible: there is no number.")
	default:
		all = append(all, fmt.Sprintf("Within %s, %s the start.", limit, side))
	}
	for i, s := range c.Start {
		all = append(all, fmt.Sprintf("Start %d: when %s (%s)%s.", i+1, p.wordsOf(s.Event), s.Event, condition(s.When)))
	}
	for _, e := range c.End {
		all = append(all, fmt.Sprintf("Satisfied when %s (%s)%s.", p.wordsOf(e.Event), e.Event, condition(e.When)))
	}
	if c.RequiredWhen != "" {
		all = append(all, "Only where "+c.RequiredWhen+".")
	}
	for _, e := range c.NotRequired {
		all = append(all, "Not required: "+e.Because)
	}
	for _, s := range c.Stops {
		all = append(all, fmt.Sprintf("Nothing more is asked after %s: %s", p.wordsOf(s.Event), s.Because))
	}
	if c.Unit == deadline.InWorkingDays {
		all = append(all, "Working days, "+c.Counting.Words()+".")
	}
	return all
}

func condition(when string) string {
	if when == "" {
		return ""
	}
	return ", where " + when
}

// plainOf turns something declared into what JSON can hold, under the keys of
// its file, without what was left out.
func plainOf(v reflect.Value) map[string]any {
	held := map[string]any{}
	for _, m := range membersOf(v.Type()) {
		if one, ok := plainValue(v.FieldByIndex(m.index)); ok {
			held[m.key] = one
		}
	}
	return held
}

func plainValue(v reflect.Value) (any, bool) {
	if v.IsZero() {
		return nil, false
	}
	if d, ok := v.Interface().(calendar.Date); ok {
		return d.String(), true
	}
	switch v.Kind() {
	case reflect.Struct:
		return plainOf(v), true
	case reflect.Slice:
		list := make([]any, 0, v.Len())
		for i := range v.Len() {
			one, _ := plainValue(v.Index(i))
			list = append(list, one)
		}
		return list, true
	default:
		return v.Interface(), true
	}
}
