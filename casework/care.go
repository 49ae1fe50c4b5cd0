package casework

import (
	"strings"

	"throughline/calendar"
	"throughline/change"
)

// Episode is one time of being looked after, from the day it started to the
// day it ended. Legal statuses and placements lie inside it.
type Episode struct {
	Thing

	Person       string        `json:"person"`
	Started      calendar.Date `json:"started"`
	Need         string        `json:"need"` // a code of NeedCodes
	HomePostcode string        `json:"home_postcode,omitzero"`
	Ended        calendar.Date `json:"ended,omitzero"`
	EndReason    string        `json:"end_reason,omitzero"` // a code of CeasedCodes
}

func (Episode) kind() string     { return KindEpisode }
func (e Episode) parent() string { return e.Person }

func (e Episode) filing(string) change.Filing {
	return change.Filing{About: []string{e.Person}, Class: careClass, Sort: daySort(e.Started)}
}

// Open says whether the person is looked after on a day.
func (e *Episode) Open(day calendar.Date) bool { return runs(e.Started, e.Ended, day) }

// LegalStatus is under what law somebody is looked after, between two days.
type LegalStatus struct {
	Thing

	Person  string        `json:"person"`
	Episode string        `json:"episode"`
	Code    string        `json:"code"`   // of LegalStatusCodes
	Reason  string        `json:"reason"` // a code of NewEpisodeCodes: S, L, B or U
	From    calendar.Date `json:"from"`
	Until   calendar.Date `json:"until,omitzero"` // the day the next began, or the last; zero for no end
}

func (LegalStatus) kind() string     { return KindLegalStatus }
func (l LegalStatus) parent() string { return l.Person }

func (l LegalStatus) filing(string) change.Filing {
	return change.Filing{About: []string{l.Person}, Class: careClass, Sort: daySort(l.From)}
}

// ShortBreaks says whether the status is one of short breaks, which reviews
// and most measures leave out.
func (l *LegalStatus) ShortBreaks() bool { return l.Code == "V3" || l.Code == "V4" }

// Placement is where somebody looked after lives, between two days.
type Placement struct {
	Thing

	Person     string        `json:"person"`
	Episode    string        `json:"episode"`
	Type       string        `json:"type"`              // a code of PlacementCodes
	Provider   string        `json:"provider,omitzero"` // a code of ProviderCodes
	Reason     string        `json:"reason"`            // a code of NewEpisodeCodes: S, P, T, B or U
	Postcode   string        `json:"postcode,omitzero"`
	URN        string        `json:"urn,omitzero"` // of the setting, from the inspectorate
	Carer      string        `json:"carer,omitzero"`
	Where      string        `json:"where,omitzero"` // the masked address that holds where it is, when that must not be told
	From       calendar.Date `json:"from"`
	Until      calendar.Date `json:"until,omitzero"`       // last day; zero for no end
	MoveReason string        `json:"move_reason,omitzero"` // a code of MovedCodes: why it ended
}

func (Placement) kind() string     { return KindPlacement }
func (p Placement) parent() string { return p.Person }

func (p Placement) filing(string) change.Filing {
	return change.Filing{About: []string{p.Person}, Class: careClass, Sort: daySort(p.From)}
}

// ForAdoption says whether the placement is with people who mean to adopt.
func (p *Placement) ForAdoption() bool { return strings.HasPrefix(p.Type, "A") }

// Open says whether the placement holds on a day.
func (p *Placement) Open(day calendar.Date) bool { return runs(p.From, p.Until, day) }

// Review is one review of the plan for somebody looked after.
type Review struct {
	Thing

	Person        string        `json:"person"`
	Due           calendar.Date `json:"due"`
	Held          calendar.Date `json:"held,omitzero"`
	Participation string        `json:"participation,omitzero"` // a code of ParticipantCodes
	Chair         string        `json:"chair,omitzero"`         // a membership
	Postponed     string        `json:"postponed,omitzero"`     // why it was put off
	Decisions     string        `json:"decisions,omitzero"`
	Completed     calendar.Date `json:"completed,omitzero"` // when the record of it was written
}

func (Review) kind() string     { return KindReview }
func (r Review) parent() string { return r.Person }

func (r Review) filing(string) change.Filing {
	return change.Filing{About: []string{r.Person}, Class: reviewClass, Sort: daySort(r.Due)}
}
