package assurance

import (
	"fmt"
	"slices"
	"strings"
)

// Scale is the words by which a criterion is graded, as the practice pack has it.
type Scale string

// The scales.
const (
	FourWords  Scale = "four_words"  // the inspectorate's words
	YesNo      Scale = "yes_no"      // it is there or not
	BinaryTool Scale = "binary_tool" // a form's tool: partly complete scores nothing, not applicable scores as yes (Nottingham's)
)

// Grade is one word of a scale.
type Grade string

// The grades. "Adequate" of an older framework is another scale's word and is
// never read as any of these.
const (
	Outstanding         Grade = "outstanding"
	Good                Grade = "good"
	RequiresImprovement Grade = "requires_improvement"
	Inadequate          Grade = "inadequate"
	Yes                 Grade = "yes"
	No                  Grade = "no"
	Partly              Grade = "partly"
	NotApplicable       Grade = "not_applicable"
)

var gradeWords = map[Grade]string{
	Outstanding: "Outstanding", Good: "Good", RequiresImprovement: "Requires improvement to be good", Inadequate: "Inadequate",
	Yes: "Yes", No: "No", Partly: "Partly complete", NotApplicable: "Not applicable",
}

// Words is the grade as people read it.
func (g Grade) Words() string { return gradeWords[g] }

// Grades lists the words of the scale, the best first; none for an unknown scale.
func (s Scale) Grades() []Grade {
	switch s {
	case FourWords:
		return []Grade{Outstanding, Good, RequiresImprovement, Inadequate}
	case YesNo:
		return []Grade{Yes, No}
	case BinaryTool:
		return []Grade{Yes, Partly, No, NotApplicable}
	}
	return nil
}

// Ordered says whether the scale's words lie in an order, so that two auditors
// can be further apart or nearer.
func (s Scale) Ordered() bool { return s == FourWords }

// Meets says whether the grade is good practice: good or outstanding; yes; of a
// form's tool, not applicable as well, and never partly.
func (g Grade) Meets() bool {
	return slices.Contains([]Grade{Outstanding, Good, Yes, NotApplicable}, g)
}

// Impact is what the practice meant for the child. It stands beside the grade: good
// records may have changed nothing.
type Impact string

// The impacts.
const (
	Better    Impact = "better"
	NoChange  Impact = "no_change"
	Worse     Impact = "worse"
	CantSay   Impact = "cannot_say" // the record doesn't show it
	tooLittle        = 15           // letters of evidence that say nothing
)

// Impacts lists every impact.
var Impacts = []Impact{Better, NoChange, Worse, CantSay}

// Criterion is what an audit asks, as the pack has it on the day of the round.
type Criterion struct {
	Code  string `json:"code"`
	Words string `json:"words"`
	Scale Scale  `json:"scale"`
}

// Answer is what an auditor says of one criterion of one case.
type Answer struct {
	Criterion string `json:"criterion"`
	Grade     Grade  `json:"grade"`
	Evidence  string `json:"evidence"` // what was seen, without a name
	Shortfall string `json:"shortfall,omitempty"`
}

// CaseAudit is one auditor's audit of one case.
type CaseAudit struct {
	Case    string   `json:"case"`
	Auditor string   `json:"auditor"`
	Answers []Answer `json:"answers"`
	Impact  Impact   `json:"impact"`
}

// Check gives what is wanting before the audit can be handed in, each as a field
// and a sentence: every criterion has a grade of its own scale with the evidence
// seen, what falls short says how, and the impact on the child is said.
func (a *CaseAudit) Check(asked []Criterion) (wanting map[string]string) {
	wanting = map[string]string{}
	given := map[string]Answer{}
	for _, answer := range a.Answers {
		if _, twice := given[answer.Criterion]; twice {
			wanting[answer.Criterion] = "This is answered twice. Take one answer out."
		}
		given[answer.Criterion] = answer
	}
	for _, c := range asked {
		answer, has := given[c.Code]
		delete(given, c.Code)
		switch {
		case !has || answer.Grade == "":
			wanting[c.Code] = "Choose a grade."
		case !slices.Contains(c.Scale.Grades(), answer.Grade):
			wanting[c.Code] = fmt.Sprintf("“%s” is no word of this scale. Choose one of: %s.", answer.Grade, c.Scale.list())
		case len(strings.TrimSpace(answer.Evidence)) < tooLittle:
			wanting[c.Code] = "Write what you saw: a grade stands on its evidence."
		case !answer.Grade.Meets() && strings.TrimSpace(answer.Shortfall) == "":
			wanting[c.Code] = "Say what fell short, so that somebody can put it right."
		}
	}
	for code := range given {
		if wanting[code] == "" {
			wanting[code] = "This round doesn't ask this. Take the answer out."
		}
	}
	if !slices.Contains(Impacts, a.Impact) {
		wanting["impact"] = "Say what it meant for the child, or that the record doesn't show it."
	}
	return wanting
}

func (s Scale) list() string {
	words := make([]string, 0, len(s.Grades()))
	for _, g := range s.Grades() {
		words = append(words, strings.ToLower(g.Words()))
	}
	return strings.Join(words, ", ")
}
