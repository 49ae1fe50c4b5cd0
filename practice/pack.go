package practice

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/goccy/go-yaml/ast"

	"throughline/access"
	"throughline/calendar"
	"throughline/deadline"
)

// Files is the text of a pack's files, by their names.
type Files map[string][]byte

// Pack is a checked practice pack. It never changes once made.
type Pack struct {
	Sheets    []Heading
	Sources   []*Source
	Retention []*Retention
	Terms     []*Term
	Kinds     []*Kind
	Clocks    []*Clock
	Measures  []*Measure
	Alerts    []*Alert
	Criteria  []*Criterion

	hash     string
	places   places
	programs map[*string]*program // compiled conditions, by where each is held
}

// Heading is what a file of the pack is about.
type Heading struct {
	File, Row, Title string
	Areas            []string
}

// Load reads and checks a pack. Every problem is found at once, in the order
// of files and lines; a pack with any can't be used, and is nil.
func Load(files Files) (*Pack, Problems) { return layered(files) }

// Overlay lays a council's files over a shipped pack. What the council
// declares under a code that is there already changes only the keys it gives.
// With another "from" it is a new version: the one before it ends the day before.
func Overlay(base, council Files) (*Pack, Problems) { return layered(base, council) }

func layered(layers ...Files) (*Pack, Problems) {
	p := &Pack{places: places{}, programs: map[*string]*program{}, hash: hashOf(layers...)}
	var problems Problems
	base := map[string]access.Class{}
	for i, files := range layers {
		for _, k := range p.Kinds { // of the layers below
			base[k.Code] = k.Class.Access()
		}
		for _, name := range slices.Sorted(maps.Keys(files)) {
			r := &reader{file: name, places: p.places}
			if top := r.parse(files[name]); top != nil {
				p.lay(r, top, i > 0)
			}
			problems = append(problems, r.problems...)
		}
	}
	if len(problems) == 0 {
		problems = append(p.check(), p.reclassed(base)...)
	}
	if len(problems) > 0 {
		return nil, problems.sorted()
	}
	return p, nil
}

// reclassed finds kinds of a layer below whose class was changed so that
// others would see their records. Who sees what is the access policy's.
func (p *Pack) reclassed(base map[string]access.Class) (problems Problems) {
	for _, k := range p.Kinds {
		was, shipped := base[k.Code]
		is := k.Class.Access()
		switch {
		case !shipped:
		case was.Compartment != is.Compartment:
			problems = append(problems, Problem{p.Place(&k.Class.Compartment), fmt.Sprintf("The kind of record %s is filed under %s, and a council's file can't file it elsewhere.", k.Code, was.Compartment), "Leave the compartment out, or change who may see it in the access policy."})
		case slices.Index(access.Sensitivities, is.Sensitivity) < slices.Index(access.Sensitivities, was.Sensitivity):
			problems = append(problems, Problem{p.Place(&k.Class.Sensitivity), fmt.Sprintf("The kind of record %s is %s, and a council's file can't make it less.", k.Code, was.Sensitivity), "Leave the sensitivity out, or change who may see it in the access policy."})
		}
	}
	return problems
}

