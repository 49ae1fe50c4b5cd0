package practice

import (
	"cmp"
	"slices"
	"strings"

	"throughline/access"
)

// A deadline or a row tells of whatever it is made from, so it is shown to
// somebody who may see every class that it is made from, and to nobody else.

// told is the class of what the program itself tells the clocks of a child:
// the returns say it too, and the nearer of the two can't be told apart.
var told = access.Class{Sensitivity: access.Sensitive, Compartment: access.Returns}

// Classes gives the class of every record that a deadline of the clock is
// made from, each once and in the order of their numbers: of the kinds that
// give an event that starts, ends or stops it or that a condition asks about,
// in any version of the clock and on any day, and of rows of returns where it
// hears what the program itself knows of a child. None is of a clock that no
// record about people touches, or that there isn't.
func (p *Pack) Classes(clock string) []access.Class {
	var all []access.Class
	for _, c := range p.Clock(clock) {
		for _, event := range p.heard(c) {
			all = append(all, p.classesOf(event)...)
		}
	}
	return once(all)
}

// MeasureClasses gives the class of every record that the rows of a measure
// are made from, in any of its versions, as Classes does for deadlines.
func (p *Pack) MeasureClasses(id string) []access.Class {
	var all []access.Class
	for _, m := range p.Measure(id) {
		for _, clock := range m.Of.Clocks {
			all = append(all, p.Classes(clock)...)
		}
		for _, k := range p.Kind(m.Of.Kind) {
			all = append(all, k.Class.Access())
		}
		all = append(all, rowClasses[m.Of.Rows]...)
	}
	return once(all)
}

// rowClasses are those of the rows that the program gives of itself. Areas of
// the plan are about nobody.
var rowClasses = map[string][]access.Class{
	"looked_after_12_months":       {told},
	"looked_after_today":           {told, {Sensitivity: access.Personal, Compartment: access.Health}, {Sensitivity: access.Personal, Compartment: access.Education}},
	"care_leavers_19_to_21":        {told},
	"care_leavers_18_in_education": {told, {Sensitivity: access.Personal, Compartment: access.LeavingCare}, {Sensitivity: access.Personal, Compartment: access.Money}},
	"assessments_authorised":       {told},
	"initial_conferences":          {told},
	"reviews_held":                 {told},
	"review_recipients":            {{Sensitivity: access.Personal, Compartment: access.LookedAfterReview}},
	"reviewing_officers":           {{Sensitivity: access.Personal, Compartment: access.LookedAfterReview}},
	"open_children":                {{Sensitivity: access.Personal, Compartment: access.SocialCare}},
	"decisions":                    {{Sensitivity: access.Personal, Compartment: access.SocialCare}},
	"audited":                      {{Sensitivity: access.Sensitive, Compartment: access.SocialCare}},
	"plan_areas":                   nil,
}

// heard lists the events that a clock's deadlines hang on.
func (p *Pack) heard(c *Clock) []string {
	var events []string
	conditions := []*string{&c.RequiredWhen}
	for _, list := range [][]When{c.Start, c.End} {
		for i := range list {
			events = append(events, list[i].Event)
			conditions = append(conditions, &list[i].When)
		}
	}
	for i := range c.NotRequired {
		conditions = append(conditions, &c.NotRequired[i].When)
	}
	for _, stop := range c.Stops {
		events = append(events, stop.Event)
	}
	for _, text := range conditions {
		asked := p.programs[text]
		if asked == nil {
			continue
		}
		events = append(events, asked.hears...)
		if asked.aboutPerson {
			events = append(events, personEvent)
		}
	}
	return events
}

// personEvent is what tells who a subject is, such as the day of birth.
const personEvent = "person"

// classesOf gives the classes of what gives an event.
func (p *Pack) classesOf(event string) (all []access.Class) {
	for _, k := range p.Kinds {
		if slices.ContainsFunc(k.Events, func(e Event) bool { return e.Code == event }) {
			all = append(all, k.Class.Access())
		}
	}
	if core, ok := coreEvent(event); ok && !slices.Contains(core.PartOf, "report") {
		all = append(all, told)
	}
	return all
}

func once(all []access.Class) []access.Class {
	number := func(c access.Class) int {
		n, _ := c.Number() // one that isn't declared was refused when the pack was read
		return n
	}
	slices.SortFunc(all, func(a, b access.Class) int { return cmp.Compare(number(a), number(b)) })
	return slices.Compact(all)
}

// asksAboutPerson says whether a name in a condition is of who the subject is.
func asksAboutPerson(name string) bool {
	name = strings.TrimPrefix(name, "given.")
	return name == "age" || name == "age_at_due" || strings.HasPrefix(name, "subject.")
}
