package casework_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/casework"
)

func candidate(id, given, family, born string, postcodes ...string) casework.Candidate {
	d, err := calendar.ParseDated(born)
	if err != nil {
		panic(err) // a slip in a table of this file
	}
	return casework.Candidate{People: []string{id}, Names: []casework.Name{{Kind: casework.LegalName, Given: given, Family: family}}, Born: d, Postcodes: postcodes}
}

func TestAlike(t *testing.T) {
	kit := candidate("kit", "Katherine Mary", "Moor", "12 March 2008", "pr18xj")
	for name, c := range map[string]struct {
		other  casework.Candidate
		likely bool
		reason string
	}{
		"the same":                   {candidate("b", "Katherine Mary", "Moor", "12 March 2008"), true, "The same date of birth, 12 March 2008."},
		"sounds alike, swapped":      {candidate("b", "Catherine Marie", "More", "3 December 2008"), true, "The day and month of birth are swapped: 12 March 2008 and 3 December 2008."},
		"sounds alike, one digit":    {candidate("b", "Kathryn Mary", "Moore", "13 March 2008"), true, "One digit of the date of birth differs: 12 March 2008 and 13 March 2008."},
		"split":                      {candidate("b", "Katherine", "Marymoor", "12 March 2008"), true, ""},
		"one name left out":          {candidate("b", "Katherine", "Moor", "12 March 2008"), true, "Two of their names are the same: Katherine Mary Moor and Katherine Moor."},
		"month only":                 {candidate("b", "Katherine Mary", "Moor", "March 2008"), true, "Born in the same month."},
		"a name and a postcode":      {candidate("b", "Katherine Mary", "Moor", "", "pr18xj"), true, "The same postcode, PR18XJ."},
		"a twin at home":             {candidate("b", "Joseph", "Moor", "12 March 2008", "pr18xj"), false, ""},
		"a namesake of another year": {candidate("b", "Katherine Mary", "Moor", "1 July 1999", "pr18xj"), false, "Different dates of birth: 12 March 2008 and 1 July 1999."},
		"a stranger":                 {candidate("b", "Joseph", "Fell", "1 July 1999"), false, ""},
	} {
		s := casework.Match(kit, c.other)
		if s.Likely() != c.likely || !strings.Contains(strings.Join(s.Reasons, "\n"), c.reason) {
			t.Errorf("%s: %+v", name, s)
		}
	}
	unborn := casework.Candidate{People: []string{"u"}, Names: []casework.Name{{Family: "Baby Moor"}}, Expected: calendar.Known(calendar.Must(2008, 3, 20))}
	if s := casework.Match(kit, unborn); !strings.Contains(strings.Join(s.Reasons, " "), "expected about when") {
		t.Errorf("an unborn child: %+v", s)
	}
	withNumber := func(value string) casework.Candidate {
		c := candidate("n"+value, "Joseph", "Fell", "")
		c.Identifiers = []casework.Identifier{{Type: casework.NHSNumber, Value: value}}
		return c
	}
	if s := casework.Match(withNumber("1"), func() casework.Candidate { c := withNumber("1"); c.People = []string{"other"}; return c }()); s.Points < 90 {
		t.Errorf("one NHS number: %+v", s)
	}
	if s := casework.Match(withNumber("1"), withNumber("2")); s.Likely() {
		t.Errorf("two NHS numbers: %+v", s)
	}
}

func TestMatchIsTheSameBothWays(t *testing.T) {
	drawn := rapid.Custom(func(t *rapid.T) casework.Candidate {
		name := rapid.SampledFrom([]string{"Kit", "Catherine", "Kathryn", "Mary Ann", "Maryann", "Moor", "", "李"})
		c := candidate(rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "id"), name.Draw(t, "given"), name.Draw(t, "family"),
			rapid.SampledFrom([]string{"", "2008-03-12", "2008-12-03", "2008-03-13", "March 2008", "1999-01-01"}).Draw(t, "born"))
		c.Sex = rapid.SampledFrom([]string{"M", "F", "U", ""}).Draw(t, "sex")
		if rapid.Bool().Draw(t, "apart") {
			c.Apart = []string{"a"}
		}
		return c
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawn.Draw(t, "a"), drawn.Draw(t, "b")
		one, other := casework.Match(a, b), casework.Match(b, a)
		if one.Points != other.Points || len(one.Reasons) != len(other.Reasons) || one.Points < 0 || one.Points > 100 {
			t.Fatalf("%s", cmp.Diff(one, other))
		}
		if across := slices.Contains(a.Apart, b.People[0]) || slices.Contains(b.Apart, a.People[0]); across && one.Points+len(one.Reasons) > 0 {
			t.Fatalf("alike across an adoption: %+v", one)
		}
	})
}
