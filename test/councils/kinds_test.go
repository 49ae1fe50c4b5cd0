package councils_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/local"
	"throughline/ingest/returns"
	"throughline/measure"
	"throughline/practice"
)

// sheetOf draws the rows of a file of one kind, as somebody might fill it in: needed cells are there but for a few, others as often as not.
func sheetOf(t testing.TB, made *practice.Pack, kind string, seed uint64, rows int, blanks float64) []line {
	t.Helper()
	layout, ok := local.Of(made, kind)
	if !ok {
		t.Fatalf("there is no kind %s", kind)
	}
	r := rand.New(rand.NewPCG(seed, uint64(len(kind))))
	var all []line
	for n := range rows {
		l := line{"row_reference": fmt.Sprintf("%s-%d", kind, n)}
		for i := range layout.Columns {
			c := &layout.Columns[i]
			filled := 0.6
			if c.Needed {
				filled = 1 - blanks
			}
			if c.Part == local.Held && r.Float64() < filled {
				l[c.Name] = written(r, c)
			}
		}
		if c := &layout.Columns[0]; c.Part == local.Who { // whom it is about
			l[c.Name] = fmt.Sprintf("%d", 100+r.IntN(max(2, rows/3)))
		}
		all = append(all, l)
	}
	return all
}

// written draws what stands in a cell. Days lie near one another, so that limits are met and passed.
func written(r *rand.Rand, c *local.Column) string {
	switch c.Type {
	case practice.DateField:
		return time.Date(2012, time.January, 1+r.IntN(150), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	case practice.TimeField:
		return fmt.Sprintf("%02d:%02d", r.IntN(24), r.IntN(60))
	case practice.YesNoField:
		return []string{"Yes", "No"}[r.IntN(2)]
	case practice.CountField:
		return strconv.Itoa(r.IntN(30))
	case practice.NumberField:
		return []string{"0.5", "1", "0.8"}[r.IntN(3)]
	case practice.ChoiceField:
		return c.Choices[r.IntN(len(c.Choices))].Code
	}
	return []string{"one", "two", "three"}[r.IntN(3)]
}

// productOf is what the program knows from the file.
func productOf(t testing.TB, made *practice.Pack, kind string, lines []line) *measure.Known {
	t.Helper()
	layout, _ := local.Of(made, kind)
	var file bytes.Buffer
	w := csv.NewWriter(&file)
	names := layout.Names()
	rows := [][]string{names}
	for _, l := range lines {
		row := make([]string, len(names))
		for i, name := range names {
			row[i] = l[name]
		}
		rows = append(rows, row)
	}
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	read, report, err := local.Read(made, kind, []returns.File{{Name: kind + ".csv", Content: &file}}, returns.Usual())
	if err != nil {
		t.Fatal(err)
	}
	rules := made.Rules(calendar.Must(2012, 12, 31))
	known := &measure.Known{Pack: made, Terms: rules.Terms}
	var facts []deadline.Fact
	kept := 0
	for i, s := range read.Subjects {
		subject := fmt.Sprintf("subject %d", i)
		kept += len(s.Rows)
		facts = append(facts, local.FactsOf(made, kind, s.Rows, subject)...)
		known.Rows = append(known.Rows, local.RowsOf(made, kind, s.Rows, subject, calendar.Must(2012, 12, 31))...)
	}
	if kept != len(lines) {
		t.Fatalf("of %d rows of %s, %d were kept: %+v", len(lines), kind, kept, report.Problems[:min(3, len(report.Problems))])
	}
	known.Deadlines = deadline.Reckon(rules, facts)
	return known
}

func (l line) has(column string) bool { return strings.TrimSpace(l[column]) != "" }

// lists gives the lines of a list that have anything in them.
func (l line) list(name string, fields ...string) (all []line) {
	for n := 1; n <= local.Lines; n++ {
		of := line{}
		for _, f := range fields {
			if v := l[fmt.Sprintf("%s_%d_%s", name, n, f)]; v != "" {
				of[f] = v
			}
		}
		if len(of) > 0 {
			all = append(all, of)
		}
	}
	return all
}

func every(all []line, holds func(line) bool) bool {
	return !slices.ContainsFunc(all, func(l line) bool { return !holds(l) })
}

func when(is bool) verdict {
	if is {
		return met
	}
	return unmet
}

// kindWay is how a figure is counted from the rows of a kind: by the day that each belongs to and what it counts as.
type kindWay struct {
	kind string
	on   string // the column of the day by which it belongs to a period
	is   func(l line) verdict
}

var agreed = []string{"outstanding", "good"}

// The figures that are counted row by row, from what the definitions say.
var kindWays = map[string]kindWay{
	"governance-findings-closed": {"governance_review", "began_on", func(l line) verdict {
		findings := l.list("findings", "what", "severity", "action", "owner", "due", "done_on", "evidence", "evidence_by")
		if slices.ContainsFunc(findings, func(f line) bool {
			return f.has("done_on") && f.has("evidence") && f.has("evidence_by") && !f.has("owner")
		}) &&
			every(findings, func(f line) bool {
				return f.has("done_on") && f.has("evidence") && f.has("evidence_by") && (!f.has("owner") || f["owner"] != f["evidence_by"])
			}) {
			return cannotTell // whose evidence it is hangs on an owner who is not named
		}
		return when(len(findings) > 0 && every(findings, func(f line) bool {
			return f.has("done_on") && f.has("evidence") && f.has("evidence_by") && f["owner"] != f["evidence_by"]
		}))
	}},
	"strategy-record-complete": {"strategy_discussion", "held_on", func(l line) verdict {
		return when(l.has("information") && l.has("harm") && l.has("rationale") && l.has("started_enquiry") && l.has("chair") && len(l.list("actions", "agency", "who", "what", "by")) > 0)
	}},
	"views-in-conference": {"conference_views", "conference_on", func(l line) verdict {
		age, err := strconv.Atoi(l["age"])
		switch {
		case err != nil:
			return cannotTell
		case age < 4:
			return nothing
		}
		return when(slices.Contains([]string{"PN1", "PN2", "PN3", "PN5", "PN6"}, l["participation"]) && l.has("own_words"))
	}},
	"training-returns": {"training_return", "due_on", func(l line) verdict {
		supplied, told := l.day("supplied_on")
		due, _ := l.day("due_on")
		return when(told && !supplied.After(due) && l["errors"] == "0" && l["signed_off"] == "Yes")
	}},
	"outcome-focus": {"outcome_plan", "made_on", func(l line) verdict {
		items := l.list("items", "need", "outcome", "measure", "baseline", "action", "owner", "by", "unmet")
		return when(len(items) > 0 && every(items, func(i line) bool { return i.has("outcome") && i.has("measure") && i.has("owner") && i.has("by") }))
	}},
	"domestic-abuse-actions": {"abuse_commitment", "adopted_on", func(l line) verdict { return when(l.has("live_on")) }},
	"out-of-hours-manager":   {"out_of_hours_shift", "begins_on", func(l line) verdict { return when(l.has("manager") && l["tested"] == "Yes") }},
	"decisions-with-reasons": {"management_decision", "decided_on", func(l line) verdict {
		switch {
		case !l.has("what"):
			return cannotTell
		case l["what"] == "other":
			return nothing
		}
		return when(l.has("reason") && l.has("options") && l.has("risk") && l.has("decided_by") && l.has("decided_time"))
	}},
	"education-plan-quality": {"personal_education_plan", "finished_on", func(l line) verdict {
		if !l.has("grade") {
			return nothing
		}
		return when(slices.Contains(agreed, l["grade"]))
	}},
	"wishes-and-feelings": {"audit_grade", "audited_on", audited("R6-wishes")},
	"early-help-quality":  {"audit_grade", "audited_on", audited("R10-quality")},
	"early-help-agreement": {"audit_grade", "audited_on", func(l line) verdict {
		switch twice := l["audited_twice"] == "Yes" || l.has("second_grade"); {
		case !twice || l.has("criterion") && l["criterion"] != "R10-quality":
			return nothing
		case !l.has("criterion"):
			return cannotTell
		}
		return when(l.has("grade") && l["grade"] == l["second_grade"])
	}},
	"lado-reach": {"lado_allegation", "told_on", func(l line) verdict { return when(l.has("sector")) }},
	"care-leavers-in-education-supported": {"money_package", "", func(l line) verdict {
		end := time.Date(2012, time.December, 31, 0, 0, 0, 0, time.UTC)
		from, hasFrom := l.day("from_on")
		until, hasUntil := l.day("until_on")
		need, hasNeed := number("need_a_week")(l)
		income, hasIncome := number("income_a_week")(l)
		paid, hasPaid := number("package_a_week")(l)
		inDate, meets := !end.Before(from) && !end.After(until), income+paid >= need
		switch {
		case !l.has("assessed_on") || hasFrom && hasUntil && !inDate || hasNeed && hasIncome && hasPaid && !meets:
			return unmet // whatever else is blank
		case !hasFrom || !hasUntil || !hasNeed || !hasIncome || !hasPaid:
			return cannotTell
		}
		return met
	}},
	"supervision-on-time": {"open_case", "counted_on", func(l line) verdict {
		counted, _ := l.day("counted_on")
		last, had := l.day("discussed_on")
		return when(had && !last.After(counted) && !last.AddDate(0, 0, 28).Before(counted)) // four weeks
	}},
}

func audited(criterion string) func(line) verdict {
	return func(l line) verdict {
		switch {
		case !l.has("criterion"):
			return cannotTell
		case l["criterion"] != criterion:
			return nothing
		}
		return when(slices.Contains(agreed, l["grade"]))
	}
}

// drawnFor gives the rows for a measure: what its figure hangs on is drawn close to its edges.
func drawnFor(t testing.TB, made *practice.Pack, way kindWay, seed uint64, blanks float64) []line {
	t.Helper()
	lines := sheetOf(t, made, way.kind, seed, 60, blanks)
	r := rand.New(rand.NewPCG(seed, 99))
	for _, l := range lines {
		if way.on == "" { // counted on the last day of the file's period
			if r.IntN(3) > 0 {
				l["until_on"], l["package_a_week"] = "2013-03-31", "200"
			}
			continue
		}
		if !l.has(way.on) {
			l[way.on] = "2012-02-29" // a row without its day has a test of its own
		}
		fuller := func(name string, fields ...string) { // one line or two, with most of what is asked of each
			lines := 1 + r.IntN(2)
			for n := 1; n <= local.Lines; n++ {
				for _, f := range fields {
					column := fmt.Sprintf("%s_%d_%s", name, n, f)
					switch {
					case n > lines:
						delete(l, column)
					case r.IntN(12) == 0:
						delete(l, column)
					case slices.Contains([]string{"due", "done_on", "by"}, f):
						l[column] = "2012-03-01"
					default:
						l[column] = []string{"one", "two", "three"}[r.IntN(3)]
					}
				}
			}
		}
		switch way.kind {
		case "governance_review":
			fuller("findings", "what", "severity", "action", "owner", "due", "done_on", "evidence", "evidence_by")
		case "outcome_plan":
			fuller("items", "need", "outcome", "measure", "baseline", "action", "owner", "by", "unmet")
		case "audit_grade":
			if r.IntN(10) > 0 {
				l["criterion"] = []string{"R6-wishes", "R10-quality"}[r.IntN(2)]
			}
		case "open_case":
			if d, ok := l.day("counted_on"); ok && r.IntN(4) > 0 {
				l["discussed_on"] = d.AddDate(0, 0, -r.IntN(45)).Format(time.DateOnly)
			}
		case "training_return":
			if d, ok := l.day("due_on"); ok && r.IntN(4) > 0 {
				l["supplied_on"], l["errors"] = d.AddDate(0, 0, r.IntN(3)-1).Format(time.DateOnly), strconv.Itoa(r.IntN(2))
			}
		}
	}
	return lines
}

func TestFiguresOfFilesThatNoReturnCarriesAreCountedTheSameAPlainWay(t *testing.T) {
	made := pack(t)
	sums := map[string]count{}
	for seed := range seeds(t) {
		for _, id := range slices.Sorted(maps.Keys(kindWays)) {
			way := kindWays[id]
			if way.is == nil {
				continue
			}
			lines := drawnFor(t, made, way, uint64(seed), []float64{0, 0.05}[seed%2])
			m := made.Measure(id)[0]
			known := productOf(t, made, way.kind, lines)
			want := map[measure.Period]count{}
			for _, l := range lines {
				d, ok := l.day(way.on)
				if !ok {
					d = time.Date(2012, time.December, 31, 0, 0, 0, 0, time.UTC)
				}
				period, ok := measure.PeriodOf(m.Period, dateOf(d), known.Terms)
				if !ok {
					continue
				}
				of := want[period]
				of.add(way.is(l))
				want[period] = of
			}
			for period, c := range want {
				f := known.Figure(m, period, calendar.Must(2012, 12, 31))
				got := count{int(f.Numerator), int(f.Denominator), f.Excluded, f.CannotTell}
				if got != c {
					t.Errorf("seed %d, %s, %s: the program has %+v, the rows give %+v", seed, id, period.Name, got, c)
				}
				sum := sums[id]
				sums[id] = count{sum.Over + got.Over, sum.Under + got.Under, sum.Excluded + got.Excluded, sum.CannotTell + got.CannotTell}
			}
		}
	}
	for id, sum := range sums {
		if sum.Over == 0 || sum.Under == sum.Over {
			t.Errorf("%s was never both met and not met: %+v", id, sum)
		}
	}
}
