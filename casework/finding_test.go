package casework_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/casework"
)

func person(given, family string, born calendar.Date) *casework.Person {
	return &casework.Person{Names: []casework.Name{{Kind: casework.LegalName, Given: given, Family: family}}, Born: calendar.Known(born)}
}

// finds says how a query finds a person, or "".
func finds(query string, p *casework.Person) string {
	has := casework.Finds(p)
	for _, way := range casework.Keys(query).People {
		if !slices.ContainsFunc(way.Keys, func(key string) bool {
			start, prefix := strings.CutSuffix(key, "*")
			return !slices.ContainsFunc(has, func(k string) bool { return k == key || (prefix && strings.HasPrefix(k, start)) })
		}) {
			return way.Why
		}
	}
	return ""
}

func TestForgivingSearch(t *testing.T) {
	born := calendar.Must(2008, 3, 12)
	katherine := person("Mary Ann Katherine", "O’Neill-Smith", born)
	for query, want := range map[string]string{
		"mary oneill": "the same name", "O'NEILL mary": "the same name", "smith": "the same name", "Neill": "",
		"maryann": "the same name", "mary-ann": "the same name", "o neill": "the same name, written as one",
		"kath": "a name that starts the same", "catherine smyth": "a name that sounds alike", "kathryn": "a name that sounds alike",
		"mary 12/03/2008": "the same name", "12 March 2008": "the same date of birth", "smith 2008-03-12": "the same name",
		"marie smith 3/12/2008":  "a name that sounds alike and a near date of birth",
		"mary 13 March 2008":     "a name that sounds alike and a near date of birth",
		"mary smith 12.03.2009":  "a name that sounds alike and a near date of birth",
		"mary smith 1 July 1999": "", "jones": "", "": "", "  ,;": "", "''": "",
	} {
		if got := finds(query, katherine); got != want {
			t.Errorf("%q: got %q, want %q", query, got, want)
		}
	}
	for query, p := range map[string]*casework.Person{
		"zoe lukasz": person("Zoë", "Łukasz", born), "philip": person("Filip", "Wright", born), "rite": person("Filip", "Wright", born),
		"knott": person("", "Nott", born), "mccall": person("Ann", "MacCall", born), "李": person("", "李", born), "josé": person("Jose", "", born), "strasse": person("", "Straße", born),
	} {
		if finds(query, p) == "" {
			t.Errorf("%q does not find %s", query, p.Names[0].Whole())
		}
	}
}

func TestPlacesAndNumbersTyped(t *testing.T) {
	for query, want := range map[string][]string{
		"PR1 8XJ": {"postcode:pr18xj"}, "pr18xj": {"postcode:pr18xj"}, "M1 1AE": {"postcode:m11ae"}, "pr26": {"postcode:pr26*"}, "PR26 7": {"postcode:pr267*"},
		"pr267a": {"number:pr267a"}, "smith SW1A 1AA": {"postcode:sw1a1aa"},
		"943 476 5919": {"number:9434765919"}, "943-476-5919": {"number:9434765919"}, "9434765919": {"number:9434765919"}, "WM00123": {"number:wm00123"}, "H801200001001": {"number:h801200001001"},
	} {
		q := casework.Keys(query)
		var got []string
		for _, f := range append(q.Numbers, q.Places...) {
			got = append(got, f.Keys...)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", query, got, want)
		}
	}
	if q := casework.Keys("smith PR1 8XJ"); len(q.People) == 0 || q.Empty() {
		t.Error("the name beside a postcode is lost")
	}
}

// Whoever types a name as it is recorded finds the person, in any order and
// case, and with one digit of the date of birth wrong.
func TestAPersonIsFoundAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		given := rapid.StringMatching(`[A-Z][a-z]{1,8}( [A-Z][a-z]{1,8})?`).Draw(t, "given")
		family := rapid.StringMatching(`[A-Z][a-z]{1,8}`).Draw(t, "family")
		born := calendar.Must(2000, 1, 1).AddDays(rapid.IntRange(0, 9000).Draw(t, "days"))
		p := person(given, family, born)
		words := rapid.Permutation(strings.Fields(given+" "+family)).Draw(t, "order")
		typed := strings.ToLower(strings.Join(words, " "))
		if got := finds(typed, p); got != "the same name" {
			t.Fatalf("%q finds %q", typed, got)
		}
		text := []byte(born.String())
		at := rapid.IntRange(0, len(text)-1).Draw(t, "at")
		if text[at] == '-' {
			return
		}
		text[at] = '0' + (text[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if _, err := calendar.Parse(string(text)); err != nil {
			return
		}
		if finds(typed+" "+string(text), p) == "" {
			t.Fatalf("%q with %s does not find who was born on %s", typed, text, born)
		}
	})
}

func FuzzKeys(f *testing.F) {
	for _, text := range []string{"Smith 12/3/2008", "PR1 8XJ", "943 476 5919", "", "\xff\xfe", "31 february 2012", strings.Repeat("a ", 400), "*", "name:*", "٣ ٤", "ǅ"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q := casework.Keys(text)
		if len(q.People) > 40 || len(q.Numbers)+len(q.Places) > 2 {
			t.Fatalf("%q asks for %d ways", text, len(q.People))
		}
		for _, way := range slices.Concat(q.People, q.Numbers, q.Places) {
			if len(way.Keys) == 0 || len(way.Keys)+len(q.Numbers)+len(q.Places) > 8 || way.Why == "" {
				t.Fatalf("%q gives an empty way, which would find everybody", text)
			}
			for _, key := range way.Keys {
				_, value, ok := strings.Cut(key, ":")
				if !ok || strings.Trim(value, "*") == "" || strings.Contains(strings.TrimSuffix(value, "*"), "*") || !utf8.ValidString(key) || len(key) > 200 || strings.HasPrefix(key, "member:") {
					t.Fatalf("%q gives the key %q", text, key)
				}
			}
		}
	})
}

func FuzzNames(f *testing.F) {
	f.Add("Mary Ann", "O'Neill")
	f.Add("\x00", "ẞ")
	f.Add("İ", "ﬁ")
	f.Fuzz(func(t *testing.T, given, family string) {
		p := person(given, family, calendar.Must(2008, 1, 31))
		for _, key := range casework.Finds(p) {
			if _, value, ok := strings.Cut(key, ":"); !ok || value == "" || len(key) > 200 || !utf8.ValidString(key) {
				t.Fatalf("%q %q gives the key %q", given, family, key)
			}
		}
		if n := p.NameOn(calendar.Must(2010, 1, 1)); n.Given != given || n.Family != family {
			t.Fatalf("the name is %+v", n)
		}
	})
}
