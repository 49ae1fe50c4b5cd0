package board

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"throughline/calendar"
	"throughline/plan"
)

// The kinds of thing that this room keeps, as the store names them.
const (
	KindPaper     = "paper"
	KindNumbering = "paper_numbering" // the last reference number given in a year
)

// PaperState is where a paper stands.
type PaperState string

// The states. A published paper never changes again.
const (
	Draft     PaperState = "draft"
	Published PaperState = "published"
	Withdrawn PaperState = "withdrawn"
)

// Words is the state in words.
func (s PaperState) Words() string {
	return map[PaperState]string{Draft: "Draft", Published: "Published", Withdrawn: "Withdrawn"}[s]
}

// KnownAt is the last ledger entry counted, and when it was written.
type KnownAt struct {
	Position int64     `json:"position"`
	Time     time.Time `json:"time,omitzero"`
}

// Author is who wrote a paper, by the name of the day.
type Author struct {
	Membership string `json:"membership"`
	Name       string `json:"name"`
	Agency     string `json:"agency"`
}

// Contact is who a reader can ask.
type Contact struct {
	Name  string `json:"name"`
	Role  string `json:"role"`
	Phone string `json:"phone"`
	Email string `json:"email"`
}

// DecisionKind is what a Board is asked to do.
type DecisionKind string

// The kinds of decision.
const (
	Note     DecisionKind = "note"
	Approve  DecisionKind = "approve"
	Consider DecisionKind = "consider"
)

// DecisionKinds lists them.
var DecisionKinds = []DecisionKind{Note, Approve, Consider}

// Decision is one thing that the Board is asked. Text follows the verb: "the
// report and the progress made".
type Decision struct {
	Kind DecisionKind `json:"kind"`
	Text string       `json:"text"`
}

// Entry is one key statement in a paper, with what the author wrote around it.
type Entry struct {
	Before    string    `json:"before"`
	Statement Statement `json:"statement"`
	After     string    `json:"after"`
}

// Paper is a report to a Board about one inspection's plan at one moment.
type Paper struct {
	plan.Thing
	Inspection string        `json:"inspection"`
	State      PaperState    `json:"state"`
	Title      string        `json:"title"`
	Committee  string        `json:"committee"`
	Meeting    calendar.Date `json:"meeting"`
	AsAt       calendar.Date `json:"as_at"`
	KnownAt    KnownAt       `json:"known_at"`
	Author     Author        `json:"author"`
	Contact    Contact       `json:"contact"`
	Purpose    string        `json:"purpose"`
	Entries    []Entry       `json:"entries"`
	Questions  []string      `json:"questions"`
	Background string        `json:"background"` // stands before the areas for improvement
	Additional string        `json:"additional"` // stands under "Additional actions"
	Decisions  []Decision    `json:"decisions"`
	Demo       bool          `json:"demo"`              // every person and figure in it is invented
	Figures    string        `json:"figures,omitempty"` // the release of figures in its annex, or ""
	Exempt     ExemptNotice  `json:"exempt,omitempty"`  // how many items are exempt, and why; their words are in the ExemptPart
	// Confirmations say why words that look as if they named somebody name no child.
	Confirmations []plan.Confirmation `json:"confirmations,omitempty"`
	Template      *TemplateUsed       `json:"template,omitempty"`     // nil for a paper as it is without one
	Implications  []ImplicationText   `json:"implications,omitempty"` // in the order of the template
	Measures      []MeasureData       `json:"measures,omitempty"`     // of the areas that the author chose
	Writers       []string            `json:"writers,omitempty"`      // memberships of those who wrote in it besides the author
	PaperDates                        // from when it is public, and what it corrects
	Frozen        *Frozen             `json:"frozen"`
	Withdrawal    *plan.Ending        `json:"withdrawal"` // when the draft was given up
}

// Frozen is a paper as published: its data and both forms of it, kept whole
// so that it reads the same for ever. Dataset is text, not nested JSON, so
// that no store can rewrite the bytes that the hashes are of.
type Frozen struct {
	Reference   string        `json:"reference"` // such as RCC/CPB/2013/001
	Year        int           `json:"year"`
	Number      int           `json:"number"`
	PublishedOn calendar.Date `json:"published_on"`
	PublishedBy string        `json:"published_by"` // membership id
	AsAt        calendar.Date `json:"as_at"`
	KnownAt     KnownAt       `json:"known_at"`
	Dataset     string        `json:"dataset"` // PaperData as JSON
	HTML        string        `json:"html"`
	Text        string        `json:"text"`
	DataHash    string        `json:"data_hash"` // SHA-256 of Dataset, hex; printed in both forms
	Hash        string        `json:"hash"`      // SHA-256 of Dataset, HTML and Text one after another, hex
}

// Intact says whether the frozen bytes are still those that were hashed.
func (f *Frozen) Intact() bool {
	return f.DataHash == hashOf(f.Dataset) && f.Hash == hashOf(f.Dataset, f.HTML, f.Text)
}

func hashOf(texts ...string) string {
	sum := sha256.New()
	for _, text := range texts {
		sum.Write([]byte(text))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Statements gives the paper's statements without the words around them.
func (p *Paper) Statements() []Statement {
	all := make([]Statement, len(p.Entries))
	for i, e := range p.Entries {
		all[i] = e.Statement
	}
	return all
}

// Numbering is the last number given to a paper in a year. It is kept apart
// from papers, so that erasing one never frees its reference.
type Numbering struct {
	plan.Thing
	Year int `json:"year"`
	Last int `json:"last"`
}
