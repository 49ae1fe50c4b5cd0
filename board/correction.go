package board

import (
	"encoding/json"
	"fmt"
	"time"

	"throughline/calendar"
	"throughline/change"
)

// Correction says which published paper another corrects, what was wrong in it
// and why, and who says so.
type Correction struct {
	Paper       string        `json:"paper"` // id of the paper that is corrected
	Reference   string        `json:"reference"`
	PublishedOn calendar.Date `json:"published_on"`
	DataHash    string        `json:"data_hash"` // of the paper that is corrected
	What        string        `json:"what"`      // what was wrong
	Why         string        `json:"why"`       // why it was
	By          string        `json:"by"`        // membership id
	Name        string        `json:"name"`
	On          calendar.Date `json:"on"`
}

// CorrectsData is a correction as the correcting paper prints it.
type CorrectsData struct {
	Reference   string        `json:"reference"`
	PublishedOn calendar.Date `json:"published_on"`
	DataHash    string        `json:"data_hash"`
	What        string        `json:"what"`
	Why         string        `json:"why"`
	Name        string        `json:"name"`
	Differences []Difference  `json:"differences"`
}

// Difference is one thing in which a correcting paper differs from the one it
// corrects. Was and Now are blank for words that people typed, which the
// correction may be there to take out of print.
type Difference struct {
	What string `json:"what"`
	Was  string `json:"was,omitempty"`
	Now  string `json:"now,omitempty"`
}

// Words is the difference as one sentence.
func (d Difference) Words() string {
	switch {
	case d.Was == "" && d.Now == "":
		return d.What + "."
	case d.Was == "":
		return d.What + ". Now: “" + d.Now + "”"
	case d.Now == "":
		return d.What + ". Before: “" + d.Was + "”"
	default:
		return d.What + ". Before: “" + d.Was + "” Now: “" + d.Now + "”"
	}
}

// Words says what is corrected: "This paper corrects RCC/CPB/2013/001,
// published on 1 February 2013: ..."
func (c *CorrectsData) Words() string {
	if c == nil {
		return ""
	}
	return "This paper corrects " + c.Reference + ", published on " + c.PublishedOn.Long() + ": " + asSentence(c.What)
}

// Listed is what stands below that: why, who says so, and what differs.
func (c *CorrectsData) Listed() []string {
	if c == nil {
		return nil
	}
	all := []string{"Why it was wrong: " + asSentence(c.Why) + " Said by " + c.Name + "."}
	for _, d := range c.Differences {
		all = append(all, d.Words())
	}
	if len(c.Differences) == 0 {
		all = append(all, "No sentence, figure or word of the paper differs.")
	}
	return all
}

// CorrectionOf finds the published paper that corrects another.
func (s *Shelf) CorrectionOf(id string) (*Paper, bool) {
	return s.correctionIn(id, Published)
}

// CorrectionBegun finds the draft that is to correct a paper.
func (s *Shelf) CorrectionBegun(id string) (*Paper, bool) { return s.correctionIn(id, Draft) }

func (s *Shelf) correctionIn(id string, state PaperState) (*Paper, bool) {
	for p := range s.Papers() {
		if p.State == state && p.Corrects != nil && p.Corrects.Paper == id {
			return p, true
		}
	}
	return nil, false
}

// correctsInTime refuses a correction that would be public before the paper
// it corrects.
func (s *Shelf) correctsInTime(p *Paper, at time.Time) (problems change.Problems) {
	if p.Corrects == nil {
		return nil
	}
	if was, ok := s.Paper(p.Corrects.Paper); ok && was.State == Published {
		if public := s.PublicityOf(was).At; at.Before(public) {
			problems.Add("embargo", "The paper that this one corrects, "+was.Frozen.Reference+", is not public until "+InstantWords(public)+". A correction can’t be public before that. Embargo this one until then or later.")
		}
	}
	return problems
}

// correctsProblems refuses a correction of a paper that another has corrected
// by now.
func (s *Shelf) correctsProblems(p *Paper) (problems change.Problems) {
	if p.Corrects == nil {
		return nil
	}
	if other, ok := s.CorrectionOf(p.Corrects.Paper); ok {
		problems.Add("corrects", p.Corrects.Reference+" was corrected by "+other.Frozen.Reference+" meanwhile. Withdraw this draft and correct that paper.")
	}
	return problems
}

