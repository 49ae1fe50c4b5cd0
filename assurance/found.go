package assurance

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"throughline/calendar"
	"throughline/proof"
)

// Counts is how many cases got each word of a criterion's scale. No two words
// are counted together.
type Counts struct {
	Criterion Criterion
	Of        map[Grade]int
	Met, All  int            // of those graded, those that Grade.Meets counts
	Interval  proof.Interval // of the share that met it, at 95% (Wilson)
}

// Agreement is how far the first and second auditors of the cases audited twice
// agree.
type Agreement struct {
	Cases  int
	Kappa  float64 // linear weights on the four words, unweighted on others; NaN where it can't be had
	Flawed bool    // under 0.6: the round is not to be relied on before it is moderated
	Words  string
}

// Found is what a round found.
type Found struct {
	Audited   int
	Criteria  []Counts
	Agreement map[string]Agreement // by criterion that was graded twice
	Impacts   map[Impact]int
}

// Threshold is what a round must find before practice counts as changed. It is
// set before the first case is audited.
type Threshold struct {
	Criterion string  `json:"criterion"`
	Share     float64 `json:"share"` // of the cases, over 0 and at most 1
	Cases     int     `json:"cases"` // audited at least
}

// Moderated is the grade that a moderator settled where two auditors differed or
// one was doubted.
type Moderated struct {
	Case, Criterion string
	Grade           Grade
	Why             string
}

// Find counts a round: the first auditor's grade of each case, or the one that a
// moderator settled. Audits that are not whole are left out.
func Find(asked []Criterion, sample Sample, audits []CaseAudit, settled []Moderated) Found {
	f := Found{Agreement: map[string]Agreement{}, Impacts: map[Impact]int{}}
	whole := map[[2]string]CaseAudit{}
	for _, a := range audits {
		if len(a.Check(asked)) == 0 {
			whole[[2]string{a.Case, a.Auditor}] = a
		}
	}
	for _, d := range sample.Drawn {
		if a, has := whole[[2]string{d.ID, d.Auditor}]; has {
			f.Audited++
			f.Impacts[a.Impact]++
		}
	}
	for _, c := range asked {
		counts := Counts{Criterion: c, Of: map[Grade]int{}}
		var first, second []int
		for _, d := range sample.Drawn {
			one, has := whole[[2]string{d.ID, d.Auditor}]
			if !has {
				continue
			}
			grade := one.grade(c.Code)
			if other, twice := whole[[2]string{d.ID, d.Second}]; twice && d.Second != "" {
				first = append(first, slices.Index(c.Scale.Grades(), grade))
				second = append(second, slices.Index(c.Scale.Grades(), other.grade(c.Code)))
			}
			for _, m := range settled {
				if m.Case == d.ID && m.Criterion == c.Code {
					grade = m.Grade
				}
			}
			counts.Of[grade]++
			counts.All++
			if grade.Meets() {
				counts.Met++
			}
		}
		counts.Interval = proof.Wilson(float64(counts.Met), float64(counts.All))
		f.Criteria = append(f.Criteria, counts)
		if len(first) > 0 {
			f.Agreement[c.Code] = agreement(c.Scale, first, second)
		}
	}
	return f
}

func (a *CaseAudit) grade(code string) Grade {
	at := slices.IndexFunc(a.Answers, func(x Answer) bool { return x.Criterion == code })
	if at < 0 {
		return ""
	}
	return a.Answers[at].Grade
}

func agreement(scale Scale, first, second []int) Agreement {
	made := Agreement{Cases: len(first), Kappa: math.NaN()}
	agree, err := proof.Agree(first, second, len(scale.Grades()))
	if err == nil {
		made.Kappa = agree.Kappa
		if scale.Ordered() {
			made.Kappa = agree.Linear
		}
	}
	switch {
	case math.IsNaN(made.Kappa):
		made.Words = fmt.Sprintf("%d cases were audited twice, too alike for agreement beyond chance to be told.", made.Cases)
	case made.Kappa < proof.Unreliable:
		made.Flawed = true
		made.Words = fmt.Sprintf("Two auditors agree too little (kappa %.2f, under 0.6, over %d cases): don't rely on this before it is moderated.", made.Kappa, made.Cases)
	default:
		made.Words = fmt.Sprintf("Two auditors agree well enough (kappa %.2f over %d cases).", made.Kappa, made.Cases)
	}
	return made
}

