package report

import (
	"regexp"
	"strings"
)

var (
	aboutSafeguarding = regexp.MustCompile(`(?i)\bsafeguarding\b`)
	aboutLookedAfter  = regexp.MustCompile(`(?i)\blooked[ -]after\b|\bchildren in care\b`)
)

// The sections of a plan that a heading may name.
const (
	SectionSafeguarding = "safeguarding"
	SectionLookedAfter  = "looked_after_children"
)

// sectionIn says which section of a plan some words name: one, or "" where
// they name neither or both.
func sectionIn(words string) string {
	words = strings.ReplaceAll(words, "safeguarding and looked after", "")
	safeguarding, lookedAfter := aboutSafeguarding.MatchString(words), aboutLookedAfter.MatchString(words)
	switch {
	case safeguarding && !lookedAfter:
		return SectionSafeguarding
	case lookedAfter && !safeguarding:
		return SectionLookedAfter
	}
	return ""
}

// PlanSection is the section of a plan that the area's own heading names; ""
// when it names none.
func (a Area) PlanSection() string { return sectionIn(a.Section.Text) }
