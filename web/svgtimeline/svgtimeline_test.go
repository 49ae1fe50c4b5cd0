package svgtimeline

import (
	"encoding/xml"
	"errors"
	"html/template"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"throughline/calendar"
)

func on(year int, month time.Month, day int) calendar.Date { return calendar.Must(year, month, day) }

var (
	reported = on(2012, time.March, 9)
	due      = on(2012, time.June, 9)
	extended = on(2013, time.March, 31)
	shown    = on(2013, time.February, 1)
)

func TestSentences(t *testing.T) {
	for name, test := range map[string]struct {
		row  Row
		want string
	}{
		"done early": {
			Row{Name: "Strategy discussions", Start: reported, Due: due, Done: on(2012, time.May, 28), AsAt: shown},
			"Strategy discussions: due 9 June 2012; done 28 May 2012, 12 days early.",
		},
		"done on the day": {Row{Due: due, Done: due, AsAt: shown}, "Due 9 June 2012; done 9 June 2012, on its due date."},
		"done late": {
			Row{Due: due, Extended: extended, Done: on(2012, time.June, 10), AsAt: shown},
			"Due 9 June 2012, extended to 31 March 2013; done 10 June 2012, 1 day after its original date.",
		},
		"late, though extended": {
			Row{Name: "Training", Due: due, Extended: extended, AsAt: shown},
			"Training: due 9 June 2012, extended to 31 March 2013; not done on 1 February 2013, 237 days past its original date.",
		},
		"time left":          {Row{Due: due, AsAt: on(2012, time.June, 8)}, "Due 9 June 2012; not done on 8 June 2012, 1 day left."},
		"the last day":       {Row{Due: due, AsAt: due}, "Due 9 June 2012; not done on 9 June 2012, its due date."},
		"stopped":            {Row{Due: due, Stopped: reported, AsAt: shown}, "Due 9 June 2012; stopped 9 March 2012."},
		"nothing known":      {Row{}, "No due date; not done."},
		"done after the day": {Row{Due: due, Done: on(2012, time.July, 1), AsAt: due}, "Due 9 June 2012; not done on 9 June 2012, its due date."},
	} {
		t.Run(name, func(t *testing.T) {
			if got := test.row.Sentence(); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestWhatIsDrawn(t *testing.T) {
	const (
		tick     = "l4 4 7-9"
		dotted   = `v18" stroke="#0b0c0c" stroke-width="2.2" stroke-dasharray`
		upright  = `v18" stroke="#0b0c0c" stroke-width="2.2"/>`
		hatched  = "l4 -7"
		underWay = `stroke="#1d3557" stroke-width="3" stroke-dasharray="4 3"`
		solid    = `stroke="#1d3557" stroke-width="3"/>`
		cross    = "m0 -8l-8 8"
		planned  = "h-3v10h3"
	)
	all := []string{tick, dotted, upright, hatched, underWay, solid, cross, planned}
	for name, test := range map[string]struct {
		row  Row
		want []string
	}{
		"done early":    {Row{Start: reported, Due: due, Done: on(2012, time.May, 28), AsAt: shown}, []string{tick, upright, solid}},
		"done late":     {Row{Start: reported, Due: due, Done: on(2012, time.July, 28), AsAt: shown}, []string{tick, upright, solid, hatched}},
		"late":          {Row{Start: reported, Due: due, Extended: extended, AsAt: shown}, []string{dotted, upright, hatched, underWay}},
		"running":       {Row{Start: reported, Due: due, AsAt: on(2012, time.May, 1)}, []string{upright, underWay}},
		"planned":       {Row{PlannedStart: on(2012, time.April, 1), Due: due, AsAt: reported}, []string{upright, planned}},
		"stopped":       {Row{Start: reported, Due: due, Stopped: on(2012, time.May, 1), AsAt: shown}, []string{upright, solid, cross}},
		"nothing known": {Row{}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			drawn := string(NewAxis(reported, extended).Draw(test.row))
			for _, mark := range all {
				wanted := false
				for _, one := range test.want {
					wanted = wanted || one == mark
				}
				if strings.Contains(drawn, mark) != wanted {
					t.Errorf("%s: drawn %v, wanted %v:\n%s", mark, !wanted, wanted, drawn)
				}
			}
		})
	}
}

func TestAxisLabels(t *testing.T) {
	labels := regexp.MustCompile(`<text[^>]*>([^<]*)</text>`)
	for name, test := range map[string]struct {
		axis Axis
		want string
	}{
		"a year and a month": {NewAxis(reported, extended), "Mar 2012|Jun|Sep|Dec|Mar 2013"},
		"one month":          {NewAxis(reported), "Mar 2012"},
		"four years":         {NewAxis(on(2012, time.January, 1), on(2015, time.December, 1)), "Jan 2012|Jan 2013|Jan 2014|Jan 2015"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, label := range labels.FindAllStringSubmatch(string(test.axis.Header(shown)), -1) {
				got = append(got, label[1])
			}
			if strings.Join(got, "|") != test.want {
				t.Errorf("got %s, wanted %s", strings.Join(got, "|"), test.want)
			}
		})
	}
	if got := NewAxis().Header(shown); got != "" {
		t.Errorf("an axis of no dates draws %s", got)
	}
}

func TestLaterDatesStandFurtherRight(t *testing.T) {
	axis := NewAxis(reported, extended)
	rapid.Check(t, func(t *rapid.T) {
		first := reported.AddDays(rapid.IntRange(-500, 500).Draw(t, "first"))
		second := first.AddDays(rapid.IntRange(0, 500).Draw(t, "days between"))
		if a, b := axis.x(first), axis.x(second); a > b || a < margin || b > width-margin {
			t.Fatalf("%s stands at %v and %s at %v", first, a, second, b)
		}
	})
}

// pathStart is where a drawn path begins: inside a path's own attribute, for a name may hold "M. " too.
var pathStart = regexp.MustCompile(` d="M(-?[0-9.]+) `)

func TestEveryDrawingIsWellFormedAndInItsBox(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		some := func(label string) calendar.Date {
			if rapid.Bool().Draw(t, label+" unknown") {
				return calendar.Date{}
			}
			return reported.AddDays(rapid.IntRange(-100, 700).Draw(t, label))
		}
		row := Row{
			Name: rapid.StringMatching(`[ -~]{0,20}`).Draw(t, "name"), PlannedStart: some("planned"), Start: some("start"),
			Due: some("due"), Extended: some("extended"), Done: some("done"), Stopped: some("stopped"), AsAt: some("as at"),
		}
		axis := NewAxis(some("from"), some("to"))
		for _, drawn := range []template.HTML{axis.Draw(row), axis.Header(row.AsAt), Key(), Fact(Holds, row.Name)} {
			wellFormed(t, string(drawn))
		}
		for _, match := range pathStart.FindAllStringSubmatch(string(axis.Draw(row)), -1) {
			if x, err := strconv.ParseFloat(match[1], 64); err != nil || x < 0 || x > width {
				t.Fatalf("a mark stands at %s, outside the drawing (%v)", match[1], err)
			}
		}
	})
}