// Outcome is what a round says of the practice that a criterion asks about.
type Outcome string

// The outcomes.
const (
	InPractice    Outcome = "in_practice"     // the threshold was reached
	NotInPractice Outcome = "not_in_practice" // it was not
	TooFew        Outcome = "too_few"         // fewer cases than the threshold asks for
	Unreliable    Outcome = "unreliable"      // two auditors agree too little
	Expired       Outcome = "expired"         // it was found too long ago
)

// Outcome holds what was found to the threshold on a day; expires is the last day
// on which the round still tells, zero for no end.
func (f *Found) Outcome(t Threshold, expires, day calendar.Date) (Outcome, string) {
	at := slices.IndexFunc(f.Criteria, func(c Counts) bool { return c.Criterion.Code == t.Criterion })
	if at < 0 {
		return TooFew, "No case was audited for this."
	}
	c := f.Criteria[at]
	seen := fmt.Sprintf("%d of %d cases met it", c.Met, c.All)
	switch {
	case c.All < max(1, t.Cases):
		return TooFew, fmt.Sprintf("%s; %d were to be audited before anything is said.", seen, max(1, t.Cases))
	case f.Agreement[t.Criterion].Flawed:
		return Unreliable, f.Agreement[t.Criterion].Words
	case !expires.IsZero() && day.After(expires):
		return Expired, seen + ", but that was found too long ago to tell of today: it expired on " + expires.Long() + "."
	case float64(c.Met) >= t.Share*float64(c.All):
		return InPractice, fmt.Sprintf("%s; the threshold is %.0f%%.", seen, 100*t.Share)
	}
	return NotInPractice, fmt.Sprintf("%s; the threshold is %.0f%%.", seen, 100*t.Share)
}

// Between is what changed in a criterion from one round to the next, tested.
type Between struct {
	Before, After Counts
	proof.Comparison
	Words string
}

// Compare tests a criterion between two rounds: Newcombe's interval of the
// difference and Fisher's exact test. It refuses rounds that asked by different
// scales, or of nobody.
func Compare(before, after Counts) (Between, error) {
	if before.Criterion.Code != after.Criterion.Code || before.Criterion.Scale != after.Criterion.Scale {
		return Between{}, fmt.Errorf("the two rounds asked different things, or by different words: they can't be compared")
	}
	tested, err := proof.BeforeAndAfter(proof.Counted{Of: float64(before.Met), All: float64(before.All)}, proof.Counted{Of: float64(after.Met), All: float64(after.All)})
	if err != nil {
		return Between{}, err
	}
	made := Between{Before: before, After: after, Comparison: tested}
	counts := fmt.Sprintf("%d of %d before, %d of %d after", before.Met, before.All, after.Met, after.All)
	low, high := tested.Interval.Lower, tested.Interval.Upper
	switch {
	case low > 0:
		made.Words = "Better than at the round before (" + counts + "), by more than chance would often give."
	case high < 0:
		made.Words = "Worse than at the round before (" + counts + "), by more than chance would often give."
	default:
		made.Words = "No difference that chance could not give (" + counts + ")."
	}
	return made, nil
}

// Shortfall is what fell short in one case, and what became of it.
type Shortfall struct {
	Case, Criterion string
	Words           string
	Action          string // the action that answers it
	Refused         string // or why no action is taken
	RefusedBy       string
}

// Open says what is still to be done about the shortfall; "" once it is an action
// or was refused with a reason by somebody named.
func (s *Shortfall) Open() string {
	switch {
	case s.Action != "":
		return ""
	case s.Refused == "":
		return "Make it an action, or say why not."
	case s.RefusedBy == "":
		return "Somebody must put their name to the refusal."
	}
	return ""
}

// Shortfalls lists what fell short in a round's whole audits, by criterion and
// then case.
func Shortfalls(asked []Criterion, audits []CaseAudit) (all []Shortfall) {
	for _, a := range audits {
		if len(a.Check(asked)) > 0 {
			continue
		}
		for _, answer := range a.Answers {
			if !answer.Grade.Meets() {
				all = append(all, Shortfall{Case: a.Case, Criterion: answer.Criterion, Words: answer.Shortfall})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Shortfall) int {
		return cmp.Or(cmp.Compare(a.Criterion, b.Criterion), cmp.Compare(a.Case, b.Case))
	})
	return all
}
