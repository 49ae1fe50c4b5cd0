package word_test

import (
	"bytes"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/board"
)

// wordsOf gives every word that the layout of a paper has, in its order.
func wordsOf(blocks []board.Block) []string {
	var all []string
	for _, b := range blocks {
		all = append(all, b.Label)
		if b.Label != "" {
			all = append(all, ":")
		}
		all = append(all, b.Text)
		for _, item := range b.Items {
			for _, passage := range item.Passages {
				all = append(all, passage.Text)
			}
		}
		if b.Grid != nil {
			all = append(append(all, b.Grid.Caption), b.Grid.Head...)
			for _, row := range b.Grid.Rows {
				for _, cell := range row {
					all = append(append(all, cell.Bullets...), cell.Paragraphs...)
				}
			}
		}
	}
	return strings.Fields(strings.ReplaceAll(strings.Join(all, " "), " : ", ": "))
}

func wordsIn(t testing.TB, document string) []string {
	t.Helper()
	var all []string
	for _, p := range parsed(t, document).all("p") {
		all = append(all, p.words())
	}
	return strings.Fields(strings.Join(all, " "))
}

func TestTheDocumentSaysWhatThePaperSays(t *testing.T) {
	data := published(t)
	file := written(t, data, nil)
	if again := written(t, data, nil); !bytes.Equal(file, again) {
		t.Error("the same data gave other bytes")
	}
	parts := partsOf(t, file)
	if diff := cmp.Diff(wordsOf(board.Layout(data)), wordsIn(t, parts["word/document.xml"])); diff != "" {
		t.Error(diff)
	}
	said := strings.Join(wordsIn(t, parts["word/document.xml"]), " ")
	for _, s := range data.Statements {
		if !strings.Contains(said, s.Statement.Sentence) {
			t.Errorf("the document lacks %q", s.Statement.Sentence)
		}
		for _, row := range s.Statement.Rows {
			if !strings.Contains(said, " "+row.Ref+" "+row.Title) {
				t.Errorf("the document lacks the row %s", row.Ref)
			}
		}
	}
	for _, want := range []string{data.Reference, data.DataHash, board.DemoMark} {
		if !strings.Contains(said, want) {
			t.Errorf("the document lacks %q", want)
		}
	}
	for name, text := range parts {
		for _, exempt := range []string{"zorbic", "quorvane", "flibbet", "wumbling", "plinthor", "drandle", "spondle", "grinkle", "tromble", "snorvel"} {
			if strings.Contains(strings.ToLower(text), exempt) {
				t.Errorf("%s holds the exempt word %s", name, exempt)
			}
		}
	}
	for part, want := range map[string]string{
		"word/header1.xml": board.DemoMark, "word/footer1.xml": "Reference " + data.Reference + ". Page 1 of 1", "word/footer2.xml": "Reference " + data.Reference + ". Page 1 of 1",
	} {
		if got := strings.Join(wordsIn(t, parts[part]), " "); got != want {
			t.Errorf("%s says %q", part, got)
		}
	}
	about := parsed(t, parts["docProps/core.xml"])
	for name, want := range map[string]string{"title": data.Title, "language": "en-GB", "identifier": data.Reference, "contentStatus": "Published"} {
		if found := about.all(name); len(found) != 1 || found[0].text != want {
			t.Errorf("of itself the document does not say that its %s is %q", name, want)
		}
	}
}

func TestADraftSaysSoOnEveryPage(t *testing.T) {
	data := published(t)
	data.State, data.Reference, data.DataHash, data.Demo = board.Draft, "", "", false
	parts := partsOf(t, written(t, data, nil))
	for part, want := range map[string]string{"word/document.xml": "Draft, not published", "word/header1.xml": "Draft, not published", "word/footer1.xml": "Not published. Page"} {
		if !strings.Contains(strings.Join(wordsIn(t, parts[part]), " "), want) {
			t.Errorf("%s does not say %q", part, want)
		}
	}
	data.State = board.Published
	if _, ok := partsOf(t, written(t, data, nil))["word/header1.xml"]; ok {
		t.Error("a published paper of a real council has a header of warnings")
	}
}

func TestTheDocumentCanBeUsedByEverybody(t *testing.T) {
	data := published(t)
	parts := partsOf(t, written(t, data, nil))
	for _, fault := range faultsIn(t, parts) {
		t.Error(fault)
	}
	for name, broken := range map[string][3]string{
		"a heading level left out":     {"word/document.xml", `w:val="Heading2"`, `w:val="Heading3"`},
		"a table without a header":     {"word/document.xml", `<w:tblHeader/>`, ``},
		"a table without a name":       {"word/document.xml", `<w:tblCaption w:val="Table 1`, `<w:tblX w:val="Table 1`},
		"a list that is none":          {"word/document.xml", `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`, ``},
		"a list without its numbers":   {"word/numbering.xml", `<w:num w:numId="2">`, `<w:num w:numId="9999">`},
		"an empty paragraph":           {"word/document.xml", `<w:tbl>`, `<w:p/><w:tbl>`},
		"a picture":                    {"word/document.xml", `<w:tbl>`, `<w:p><w:r><w:t>x</w:t><w:drawing/></w:r></w:p><w:tbl>`},
		"a link that leads nowhere":    {"word/document.xml", `w:name="rows_1"`, `w:name="rows_x"`},
		"another language":             {"word/styles.xml", `en-GB`, `en-US`},
		"a style that is not there":    {"word/styles.xml", `w:styleId="PaperNote"`, `w:styleId="PaperNone"`},
		"a relation that is not there": {"word/_rels/document.xml.rels", `Id="rIdfooter2"`, `Id="rIdfooter9"`},
		"a merged cell":                {"word/document.xml", `<w:tcPr>`, `<w:tcPr><w:gridSpan w:val="2"/>`},
	} {
		changed := map[string]string{}
		maps.Copy(changed, parts)
		changed[broken[0]] = strings.ReplaceAll(parts[broken[0]], broken[1], broken[2])
		if name == "a heading level left out" || name == "a list that is none" {
			changed[broken[0]] = strings.Replace(parts[broken[0]], broken[1], broken[2], 1)
		}
		if changed[broken[0]] == parts[broken[0]] || len(faultsIn(t, changed)) == 0 {
			t.Errorf("%s was not noticed", name)
		}
	}
}

