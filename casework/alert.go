package casework

import (
	"fmt"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// AlertKind says what was noticed about a look.
type AlertKind string

// The kinds of alert.
const (
	UnallocatedAlert AlertKind = "unallocated"
	SurnameAlert     AlertKind = "same_surname"
	AddressAlert     AlertKind = "same_address"
	VolumeAlert      AlertKind = "volume"
	RestrictedAlert  AlertKind = "restricted"
	OwnRecordAlert   AlertKind = "own_record"
)

// AlertKinds lists every kind.
var AlertKinds = []AlertKind{UnallocatedAlert, SurnameAlert, AddressAlert, VolumeAlert, RestrictedAlert, OwnRecordAlert}

var alertWords = map[AlertKind]string{
	UnallocatedAlert: "Looked without a tie", SurnameAlert: "Same surname", AddressAlert: "Same address",
	VolumeAlert: "Looked at many people", RestrictedAlert: "Restricted person", OwnRecordAlert: "Own record",
}

// Words is the kind in words.
func (k AlertKind) Words() string { return alertWords[k] }

// AlertOutcome is what somebody found when they asked about an alert.
type AlertOutcome string

// The outcomes of an alert.
const (
	NoConcern AlertOutcome = "no_concern"
	Concern   AlertOutcome = "concern"
)

// Alert is a look that somebody else should ask about. It stands until it is
// answered, and is answered late after AnswerBy.
type Alert struct {
	Thing

	Kind     AlertKind     `json:"kind"`
	Person   string        `json:"person,omitzero"` // whom was looked at; "" for volume
	Viewer   string        `json:"viewer"`          // a membership
	Account  string        `json:"account"`
	On       calendar.Date `json:"on"`
	Why      string        `json:"why"`
	Act      access.Role   `json:"act"` // who must ask about it
	AnswerBy calendar.Date `json:"answer_by"`
	Answer   *AlertAnswer  `json:"answer,omitzero"`
}

// AlertAnswer ends an alert.
type AlertAnswer struct {
	By      string        `json:"by"` // a membership
	On      calendar.Date `json:"on"`
	Outcome AlertOutcome  `json:"outcome"`
	Reason  string        `json:"reason"`
}

func (Alert) kind() string   { return KindAlert }
func (Alert) parent() string { return "" }

func (a Alert) filing(string) change.Filing {
	return change.Filing{About: people(a.Person), Class: alertClass, Sort: openSort(a.Answer == nil, a.AnswerBy)}
}

// Overdue says whether the alert should have been answered before a day.
func (a *Alert) Overdue(day calendar.Date) bool { return a.Answer == nil && day.After(a.AnswerBy) }

// Key is the same for alerts that say the same thing of the same day, so that
// one is enough.
func (a *Alert) Key() string {
	return strings.Join([]string{string(a.Kind), a.Account, a.Person, a.On.String()}, "|")
}

// Put is the alert as a new thing, for whoever records looks.
func (a Alert) Put(id string) change.Put { return created(id, a) }

// Look is one look at one person, with what is known about both.
type Look struct {
	Viewer, Account string
	Role            []access.Role
	Purpose         access.Purpose
	Person          string
	Ties            access.Ties
	Wall            access.Wall
	On              calendar.Date
	PeopleToday     int        // how many different people the viewer has looked at that day, this one included
	ViewerIs        *Candidate // the viewer as a person, when they are known as one
	PersonIs        Candidate
}

// Limits are the numbers that alerts depend on.
type Limits struct {
	PeopleADay int // more different people than this in a day is a volume alert
	AnswerDays int // days in which an alert must be answered
}

// DefaultLimits are those that ship: a worker's day has calls, a team's list and a few searches,
// seldom 50 people; and a month is as long as an answer is remembered.
var DefaultLimits = Limits{PeopleADay: 50, AnswerDays: 28}

// needTie lists the purposes that go with a tie to the person. Who looks for
// one of them without a tie is asked why.
var needTie = []access.Purpose{access.DirectWork, access.Supervising, access.Reviewing}

// Alerts gives what somebody else should ask about a look.
func Alerts(l Look, limits Limits) []Alert {
	var found []Alert
	add := func(kind AlertKind, act access.Role, why string) {
		a := Alert{Kind: kind, Person: l.Person, Viewer: l.Viewer, Account: l.Account, On: l.On, Why: why, Act: act, AnswerBy: l.On.AddDays(limits.AnswerDays)}
		if kind == VolumeAlert {
			a.Person = ""
		}
		found = append(found, a)
	}
	tied := l.Ties.Allocated || l.Ties.Team || l.Ties.Agency
	if !tied && !l.Ties.Glass && slices.Contains(needTie, l.Purpose) {
		add(UnallocatedAlert, access.GovernanceLead, fmt.Sprintf("They said “%s”, but nothing ties them, their team or their agency to this person.", l.Purpose.Name()))
	}
	if l.Wall == access.Restricted {
		add(RestrictedAlert, access.GovernanceLead, "This person is restricted, so each look at them is asked about.")
	}
	if l.ViewerIs != nil {
		if shared(l.ViewerIs.People, l.PersonIs.People) > 0 {
			add(OwnRecordAlert, access.GovernanceLead, "They looked at the record about themselves.")
		} else {
			if family := sameFamilyName(l.ViewerIs.Names, l.PersonIs.Names); family != "" {
				add(SurnameAlert, access.GovernanceLead, "Both have the surname "+family+". They may be related.")
			}
			if samePostcode(l.ViewerIs.Postcodes, l.PersonIs.Postcodes) != "" {
				add(AddressAlert, access.GovernanceLead, "Both have an address with the same postcode. They may be neighbours or live together.")
			}
		}
	}
	if l.PeopleToday > limits.PeopleADay {
		add(VolumeAlert, access.GovernanceLead, fmt.Sprintf("They looked at more than %d different people in one day.", limits.PeopleADay))
	}
	return found
}

// sameFamilyName gives a surname that both have, by any of their names, or "".
func sameFamilyName(a, b []Name) string {
	for _, one := range a {
		for _, other := range b {
			if key := compact(one.Family); key != "" && key == compact(other.Family) {
				return one.Family
			}
		}
	}
	return ""
}
