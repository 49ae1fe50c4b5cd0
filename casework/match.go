package casework

import (
	"fmt"
	"slices"
	"strings"

	"throughline/calendar"
)

// Candidate is what of one person is compared with another.
type Candidate struct {
	People      []string // the person's ids: all that are joined
	Apart       []string // ids that an adoption keeps apart from them for good
	Names       []Name
	Born        calendar.Dated
	Expected    calendar.Dated
	Sex         string
	Postcodes   []string
	Identifiers []Identifier
}

// Score is how alike two records are, from 0 to 100, and why.
type Score struct {
	Points  int
	Reasons []string
}

// Likely says whether two records should be compared by somebody before a
// second is made: half the points, which takes a name and something more.
func (s Score) Likely() bool { return s.Points >= 50 }

// Candidate gathers what of a file is compared.
func (file *File) Candidate() Candidate {
	var c Candidate
	for _, p := range file.People {
		c.People = append(c.People, p.ID)
		c.Names = append(c.Names, p.Names...)
		if c.Born.Date.IsZero() {
			c.Born = p.Born
		}
		if c.Expected.Date.IsZero() {
			c.Expected = p.Expected
		}
		if c.Sex == "" {
			c.Sex = p.Sex
		}
	}
	for _, a := range file.Addresses {
		if a.Postcode != "" && !a.Masked {
			c.Postcodes = append(c.Postcodes, compact(a.Postcode))
		}
	}
	for _, i := range file.Identifiers {
		if i.Wrong == "" {
			c.Identifiers = append(c.Identifiers, *i)
		}
	}
	for _, b := range file.Breaks {
		for _, side := range []string{b.Before, b.After} {
			if !slices.Contains(c.People, side) {
				c.Apart = append(c.Apart, side)
			}
		}
	}
	return c
}

// Match compares two people of the folder. Nothing is ever alike across an
// adoption, however long the chain.
func (f *Folder) Match(one, other string) Score {
	if f.apart(f.groups(), one, other) {
		return Score{}
	}
	return Match(f.File(one).Candidate(), f.File(other).Candidate())
}

// Match compares two people. Masked addresses are left out, so that a score
// never gives one away, and so are the two sides of an adoption.
func Match(a, b Candidate) Score {
	for _, pair := range [][2][]string{{a.Apart, b.People}, {b.Apart, a.People}, {a.People, b.People}} {
		if slices.ContainsFunc(pair[0], func(id string) bool { return slices.Contains(pair[1], id) }) {
			return Score{}
		}
	}
	var s Score
	add := func(points int, why string) {
		if why != "" {
			s.Points += points
			s.Reasons = append(s.Reasons, why)
		}
	}
	add(matchNames(a.Names, b.Names))
	add(matchBorn(a, b))
	add(matchIdentifiers(a.Identifiers, b.Identifiers))
	if code := samePostcode(a.Postcodes, b.Postcodes); code != "" {
		add(10, "The same postcode, "+strings.ToUpper(code)+".")
	}
	if known(a.Sex) && known(b.Sex) && a.Sex != b.Sex {
		add(-15, "Recorded with different sexes.")
	}
	s.Points = min(max(s.Points, 0), 100)
	return s
}

func known(sex string) bool { return sex == "M" || sex == "F" }

// matchNames compares every name of one with every name of the other and gives
// the best.
func matchNames(a, b []Name) (points int, why string) {
	for _, one := range a {
		for _, other := range b {
			if p, w := matchName(one, other); p > points {
				points, why = p, w
			}
		}
	}
	return points, why
}

func matchName(one, other Name) (int, string) {
	a, b := nameWords(one.Whole()), nameWords(other.Whole())
	if len(a) == 0 || len(b) == 0 {
		return 0, ""
	}
	names := fmt.Sprintf("%s and %s", one.Whole(), other.Whole())
	switch {
	case slices.Equal(sorted(a), sorted(b)) && len(a) > 1:
		return 45, "The same names: " + names + "."
	case strings.Join(a, "") == strings.Join(b, "") && len(strings.Join(a, "")) > 3:
		return 42, "The same names, written apart or as one: " + names + "."
	case slices.Equal(sorted(sounds(a)), sorted(sounds(b))) && len(a) > 1:
		return 35, "Names that sound alike: " + names + "."
	case shared(a, b) >= 2:
		return 35, "Two of their names are the same: " + names + "."
	case shared(sounds(a), sounds(b)) >= 2:
		return 28, "Two of their names sound alike: " + names + "."
	case shared(a, b) == 1 && len(a) > 1 && len(b) > 1:
		return 5, "Only one of their names is the same: " + names + "."
	case shared(a, b) == 1:
		return 15, "One of their names is the same: " + names + "."
	default:
		return 0, ""
	}
}

func sounds(words []string) []string {
	said := make([]string, len(words))
	for i, w := range words {
		said[i] = sound(w)
	}
	return said
}

func sorted(words []string) []string { return slices.Sorted(slices.Values(words)) }

func shared(a, b []string) (n int) {
	rest := slices.Clone(b)
	for _, word := range a {
		if i := slices.Index(rest, word); i >= 0 {
			n++
			rest = slices.Delete(rest, i, i+1)
		}
	}
	return n
}

// matchBorn compares dates of birth. A date that fits neither exactly nor
// nearly counts against.
func matchBorn(a, b Candidate) (int, string) {
	one, ok := a.Born.Day()
	other, both := b.Born.Day()
	switch {
	case ok && both && one == other:
		return 30, "The same date of birth, " + one.Long() + "."
	case ok && both && one.Year == other.Year && int(one.Month) == other.Day && int(other.Month) == one.Day:
		return 25, "The day and month of birth are swapped: " + one.Long() + " and " + other.Long() + "."
	case ok && both && digitsApart(one, other) == 1:
		return 22, "One digit of the date of birth differs: " + one.Long() + " and " + other.Long() + "."
	case ok && both:
		return -25, "Different dates of birth: " + one.Long() + " and " + other.Long() + "."
	case sameMonth(a.Born, b.Born):
		return 15, "Born in the same month."
	case nearBirth(a, b) || nearBirth(b, a):
		return 15, "One was expected about when the other was born."
	default:
		return 0, ""
	}
}

func digitsApart(a, b calendar.Date) (n int) {
	one, other := a.String(), b.String()
	for i := range min(len(one), len(other)) {
		if one[i] != other[i] {
			n++
		}
	}
	return n
}

func sameMonth(a, b calendar.Dated) bool {
	return !a.Date.IsZero() && !b.Date.IsZero() && a.Date.Year == b.Date.Year && a.Date.Month == b.Date.Month
}

// nearBirth says whether one was born within 42 days of when the other was
// expected: few children come further from the day.
func nearBirth(a, b Candidate) bool {
	if a.Born.Date.IsZero() || b.Expected.Date.IsZero() {
		return false
	}
	days := a.Born.Date.Sub(b.Expected.Date)
	return days >= -42 && days <= 42
}

func matchIdentifiers(a, b []Identifier) (int, string) {
	differ := ""
	for _, one := range a {
		for _, other := range b {
			switch {
			case one.Type != other.Type:
			case one.Value == other.Value:
				return 60, "The same " + one.Type.Words() + "."
			case one.Type == NHSNumber:
				differ = "Different NHS numbers."
			}
		}
	}
	if differ != "" {
		return -30, differ
	}
	return 0, ""
}

func samePostcode(a, b []string) string {
	for _, code := range a {
		if slices.Contains(b, code) {
			return code
		}
	}
	return ""
}