// addDates puts into a paper's data what it prints of clear days and of the
// paper that it corrects. public is zero for a draft.
func (s *Shelf) addDates(data *PaperData, paper *Paper, public calendar.Date) (err error) {
	if data.ClearDays, err = s.ClearDaysOf(paper, public); err != nil {
		if !public.IsZero() {
			return err
		}
		data.ClearDays = nil // a draft can be read all the same; publishing it is refused with the reason
	}
	if paper.Corrects == nil {
		return nil
	}
	k := paper.Corrects
	data.Corrects = &CorrectsData{Reference: k.Reference, PublishedOn: k.PublishedOn, DataHash: k.DataHash, What: k.What, Why: k.Why, Name: k.Name, Differences: []Difference{}}
	was, ok := s.Paper(k.Paper)
	if !ok || was.Frozen == nil {
		return nil // erased since: what was wrong stays said
	}
	var old PaperData
	if err := json.Unmarshal([]byte(was.Frozen.Dataset), &old); err != nil {
		return fmt.Errorf("the data of the paper that is corrected can't be read: %w", err)
	}
	data.Corrects.Differences = append(data.Corrects.Differences, Differences(old, *data)...)
	return nil
}

// Differences lists in what one paper differs from another, in the order in
// which it is printed. It sets sentences and days beside each other, and works
// nothing out from them: figures about children are only named, by the
// releases that they were published in, each of which was made safe beside
// every other.
func Differences(old, now PaperData) (all []Difference) {
	add := func(differs bool, d Difference) {
		if differs {
			all = append(all, d)
		}
	}
	add(old.Title != now.Title, Difference{What: "The title was changed"})
	add(old.Committee != now.Committee, Difference{What: "The committee was changed"})
	add(old.Meeting != now.Meeting, Difference{"The day of the meeting", old.Meeting.Long(), now.Meeting.Long()})
	add(old.AsAt != now.AsAt, Difference{"The day that the paper describes", old.AsAt.Long(), now.AsAt.Long()})
	add(old.Purpose != now.Purpose, Difference{What: "The words of the purpose and summary were changed"})
	before := map[Key]StatementData{}
	for _, st := range old.Statements {
		before[st.Statement.Key] = st
	}
	for _, st := range now.Statements {
		was := before[st.Statement.Key]
		delete(before, st.Statement.Key)
		about := fmt.Sprintf("Table %d, %s", st.Table, lowerFirst(st.Heading))
		add(was.Statement.Sentence != st.Statement.Sentence, Difference{about, was.Statement.Sentence, st.Statement.Sentence})
		add(was.Statement.Sentence == st.Statement.Sentence && !sameJSON(was.Statement, st.Statement), Difference{What: about + ": the same sentence, from rows that were changed"})
		add(was.Before != st.Before || was.After != st.After, Difference{What: about + ": the words around the sentence were changed"})
	}
	for _, st := range old.Statements {
		if _, gone := before[st.Statement.Key]; gone {
			add(true, Difference{What: capital(lowerFirst(st.Heading)) + ", left out", Was: st.Statement.Sentence})
		}
	}
	add(!sameJSON(old.Questions, now.Questions), Difference{What: "The questions for Board members were changed"})
	add(old.Background != now.Background, Difference{What: "The background was changed"})
	add(!sameJSON(old.Inspection, now.Inspection) || !sameJSON(old.Sections, now.Sections), Difference{What: "What is said of the inspection or its areas for improvement was changed"})
	add(old.Additional != now.Additional, Difference{What: "The words about additional actions were changed"})
	add(!sameJSON(old.Implications, now.Implications), Difference{What: "The implications were changed"})
	add(!sameJSON(old.Decisions, now.Decisions), Difference{What: "The decisions asked for were changed"})
	add(!sameJSON(old.Exempt, now.Exempt), Difference{"Exempt items", noticeWords(old.Exempt), noticeWords(now.Exempt)})
	add(!sameJSON(old.Stated, now.Stated), Difference{What: "The figures published before, in an annex, were changed"})
	add(releaseWords(old) != releaseWords(now), Difference{"The figures about children in the annex", releaseWords(old), releaseWords(now)})
	add(old.Contact != now.Contact, Difference{What: "The contact was changed"})
	return all
}

func noticeWords(n ExemptNotice) string { return count(n.Total()) }

func releaseWords(d PaperData) string {
	if d.Figures == nil {
		return "none"
	}
	return d.Figures.Title + ", published on " + d.Figures.PublishedOn.Long() + ", release " + d.Figures.Release
}

// datesTexts are the texts that people write about a paper's dates and its
// correction, which are printed in it.
func (p *Paper) datesTexts() (all []placed) {
	if p.Urgency != nil {
		all = append(all, placed{"the reason why the item is urgent", p.Urgency.Reason, true})
	}
	if p.Corrects != nil {
		all = append(all, placed{"what was wrong in the paper that this one corrects", p.Corrects.What, true}, placed{"why that was wrong", p.Corrects.Why, true})
	}
	return all
}
