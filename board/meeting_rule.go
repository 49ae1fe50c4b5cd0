package board

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
)

// KindMeetingRule is the kind of a MeetingRule.
const KindMeetingRule = "meeting_rule"

// MeetingLaw is which law opens the meetings of a body, and their papers, to
// the public.
type MeetingLaw string

// The laws. What is not recorded is none of them: many a Corporate Parenting
// Board is no committee of its council.
const (
	PartVA    MeetingLaw = "part_va"
	Executive MeetingLaw = "executive"
	NoLaw     MeetingLaw = "neither"
)

// MeetingLaws lists them.
var MeetingLaws = []MeetingLaw{PartVA, Executive, NoLaw}

// Words says which law it is.
func (l MeetingLaw) Words() string {
	return map[MeetingLaw]string{
		PartVA:    "A committee or sub-committee of the council: Local Government Act 1972, Part VA",
		Executive: "The council’s executive or a committee of it: SI 2012/2089",
		NoLaw:     "Neither: a board whose papers the law does not open to inspection",
	}[l]
}

// NeedsClearDays says whether the law wants papers open to inspection before
// the meeting.
func (l MeetingLaw) NeedsClearDays() bool { return l == PartVA || l == Executive }

// MeetingRule says under which law one body meets, and how that is known.
type MeetingRule struct {
	plan.Thing
	Committee string        `json:"committee"`
	Law       MeetingLaw    `json:"law"`
	Source    string        `json:"source"` // such as the part of the constitution that sets the body up
	SetBy     string        `json:"set_by"`
	SetOn     calendar.Date `json:"set_on"`
}

// committeeKey finds a body however its name is spaced or written large.
func committeeKey(committee string) string { return strings.ToLower(oneLine(committee)) }

// MeetingRule finds how a body meets. It is not ok when nobody recorded that.
func (s *Shelf) MeetingRule(committee string) (*MeetingRule, bool) {
	rule, ok := s.dates.rules[committeeKey(committee)]
	return rule, ok
}

// MeetingRules lists how bodies meet, by name.
func (s *Shelf) MeetingRules() []*MeetingRule {
	return slices.SortedFunc(maps.Values(s.dates.rules), func(a, b *MeetingRule) int { return strings.Compare(a.Committee, b.Committee) })
}

// SetMeetingRule records under which law a body meets.
type SetMeetingRule struct {
	Committee string
	Seen      int // the version of the rule that the person saw; 0 when there was none
	Law       MeetingLaw
	Source    string
}

// Name is the change's name in the ledger.
func (SetMeetingRule) Name() string { return "record how a committee meets" }

// Needs is the permission it takes.
func (SetMeetingRule) Needs() access.Permission { return access.WritePaper }

// Decide wants the body, the law and the source. The plan is not used. What is
// published already keeps what it printed.
func (ch SetMeetingRule) Decide(s *Shelf, _ *plan.Plan, c change.Context) ([]change.Put, error) {
	var problems change.Problems
	next := MeetingRule{Committee: oneLine(ch.Committee), Law: ch.Law, Source: oneLine(ch.Source), SetBy: c.By.Membership, SetOn: c.Today}
	if next.Committee == "" {
		problems.Add("committee", "Enter the committee or board, as papers name it.")
	}
	if next.Law.Words() == "" {
		problems.Add("law", "Choose under which law the committee or board meets.")
	}
	if next.Source == "" {
		problems.Add("source", "Say how that is known, such as “Constitution, part 3: a sub-committee under section 101”.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	put := change.Put{Kind: KindMeetingRule, Body: &next}
	held, had := s.MeetingRule(next.Committee)
	switch {
	case had && held.Version != ch.Seen || !had && ch.Seen != 0:
		return nil, change.Outdated("rule for this committee")
	case had:
		put.Thing, put.Replaces = held.ID, held.Version
	default:
		put.Thing = c.NewID()
	}
	return []change.Put{put}, nil
}

func (d *publishingDates) putRule(v plan.Version) error {
	for key, rule := range d.rules {
		if rule.ID == v.ID {
			delete(d.rules, key)
		}
	}
	if v.Body == nil { // erased
		return nil
	}
	rule := &MeetingRule{}
	if err := json.Unmarshal(v.Body, rule); err != nil {
		return err
	}
	rule.Thing = plan.Thing{ID: v.ID, Version: v.Version, Seq: v.Seq, ChangedOn: v.On}
	d.rules[committeeKey(rule.Committee)] = rule
	return nil
}