// faultsIn checks the bones of a document, reading it by itself.
func faultsIn(t testing.TB, parts map[string]string) (faults []string) {
	t.Helper()
	fault := func(format string, values ...any) { faults = append(faults, fmt.Sprintf(format, values...)) }
	document, styles := parsed(t, parts["word/document.xml"]), parsed(t, parts["word/styles.xml"])
	names := map[string]string{}
	for _, s := range styles.all("style") {
		name, _ := s.at("name/val")
		names[s.attr["styleId"]] = strings.ToLower(name)
	}
	for _, lang := range styles.all("lang") {
		if lang.attr["val"] != "en-GB" {
			fault("the language is %s", lang.attr["val"])
		}
	}
	if len(styles.all("lang")) == 0 {
		fault("no language")
	}
	lists := map[string]bool{}
	for _, n := range parsed(t, parts["word/numbering.xml"]).all("num") {
		lists[n.attr["numId"]] = true
	}
	places := map[string]int{}
	for _, b := range document.all("bookmarkStart") {
		places[b.attr["name"]]++
	}
	for _, link := range document.all("hyperlink") {
		if places[link.attr["anchor"]] != 1 {
			fault("a link leads to %q", link.attr["anchor"])
		}
	}
	level := 0
	for _, p := range document.all("p") {
		id, styled := p.at("pPr/pStyle/val")
		name, known := names[id]
		if styled && !known {
			fault("there is no style %s", id)
		}
		if strings.TrimSpace(p.words()) == "" {
			fault("an empty paragraph of style %q", name)
		}
		if text, ok := strings.CutPrefix(name, "heading "); ok {
			now, err := strconv.Atoi(text)
			if err != nil || now > level+1 {
				fault("after heading %d comes %s: %s", level, name, p.words())
			}
			level = now
		}
		number, numbered := p.at("pPr/numPr/numId/val")
		if strings.HasPrefix(name, "list") && name != "list continue" || name == "paper table bullet" {
			if !numbered || !lists[number] {
				fault("no list: %s", p.words())
			}
		} else if numbered {
			fault("numbered, and not a list: %s", p.words())
		}
	}
	for _, table := range document.all("tbl") {
		if caption, ok := table.at("tblPr/tblCaption/val"); !ok || caption == "" {
			fault("a table without a name")
		}
		columns := 0
		for i, row := range table.all("tr") {
			if _, header := row.at("trPr/tblHeader/"); header != (i == 0) {
				fault("row %d of a table: header is %v", i+1, header)
			}
			if i == 0 {
				columns = len(row.all("tc"))
			}
			if len(row.all("tc")) != columns || len(row.all("gridSpan"))+len(row.all("vMerge")) > 0 {
				fault("row %d of a table has merged or missing cells", i+1)
			}
		}
		if len(table.all("tbl")) > 0 {
			fault("a table in a table")
		}
	}
	for _, picture := range []string{"drawing", "pict", "object"} {
		if len(document.all(picture)) > 0 {
			fault("a %s, which has no words", picture)
		}
	}
	relations := map[string]bool{}
	for _, r := range parsed(t, parts["word/_rels/document.xml.rels"]).all("Relationship") {
		relations[r.attr["Id"]] = parts["word/"+r.attr["Target"]] != ""
	}
	for _, kind := range []string{"headerReference", "footerReference"} {
		for _, reference := range document.all(kind) {
			if !relations[reference.attr["id"]] {
				fault("no part for %s", reference.attr["id"])
			}
		}
	}
	return faults
}

// Whatever people write, the document can be read and says it.
func TestAnyWordsCanBeWritten(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("ab <>&\"'\u0000\u0007\n\t\u2028=]é😀\ufffe")))
		data := board.PaperData{
			Title: text.Draw(r, "title"), Committee: text.Draw(r, "committee"), Purpose: text.Draw(r, "purpose"),
			Questions: rapid.SliceOfN(text, 0, 3).Draw(r, "questions"), Definitions: rapid.SliceOfN(text, 0, 3).Draw(r, "definitions"),
		}
		parts := partsOf(t, written(t, data, nil))
		clean := func(words []string) string {
			return strings.Map(func(c rune) rune {
				if c < ' ' || c == '\ufffe' || c == '\ufffd' {
					return -1
				}
				return c
			}, strings.Join(words, ""))
		}
		want := clean(wordsOf(board.Layout(data)))
		if strings.TrimSpace(data.Title) == "" {
			want = strings.Replace(want, "Committee:", "PaperwithoutatitleCommittee:", 1)
		}
		if got := clean(wordsIn(t, parts["word/document.xml"])); got != want {
			r.Fatalf("%q became %q", want, got)
		}
		for _, part := range []string{"docProps/core.xml", "word/styles.xml", "word/numbering.xml"} {
			parsed(t, parts[part])
		}
	})
}
