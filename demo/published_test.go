package demo

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/plan"
)

func lines(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}

// listed are the areas as the paper lists them, read from its headings down:
// each line's words without its bullet mark, where it has one.
func listed(t *testing.T, paper []string) (all []foundingArea) {
	t.Helper()
	section, timescale, number := plan.Section(""), deadline.Timescale(""), 0
	for i, line := range paper {
		switch strings.TrimSuffix(line, ":") {
		case "Safeguarding":
			section = plan.Safeguarding
		case "Services for Looked After Children":
			section = plan.LookedAfterChildren
		case "Immediately":
			timescale, number = deadline.Immediate, 0
		case "Within three months":
			timescale, number = deadline.ThreeMonths, 0
		case "Within six months":
			timescale, number = deadline.SixMonths, 0
		case "":
		default:
			if strings.HasPrefix(line, "A multi agency safeguarding continuous improvement group") {
				return all
			}
			if timescale != "" {
				number++
				all = append(all, foundingArea{
					Number: len(all) + 1, NumberInGroup: number, Section: section, Timescale: timescale,
					Words: strings.TrimPrefix(line, "• "), PaperLine: i + 1,
				})
			}
		}
	}
	t.Fatal("the paper's list of areas has no end")
	return nil
}

func differsFromPaper(t *testing.T, held []foundingArea) string {
	t.Helper()
	bare := make([]foundingArea, len(held))
	for i, a := range held {
		bare[i] = foundingArea{Number: a.Number, NumberInGroup: a.NumberInGroup, Section: a.Section, Timescale: a.Timescale, Words: a.Words, PaperLine: a.PaperLine}
	}
	return cmp.Diff(listed(t, lines(t, "board-paper-2013-02-01.md")), bare)
}

func TestAreasAreThePapersToTheLetter(t *testing.T) {
	if diff := differsFromPaper(t, foundingAreas()); diff != "" {
		t.Errorf("(-paper +held):\n%s", diff)
	}
	spoilt := foundingAreas()
	spoilt[0].Words = strings.Replace(spoilt[0].Words, "Morecambe Bay", "Fellside", 1)
	if differsFromPaper(t, spoilt) == "" {
		t.Error("a changed name was not noticed")
	}
}

func TestAreasAgreeWithTheListAsData(t *testing.T) {
	var file struct {
		Areas []struct {
			ID        string   `json:"id"`
			Title     string   `json:"short_title"`
			Number    int      `json:"number_overall"`
			Section   string   `json:"section"`
			Timescale string   `json:"timescale"`
			Notes     []string `json:"notes"`
			Due       string   `json:"due_date"`
			Bulleted  bool     `json:"bullet_marker_in_paper"`
		} `json:"areas"`
		Groups []struct {
			Section   string `json:"section"`
			Timescale string `json:"timescale"`
			Stated    struct {
				Total     *int `json:"total"`
				Completed *int `json:"completed"`
				Remaining *int `json:"remaining"`
				Line      int  `json:"line"`
			} `json:"stated"`
		} `json:"groups"`
	}
	text := strings.Join(lines(t, "areas.json"), "\n")
	if err := json.Unmarshal([]byte(text), &file); err != nil {
		t.Fatal(err)
	}
	p := livedStory(t).at(t, "2013-02-01", "2013-02-01")
	i, unmarked := 0, 0
	for a := range p.Areas.All() {
		w := file.Areas[i]
		got := []any{a.Ref, a.Title, a.Number, string(a.Section), string(a.Timescale), a.Notes, a.Due.String(), a.Rule.AnchorStated}
		want := []any{w.ID, w.Title, w.Number, w.Section, w.Timescale, w.Notes, w.Due, false}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("area %s (-want +got):\n%s", w.ID, diff)
		}
		if !w.Bulleted {
			unmarked++
		}
		i++
	}
	if i != len(file.Areas) || unmarked != 2 {
		t.Errorf("%d areas of %d, %d of them with no bullet mark in the paper", i, len(file.Areas), unmarked)
	}

	paper := lines(t, "board-paper-2013-02-01.md")
	i = 0
	for f := range p.StatedFigures.All() {
		if !strings.HasPrefix(f.Source, "Board paper") || !strings.Contains(strings.Join(paper, "\n"), "- "+f.Text+"\n") {
			t.Errorf("%q is not a whole statement of the paper", f.Text)
		}
		if f.Exception != "" && !strings.Contains(f.Text, f.Exception) {
			t.Errorf("%q is not in the statement", f.Exception)
		}
		if f.Section != plan.Additional {
			w := file.Groups[i]
			got := []any{string(f.Section), string(f.Timescale), "- " + f.Text, f.Total, f.Completed, f.Remaining}
			want := []any{w.Section, w.Timescale, paper[w.Stated.Line-1], w.Stated.Total, w.Stated.Completed, w.Stated.Remaining}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("stated figure %d (-want +got):\n%s", i, diff)
			}
		}
		i++
	}
	if i != len(file.Groups)+1 {
		t.Errorf("%d stated figures", i)
	}
}

func TestInspectionAndReportsAreAsPublished(t *testing.T) {
	l := livedStory(t)
	p := l.at(t, "2013-02-01", "2013-02-01")
	var got []string
	for i := range p.Inspections.All() {
		got = append(got, fmt.Sprintf("%s %s to %s, %q", i.Regime, i.Start.Long(), i.End.Long(), i.Outcome))
		for r, duties := range p.Duties(i.ID) {
			if r.Inspectorate == "Care Quality Commission" && (duties[0].CannotTell == "" || duties[1].CannotTell == "") {
				t.Error("the Care Quality Commission's day of receipt is not known, so its duties have no date")
			}
			if r.Inspectorate == "Ofsted" && duties[1].Due != calendar.Must(2012, 6, 25) {
				t.Errorf("the written statement is due on %s", duties[1].Due.Long())
			}
		}
	}
	for r := range p.Reports.All() {
		got = append(got, fmt.Sprintf("%s published %s, received %s", r.Inspectorate, r.Published.Long(), r.Received.Long()))
	}
	for j := range p.Judgements.All() {
		got = append(got, fmt.Sprintf("%q %q", j.Word, j.AsStated))
	}
	want := []string{
		`slac 23 January 2012 to 3 February 2012, "good with outstanding features"`,
		"Ofsted published 9 March 2012, received 12 March 2012",
		"Care Quality Commission published May 2012, received date not known",
		`"" "good with outstanding features"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if early := l.at(t, "2012-05-01", "2012-05-01"); early.Reports.Len() != 1 || early.StatedFigures.Len() != 0 {
		t.Error("the second report and the stated figures were known before they were published")
	}
}
