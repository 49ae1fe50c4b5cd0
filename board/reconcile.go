package board

import (
	"fmt"
	"strings"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/plan"
)

// Disagreement is one figure on which a statement and its rows differ.
type Disagreement struct {
	Key      Key    `json:"group"`
	Sentence string `json:"sentence"` // the sentence that says it, or ""
	Figure   string `json:"figure"`   // what is counted
	Says     string `json:"says"`
	Rows     string `json:"rows"` // what the rows give
}

// Words is the disagreement as one plain sentence.
func (d Disagreement) Words() string {
	where := "The figure stored for"
	if d.Sentence != "" {
		where = fmt.Sprintf("The sentence “%s” in", d.Sentence)
	}
	return fmt.Sprintf("%s %s gives, for %s: %s. Its rows give: %s.", where, lowerFirst(d.Key.Words()), d.Figure, d.Says, d.Rows)
}

// checker collects disagreements about one statement.
type checker struct {
	st    Statement
	rows  []recount
	found []Disagreement
}

// Reconcile counts a statement's rows again from their parts, reads its
// sentences back word by word, and gives every figure on which they differ.
// None means that the statement may be published.
func Reconcile(st Statement) []Disagreement {
	c := &checker{st: st, rows: recountAll(st.Rows, st.AsAt)}
	c.checkRows()
	c.checkStored()
	if st.Section == plan.Additional {
		c.checkAdditional()
	} else {
		c.checkSentence(st.Sentence, c.rows, true)
	}
	c.checkLateness()
	c.checkLeftOut()
	c.checkFacts()
	return c.found
}

func (c *checker) tell(sentence, figure, says, rows string) {
	c.found = append(c.found, Disagreement{c.st.Key, sentence, figure, says, rows})
}

func (c *checker) count(sentence, figure string, says, rows int) {
	if says != rows {
		c.tell(sentence, figure, plan.Number(says), plan.Number(rows))
	}
}

func (c *checker) unreadable(sentence string) {
	c.tell(sentence, "what it counts", "words that are not those of a generated sentence", "figures that can't be compared with them")
}

func (c *checker) checkRows() {
	for _, r := range c.rows {
		if r.bucket != r.row.Bucket {
			c.tell("", "where action "+r.row.Ref+" is counted", words(r.row.Bucket), words(r.bucket))
		}
		if r.bucket != LeftOut && r.bucket != Complete && r.bucket != Except && r.row.InProgress != r.moving {
			c.tell("", "whether action "+r.row.Ref+" is in progress", yesNo(r.row.InProgress), yesNo(r.moving))
		}
		for _, part := range r.row.Parts {
			if part.Done != (len(part.Wanting) == 0) {
				c.tell("", "whether part "+r.row.Ref+part.Ref+" is done", yesNo(part.Done), yesNo(!part.Done))
			}
		}
	}
}

func (c *checker) checkStored() {
	gives := given(c.rows)
	c.count("", "actions in all", c.st.Total, gives.total)
	c.count("", "complete", c.st.Complete, gives.complete)
	c.count("", "complete but for one part", len(c.st.Except), gives.except)
	c.count("", "remaining", c.st.Remaining, gives.remaining)
	c.count("", "in progress", c.st.InProgress, gives.moving)
	c.count("", "remaining without news", len(c.st.NoNews), gives.quiet+gives.never)
	c.count("", "the sum of complete, complete but for one part, and remaining", c.st.Complete+len(c.st.Except)+c.st.Remaining, c.st.Total)
	place := 0
	for _, r := range c.rows {
		if r.bucket != Except {
			continue
		}
		if place < len(c.st.Except) {
			e := c.st.Except[place]
			if says, rows := e.ActionRef+e.PartRef+" "+e.PartText, r.row.Ref+r.missing.Ref+" "+r.missing.Text; says != rows {
				c.tell("", "the part wanting", says, rows)
			}
		}
		place++
	}
}

