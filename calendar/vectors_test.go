package calendar_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
)

type vectors struct {
	Holidays []string `json:"bank_holidays_england"`
	Vectors  []struct {
		Kind, Start, Expect, Why string
		N                        int
	} `json:"vectors"`
}

func readVectors(t *testing.T) vectors {
	t.Helper()
	raw, err := os.ReadFile("testdata/workday_vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func mustParse(t *testing.T, text string) calendar.Date {
	t.Helper()
	d, err := calendar.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestEveryVector(t *testing.T) {
	v := readVectors(t)
	if len(v.Vectors) != 24 || len(v.Holidays) != 140 {
		t.Fatalf("got %d vectors and %d holidays, want 24 and 140", len(v.Vectors), len(v.Holidays))
	}
	for _, c := range v.Vectors {
		start, want := mustParse(t, c.Start), mustParse(t, c.Expect)
		var got calendar.Date
		var err error
		switch c.Kind {
		case "add_working_days":
			got, err = calendar.AddWorkingDays(start, c.N)
		case "add_months":
			got = start.AddMonths(c.N)
		default:
			t.Fatalf("unknown kind of vector %q", c.Kind)
		}
		if err != nil || got != want {
			t.Errorf("%s of %d from %s: got %s, %v; want %s (%s)", c.Kind, c.N, start, got, err, want, c.Why)
		}
		if c.Kind != "add_working_days" {
			continue
		}
		if n, err := calendar.WorkingDaysBetween(start, want); err != nil || n != c.N {
			t.Errorf("between %s and %s: got %d, %v; want %d", start, want, n, err, c.N)
		}
	}
}

func TestHolidayFileIsTheVectorsList(t *testing.T) {
	raw, err := os.ReadFile("bank_holidays_england.txt")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(readVectors(t).Holidays, strings.Fields(string(raw))); diff != "" {
		t.Error(diff)
	}
}

// The holidays are the only weekdays on which offices are closed.
func TestEveryDayOfTheData(t *testing.T) {
	closed := map[string]bool{}
	for _, h := range readVectors(t).Holidays {
		closed[h] = true
	}
	for d := calendar.Must(2012, 1, 1); d.Year <= 2028; d = d.AddDays(1) {
		got, err := calendar.IsWorkingDay(d)
		if err != nil {
			t.Fatal(err)
		}
		weekend := d.Start().Weekday() == 0 || d.Start().Weekday() == 6
		if want := !weekend && !closed[d.String()]; got != want {
			t.Errorf("%s: working day is %v, want %v", d.Long(), got, want)
		}
		if d.Month == 12 && d.Day == 25 && got {
			t.Errorf("%s is a working day", d.Long())
		}
	}
}
