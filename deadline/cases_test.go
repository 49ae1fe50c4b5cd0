package deadline_test

import (
	"encoding/csv"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/practice/england"
)

// workedCase is a line of testdata/cases.csv.
type workedCase struct {
	line                              int
	clock, name, facts, start, choice string
	asAt                              calendar.Date
	due                               string
	state                             deadline.State
}

const noDeadline deadline.State = "none"

func readCases(t *testing.T) (all []workedCase) {
	t.Helper()
	file, err := os.Open("testdata/cases.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(file).ReadAll()
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows[1:] {
		day, err := calendar.Parse(r[3])
		if err != nil {
			t.Fatalf("line %d: %v", i+2, err)
		}
		all = append(all, workedCase{i + 2, r[0], r[1], r[2], r[4], r[7], day, r[5], deadline.State(r[6])})
	}
	return all
}

// fact is how a case writes one: event@day, with a time, values and a name
// where they matter.
var fact = regexp.MustCompile(`^([a-z_0-9.]+)@(\d{4}-\d\d-\d\d)?(?:T(\d\d:\d\d))?(?:\{([^}]*)\})?(?:#(\w+))?$`)

var parts = []string{
	"care", "placement", "review", "referral", "assessment", "enquiry", "conference", "discussion", "protection_plan", "report", "allegation",
	"education_plan", "missing", "request", "call", "family_conference", "early_help", "issue", "package", "psychology", "training_return", "designated_post",
}

func factsOf(t *testing.T, text string) (facts []deadline.Fact) {
	t.Helper()
	for i, one := range strings.Split(text, "; ") {
		m := fact.FindStringSubmatch(one)
		if m == nil {
			t.Fatalf("%q is not how a case writes a fact", one)
		}
		f := deadline.Fact{ID: strconv.Itoa(i), Subject: "ann", Event: m[1], Of: map[string]string{}, Values: map[string]any{}}
		if m[2] != "" {
			f.On = day(t, m[2])
		}
		if m[3] != "" {
			at, err := time.ParseInLocation("2006-01-02 15:04", m[2]+" "+m[3], calendar.London())
			if err != nil {
				t.Fatal(err)
			}
			f.At = at
		}
		for _, part := range parts {
			f.Of[part] = "1"
		}
		if m[5] != "" {
			f.ID, f.Of["review"], f.Of["education_plan"] = m[5], m[5], m[5]
		}
		for pair := range strings.SplitSeq(m[4], ",") {
			name, value, ok := strings.Cut(pair, "=")
			switch {
			case !ok:
			case value == "true" || value == "false":
				f.Values[name] = value == "true"
			case strings.HasPrefix(value, "+"):
				f.Values[name] = strings.Split(value[1:], "+")
			case name == "born":
				f.Values[name] = day(t, value)
			default:
				f.Values[name] = value
			}
		}
		facts = append(facts, f)
	}
	return facts
}

func day(t *testing.T, text string) calendar.Date {
	t.Helper()
	d, err := calendar.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// wrong says what a case gives otherwise than it says, by the rules.
func (c workedCase) wrong(t *testing.T, rules deadline.Rules) string {
	t.Helper()
	rules.Horizon = c.asAt
	rules.Clocks = slices.DeleteFunc(slices.Clone(rules.Clocks), func(k deadline.Clock) bool { return k.Code != c.clock })
	made := deadline.Reckon(rules, factsOf(t, c.facts))
	var seen []string
	for _, d := range made {
		state, why := d.At(c.asAt)
		if c.state == noDeadline && (c.start == "" || d.Start.On.String() == c.start) && state != deadline.NotBegun {
			return "there is a deadline, " + string(state) + ": " + why
		}
		due := ""
		if state != deadline.CannotTell || !d.Due.IsZero() {
			due = d.Due.String()
		}
		got := strings.Join([]string{d.Start.On.String(), due, string(state), strconv.Itoa(d.Start.Choice)}, ",")
		if got == strings.Join([]string{c.start, c.due, string(c.state), c.choice}, ",") {
			return ""
		}
		seen = append(seen, got+" ("+why+")")
	}
	if c.state == noDeadline {
		return ""
	}
	return "got " + strings.Join(seen, " and ")
}

func TestEveryWorkedCase(t *testing.T) {
	pack, err := england.Pack()
	if err != nil {
		t.Fatal(err)
	}
	rules := pack.Rules(calendar.Date{})
	counted := map[string]int{}
	for _, c := range readCases(t) {
		counted[c.clock]++
		if wrong := c.wrong(t, rules); wrong != "" {
			t.Errorf("cases.csv:%d: %s, %s: %s; want %s,%s,%s,%s", c.line, c.clock, c.name, wrong, c.start, c.due, c.state, c.choice)
		}
	}
	for _, clock := range rules.Clocks {
		if counted[clock.Code] < 5 {
			t.Errorf("the clock %s has %d worked cases, and each that ships needs five", clock.Code, counted[clock.Code])
		}
		delete(counted, clock.Code)
	}
	for code := range counted {
		t.Errorf("there are cases of %s, which is no clock that is on", code)
	}
}

// faults are ways in which a clock could be wrong. Each is planted in each
// clock that it can be planted in, and the cases must catch it.
var faults = map[string]func(c *deadline.Clock) (planted bool){
	"one more": func(c *deadline.Clock) bool {
		c.Limit.Amount++
		return c.Limit.Span != deadline.NoSpan
	},
	"one less": func(c *deadline.Clock) bool {
		c.Limit.Amount--
		return c.Limit.Span != deadline.NoSpan && c.Limit.Amount > 0
	},
	"another convention": func(c *deadline.Clock) bool {
		c.Counting = deadline.DayOne
		return c.Limit.Span == deadline.InWorkingDays
	},
	"calendar days for working days": func(c *deadline.Clock) bool {
		working := c.Limit.Span == deadline.InWorkingDays
		c.Limit.Span = deadline.InDays
		return working
	},
	"weeks for months": func(c *deadline.Clock) bool {
		if c.Limit.Span != deadline.InMonths {
			return false
		}
		c.Limit = deadline.Length{Amount: 4 * c.Limit.Amount, Span: deadline.InWeeks}
		return true
	},
	"no end counts before the start": func(c *deadline.Clock) bool {
		had := c.Ever || c.Early.Amount > 0
		c.Ever, c.Early = false, deadline.Length{}
		return had
	},
	"begins a day later": func(c *deadline.Clock) bool {
		had := !c.From.IsZero()
		c.From = c.From.AddDays(1)
		return had
	},
	"ends a day sooner": func(c *deadline.Clock) bool {
		had := !c.To.IsZero()
		c.To = c.To.AddDays(-1)
		return had
	},
	"always required": func(c *deadline.Clock) bool {
		had := c.Required != nil
		c.Required = nil
		return had
	},
	"never exempt": func(c *deadline.Clock) bool {
		had := len(c.Exempt) > 0
		c.Exempt = nil
		return had
	},
	"the second alternative first": func(c *deadline.Clock) bool {
		if len(c.Starts) < 2 {
			return false
		}
		slices.Reverse(c.Starts)
		return true
	},
	"any end": func(c *deadline.Clock) bool {
		had := false
		c.Ends = slices.Clone(c.Ends)
		for i := range c.Ends {
			had = had || c.Ends[i].When != nil
			c.Ends[i].When = nil
		}
		return had
	},
	"after for before": func(c *deadline.Clock) bool {
		had := c.Before
		c.Before = false
		return had
	},
}

func TestFaultsPlantedInClocksAreCaught(t *testing.T) {
	pack, err := england.Pack()
	if err != nil {
		t.Fatal(err)
	}
	cases := readCases(t)
	planted := 0
	for name, plant := range faults {
		for _, clock := range pack.Rules(calendar.Date{}).Clocks {
			rules := pack.Rules(calendar.Date{})
			if !plant(&clock) {
				continue
			}
			planted++
			rules.Clocks = []deadline.Clock{clock}
			if !slices.ContainsFunc(cases, func(c workedCase) bool { return c.clock == clock.Code && c.wrong(t, rules) != "" }) {
				t.Errorf("%s: the cases of %s don't notice", name, clock.Code)
			}
		}
	}
	if planted < 150 {
		t.Errorf("only %d faults could be planted", planted)
	}
}
