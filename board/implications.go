package board

import (
	"maps"
	"slices"

	"throughline/change"
)

// Need is how much a committee wants an implications section.
type Need string

// How much a section is wanted.
const (
	Required Need = "required"  // it must say something
	NoneSaid Need = "none_said" // it must say something, or why there are none
	Optional Need = "optional"  // it is left out when blank
)

// Needs lists them.
var Needs = []Need{Required, NoneSaid, Optional}

// Words says how much it is wanted.
func (n Need) Words() string {
	return map[Need]string{Required: "Must be written", NoneSaid: "Must be written, or say why there are none", Optional: "May be left blank"}[n]
}

// Implication is a section that a committee's papers have about what follows
// from them: for the law, money, equality and so on.
type Implication struct {
	Key     string  `json:"key"`
	Heading string  `json:"heading"`
	Help    string  `json:"help"`
	Need    Need    `json:"need"`
	By      Clearer `json:"by,omitzero"` // who clears it
}

// ImplicationText is what an author wrote in an implications section. With
// None, Text says why there are none.
type ImplicationText struct {
	Key  string `json:"key"`
	None bool   `json:"none,omitempty"`
	Text string `json:"text"`
}

// ImplicationData is an implications section as a paper prints it.
type ImplicationData struct {
	Key     string `json:"key"`
	Heading string `json:"heading"`
	None    bool   `json:"none,omitempty"`
	Text    string `json:"text"`
}

// NoneWords begin a section whose author says that there are none.
const NoneWords = "There are none."

// Paragraphs are the section's words.
func (i ImplicationData) Paragraphs() []string {
	if i.None {
		return append([]string{NoneWords}, paragraphs(i.Text)...)
	}
	return paragraphs(i.Text)
}

// Implication gives what the author wrote in a section.
func (p *Paper) Implication(key string) ImplicationText {
	i := slices.IndexFunc(p.Implications, func(t ImplicationText) bool { return t.Key == key })
	if i < 0 {
		return ImplicationText{Key: key}
	}
	return p.Implications[i]
}

// ImplicationsAsked lists the implications sections that a paper's template has.
func (p *Paper) ImplicationsAsked() []Implication {
	if p.Template == nil {
		return nil
	}
	return p.Template.Of.Implications
}

// implicationTexts gives a text for each section that the paper has, blank or not.
func (p *Paper) implicationTexts() (all []ImplicationText) {
	for _, i := range p.ImplicationsAsked() {
		all = append(all, p.Implication(i.Key))
	}
	return all
}

// implicationsWritten keeps the texts of the sections that a paper has, in
// their order. Blank ones are not kept.
func (p *Paper) implicationsWritten(texts []ImplicationText, problems *change.Problems) (kept []ImplicationText) {
	for _, t := range texts {
		if !slices.ContainsFunc(p.ImplicationsAsked(), func(i Implication) bool { return i.Key == t.Key }) && (t.None || prose(t.Text) != "") {
			problems.Add("implications", "This paper has no section “"+t.Key+"” for implications. Open the paper again and write in one that it has.")
		}
	}
	for _, i := range p.ImplicationsAsked() {
		n := slices.IndexFunc(texts, func(t ImplicationText) bool { return t.Key == i.Key })
		if n < 0 {
			continue
		}
		if t := (ImplicationText{i.Key, texts[n].None, prose(texts[n].Text)}); t.None || t.Text != "" {
			kept = append(kept, t)
		}
	}
	return kept
}

// implicationsData is what a paper prints of its implications.
func implicationsData(p *Paper) (all []ImplicationData) {
	for _, i := range p.ImplicationsAsked() {
		if t := p.Implication(i.Key); t.None || t.Text != "" {
			all = append(all, ImplicationData{i.Key, i.Heading, t.None, t.Text})
		}
	}
	return all
}

// implicationsWanting names each section that the template wants and that
// says nothing.
func implicationsWanting(p *Paper) (problems change.Problems) {
	for _, i := range p.ImplicationsAsked() {
		t, field := p.Implication(i.Key), ImplicationField(i.Key)
		switch {
		case i.Need == Required && t.None:
			problems.Add(field, i.Heading+": this committee wants the section written. Say what they are, and take back that there are none.")
		case t.None && t.Text == "":
			problems.Add(field, i.Heading+": say why there are none.")
		case t.Text == "" && i.Need == Required:
			problems.Add(field, i.Heading+": write this section. This committee’s papers must have it.")
		case t.Text == "" && i.Need == NoneSaid:
			problems.Add(field, i.Heading+": write this section, or say that there are none and why.")
		}
	}
	return problems
}

// ImplicationField names an implications section in problems and forms.
func ImplicationField(key string) string { return "implication." + key }

// ownWords are the words of implications and of the council’s own headings to look through for names.
func (d PaperData) ownWords() (all []placed) {
	for _, i := range d.Implications {
		all = append(all, placed{"the heading “" + i.Heading + "”", i.Heading, true}, placed{lowerFirst(i.Heading), i.Text, true})
	}
	if d.Template != nil {
		for _, key := range slices.Sorted(maps.Keys(d.Template.Headings)) {
			all = append(all, placed{"a heading of the committee’s template", d.Template.Headings[key], true})
		}
	}
	return all
}