// checkSentence reads one group sentence. named asks that it names the group.
func (c *checker) checkSentence(sentence string, rows []recount, named bool) {
	gives := given(rows)
	hidden, ok := hideParts(sentence, rows)
	if !ok {
		c.tell(sentence, "the parts that are wanting", "other parts, or none", namesOf(rows))
		return
	}
	var says figures
	noun, ok := says.readMain(strings.TrimSuffix(hidden, "."))
	if !ok {
		c.unreadable(sentence)
		return
	}
	gives.compare(says, func(figure string, s, r int) { c.count(sentence, figure, s, r) })
	c.since(sentence, says, gives)
	if named && !names(noun, c.st.Key) {
		c.tell(sentence, "the group", noun, c.st.Words())
	}
}

func (c *checker) since(sentence string, says, gives figures) {
	if says.since != "" && says.since != gives.since {
		rows := gives.since
		if rows == "" {
			rows = "more than one day, or none"
		}
		c.tell(sentence, "the day of the last update", says.since, rows)
	}
}

// names checks that the words for a group are the group's own.
func names(noun string, k Key) bool {
	noun = strings.ToLower(noun)
	section := map[plan.Section]string{plan.Safeguarding: "safeguarding", plan.LookedAfterChildren: "looked-after children", plan.ChildrensServices: "children’s services", plan.Additional: "additional"}[k.Section]
	when := map[deadline.Timescale]string{deadline.Immediate: "immediate", deadline.ThreeMonths: "three months", deadline.SixMonths: "six months", deadline.None: "no set timescale"}[k.Timescale]
	if k.Section == plan.Additional {
		when = ""
	}
	return section != "" && strings.Contains(noun, section) && strings.Contains(noun, when)
}

// checkAdditional reads the sentences about additional actions: those due
// before the cut-off, and the rest.
func (c *checker) checkAdditional() {
	cut := c.st.DueBefore
	if cut == nil {
		c.tell(c.st.Sentence, "the day counted up to", "none", "a day is needed")
		return
	}
	var before, later []recount
	for _, r := range c.rows {
		if due := r.row.Due; !due.IsZero() && due.Compare(cut.Before) < 0 {
			before = append(before, r)
		} else {
			later = append(later, r)
		}
	}
	early, rest := given(before), given(later)
	c.count("", "due before the day: actions", cut.Total, early.total)
	c.count("", "due before the day: complete", cut.Complete, early.complete)
	c.count("", "due before the day: complete but for one part", cut.Except, early.except)
	c.count("", "due before the day: remaining", cut.Remaining, early.remaining)
	first := calendar.Date{Year: c.st.AsAt.Year, Month: c.st.AsAt.Month, Day: 1}.AddDays(-1)
	if first.Day = 1; first != cut.Before {
		c.tell("", "the day counted up to", cut.Before.Long(), first.Long())
	}
	sentence := c.st.Sentence
	hidden, ok := hideParts(sentence, before)
	if ok {
		hidden, ok = hideParts(hidden, later)
	}
	if !ok {
		c.tell(sentence, "the parts that are wanting", "other parts, or none", namesOf(c.rows))
		return
	}
	opening, closing, two := strings.Cut(strings.TrimSuffix(hidden, "."), ". ")
	var says, saysLater figures
	noun, ok := says.readMain(opening)
	if !ok || (two && !saysLater.readLater(closing)) {
		c.unreadable(sentence)
		return
	}
	early.compare(says, func(figure string, s, r int) { c.count(sentence, "due before the day: "+figure, s, r) })
	rest.compare(saysLater, func(figure string, s, r int) { c.count(sentence, "due later: "+figure, s, r) })
	c.since(sentence, says, early)
	c.since(sentence, saysLater, rest)
	month := fmt.Sprintf("before %s %d", cut.Before.Month, cut.Before.Year)
	if !strings.HasSuffix(noun, month) && early.total+rest.total > 0 {
		c.tell(sentence, "the day counted up to", noun, month)
	}
}

func namesOf(rows []recount) string {
	var named []string
	for _, r := range rows {
		if r.bucket == Except {
			named = append(named, r.row.Ref+r.missing.Ref+" "+r.missing.Text)
		}
	}
	return strings.Join(named, "; ")
}

func words(b Bucket) string { return strings.ReplaceAll(string(b), "_", " ") }

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
