package casework

import (
	"maps"
	"slices"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/measure"
	"throughline/practice"
)

// TellingKinds are the kinds of thing that tell the clocks something.
var TellingKinds = []string{KindPerson, KindEpisode, KindLegalStatus, KindPlacement, KindReview, KindAllocation, KindRecord}

// Says is what the things recorded about somebody tell the clocks and measures.
type Says struct {
	Facts []deadline.Fact
	Rows  []measure.Row
	With  []With
}

// Tell gives what versions of things tell the clocks and measures, by the person: every
// version, so that what was known at an old position can be told. Things of
// kinds that tell nothing, and what was erased, are passed over.
//
// The returns' own words are used: an episode of care is "care", and its
// placements and reviews are part of it.
func (l *KindList) Tell(versions []Version) (map[string]*Says, error) {
	t := &telling{kinds: l, says: map[string]*Says{}}
	var later []any
	for _, v := range versions {
		if v.Body == nil || !slices.Contains(TellingKinds, v.Kind) {
			continue
		}
		body, err := Decode(v)
		if err != nil {
			return nil, err
		}
		switch body := body.(type) {
		case *Episode:
			t.episodes = append(t.episodes, body)
		case *LegalStatus:
			t.statuses = append(t.statuses, body)
		default:
			later = append(later, body)
		}
	}
	for _, e := range t.episodes {
		t.episode(e)
	}
	for _, body := range later {
		t.take(body)
	}
	return t.says, nil
}

type telling struct {
	kinds    *KindList
	episodes []*Episode
	statuses []*LegalStatus
	says     map[string]*Says
}

func (t *telling) of(person string) *Says {
	if t.says[person] == nil {
		t.says[person] = &Says{}
	}
	return t.says[person]
}

// tell adds one fact. Without a day it didn't happen, or no longer has.
func (t *telling) tell(of *Thing, person, event string, on calendar.Date, part map[string]string, values map[string]any) {
	maps.DeleteFunc(values, func(_ string, value any) bool { return value == "" })
	t.of(person).Facts = append(t.of(person).Facts, deadline.Fact{
		ID: of.ID, Subject: person, Event: event, On: on, Of: part, Values: values, Known: of.Seq, Gone: on.IsZero() && event != deadline.Person,
	})
}

func (t *telling) take(body any) {
	switch of := body.(type) {
	case *Person:
		t.person(of)
	case *Placement:
		part := map[string]string{"placement": of.ID, "care": of.Episode}
		t.tell(&of.Thing, of.Person, "placement.started", of.From, part, map[string]any{"type": of.Type, "provider": of.Provider, "first": of.Reason == "S"})
		t.tell(&of.Thing, of.Person, "placement.ended", of.Until, part, map[string]any{})
	case *Review:
		part := map[string]string{"review": of.ID}
		if care := t.careOn(of.Person, of.Held, of.Seq); care != "" {
			part["care"] = care
		}
		t.tell(&of.Thing, of.Person, "review.held", of.Held, part, map[string]any{"participation": of.Participation})
		t.tell(&of.Thing, of.Person, "review.recorded", of.Completed, part, map[string]any{})
	case *Allocation:
		t.with(of)
		if of.Role == Reviewer {
			t.tell(&of.Thing, of.Person, "iro.allocated", of.From, map[string]string{}, map[string]any{})
		}
	case *Record:
		t.record(of)
	}
}

func (t *telling) person(p *Person) {
	values := map[string]any{"sex": p.Sex}
	if p.Born.Precision == calendar.ToTheDay {
		values["born"] = p.Born.Date
	}
	t.tell(&p.Thing, p.ID, deadline.Person, calendar.Date{}, map[string]string{}, values)
}

func (t *telling) episode(e *Episode) {
	part := map[string]string{"care": e.ID}
	values := map[string]any{}
	if status := t.statusOn(e); status != nil {
		values["legal_status"], values["short_breaks"] = status.Code, status.ShortBreaks()
	}
	t.tell(&e.Thing, e.Person, "care.started", e.Started, part, values)
	t.tell(&e.Thing, e.Person, "care.ended", e.Ended, part, map[string]any{"reason": e.EndReason})
}

// statusOn is the legal status that somebody had when the episode began: the
// two are written in one change.
func (t *telling) statusOn(e *Episode) (found *LegalStatus) {
	for _, s := range t.statuses {
		if s.Episode == e.ID && s.From == e.Started && (found == nil || s.Seq <= e.Seq && s.Seq > found.Seq) {
			found = s
		}
	}
	return found
}

// careOn is the episode that somebody was in on a day, as known at a position.
func (t *telling) careOn(person string, day calendar.Date, known int64) string {
	latest := map[string]*Episode{}
	for _, e := range t.episodes {
		if e.Person == person && e.Seq <= known && (latest[e.ID] == nil || e.Seq > latest[e.ID].Seq) {
			latest[e.ID] = e
		}
	}
	found := ""
	for id, e := range latest {
		if !day.IsZero() && !day.Before(e.Started) && (e.Ended.IsZero() || !day.After(e.Ended)) && (found == "" || id < found) {
			found = id
		}
	}
	return found
}

// record tells what a completed record of a kind with fields says. A record in
// words alone tells the clocks nothing, and a draft hasn't happened yet.
func (t *telling) record(r *Record) {
	kind, ok := t.kinds.Of(r.Of)
	if !ok || kind.Form == nil || r.State != CompletedRecord {
		return
	}
	values, _ := kind.Values(r.Fields, r.Happened) // what can't be read any more tells nothing
	inWords := len(values) == 0
	for name, code := range r.Codes {
		values[name] = code
	}
	if outcome := r.OutcomeNow(); outcome != "" {
		values["outcome"] = outcome
	}
	t.rows(kind, r, values)
	if inWords {
		return
	}
	for _, person := range r.People {
		t.of(person).Facts = append(t.of(person).Facts, kind.pack.Facts(kind.Form, practice.Record{ID: r.ID, Subject: person, Values: values, Known: r.Seq})...)
	}
}
