package web

import (
	"strconv"
	"strings"

	"throughline/board"
	"throughline/plainwords"
)

// paperReads says to the author of a paper how hard it is to read. It refuses
// nothing, and no reader of the published paper sees it.
type paperReads struct {
	Formulas  []plainwords.Formula
	Rows      []readsRow
	Long      []readsLong
	Generated int // generated sentences that are long, which the author can't change
	Unspelled []plainwords.Abbreviation
	Plainer   []plainwords.Plainer
}

// readsRow is one section of the paper. Ages has what each formula gives.
type readsRow struct {
	Name, Href string
	Words      string
	Ages       []readsAge
}

type readsAge struct{ Formula, Years string }

type readsLong struct {
	Where, Href string
	Words       string
	Sentence    string
}

// notProse are the texts of a paper that are names and days, not sentences.
var notProse = map[string]bool{
	"title": true, "committee": true, "meeting": true, "figures": true, "contact.name": true, "contact.role": true, "contact.phone": true, "contact.email": true,
}

// reads reads what the author wrote, section by section, and then the
// generated sentences by themselves.
func (v *visit) reads(paper *board.Paper) *paperReads {
	all := &paperReads{Formulas: plainwords.Formulas}
	at, words := "/papers/"+paper.ID, paper.Words()
	var written []string
	for _, text := range v.paperTexts(paper) {
		said := text.words(words)
		if notProse[text.name] || strings.TrimSpace(said) == "" {
			continue
		}
		if text.name == "questions" || text.name == "decisions" {
			said = strings.ReplaceAll(said, "\n", "\n\n") // each line is one
		}
		written = append(written, said)
		href := at + "#" + text.name
		r := plainwords.Read(said)
		all.row(text.label, href, r)
		for _, long := range r.Long {
			all.Long = append(all.Long, readsLong{
				Where: text.label + ", paragraph " + strconv.Itoa(long.Place.Paragraph) + ", sentence " + strconv.Itoa(long.Place.Sentence),
				Href:  href, Words: count(long.Words, "word"), Sentence: long.Text,
			})
		}
	}
	whole := plainwords.Read(strings.Join(written, "\n\n"))
	all.Unspelled, all.Plainer = whole.Unspelled, whole.Plainer
	if len(written) > 0 {
		all.row("All that you wrote", "", whole)
	}
	var generated []string
	for _, s := range paper.Statements() {
		generated = append(generated, s.Sentence, s.Lateness, s.LeftOutSentence, s.Checks)
	}
	r := plainwords.Read(strings.Join(generated, "\n\n"))
	all.row("The generated sentences", at+"#statements", r)
	all.Generated = len(r.Long)
	return all
}

func (p *paperReads) row(name, href string, r plainwords.Reading) {
	row := readsRow{Name: name, Href: href, Words: strconv.Itoa(r.Words)}
	ages := r.Ages()
	for i, f := range p.Formulas {
		age := readsAge{f.Name, plainwords.TooShort}
		switch {
		case i < len(ages):
			age.Years = ages[i].String()
		case len(ages) > 0:
			age.Years = "Too few sentences"
		}
		row.Ages = append(row.Ages, age)
	}
	p.Rows = append(p.Rows, row)
}

// Limit is how many words a sentence should have at most.
func (paperReads) Limit() int { return plainwords.LongSentence }

// Enough is how many words a reading age needs.
func (paperReads) Enough() int { return plainwords.Enough }

// Senseless says what formulas can't do.
func (paperReads) Senseless() string { return plainwords.Senseless }
