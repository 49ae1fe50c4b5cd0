package demo

import (
	"fmt"
	"slices"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
)

// CaseStep is one thing that somebody did about children and families: a
// change, or only a look.
type CaseStep struct {
	At      time.Time       // by the ledger's clock
	On      calendar.Date   // the day it describes; no date means the day of At
	Who     string          // key of a Person
	Purpose access.Purpose  // why they did it
	Change  casework.Change // nil when they only looked
	Opens   string          // the person whose record they opened, when they only looked
	Answers *Answer         // to the alerts about a person; the story can't know their ids
}

// Answer is what somebody found about looks at a person that raised an alert.
type Answer struct {
	Person  string // whom was looked at
	Outcome casework.AlertOutcome
	Reason  string
}

// Name is what was done, in plain words without content.
func (s CaseStep) Name() string {
	switch {
	case s.Opens != "":
		return "open a record"
	case s.Answers != nil:
		return casework.AnswerAlert{}.Name()
	default:
		return s.Change.Name()
	}
}

// caseStory collects the steps about children and families in the order told.
// Every child, adult and event in it is invented.
type caseStory struct {
	ids  func(string) string
	told []toldCase
	nhs  int // numbers given so far
}

type toldCase struct {
	day     calendar.Date
	clock   string // an hour out of office hours, such as "22:40"; "" for the working day
	who     string
	purpose access.Purpose
	change  casework.Change
	opens   string
	answers *Answer
}

// CaseSteps tells what was recorded about children and families beside the
// plan, in the order it happened, each at its own instant and none after Ends.
// No instant is one of Steps. Ids gives the random id for a key, as for Steps;
// the keys are person/KEY, record/KEY and others of that form.
func CaseSteps(ids func(key string) string) []CaseStep {
	c := &caseStory{ids: ids}
	for _, tell := range []func(){
		c.tellHaverthorn, c.tellWexley, c.tellSorrelby, c.tellPickersby, c.tellIvesham, c.tellBrackwell,
		c.tellTamwell, c.tellNdulo, c.tellZielak, c.tellFarnsby, c.tellQuillan, c.tellMerrin, c.tellHaloum, c.tellOrwick,
		c.tellOthers, c.tellMistake, c.tellStaff, c.tellAllegations, c.tellGovernance,
	} {
		tell()
	}
	return c.inOrderLived()
}

// tell adds a change for the purpose that the person usually has.
func (c *caseStory) tell(on, who string, change casework.Change) {
	c.tellFor(on, who, usualPurpose(who), change)
}

func (c *caseStory) tellFor(on, who string, purpose access.Purpose, change casework.Change) {
	c.told = append(c.told, toldCase{day: day(on), who: who, purpose: purpose, change: change})
}

// tellAtNight adds a change that the duty worker made out of office hours.
func (c *caseStory) tellAtNight(on, clock string, purpose access.Purpose, change casework.Change) {
	c.told = append(c.told, toldCase{day: day(on), clock: clock, who: dutyWorker, purpose: purpose, change: change})
}

// opens adds looks at people's records.
func (c *caseStory) opens(on, who string, people ...string) {
	for _, key := range people {
		c.told = append(c.told, toldCase{day: day(on), who: who, purpose: usualPurpose(who), opens: c.person(key)})
	}
}

func usualPurpose(who string) access.Purpose {
	switch who {
	case northManager, southManager:
		return access.Supervising
	case reviewer, secondReviewer:
		return access.Reviewing
	case detective:
		return access.Enquiry
	case governance, guardian:
		return access.Governance
	default:
		return access.DirectWork
	}
}

func (c *caseStory) id(kind, key string) string     { return c.ids(kind + "/" + key) }
func (c *caseStory) person(key string) string       { return c.id("person", key) }
func (c *caseStory) member(key string) string       { return c.id("membership", key) }
func (c *caseStory) agency(key string) string       { return c.id("agency", key) }
func (c *caseStory) people(keys ...string) []string { return each(c.person, keys) }

func each(id func(string) string, keys []string) []string {
	ids := make([]string, len(keys))
	for i, key := range keys {
		ids[i] = id(key)
	}
	return ids
}

// inOrderLived spreads each day's steps over its working hours, half a second
// off every step of the plan, with those out of hours after them.
func (c *caseStory) inOrderLived() []CaseStep {
	slices.SortStableFunc(c.told, func(a, b toldCase) int {
		if by := a.day.Compare(b.day); by != 0 || (a.clock == "") == (b.clock == "") {
			return by
		}
		if a.clock == "" {
			return -1
		}
		return 1
	})
	var steps []CaseStep
	for rest := c.told; len(rest) > 0; {
		today := rest[0].day
		n := slices.IndexFunc(rest, func(t toldCase) bool { return t.day != today })
		if n < 0 {
			n = len(rest)
		}
		opens, closes := clockOn(today, 9, 14), clockOn(today, 16, 50)
		if today == calendar.DayOf(Ends()) {
			opens, closes = clockOn(today, 8, 16), clockOn(today, 8, 50)
		}
		gap := min(9*time.Minute, closes.Sub(opens)/time.Duration(n)).Truncate(time.Second)
		for i, t := range rest[:n] {
			at := opens.Add(gap*time.Duration(i) + time.Second/2)
			if t.clock != "" {
				at = outOfHours(today, t.clock)
			}
			steps = append(steps, CaseStep{At: at, Who: t.who, Purpose: t.purpose, Change: t.change, Opens: t.opens, Answers: t.answers})
		}
		rest = rest[n:]
	}
	return steps
}

func outOfHours(d calendar.Date, clock string) time.Time {
	t, err := time.Parse("15:04", clock)
	if err != nil {
		panic("the demonstration is damaged: " + err.Error())
	}
	return clockOn(d, t.Hour(), t.Minute()).Add(time.Second / 2)
}

// workingDays is the day some working days after another.
func workingDays(from string, n int) string {
	d, err := calendar.AddWorkingDays(day(from), n)
	if err != nil {
		panic("the demonstration is damaged: " + err.Error())
	}
	return d.String()
}

func monthsAfter(from string, n int) string { return day(from).AddMonths(n).String() }

// nhsNumber gives another NHS number of the range that is kept for tests and
// never given to anybody.
func (c *caseStory) nhsNumber() string {
	for {
		c.nhs++
		digits := fmt.Sprintf("999%06d", c.nhs*137)
		sum := 0
		for i, d := range digits {
			sum += int(d-'0') * (10 - i)
		}
		if check := (11 - sum%11) % 11; check != 10 {
			return fmt.Sprintf("%s%d", digits, check)
		}
	}
}
