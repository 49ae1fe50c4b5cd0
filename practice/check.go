package practice

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/deadline"
)

// checker looks a pack through once everything in it has been read.
type checker struct {
	*Pack
	problems  Problems
	events    map[string]CoreEvent // by code, with those that kinds give
	eventList []string
}

func (p *Pack) check() Problems {
	c := &checker{Pack: p, events: map[string]CoreEvent{}}
	c.gatherEvents()
	c.sources()
	c.retention()
	c.terms()
	for _, k := range p.Kinds {
		c.kind(k)
	}
	for _, clock := range p.Clocks {
		c.clock(clock)
	}
	for _, m := range p.Measures {
		c.measure(m)
	}
	for _, a := range p.Alerts {
		c.alert(a)
	}
	for _, x := range p.Criteria {
		c.basis(&x.Basis, "The criterion "+x.Code)
	}
	twice(c, p.Kinds, "kind of record", func(x *Kind) (*string, *Basis) { return &x.Code, &x.Basis })
	twice(c, p.Clocks, "clock", func(x *Clock) (*string, *Basis) { return &x.Code, &x.Basis })
	twice(c, p.Measures, "measure", func(x *Measure) (*string, *Basis) { return &x.ID, &x.Basis })
	twice(c, p.Alerts, "alert", func(x *Alert) (*string, *Basis) { return &x.Code, &x.Basis })
	twice(c, p.Criteria, "criterion", func(x *Criterion) (*string, *Basis) { return &x.Code, &x.Basis })
	twice(c, p.Retention, "retention rule", func(x *Retention) (*string, *Basis) { return &x.Code, &x.Basis })
	twice(c, p.Sources, "source", func(x *Source) (*string, *Basis) { return &x.Key, &Basis{} })
	return c.problems
}

func (c *checker) add(pointer any, sentence, mend string) {
	c.problems = append(c.problems, Problem{c.places.at(pointer), sentence, mend})
}

// twice finds codes that are used twice for days that overlap.
func twice[T any](c *checker, list []*T, what string, of func(*T) (*string, *Basis)) {
	for i, one := range list {
		code, basis := of(one)
		for _, before := range list[:i] {
			other, held := of(before)
			if *code != *other || *code == "" || !overlap(basis, held) {
				continue
			}
			mend := "Give one of them another code, or days in force that don't overlap."
			if what == "source" {
				mend = "Take one of them away."
			}
			c.add(code, fmt.Sprintf("The %s %s is declared already at %s, for days that overlap.", what, *code, c.places.at(other)), mend)
			break
		}
	}
}

func overlap(a, b *Basis) bool {
	return (a.To.IsZero() || b.From.IsZero() || !b.From.After(a.To)) && (b.To.IsZero() || a.From.IsZero() || !a.From.After(b.To))
}

func (c *checker) gatherEvents() {
	for _, e := range CoreEvents {
		c.events[e.Code] = e
	}
	for _, k := range c.Kinds {
		for i := range k.Events {
			c.kindEvent(k, &k.Events[i])
		}
	}
	c.eventList = slices.Sorted(maps.Keys(c.events))
}

// kindEvent takes an event that a kind gives. Versions of one kind give the
// same events; an event of the program may be given by a kind too.
func (c *checker) kindEvent(k *Kind, e *Event) {
	made := CoreEvent{Code: e.Code, Words: e.Words, Values: map[string]FieldType{}}
	for _, part := range e.PartOf {
		made.PartOf = append(made.PartOf, part.What)
	}
	for i := range e.Values {
		if f, ok := fieldOf(k, e.Values[i]); ok {
			made.Values[f.Name] = f.Type
		} else {
			c.add(&e.Values[i], fmt.Sprintf("The kind of record has no field “%s”.", e.Values[i]), oneOf(e.Values[i], fieldNames(k.Fields)))
		}
	}
	held, had := c.events[e.Code]
	if had {
		for _, part := range held.PartOf {
			if !slices.Contains(made.PartOf, part) {
				made.PartOf = append(made.PartOf, part)
			}
		}
		for name, kind := range held.Values {
			if given, ok := made.Values[name]; ok && celType(given).String() != celType(kind).String() {
				c.add(&e.Code, fmt.Sprintf("The event %s has its %s elsewhere as another type.", e.Code, name), "Give the field another name.")
			}
			made.Values[name] = kind
		}
	}
	c.events[e.Code] = made
}

