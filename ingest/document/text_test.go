package document_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"throughline/ingest/document"
)

func TestReadText(t *testing.T) {
	for _, c := range []struct {
		name, file, content string
		want                map[int][]string
	}{
		{"commas", "plan.csv", "Ref,Action\n1,Train staff\n", map[int][]string{1: {"Ref", "Action"}, 2: {"1", "Train staff"}}},
		{"semicolons round commas", "plan.csv", "Action;By\r\nTrain, staff;May\r\nTell, them;June", map[int][]string{1: {"Action", "By"}, 2: {"Train, staff", "May"}, 3: {"Tell, them", "June"}}},
		{"commas round semicolons", "plan.csv", "Action,By,Who\nTrain; tell,May,Ann\nAsk; wait,June,Bob\nSee; say,July,Cas", map[int][]string{
			1: {"Action", "By", "Who"}, 2: {"Train; tell", "May", "Ann"}, 3: {"Ask; wait", "June", "Bob"}, 4: {"See; say", "July", "Cas"}}},
		{"as many of each", "plan.csv", "a;b,c,d\ne;f,g,h", map[int][]string{1: {"a;b", "c", "d"}, 2: {"e;f", "g", "h"}}},
		{"tabs", "plan.tsv", "A\tB, C\n1\t2, 3\n", map[int][]string{1: {"A", "B, C"}, 2: {"1", "2, 3"}}},
		{"pipes", "plan.txt", "A|B\n1|2\n", map[int][]string{1: {"A", "B"}, 2: {"1", "2"}}},
		{"stated", "plan.csv", "sep=^\r\nA^B,C\r\n1^2,3", map[int][]string{1: {"A", "B,C"}, 2: {"1", "2,3"}}},
		{"a cell of two lines", "plan.csv", "A,B\n\"one\r\ntwo\",\"say \"\"yes\"\"\"\n", map[int][]string{1: {"A", "B"}, 2: {"one\ntwo", `say "yes"`}}},
		{"blank lines are gaps", "plan.csv", "A,B\n\n,,\n1,2\n", map[int][]string{1: {"A", "B"}, 4: {"1", "2"}}},
		{"old Mac lines", "plan.csv", "A,B\r1,2\r", map[int][]string{1: {"A", "B"}, 2: {"1", "2"}}},
		{"words after a closed mark", "plan.csv", "A,B\n\"x\"y,2\n", map[int][]string{1: {"A", "B"}, 2: {"xy", "2"}}},
		{"a mark inside", "plan.csv", "A,B\n6\" pipe,2\n", map[int][]string{1: {"A", "B"}, 2: {`6" pipe`, "2"}}},
		{"one column", "list.txt", "Train staff\nTell them\n", map[int][]string{1: {"Train staff"}, 2: {"Tell them"}}},
		{"prose", "list.txt", "Train staff, then wait\nTell them\nOn we go\n", map[int][]string{1: {"Train staff, then wait"}, 2: {"Tell them"}, 3: {"On we go"}}},
		{"the end of an old file", "plan.csv", "A,B\n1,2\n\x1A", map[int][]string{1: {"A", "B"}, 2: {"1", "2"}}},
		{"what a spreadsheet would run", "plan.csv", "A,B\n=cmd|' /C calc'!A0,<script>\n", map[int][]string{1: {"A", "B"}, 2: {"=cmd|' /C calc'!A0", "<script>"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := read(t, c.file, []byte(c.content))
			if doc.Kind != document.Text || len(doc.Warnings) > 0 {
				t.Errorf("kind %q, warnings %v", doc.Kind, doc.Warnings)
			}
			if diff := cmp.Diff(c.want, texts(doc.Blocks[0])); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLinesOfRecords(t *testing.T) {
	doc := read(t, "plan.csv", []byte("sep=,\nA,\"b\nc\"\n\n1,2\n"))
	var lines []int
	for _, row := range doc.Blocks[0].Rows {
		lines = append(lines, row.Number, row.Line)
	}
	if diff := cmp.Diff([]int{1, 2, 3, 5}, lines); diff != "" {
		t.Error(diff)
	}
}

func TestQuotationMarkNeverClosed(t *testing.T) {
	doc := read(t, "plan.csv", []byte("A,B\n\"one,2\n\"\"\"\",\"\"\nx,y\n"))
	want := map[int][]string{1: {"A", "B"}, 2: {`"one`, "2"}, 3: {`"`}, 4: {"x", "y"}}
	if diff := cmp.Diff(want, texts(doc.Blocks[0])); diff != "" {
		t.Error(diff)
	}
	if w := mustWarn(t, doc, "never closed"); w.Line != 2 {
		t.Errorf("line %d, want 2", w.Line)
	}
}

func TestEncodings(t *testing.T) {
	const text = "Action,Cost\nNaïve – café’s plan,£5 €6\n"
	encode := func(b []byte, err error) []byte { must(t, err); return b }
	little, big := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	for _, c := range []struct {
		name, warning string
		content       []byte
	}{
		{"UTF-8", "", []byte(text)},
		{"UTF-8 with its mark", "", []byte("\xEF\xBB\xBF" + text)},
		{"UTF-16 little", "", append([]byte("\xFF\xFE"), encode(little.NewEncoder().Bytes([]byte(text)))...)},
		{"UTF-16 big", "", append([]byte("\xFE\xFF"), encode(big.NewEncoder().Bytes([]byte(text)))...)},
		{"UTF-16 little, unstated", "UTF-16", encode(little.NewEncoder().Bytes([]byte(text)))},
		{"UTF-16 big, unstated", "UTF-16", encode(big.NewEncoder().Bytes([]byte(text)))},
		{"Windows-1252", "Windows-1252", encode(charmap.Windows1252.NewEncoder().Bytes([]byte(text)))},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := read(t, "plan.csv", c.content)
			want := map[int][]string{1: {"Action", "Cost"}, 2: {"Naïve – café’s plan", "£5 €6"}}
			if diff := cmp.Diff(want, texts(doc.Blocks[0])); diff != "" {
				t.Error(diff)
			}
			if c.warning != "" {
				mustWarn(t, doc, c.warning)
			} else if len(doc.Warnings) > 0 {
				t.Error(doc.Warnings)
			}
		})
	}
}

// What encoding/csv writes is read as it was, whatever is in the cells.
func TestTextComesBack(t *testing.T) {
	cell := rapid.StringOf(rapid.RuneFrom([]rune("aé\"\n,;\t| -=£"))).Filter(func(s string) bool { return strings.TrimSpace(s) == s })
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.IntRange(2, 5).Draw(t, "columns")
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, columns, columns), 1, 8).Draw(t, "rows")
		delimiter := rapid.SampledFrom([]byte(",;\t|")).Draw(t, "delimiter")
		var out bytes.Buffer
		out.WriteString("sep=" + string(delimiter) + "\n")
		w := csv.NewWriter(&out)
		w.Comma = rune(delimiter)
		if err := w.WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		want := map[int][]string{}
		for i, row := range rows {
			for len(row) > 0 && row[len(row)-1] == "" {
				row = row[:len(row)-1]
			}
			if len(row) > 0 {
				want[i+1] = row
			}
		}
		doc, err := document.Read(t.Context(), "plan.csv", out.Bytes(), document.Usual(), nil)
		if len(want) == 0 {
			if err == nil {
				t.Fatal("a file of blank cells was read")
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, texts(doc.Blocks[0])); diff != "" {
			t.Fatal(diff)
		}
	})
}
