package casework

import (
	"slices"
	"strconv"

	"throughline/calendar"
	"throughline/disclosure"
)

// LookedAfterCohort is the name by which every count of the children looked
// after on a day is guarded against every other.
const LookedAfterCohort = "Children looked after"

// LookedAfterDefinition is printed beside the counts.
const LookedAfterDefinition = "Children and young people looked after by the council at the end of the day, each counted once. " +
	"A child who stopped being looked after on that day is not counted. Children who only have short breaks (legal status V3 or V4) are not counted. " +
	"Age is in whole years on the day. Time in care is counted from the day the present time in care began. " +
	"The team is that of the lead worker, or of another worker where there is no lead worker."

// LookedAfterPlainly says the same to those who have no use for codes.
const LookedAfterPlainly = "We count each child or young person once, at the end of the day. If a child goes home for good on that day, we do not count them. " +
	"We do not count children who only come for short breaks."

// The dimensions of the count.
const (
	ageDimension       = "Age"
	sexDimension       = "Sex"
	legalDimension     = "Legal status"
	placementDimension = "Where they live"
	teamDimension      = "Team"
	timeDimension      = "Time in care"
)

const (
	notRecorded    = "Not recorded"
	noTeam         = "Another team, or none recorded"
	otherPlacement = "Other placement"
	// Adoption and withheld placements are not open to counting, so that they
	// can't be told from a placement that nobody recorded.
	placementKept = "For adoption, confidential or not recorded"
)

// ageBands are those of the Department for Education's tables, by the first
// age that is too old for each.
var ageBands = []struct {
	words string
	until int
}{{"Under 1", 1}, {"1 to 4", 5}, {"5 to 9", 10}, {"10 to 15", 16}, {"16 and over", 1000}}

var sexes = []struct{ code, words string }{{"F", "Female"}, {"M", "Male"}}

// legalGroups follow the Department for Education's groups of legal statuses;
// the freeing orders that came before placement orders stand with them.
var legalGroups = []struct {
	words string
	codes []string
}{
	{"Interim care order", []string{"C1"}},
	{"Full care order", []string{"C2"}},
	{"Placement or freeing order", []string{"D1", "E1"}},
	{"Agreement under section 20", []string{"V2"}},
	{"Youth justice", []string{"J1", "J2", "J3"}},
	{"Protection in an emergency", []string{"L1", "L2", "L3"}},
}

var placementGroups = []struct {
	words string
	codes []string
}{
	{"Fostered by family or friends", []string{"U1", "U2", "U3"}},
	{"Fostered by others", []string{"U4", "U5", "U6"}},
	{"With parents", []string{"P1"}},
	{"Children’s home or secure home", []string{"K1", "K2"}},
	{"Residential school or other residential place", []string{"R1", "R2", "R3", "R5", "S1"}},
	{"Living independently or with support", []string{"H5", "K3", "P2", "P3"}},
	{otherPlacement, nil},
	{placementKept, []string{"", "A3", "A4", "A5", "A6"}},
}

var times = []struct {
	words  string
	months int // the first that is too long; the last has none
}{
	{"Under 6 months", 6},
	{"6 months to under 1 year", 12},
	{"1 year to under 2 years", 24},
	{"2 years to under 5 years", 60},
	{"5 years and over", 0},
}

// Teams are the teams that a count tells apart, and who is in them.
type Teams struct {
	Names []TeamNamed
	Of    func(membership string) []string // the ids of the teams a member is in; may be nil
}

// TeamNamed is a team by its id and name.
type TeamNamed struct{ ID, Name string }

// teamOf is the id of the team that an allocation gives somebody to, or "".
func (t Teams) teamOf(a *Allocation) string {
	candidates := []string{a.Team}
	if a.Team == "" && t.Of != nil && a.Membership != "" {
		candidates = t.Of(a.Membership)
	}
	for _, id := range candidates {
		if slices.ContainsFunc(t.Names, func(n TeamNamed) bool { return n.ID == id }) {
			return id
		}
	}
	return ""
}

// words are the names as categories: two teams of one name are numbered.
func (t Teams) words() (words []string) {
	for _, team := range t.Names {
		word := team.Name
		for n := 2; slices.Contains(words, word) || word == noTeam || word == ""; n++ {
			word = team.Name + " (" + strconv.Itoa(n) + ")"
		}
		words = append(words, word)
	}
	return words
}