func (c *checker) known(event string) bool { _, ok := c.events[event]; return ok }

func (c *checker) sources() {
	if len(c.Sources) == 0 && len(c.Kinds)+len(c.Clocks)+len(c.Measures) > 0 {
		c.problems = append(c.problems, Problem{Place{c.Sheets[0].File, 1, 1}, "The pack declares no sources.", "Add a list of sources, each with a key and what it is."})
	}
}

func (c *checker) basis(b *Basis, what string) {
	var keys, ids []string
	for _, s := range c.Sources {
		keys = append(keys, s.Key)
	}
	for _, m := range c.Measures {
		ids = append(ids, m.ID)
	}
	for i := range b.Source {
		if !slices.Contains(keys, b.Source[i]) {
			c.add(&b.Source[i], fmt.Sprintf("The source %s is in no list of sources.", b.Source[i]), strings.TrimSpace(oneOf(b.Source[i], keys)+" Or add it to the sources."))
		}
	}
	for i := range b.NeededBy {
		if !slices.Contains(ids, b.NeededBy[i]) {
			c.add(&b.NeededBy[i], fmt.Sprintf("There is no measure %s.", b.NeededBy[i]), oneOf(b.NeededBy[i], ids))
		}
	}
	if !b.From.IsZero() && !b.To.IsZero() && b.To.Before(b.From) {
		c.add(&b.To, fmt.Sprintf("%s ends on %s, before it begins on %s.", what, b.To.Long(), b.From.Long()), "Change one of the days.")
	}
	if b.Confidence == Unconfirmed && b.On && (len(b.NeededBy) == 0 || b.Status != Local) {
		c.add(&b.On, what+" is unconfirmed, so it can't be on as it stands.", "Write on: false; or status: local with needed_by: and the measure that can't do without it.")
	}
}

var (
	retentionConditions = []string{"always", "looked_after", "looked_after_died", "adopted", "care_leaver", "child_protection", "child", "ended_at_17"}
	retentionTriggers   = []string{"birth", "death", "order", "last_contact", "eighteen_or_last_contact", "ended", "happened"}
)

func (c *checker) retention() {
	for _, r := range c.Retention {
		c.basis(&r.Basis, "The retention rule "+r.Code)
		outcome, byOutcome := strings.CutPrefix(r.When, "outcome:")
		if !slices.Contains(retentionConditions, r.When) && (!byOutcome || outcome == "") {
			c.add(&r.When, fmt.Sprintf("The condition “%s” isn't one that retention rules know.", r.When), oneOf(r.When, retentionConditions))
		}
		if !slices.Contains(retentionTriggers, r.Trigger) {
			c.add(&r.Trigger, fmt.Sprintf("The trigger “%s” isn't one that retention rules know, so the years would never be counted.", r.Trigger), oneOf(r.Trigger, retentionTriggers))
		}
		if r.Over == "file" && (byOutcome || r.When == "ended_at_17" || r.Trigger == "ended" || r.Trigger == "happened") {
			c.add(&r.Over, "A rule over a whole file can't depend on one record.", "Write kind.")
		}
		if r.Years > 200 {
			c.add(&r.Years, "No record is kept for longer than 200 years.", "Write a number from 1 to 200.")
		}
	}
}

