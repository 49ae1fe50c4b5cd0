package practice

import (
	"strings"

	"throughline/access"
)

// Raised says whether what a record or a row holds raises an alert of a kind of record. of gives what it holds under a name, and whether it holds
// anything. What can't be told for want of something recorded doesn't raise it: what is missing is named.
func (p *Pack) Raised(a *Alert, of func(name string) (any, bool)) (holds bool, missing []string) {
	asked := p.programs[&a.Raise.When]
	if asked == nil {
		return false, nil
	}
	return asked.holds(func(name string) (any, bool) {
		if field, ok := strings.CutPrefix(name, "given."); ok {
			v, held := of(field)
			lines, isList := v.([]map[string]any)
			return held && (!isList || len(lines) > 0), true
		}
		return of(name)
	})
}

// AlertClasses gives the class of every record that an alert hangs on, each once and in the order of their numbers. None is of an alert that
// somebody judges, and of one that hangs on nothing about people.
func (p *Pack) AlertClasses(a *Alert) []access.Class {
	switch {
	case a.Raise.Clock != "":
		return p.Classes(a.Raise.Clock)
	case a.Raise.Measure != "":
		return p.MeasureClasses(a.Raise.Measure)
	}
	var all []access.Class
	for _, k := range p.Kind(a.Raise.Kind) {
		all = append(all, k.Class.Access())
	}
	return once(all)
}

// alertedOf says whether an alert asks about records of a kind.
func (p *Pack) alertedOf(kind string) bool {
	for _, a := range p.Alerts {
		if a.Raise.Kind == kind {
			return true
		}
	}
	return false
}
