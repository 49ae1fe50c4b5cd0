package report_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"throughline/ingest/report"
)

var listWords = []string{
	"Ensure", "improve", "the", "quality", "of", "plans", "for", "children", "and", "timeliness", "16-", "within", "2.", "strategy", "records",
	"(paragraph", "31)", "multi-agency", "oversight", "LADO", "care", "leavers", "“views”", "–", "section", "47", "PEPs", "review", "in",
}

// wrapped writes words on lines of a width.
func wrapped(words []string, width int) (lines []string) {
	current := ""
	for _, word := range words {
		if current != "" && len(current)+1+len(word) > width {
			lines = append(lines, current)
			current = ""
		}
		current = strings.TrimSpace(current + " " + word)
	}
	return append(lines, current)
}

// TestNoLineOfAListIsLost writes lists of areas as reports do, with any mark,
// width and page breaks, and wants every word of every area back.
func TestNoLineOfAListIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		heading := rapid.SampledFrom([]string{"What needs to improve?", "Areas for improvement", "Recommendations", "Areas for priority action"}).Draw(t, "heading")
		mark := rapid.SampledFrom([]string{"◼ ", "• ", "\uf06e ", "n"}).Draw(t, "mark")
		width := rapid.IntRange(24, 100).Draw(t, "width")
		spaced := rapid.Bool().Draw(t, "spaced")
		areas := rapid.SliceOfN(rapid.SliceOfN(rapid.SampledFrom(listWords), 3, 40), 1, 25).Draw(t, "areas")
		foot := "Inspection of Eastmoor local authority children’s services"
		var text strings.Builder
		text.WriteString("Inspection of Eastmoor local authority\nchildren’s services\nInspection dates: 4 to 15 December 2023\n\n" + heading + "\n")
		page := 1
		var want []string
		for i, area := range areas {
			words := append(append([]string{"Improve"}, area...), "end.")
			want = append(want, strings.Join(words, " "))
			first := mark
			if mark == "n" {
				first = fmt.Sprintf("%d.  ", i+1)
			}
			for j, l := range wrapped(words, width) {
				if j > 0 && (l[0] >= '0' && l[0] <= '9' || l[0] == '-' || strings.HasPrefix(l, "–")) {
					l = "§" + l // a figure that begins a line can't be told from a number in the list
					want[i] = ""
				}
				lead := strings.Repeat(" ", len([]rune(first)))
				if j == 0 {
					lead = first
				}
				text.WriteString(lead + l + "\n")
			}
			if spaced {
				text.WriteString("\n")
			}
			if rapid.IntRange(0, 5).Draw(t, "turn") == 0 {
				fmt.Fprintf(&text, "\n%s\n4 to 15 December 2023      %d\n\f", foot, page)
				page++
			}
		}
		text.WriteString("\nThe experiences and progress of children in care: good\n1.   Children in care are well supported.\n")
		read, _, err := report.Read(text.String())
		if err != nil {
			t.Fatal(err)
		}
		if len(read.Areas) != len(areas) {
			t.Fatalf("%d areas of %d:\n%s", len(read.Areas), len(areas), text.String())
		}
		for i, a := range read.Areas {
			if want[i] != "" && a.Words != want[i] {
				t.Fatalf("area %d is\n%q, not\n%q", i+1, a.Words, want[i])
			}
		}
	})
}

// FuzzRead holds what is true of any text: it is read without a fall, and each
// area has words, which stand on the lines that it names.
func FuzzRead(f *testing.F) {
	paths, err := filepath.Glob("testdata/read/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range append(paths, "testdata/founding.txt") {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("Recommendations\n1.\n2.\n•\n\f\f12\nWithin six months\n–")
	f.Add("Responsible body   Areas for priority action\n\n a\n   b       c\n")
	f.Fuzz(func(t *testing.T, text string) {
		read, warnings, err := report.Read(text)
		if err != nil {
			return
		}
		lines := strings.Count(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n") + strings.Count(text, "\u2028") + 1
		for _, a := range read.Areas {
			if strings.TrimSpace(a.Words) == "" || a.Line < 1 || a.LastLine < 1 || a.Line > lines || a.LastLine > lines {
				t.Errorf("an area on lines %d to %d of %d says %q", a.Line, a.LastLine, lines, a.Words)
			}
		}
		for _, w := range warnings {
			if w.Text == "" || w.Line < 0 || w.Line > lines {
				t.Errorf("a warning on line %d of %d says %q", w.Line, lines, w.Text)
			}
		}
	})
}
