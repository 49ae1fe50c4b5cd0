// Package plan is the multi-agency plan: inspections and their areas for
// improvement, the actions and parts that answer them, what owners say and
// show, and the facts derived from it. It does no input or output; every rule
// about the plan lives here and nowhere else.
package plan

import (
	"slices"
	"strings"

	"throughline/deadline"
)

// Section is the part of the plan that an area or action belongs to.
type Section string

// The sections of the founding inspection's plan, and ChildrensServices for the
// frameworks since, whose reports list areas for improvement without parting
// them. Additional holds actions that go beyond the inspectors' listed areas.
const (
	Safeguarding        Section = "safeguarding"
	LookedAfterChildren Section = "looked_after_children"
	ChildrensServices   Section = "childrens_services"
	Additional          Section = "additional"
)

// Sections lists them in the order reports use.
var Sections = []Section{Safeguarding, LookedAfterChildren, ChildrensServices, Additional}

// Words is the section as a heading.
func (s Section) Words() string {
	switch s {
	case Safeguarding:
		return "Safeguarding"
	case LookedAfterChildren:
		return "Looked-after children"
	case ChildrensServices:
		return "Children’s services"
	case Additional:
		return "Additional actions"
	default:
		return string(s)
	}
}

func known[T comparable](v T, list []T) bool {
	return slices.Contains(list, v)
}

func knownTimescale(t deadline.Timescale) bool { return known(t, deadline.Timescales) }

func blank(s string) bool { return strings.TrimSpace(s) == "" }