func (c *checker) terms() {
	for i, t := range c.Terms {
		if t.Last.Before(t.First) {
			c.add(&t.Last, fmt.Sprintf("The term %s ends before it begins.", t.Name), "Change one of its days.")
		}
		for _, other := range c.Terms[:i] {
			if !t.First.After(other.Last) && !other.First.After(t.Last) {
				c.add(&t.First, fmt.Sprintf("The term %s overlaps %s.", t.Name, other.Name), "Change one of their days.")
			}
		}
	}
}

var (
	snake = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	kebab = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	event = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$`)
)

// reserved are words that mean something of their own in a condition.
var reserved = []string{
	"given", "date", "type", "int", "uint", "double", "bool", "string", "bytes", "list", "map", "dyn", "null_type",
	"duration", "timestamp", "size", "has", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
	"package", "namespace", "return", "var", "void", "while", "true", "false", "null", "matches", "contains", "all", "exists",
}

func fieldOf(k *Kind, name string) (Field, bool) {
	i := slices.IndexFunc(k.Fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return k.Fields[i], true
}

func fieldNames(fields []Field) (all []string) {
	for _, f := range fields {
		all = append(all, f.Name)
	}
	return all
}

func (c *checker) kind(k *Kind) {
	what := "The kind of record " + k.Code
	c.basis(&k.Basis, what)
	if !snake.MatchString(k.Code) {
		c.add(&k.Code, fmt.Sprintf("“%s” can't be the code of a kind of record.", k.Code), "Use small letters, figures and underscores, and begin with a letter.")
	}
	c.class(k, what)
	c.fields(k.Fields, false)
	about := names{}.with("", k.Fields)
	for i := range k.Fields {
		c.condition(&k.Fields[i].RequiredWhen, about, false)
	}
	for i := range k.Complete {
		c.condition(&k.Complete[i].When, about, false)
	}
	for i := range k.Events {
		c.event(k, &k.Events[i], about)
	}
}

func (c *checker) class(k *Kind, what string) {
	if _, ok := k.Class.Access().Number(); !ok {
		return // the reader has said so already
	}
	person := slices.Contains([]Subject{"child", "adult", "family"}, k.About)
	switch {
	case person && k.Class.Sensitivity == access.Ordinary:
		c.add(&k.Class.Sensitivity, what+" is about people, so it can't be ordinary.", "Write personal or sensitive.")
	case k.Class.Compartment == access.Identity:
		c.add(&k.Class.Compartment, what+" can't be filed with people's names, which many may search.", "Choose another compartment.")
	case k.Class.Compartment == access.Returns:
		c.add(&k.Class.Compartment, what+" can't be filed with the rows of returns, which nobody adds to by hand.", "Choose another compartment.")
	}
	if k.Apart && len(k.Class.Retention) == 0 {
		c.add(&k.Class, what+" is kept apart from the child's file, and nothing says for how long.", "Add retention with a rule of its own.")
	}
	var codes []string
	for _, r := range c.Retention {
		codes = append(codes, r.Code)
	}
	for i := range k.Class.Retention {
		if !slices.Contains(codes, k.Class.Retention[i]) {
			c.add(&k.Class.Retention[i], fmt.Sprintf("The retention rule %s is declared nowhere.", k.Class.Retention[i]), oneOf(k.Class.Retention[i], codes))
		}
	}
}

func (c *checker) fields(fields []Field, inList bool) {
	seen := map[string]bool{}
	for i := range fields {
		f := &fields[i]
		switch {
		case slices.Contains(reserved, f.Name):
			c.add(&f.Name, fmt.Sprintf("“%s” can't be the name of a field, because it means something else in conditions.", f.Name), "Choose another name, such as "+f.Name+"_of.")
		case !snake.MatchString(f.Name):
			c.add(&f.Name, fmt.Sprintf("“%s” can't be the name of a field.", f.Name), "Use small letters, figures and underscores, and begin with a letter.")
		}
		if seen[f.Name] {
			c.add(&f.Name, fmt.Sprintf("The field %s is declared twice.", f.Name), "Give one of them another name.")
		}
		seen[f.Name] = true
		choosing := f.Type == ChoiceField || f.Type == ChoicesField
		switch {
		case choosing && len(f.Choices) == 0 && f.Codes == "":
			c.add(&f.Type, fmt.Sprintf("Nothing can be chosen for %s.", f.Name), "Add choices, or codes with a set of the returns' codes.")
		case !choosing && (len(f.Choices) > 0 || f.Codes != ""):
			c.add(&f.Type, fmt.Sprintf("%s has choices, and its type isn't choice.", f.Name), "Write type: choice, or choices where several may be chosen.")
		case f.Type == ListField && len(f.Fields) == 0:
			c.add(&f.Type, fmt.Sprintf("The list %s has no fields.", f.Name), "Add fields: what each line of it holds.")
		case f.Type != ListField && len(f.Fields) > 0:
			c.add(&f.Type, fmt.Sprintf("%s has fields of its own, and its type isn't list.", f.Name), "Write type: list.")
		case f.Type == ListField && inList:
			c.add(&f.Type, "A list can't lie in another.", "Make it a kind of record of its own.")
		}
		codes := map[string]bool{}
		for j := range f.Choices {
			if codes[f.Choices[j].Code] {
				c.add(&f.Choices[j].Code, fmt.Sprintf("The choice %s is there twice.", f.Choices[j].Code), "Take one of them away.")
			}
			codes[f.Choices[j].Code] = true
		}
		c.fields(f.Fields, true)
	}
}

func (c *checker) event(k *Kind, e *Event, about names) {
	if !event.MatchString(e.Code) {
		c.add(&e.Code, fmt.Sprintf("“%s” can't be the name of an event.", e.Code), "Use small letters and underscores, with dots between the parts, such as dental.checked.")
	}
	list, inner, isList := strings.Cut(e.Every, ".")
	switch {
	case (e.Day == "") == (e.Every == ""):
		c.add(&e.Code, fmt.Sprintf("The event %s doesn't say on which day it happened.", e.Code), "Add day with a field, or every with a list's field, and not both.")
	case e.Day != "":
		c.isField(&e.Day, k.Fields, e.Day, DateField)
	case !isList:
		c.add(&e.Every, fmt.Sprintf("“%s” doesn't name a field of a list.", e.Every), "Write the list, a dot and the field.")
	default:
		if f, ok := c.isField(&e.Every, k.Fields, list, ListField); ok {
			c.isField(&e.Every, f.Fields, inner, DateField)
		}
	}
	if e.Time != "" {
		c.isField(&e.Time, k.Fields, e.Time, TimeField)
	}
	for i := range e.PartOf {
		if part := &e.PartOf[i]; part.Field != "" {
			c.isField(&part.Field, k.Fields, part.Field, ThingField)
		}
	}
	c.condition(&e.When, about, false)
}

func (c *checker) isField(pointer *string, fields []Field, name string, kind FieldType) (Field, bool) {
	i := slices.IndexFunc(fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		c.add(pointer, fmt.Sprintf("There is no field “%s” here.", name), oneOf(name, fieldNames(fields)))
		return Field{}, false
	}
	if fields[i].Type != kind {
		c.add(pointer, fmt.Sprintf("The field %s is of type %s, and %s is needed here.", name, fields[i].Type, kind), "Choose another field, or change its type.")
		return Field{}, false
	}
	return fields[i], true
}

// condition compiles a condition, and keeps it.
func (c *checker) condition(pointer *string, about names, clock bool) {
	if *pointer == "" {
		return
	}
	made, faults := compile(*pointer, about, clock, c.known, c.eventList)
	at := c.places.at(pointer)
	for _, f := range faults {
		place := at
		if f.line == 0 {
			place.Column += f.column
		} else {
			place.Line += f.line
		}
		c.problems = append(c.problems, Problem{place, f.sentence, f.mend})
	}
	if made != nil {
		c.programs[pointer] = made
	}
}

func (c *checker) clock(k *Clock) {
	what := "The clock " + k.Code
	c.basis(&k.Basis, what)
	start, both := names{}, names{}
	for i := range k.Start {
		e, ok := c.heard(&k.Start[i].Event)
		if ok && k.Per != "" && !slices.Contains(e.PartOf, k.Per) {
			c.add(&k.Start[i].Event, fmt.Sprintf("The clock is per %s, and the event %s isn't part of one.", k.Per, e.Code), "Take per away, or add part_of to the event.")
		}
		start.add("start.", e.Values)
	}
	for i := range k.End {
		e, _ := c.heard(&k.End[i].Event)
		both.add("end.", e.Values)
	}
	subject := names{}.add("subject.", c.events[deadline.Person].Values)
	maps.Copy(start, subject)
	maps.Copy(both, start)
	for i := range k.Start {
		c.condition(&k.Start[i].When, start, true)
	}
	for i := range k.End {
		c.condition(&k.End[i].When, both, true)
	}
	c.condition(&k.RequiredWhen, start, true)
	for i := range k.NotRequired {
		c.condition(&k.NotRequired[i].When, start, true)
	}
	for i := range k.Stops {
		c.heard(&k.Stops[i].Event)
	}
	c.limit(k, what)
}

func (c *checker) heard(name *string) (CoreEvent, bool) {
	e, ok := c.events[*name]
	if !ok {
		c.add(name, fmt.Sprintf("The event “%s” isn't one that anything gives.", *name), oneOf(*name, c.eventList))
	}
	return e, ok
}

func (c *checker) limit(k *Clock, what string) {
	switch {
	case k.Each != "" && (k.Amount != 0 || k.Unit != deadline.NoSpan):
		c.add(&k.Unit, what+" has a window, so it counts nothing.", "Write unit: none, and no amount.")
	case k.Each == "" && k.Unit == deadline.NoSpan && k.Amount != 0:
		c.add(&k.Amount, what+" has a number and no unit.", "Write what is counted as its unit.")
	case k.Unit != deadline.NoSpan && k.Amount == 0 && !k.Before && !k.Early.Any:
		c.add(&k.Unit, what+" has a unit and no number.", "Add amount.")
	case k.Amount > 5000:
		c.add(&k.Amount, what+" counts further than we can.", "Write a number up to 5000.")
	}
	if k.Early.Amount > 0 && !slices.Contains([]deadline.Span{deadline.InWorkingDays, deadline.InDays, deadline.InWeeks, deadline.InMonths}, k.Early.Unit) {
		c.add(&k.Early, what+" doesn't say in what the time before its start is counted.", "Add unit: days, working_days, weeks or months.")
	}
	unknown := func(w When) bool { return !c.known(w.Event) }
	recurs := slices.ContainsFunc(k.End, func(e When) bool {
		return slices.ContainsFunc(k.Start, func(s When) bool { return s.Event == e.Event })
	})
	if k.Recurring != recurs && k.Each == "" && !slices.ContainsFunc(k.Start, unknown) && !slices.ContainsFunc(k.End, unknown) {
		c.add(&k.Recurring, what+" recurs when its end starts it again, and only then.", "Write recurring: true where an event is both its start and its end, and nowhere else.")
	}
}

func (c *checker) measure(m *Measure) {
	what := "The measure " + m.ID
	c.basis(&m.Basis, what)
	if !kebab.MatchString(m.ID) {
		c.add(&m.ID, fmt.Sprintf("“%s” can't be the id of a measure.", m.ID), "Use small letters, figures and hyphens.")
	}
	about := names{}
	switch {
	case one(len(m.Of.Clocks) > 0, m.Of.Kind != "", m.Of.Rows != ""):
		c.add(&m.Of, what+" must count one thing.", "Name clocks, a kind or rows, and one of them only.")
	case m.Of.Rows != "":
		i := slices.IndexFunc(RowSources, func(r RowSource) bool { return r.Name == m.Of.Rows })
		if i < 0 {
			c.add(&m.Of.Rows, fmt.Sprintf("The program has no rows called “%s”.", m.Of.Rows), oneOf(m.Of.Rows, rowNames()))
			return
		}
		about.add("", RowSources[i].Items)
	case m.Of.Kind != "":
		kinds := c.Kind(m.Of.Kind)
		if len(kinds) == 0 {
			c.add(&m.Of.Kind, fmt.Sprintf("There is no kind of record %s.", m.Of.Kind), oneOf(m.Of.Kind, c.kindCodes()))
			return
		}
		about.with("", kinds[len(kinds)-1].Fields)
		if m.Of.Day != "" {
			c.isField(&m.Of.Day, kinds[len(kinds)-1].Fields, m.Of.Day, DateField)
		}
	}
	for i := range m.Of.Clocks {
		c.isClock(&m.Of.Clocks[i])
	}
	for _, counted := range []*Counted{&m.Numerator, &m.Denominator} {
		if of := about[counted.Sum]; counted.Sum != "" && of.kind != CountField && of.kind != NumberField {
			c.add(&counted.Sum, fmt.Sprintf("“%s” is no number that these rows hold.", counted.Sum), "Name a field of type count or number.")
		}
	}
	c.condition(&m.Numerator.When, about, false)
	c.condition(&m.Denominator.When, about, false)
	for i := range m.Exclusions {
		c.condition(&m.Exclusions[i].When, about, false)
	}
	if m.Target != (Target{}) && (m.Target.Owner == "" || m.Target.Set == (calendar.Date{})) {
		c.add(&m.Target, "A target is somebody's, from a day.", "Add owner and set.")
	}
}

// one says whether not exactly one of several holds.
func one(of ...bool) bool {
	held := 0
	for _, b := range of {
		if b {
			held++
		}
	}
	return held != 1
}

func rowNames() (all []string) {
	for _, r := range RowSources {
		all = append(all, r.Name)
	}
	return all
}

func (c *checker) kindCodes() (all []string) {
	for _, k := range c.Kinds {
		all = append(all, k.Code)
	}
	return all
}

func (c *checker) isClock(code *string) {
	var codes []string
	for _, k := range c.Clocks {
		codes = append(codes, k.Code)
	}
	if !slices.Contains(codes, *code) {
		c.add(code, fmt.Sprintf("There is no clock %s.", *code), oneOf(*code, codes))
	}
}

func (c *checker) alert(a *Alert) {
	c.basis(&a.Basis, "The alert "+a.Code)
	r := &a.Raise
	if one(r.Clock != "", r.Kind != "", r.Measure != "", r.Judged) {
		c.add(r, fmt.Sprintf("The alert %s must be raised by one thing.", a.Code), "Name a clock, a kind or a measure, or write judged: true.")
		return
	}
	switch {
	case r.Clock != "":
		c.isClock(&r.Clock)
		if len(r.States) == 0 {
			c.add(r, fmt.Sprintf("The alert %s doesn't say which states raise it.", a.Code), "Add states, such as [overdue, cannot_tell].")
		}
	case r.Kind != "":
		kinds := c.Kind(r.Kind)
		if len(kinds) == 0 {
			c.add(&r.Kind, fmt.Sprintf("There is no kind of record %s.", r.Kind), oneOf(r.Kind, c.kindCodes()))
			return
		}
		if r.When == "" {
			c.add(r, fmt.Sprintf("The alert %s would be raised by every record.", a.Code), "Add when.")
		}
		c.condition(&r.When, names{}.with("", kinds[len(kinds)-1].Fields), false)
	case r.Measure != "" && len(c.Measure(r.Measure)) == 0:
		var ids []string
		for _, m := range c.Measures {
			ids = append(ids, m.ID)
		}
		c.add(&r.Measure, fmt.Sprintf("There is no measure %s.", r.Measure), oneOf(r.Measure, ids))
	}
}
