package cin_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/ingest/returns/cin"
)

// value draws a good value of an element.
func value(t *rapid.T, year int, c cin.Column) string {
	if codes := cin.Codes(year, c); len(codes) > 0 {
		return rapid.SampledFrom(codes).Draw(t, c.String())
	}
	switch c {
	case cin.LEA:
		return "201"
	case cin.Year:
		return strconv.Itoa(year)
	case cin.ReferenceDate:
		return fmt.Sprintf("%d-03-31", year)
	case cin.UPN, cin.FormerUPN:
		return rapid.StringMatching(`[A-H][0-9]{12}`).Draw(t, "upn")
	case cin.ReferralNFA, cin.ICPCnotRequired, cin.FGDMMeetingOffer, cin.FGDMMeetingFac:
		return rapid.SampledFrom([]string{"true", "false", "1", "0"}).Draw(t, "flag")
	case cin.NumberOfPreviousCPP, cin.ReviewMeetingsCount:
		return strconv.Itoa(rapid.IntRange(0, 9).Draw(t, "count"))
	case cin.LAchildID, cin.SoftwareCode, cin.Release, cin.SerialNo, cin.DateTime, cin.PPOutcome:
		return rapid.StringMatching(`[A-Za-z0-9][A-Za-z0-9&<>'" ]{0,8}[A-Za-z0-9]`).Draw(t, "words")
	default:
		return fmt.Sprintf("%04d-%02d-%02d", rapid.IntRange(2000, year).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))
	}
}

// writer writes a census, and keeps what each table must hold.
type writer struct {
	t    *rapid.T
	year int
	b    strings.Builder
	want map[string][][]string
}

var escaped = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// values writes some of the elements of a table, and what stands within.
func (w *writer) values(table cin.Table, element string, within func()) {
	var row []string
	fmt.Fprintf(&w.b, "<%s>", element)
	for _, c := range table.Columns() {
		text := ""
		if old := w.year < 2025; c == cin.Sex && old || c == cin.GenderCurrent && !old {
			row = append(row, text)
			continue
		}
		if c == cin.LAchildID || c == cin.Year || rapid.IntRange(0, 4).Draw(w.t, "filled") > 0 {
			text = value(w.t, w.year, c)
			fmt.Fprintf(&w.b, "<%s>%s</%s>\n", c, escaped.Replace(text), c)
		}
		row = append(row, text)
	}
	if within != nil {
		within()
	}
	fmt.Fprintf(&w.b, "</%s>\n", element)
	w.want[table.String()] = append(w.want[table.String()], row)
}

// list writes elements that each are a row.
func (w *writer) list(table cin.Table, around string, c cin.Column) {
	fmt.Fprintf(&w.b, "<%s>", around)
	for range rapid.IntRange(0, 3).Draw(w.t, around) {
		text := value(w.t, w.year, c)
		fmt.Fprintf(&w.b, "<%s>%s</%s>", c, text, c)
		w.want[table.String()] = append(w.want[table.String()], []string{text})
	}
	fmt.Fprintf(&w.b, "</%s>", around)
}

func (w *writer) some(table cin.Table, element string, within func()) {
	for range rapid.IntRange(0, 2).Draw(w.t, element) {
		w.values(table, element, within)
	}
}

func (w *writer) child() {
	w.b.WriteString("<Child>")
	w.values(cin.TableChildIdentifiers, "ChildIdentifiers", nil)
	w.values(cin.TableChildCharacteristics, "ChildCharacteristics", func() { w.list(cin.TableDisabilities, "Disabilities", cin.Disability) })
	w.some(cin.TableCINdetails, "CINdetails", func() {
		w.some(cin.TableAssessments, "Assessments", func() { w.list(cin.TableAssessmentFactors, "FactorsIdentifiedAtAssessment", cin.AssessmentFactors) })
		if w.year >= 2022 {
			w.some(cin.TableCINplanDates, "CINPlanDates", nil)
		}
		w.some(cin.TableSection47, "Section47", nil)
		w.some(cin.TableChildProtectionPlans, "ChildProtectionPlans", func() { w.list(cin.TableReviews, "Reviews", cin.CPPreviewDate) })
		if w.year >= 2026 {
			w.some(cin.TablePreProceedings, "PreProceedingsandFGDM", nil)
		}
	})
	w.b.WriteString("</Child>\n")
}

func TestACensusWrittenAndReadBackIsTheSame(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := &writer{t: rt, year: rapid.IntRange(cin.FirstYear, cin.LastYear).Draw(rt, "year of the census"), want: map[string][][]string{}}
		w.b.WriteString("<Message>")
		w.values(cin.TableHeader, "Header", nil)
		w.b.WriteString("<Children>")
		for range rapid.IntRange(0, 3).Draw(rt, "children") {
			w.child()
		}
		w.b.WriteString("</Children></Message>")
		made, report := read(t, 0, w.b.String())
		got := map[string][][]string{}
		for _, table := range cin.Tables() {
			for _, r := range made.Rows(table) {
				var row []string
				for _, c := range table.Columns() {
					row = append(row, r.Cell(c).Written)
				}
				got[table.String()] = append(got[table.String()], row)
			}
		}
		if diff := cmp.Diff(w.want, got); diff != "" {
			rt.Fatalf("read back (-want +got):\n%s", diff)
		}
		for _, p := range report.Problems {
			if p.Rule != "child-twice" {
				rt.Fatalf("%+v", p)
			}
		}
	})
}
