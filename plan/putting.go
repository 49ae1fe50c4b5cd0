package plan

import (
	"slices"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// createdAs puts a new thing.
func createdAs(kind, id, parent string, body any) change.Put {
	return change.Put{Kind: kind, Thing: id, Parent: parent, Body: body}
}

// nextOf puts the version after the one held.
func nextOf(kind string, held *Thing, parent string, body any) change.Put {
	return change.Put{Kind: kind, Thing: held.ID, Parent: parent, Replaces: held.Version, Body: body}
}

// invalid is one reason why what was entered can't be accepted.
func invalid(field, sentence string) error {
	return change.Problems{{Kind: change.Invalid, Field: field, Sentence: sentence}}
}

// overtaken says that things have moved on since the person looked.
func overtaken(sentence string) error {
	return change.Problems{{Kind: change.Stale, Sentence: sentence}}
}

// latestDay is the last day it can have been.
func latestDay(d calendar.Dated) calendar.Date {
	if d.Precision == calendar.ToTheMonth {
		return d.Date.AddMonths(1).AddDays(-1)
	}
	return d.Date
}

// actsAs says whether the caller acts for the post, with the delegation that
// lets them, if any. Somebody who describes an earlier day must have acted for
// it on that day too, so that nobody signs for a time before their own.
func (p *Plan) actsAs(c change.Context, post string) (behalf string, ok bool) {
	if !c.By.Holds(post) {
		return "", false
	}
	if c.On == c.Today {
		return c.ActingUnder(c.By.OnBehalfOf[post]), true
	}
	held, delegated := p.PostsOf(c.By.Membership, c.On)
	return c.ActingUnder(delegated[post]), slices.Contains(held, post) || delegated[post] != ""
}

// isCaller says whether the membership is the caller's: this one, or another
// place of the same person in the authority.
func (p *Plan) isCaller(by access.Caller, membership string) bool {
	if membership == by.Membership {
		return true
	}
	m, ok := p.Memberships.Get(membership)
	return ok && by.Account != "" && m.Account == by.Account
}

// agenciesOf gives the agencies that the caller belongs to: the one acted for
// now, and any other in which the same person has a place.
func (p *Plan) agenciesOf(by access.Caller) []string {
	own := []string{by.Agency}
	for m := range p.Memberships.All() {
		if p.isCaller(by, m.ID) && (m.Ended.IsZero() || !p.Day.After(m.Ended)) {
			own = append(own, m.Agency)
		}
	}
	return own
}

// isOwn says whether a part is the work of one of the caller's agencies. It is
// when that can't be told.
func (p *Plan) isOwn(by access.Caller, agencies []string, part *Part) bool {
	owner := p.AgencyOfPost(part.Owner)
	return by.Agency == "" || owner == "" || slices.Contains(agencies, owner) || by.Holds(part.Owner)
}

// outdated says that the version a person saw is no longer the latest. Seen
// is 0 where a change stands on its own whatever came before.
func outdated(seen int, held *Thing, what string) error {
	if seen != 0 && seen != held.Version {
		return change.Outdated(what)
	}
	return nil
}