func (t Teams) word(id string) string {
	i := slices.IndexFunc(t.Names, func(n TeamNamed) bool { return n.ID == id })
	if i < 0 {
		return noTeam
	}
	return t.words()[i]
}

func (r *lookedAfter) categories(day calendar.Date, staff Teams) []string {
	return []string{
		ageBand(r.person, day), sexOf(r.person), group(r.status.what), placementGroup(r.placement.what), staff.word(r.team.what), timeSince(r.started, day),
	}
}

func ageBand(p *Person, day calendar.Date) string {
	if p == nil {
		return notRecorded
	}
	years, ok := p.AgeOn(day)
	if !ok {
		return notRecorded
	}
	for _, band := range ageBands {
		if years < band.until {
			return band.words
		}
	}
	return notRecorded
}

func sexOf(p *Person) string {
	for _, sex := range sexes {
		if p != nil && p.Sex == sex.code {
			return sex.words
		}
	}
	return notRecorded
}

func group(status string) string {
	for _, g := range legalGroups {
		if slices.Contains(g.codes, status) {
			return g.words
		}
	}
	return notRecorded
}

func placementGroup(placement string) string {
	for _, g := range placementGroups {
		if slices.Contains(g.codes, placement) {
			return g.words
		}
	}
	return otherPlacement
}

func timeSince(started, day calendar.Date) string {
	last := len(times) - 1
	for _, t := range times[:last] {
		if day.Before(started.AddMonths(t.months)) {
			return t.words
		}
	}
	return times[last].words
}

// Count gives the cohort and how many children share each set of categories.
// Only package disclosure may print what comes of it.
func (l *LookedAfter) Count() (disclosure.Cohort, []disclosure.Atom, error) {
	cohort := disclosure.Cohort{Name: LookedAfterCohort, Definition: LookedAfterDefinition, Nature: disclosure.Standing, Day: l.day, Dimensions: lookedAfterDimensions(l.staff)}
	atoms, err := cohort.Tally(l.rows())
	return cohort, atoms, err
}

func lookedAfterDimensions(staff Teams) []disclosure.Dimension {
	var ages, sex, legal, placements, long []string
	for _, band := range ageBands {
		ages = append(ages, band.words)
	}
	for _, s := range sexes {
		sex = append(sex, s.words)
	}
	for _, g := range legalGroups {
		legal = append(legal, g.words)
	}
	for _, g := range placementGroups {
		placements = append(placements, g.words)
	}
	for _, t := range times {
		long = append(long, t.words)
	}
	return []disclosure.Dimension{
		{Name: ageDimension, Categories: append(ages, notRecorded)},
		{Name: sexDimension, Categories: append(sex, notRecorded)},
		{Name: legalDimension, Categories: append(legal, notRecorded)},
		{Name: placementDimension, Categories: placements},
		{Name: teamDimension, Categories: append(staff.words(), noTeam)},
		{Name: timeDimension, Categories: long},
	}
}

// LookedAfterTables are the tables of every release of the count. They are the
// same each time, so that two releases can be compared, and are guarded
// together: what one hides no other gives away.
func LookedAfterTables() []disclosure.Spec {
	return []disclosure.Spec{
		{Title: "Age", Rows: ageDimension, Percent: disclosure.OfTotal},
		{Title: "Sex", Rows: sexDimension, Percent: disclosure.OfTotal},
		{Title: "Legal status", Rows: legalDimension, Percent: disclosure.OfTotal},
		{Title: "Where children live", Rows: placementDimension, Percent: disclosure.OfTotal},
		{Title: "Team", Rows: teamDimension, Percent: disclosure.OfTotal},
		{Title: "Time in care", Rows: timeDimension, Percent: disclosure.OfTotal},
		{Title: "Age and sex", Rows: ageDimension, Columns: sexDimension},
	}
}

// LookedAfterOn counts the children looked after at the end of a day in the
// files of a folder.
func LookedAfterOn(f *Folder, day calendar.Date, staff Teams) (disclosure.Cohort, []disclosure.Atom, error) {
	l := NewLookedAfter(day, staff)
	for e := range f.Episodes.All() {
		l.take(e)
	}
	for s := range f.LegalStatuses.All() {
		l.take(s)
	}
	for p := range f.Placements.All() {
		l.take(p)
	}
	for a := range f.Allocations.All() {
		l.take(a)
	}
	for p := range f.People.All() {
		l.take(p)
	}
	return l.Count()
}
