package plan

import (
	"slices"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// JudgedEcho is what a person said of an area that may echo an earlier one.
type JudgedEcho struct {
	Earlier string        `json:"earlier"` // the id of an area of this plan, or a published report's with the area's place: "80480-2015-11-27#3"
	Words   string        `json:"words"`   // the earlier area's own words
	Source  string        `json:"source"`  // which inspection it is of
	Same    bool          `json:"same"`    // the same thing is asked again
	By      string        `json:"by"`
	On      calendar.Date `json:"on"`
}

// Judged gives what was said of an earlier area, if anything was.
func (a *Area) Judged(earlier string) (JudgedEcho, bool) {
	i := slices.IndexFunc(a.Echoes, func(e JudgedEcho) bool { return e.Earlier == earlier })
	if i < 0 {
		return JudgedEcho{}, false
	}
	return a.Echoes[i], true
}

// JudgeEcho says whether an area asks again for what an earlier inspection of
// the same council asked. What was said before is replaced.
type JudgeEcho struct {
	Area    string
	Seen    int
	Earlier string
	Words   string
	Source  string
	Same    bool
}

// Name is the change's name in the ledger.
func (JudgeEcho) Name() string { return "judge whether an area echoes an earlier one" }

// Needs is the permission it takes.
func (JudgeEcho) Needs() access.Permission { return access.EditInspection }

// Decide wants the earlier area's words, so that they stay beside the
// judgement whatever becomes of the earlier area.
func (ch JudgeEcho) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	held, ok := p.Areas.Get(ch.Area)
	if !ok {
		return nil, change.Missing("area for improvement")
	}
	if err := outdated(ch.Seen, &held.Thing, "area for improvement"); err != nil {
		return nil, err
	}
	if blank(ch.Earlier) || blank(ch.Words) || blank(ch.Source) {
		return nil, invalid("earlier", "Choose the earlier area that this one may echo.")
	}
	if ch.Earlier == ch.Area {
		return nil, invalid("earlier", "An area can't echo itself.")
	}
	if earlier, ok := p.Areas.Get(ch.Earlier); ok && earlier.Inspection == held.Inspection {
		return nil, invalid("earlier", "Both areas are of the same inspection. Choose one of an earlier inspection.")
	}
	next := *held
	next.Echoes = slices.DeleteFunc(slices.Clone(held.Echoes), func(e JudgedEcho) bool { return e.Earlier == ch.Earlier })
	next.Echoes = append(next.Echoes, JudgedEcho{Earlier: ch.Earlier, Words: ch.Words, Source: ch.Source, Same: ch.Same, By: c.By.Membership, On: c.On})
	return []change.Put{nextOf(KindArea, &held.Thing, held.Inspection, next)}, nil
}