func wellFormed(t *rapid.T, markup string) {
	decoder := xml.NewDecoder(strings.NewReader(markup))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%v in %s", err, markup)
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, attribute := range element.Attr {
			if attribute.Name.Local == "style" || strings.HasPrefix(attribute.Name.Local, "on") {
				t.Fatalf("the page's policy would stop %s in %s", attribute.Name.Local, markup)
			}
		}
	}
}

func TestEveryPictureSpeaks(t *testing.T) {
	drawn := string(NewAxis(reported, extended).Draw(Row{Name: `Views & <wishes>`, Due: due, AsAt: shown}))
	for _, wanted := range []string{`role="img"`, `aria-label="Views &amp; &lt;wishes&gt;: due 9 June 2012`, `<title>Views &amp; &lt;wishes&gt;: due`} {
		if !strings.Contains(drawn, wanted) {
			t.Errorf("the picture lacks %s:\n%s", wanted, drawn)
		}
	}
}

func TestSignsHaveShapesOfTheirOwn(t *testing.T) {
	seen := map[string]Sign{}
	for _, sign := range []Sign{Holds, Partly, NotYet, Failed} {
		shape := regexp.MustCompile(`#[0-9a-f]{3,6}`).ReplaceAllString(string(Icon(sign)), "")
		if other, same := seen[shape]; same {
			t.Errorf("%s and %s differ in colour alone", sign, other)
		}
		seen[shape] = sign
	}
	if Icon("unheard of") != Icon(NotYet) || !strings.Contains(string(Fact("unheard of", "a < b")), "tl-fact--not-yet") {
		t.Error("a sign unheard of is not drawn as not yet known")
	}
	if !strings.Contains(string(Fact(Failed, "9 of 20 <records>")), "9 of 20 &lt;records&gt;") {
		t.Error("the words are not escaped")
	}
}

func BenchmarkDraw(b *testing.B) {
	axis := NewAxis(reported, extended)
	row := Row{Name: "Training", Start: reported, Due: due, Extended: extended, AsAt: shown}
	for b.Loop() {
		axis.Draw(row)
	}
}
