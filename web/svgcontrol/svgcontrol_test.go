package svgcontrol_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/proof"
	"throughline/web/svgcontrol"
)

func chartOf(t interface {
	Helper()
	Fatal(args ...any)
}, values []float64, rebase ...calendar.Date) *svgcontrol.Chart {
	t.Helper()
	x := proof.XmR{Improves: proof.Increase, Rebase: rebase}
	c := &svgcontrol.Chart{Finding: "Dental checks <rose> after the clinics opened.", Share: true}
	for i, v := range values {
		on := calendar.Must(2011, 1, 31).AddMonths(i)
		x.Series = append(x.Series, proof.Observation{On: on, Value: v})
		c.Names = append(c.Names, on.Long())
	}
	made, err := x.Chart()
	if err != nil {
		t.Fatal(err)
	}
	c.Points = made.Points
	return c
}

func risen() []float64 {
	return []float64{0.62, 0.60, 0.63, 0.61, 0.62, 0.64, 0.60, 0.63, 0.61, 0.62, 0.63, 0.61, 0.8, 0.82, 0.81, 0.83, 0.8, 0.82, 0.81, 0.82}
}

func TestTheChartSaysInWordsWhatItShows(t *testing.T) {
	c := chartOf(t, risen())
	target := 0.9
	c.Target = &target
	c.Events = []svgcontrol.Event{{On: calendar.Must(2012, 1, 15), Words: "Clinics opened"}, {On: calendar.Must(2030, 1, 1), Words: "Later"}}
	drawn, said := string(c.Draw()), c.Sentence()
	for _, words := range []string{"20 points", "Latest 82%", "average", "Limits", "Target 90%", "1: Clinics opened, 15 January 2012.", "2: Later"} {
		if !strings.Contains(said, words) {
			t.Errorf("“%s” doesn’t say “%s”", said, words)
		}
	}
	if strings.Contains(drawn, "<rose>") || !strings.Contains(drawn, `role="img"`) || !strings.Contains(drawn, "&lt;rose&gt;") {
		t.Error("the finding is not there as words")
	}
	if n := strings.Count(drawn, "<title>"); n != 1+len(c.Points) {
		t.Errorf("%d titles: the picture's and one for each point", n)
	}
	if !strings.Contains(drawn, "stroke-dasharray") || strings.Count(drawn, "<circle")+strings.Count(drawn, "Z\" fill") != len(c.Points) || strings.Count(drawn, "<circle") == len(c.Points) {
		t.Error("the points are told apart by colour alone")
	}
}

// Every drawing is well-formed, and all of it lies in its box.
func TestEveryDrawingIsWellFormedAndInItsBox(t *testing.T) {
	numbers := regexp.MustCompile(`(?: d| points| cx| cy| x| y)="([^"]*)"`)
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(-3, 1e4), 1, 60).Draw(t, "values")
		c := chartOf(t, values)
		c.Share = rapid.Bool().Draw(t, "share")
		if rapid.Bool().Draw(t, "has target") {
			target := rapid.Float64Range(-5, 2e4).Draw(t, "target")
			c.Target = &target
		}
		for range rapid.IntRange(0, 3).Draw(t, "events") {
			c.Events = append(c.Events, svgcontrol.Event{On: calendar.Must(2010, 6, 1).AddDays(rapid.IntRange(0, 3000).Draw(t, "on")), Words: "an “event” & more"})
		}
		drawn := string(c.Draw())
		decoder := xml.NewDecoder(strings.NewReader(drawn))
		for {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		if strings.Contains(drawn, "NaN") || strings.Contains(drawn, "Inf") {
			t.Fatal("a number that is none")
		}
		for _, found := range numbers.FindAllStringSubmatch(drawn, -1) {
			for _, n := range regexp.MustCompile(`-?[0-9.]+`).FindAllString(found[1], -1) {
				if v, err := strconv.ParseFloat(n, 64); err != nil || v < 0 || v > 640 {
					t.Fatalf("%s lies outside the box: %v", found[0], err)
				}
			}
		}
	})
}

func TestAChartWithoutLimitsSaysSo(t *testing.T) {
	c := chartOf(t, []float64{0.5})
	if said := c.Sentence(); !strings.Contains(said, "Limits are not available") {
		t.Error(said)
	}
	if c.Value(math.NaN()) != "not available" {
		t.Error(c.Value(math.NaN()))
	}
	if (&svgcontrol.Chart{}).Draw() != "" {
		t.Error("a picture of nothing")
	}
}

func TestARebaseDrawsLimitsOfItsOwn(t *testing.T) {
	values := risen()
	one, two := string(chartOf(t, values).Draw()), string(chartOf(t, values, calendar.Must(2011, 1, 31).AddMonths(12)).Draw())
	if a, b := strings.Count(one, "6 4"), strings.Count(two, "6 4"); a != 2 || b != 4 {
		t.Errorf("%d limit lines, and %d after a rebase", a, b)
	}
}

func TestEveryLabelHasWords(t *testing.T) {
	seen := map[string]bool{}
	for _, cause := range []proof.Cause{proof.AboveUpper, proof.BelowLower, proof.TrendUp, proof.TrendDown, proof.TwoOfThreeHigh, proof.TwoOfThreeLow, proof.SevenAbove, proof.SevenBelow, proof.Common} {
		seen[svgcontrol.Words(proof.ChartPoint{Cause: cause})] = true
	}
	if len(seen) != 9 {
		t.Errorf("%d labels for 9 causes", len(seen))
	}
}

func BenchmarkAPageOf40Charts(b *testing.B) {
	values := make([]float64, 60)
	for i := range values {
		values[i] = 0.6 + float64(i*i%17)/100
	}
	x := proof.XmR{Improves: proof.Increase}
	names := make([]string, 60)
	for i, v := range values {
		on := calendar.Must(2011, 1, 31).AddMonths(i)
		x.Series = append(x.Series, proof.Observation{On: on, Value: v})
		names[i] = on.Long()
	}
	for b.Loop() {
		for i := range 40 {
			made, err := x.Chart()
			if err != nil {
				b.Fatal(err)
			}
			c := svgcontrol.Chart{Finding: fmt.Sprintf("Finding %d.", i), Points: made.Points, Names: names, Share: true}
			if len(c.Draw()) == 0 {
				b.Fatal("nothing drawn")
			}
		}
	}
}