// hashOf depends on every name and byte of the files, and on their layer.
func hashOf(layers ...Files) string {
	h := sha256.New()
	for i, files := range layers {
		for _, name := range slices.Sorted(maps.Keys(files)) {
			fmt.Fprintf(h, "%d %d %s %d\n", i, len(name), name, len(files[name]))
			h.Write(files[name])
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Hash names the pack: the same files give the same hash.
func (p *Pack) Hash() string { return p.hash }

// Place is where something that the pack holds is declared, by a pointer to it.
func (p *Pack) Place(pointer any) Place { return p.places.at(pointer) }

// lay takes one file: into an empty place, or over what is there.
func (p *Pack) lay(r *reader, top ast.Node, over bool) {
	if one, ok := top.(*ast.MappingValueNode); ok {
		top = &ast.MappingNode{BaseNode: &ast.BaseNode{}, Start: one.Start, Values: []*ast.MappingValueNode{one}}
	}
	var sheet Sheet
	if !over {
		r.read(top, reflect.ValueOf(&sheet).Elem())
		p.Sources = append(p.Sources, pointers(sheet.Sources)...)
		p.Retention = append(p.Retention, pointers(sheet.Retention)...)
		p.Terms = append(p.Terms, pointers(sheet.Terms)...)
		p.Kinds = append(p.Kinds, pointers(sheet.Kinds)...)
		p.Clocks = append(p.Clocks, pointers(sheet.Clocks)...)
		p.Measures = append(p.Measures, pointers(sheet.Measures)...)
		p.Alerts = append(p.Alerts, pointers(sheet.Alerts)...)
		p.Criteria = append(p.Criteria, pointers(sheet.Criteria)...)
		p.Sheets = append(p.Sheets, Heading{r.file, sheet.Row, sheet.Title, sheet.Areas})
		return
	}
	m, ok := top.(*ast.MappingNode)
	if !ok {
		r.read(top, reflect.ValueOf(&sheet).Elem())
		return
	}
	rest := *m
	rest.Values = nil
	for _, pair := range m.Values {
		items, isList := pair.Value.(*ast.SequenceNode)
		key := pair.Key.GetToken().Value
		if !isList || !p.overItems(r, key, items) {
			rest.Values = append(rest.Values, pair)
		}
	}
	if len(rest.Values) > 0 {
		r.read(&rest, reflect.ValueOf(&sheet).Elem())
	}
	p.Sheets = append(p.Sheets, Heading{r.file, sheet.Row, sheet.Title, sheet.Areas})
}

func pointers[T any](list []T) []*T {
	all := make([]*T, len(list))
	for i := range list {
		all[i] = &list[i]
	}
	return all
}

func (p *Pack) overItems(r *reader, key string, items *ast.SequenceNode) bool {
	switch key {
	case "sources":
		p.Sources = overlaid(r, p.Sources, items, "key", func(s *Source) string { return s.Key }, nil)
	case "retention":
		p.Retention = overlaid(r, p.Retention, items, "code", func(s *Retention) string { return s.Code }, func(s *Retention) *Basis { return &s.Basis })
	case "terms":
		p.Terms = overlaid(r, p.Terms, items, "name", func(s *Term) string { return s.Name }, nil)
	case "kinds":
		p.Kinds = overlaid(r, p.Kinds, items, "code", func(s *Kind) string { return s.Code }, func(s *Kind) *Basis { return &s.Basis })
	case "clocks":
		p.Clocks = overlaid(r, p.Clocks, items, "code", func(s *Clock) string { return s.Code }, func(s *Clock) *Basis { return &s.Basis })
	case "measures":
		p.Measures = overlaid(r, p.Measures, items, "id", func(s *Measure) string { return s.ID }, func(s *Measure) *Basis { return &s.Basis })
	case "alerts":
		p.Alerts = overlaid(r, p.Alerts, items, "code", func(s *Alert) string { return s.Code }, func(s *Alert) *Basis { return &s.Basis })
	case "criteria":
		p.Criteria = overlaid(r, p.Criteria, items, "code", func(s *Criterion) string { return s.Code }, func(s *Criterion) *Basis { return &s.Basis })
	default:
		return false
	}
	return true
}

// overlaid lays items over a list: over the latest of the same code, or as a
// new one.
func overlaid[T any](r *reader, list []*T, items *ast.SequenceNode, codeKey string, codeOf func(*T) string, basisOf func(*T) *Basis) []*T {
	for _, node := range items.Values {
		code := keyed(node, codeKey)
		at := -1
		for i, one := range list {
			if code != "" && codeOf(one) == code {
				at = i
			}
		}
		made := new(T)
		if at < 0 {
			r.read(node, reflect.ValueOf(made).Elem())
			list = append(list, made)
			continue
		}
		*made = *list[at]
		r.partial = true
		r.read(node, reflect.ValueOf(made).Elem())
		r.partial = false
		if basisOf == nil || basisOf(made).From == basisOf(list[at]).From {
			list[at] = made
			continue
		}
		before := new(T)
		*before = *list[at]
		r.places[before] = r.places[list[at]]
		basisOf(before).To = basisOf(made).From.AddDays(-1)
		if keyed(node, "to") == "" {
			basisOf(made).To = calendar.Date{}
		}
		list[at] = before
		list = append(list, made)
	}
	return list
}

// keyed is the value of a key of a mapping, or "".
func keyed(n ast.Node, key string) string {
	var pairs []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	}
	for _, pair := range pairs {
		if pair.Key.GetToken().Value == key {
			text, _ := textOf(pair.Value)
			return text
		}
	}
	return ""
}

// inForce says whether something is on and in force on a day.
func (b *Basis) inForce(day calendar.Date) bool {
	return b.On && (b.From.IsZero() || !day.Before(b.From)) && (b.To.IsZero() || !day.After(b.To))
}

// In is the pack as it is on a day: what is on, and in force then. Clocks are
// all there, because the rule in force on the day of a start governs it.
func (p *Pack) In(day calendar.Date) *Pack {
	of := *p
	of.Retention = kept(p.Retention, func(x *Retention) bool { return x.inForce(day) })
	of.Kinds = kept(p.Kinds, func(x *Kind) bool { return x.inForce(day) })
	of.Clocks = kept(p.Clocks, func(x *Clock) bool { return x.On })
	of.Measures = kept(p.Measures, func(x *Measure) bool { return x.inForce(day) })
	of.Alerts = kept(p.Alerts, func(x *Alert) bool { return x.inForce(day) })
	of.Criteria = kept(p.Criteria, func(x *Criterion) bool { return x.inForce(day) })
	return &of
}

func kept[T any](list []*T, keep func(*T) bool) []*T {
	return slices.DeleteFunc(slices.Clone(list), func(x *T) bool { return !keep(x) })
}

// Kind gives the kinds of a code: one, or its versions.
func (p *Pack) Kind(code string) []*Kind {
	return kept(p.Kinds, func(k *Kind) bool { return k.Code == code })
}

// Clock gives the versions of a clock.
func (p *Pack) Clock(code string) []*Clock {
	return kept(p.Clocks, func(c *Clock) bool { return c.Code == code })
}

// Measure gives the measures of an id: one, or its versions.
func (p *Pack) Measure(id string) []*Measure {
	return kept(p.Measures, func(m *Measure) bool { return m.ID == id })
}

// Rules is what package deadline reckons by: the clocks that are on.
func (p *Pack) Rules(horizon calendar.Date) deadline.Rules {
	rules := deadline.Rules{Horizon: horizon}
	for _, c := range p.Clocks {
		if c.On {
			rules.Clocks = append(rules.Clocks, p.clock(c))
		}
	}
	for _, t := range p.Terms {
		rules.Terms = append(rules.Terms, deadline.Term{Name: t.Name, First: t.First, Last: t.Last})
	}
	slices.SortFunc(rules.Terms, func(a, b deadline.Term) int { return a.First.Compare(b.First) })
	return rules
}

func (p *Pack) clock(c *Clock) deadline.Clock {
	made := deadline.Clock{
		Code: c.Code, Name: c.Name, Per: c.Per, Limit: deadline.Length{Amount: c.Amount, Span: c.Unit}, Before: c.Before,
		Early: deadline.Length{Amount: c.Early.Amount, Span: c.Early.Unit}, Ever: c.Early.Any, Each: c.Each,
		From: c.From, To: c.To, Counting: c.Counting,
	}
	made.Starts, made.Ends = p.events(c.Start, &made), p.events(c.End, &made)
	made.Required = p.condition(&c.RequiredWhen, &made)
	for i := range c.NotRequired {
		made.Exempt = append(made.Exempt, deadline.Exempt{When: p.condition(&c.NotRequired[i].When, &made), Because: c.NotRequired[i].Because})
	}
	for _, s := range c.Stops {
		as := deadline.NotRequired
		if s.Superseded {
			as = deadline.Superseded
		}
		made.Stops = append(made.Stops, deadline.Stop{Event: deadline.Event{Name: s.Event, Words: p.wordsOf(s.Event)}, Because: s.Because, As: as})
	}
	return made
}

func (p *Pack) events(list []When, c *deadline.Clock) (all []deadline.Event) {
	for i := range list {
		w := &list[i]
		all = append(all, deadline.Event{Name: w.Event, Words: p.wordsOf(w.Event), Nth: w.Nth, Later: w.Later, When: p.condition(&w.When, c)})
	}
	return all
}

// condition gives a compiled condition, nil where nothing is asked.
func (p *Pack) condition(text *string, c *deadline.Clock) deadline.Condition {
	made := p.programs[text]
	if made == nil {
		return nil
	}
	c.Hears = append(c.Hears, made.hears...)
	return made
}

// Words says what happened, as “when …” goes on; the event's own code where nothing declares it.
func (p *Pack) Words(event string) string { return p.wordsOf(event) }

func (p *Pack) wordsOf(event string) string {
	for _, k := range p.Kinds {
		for _, e := range k.Events {
			if e.Code == event {
				return e.Words
			}
		}
	}
	core, _ := coreEvent(event)
	return cmp.Or(core.Words, event)
}
