package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/ingest/returned"
	"throughline/practice"
	"throughline/store"
)

// KindDataAsk is the kind of what somebody was asked to supply.
const KindDataAsk = "data.ask"

// What an ask can be about.
const (
	AskMeasure = "measure" // rows of a measure of which something can't be told
	AskClock   = "clock"   // deadlines of a clock that can't be told
	AskFile    = "file"    // the file of a kind of record for a period
)

// AskOutcome is the word that an ask is ended with. There are no others: words of somebody's own could name a child.
type AskOutcome string

// The words, and whether whoever asked or whoever was asked may say them.
const (
	AskRecorded  AskOutcome = "recorded"   // done: it is recorded now
	AskSent      AskOutcome = "sent"       // done: it is in a file that was sent
	AskCannot    AskOutcome = "cannot"     // it can't be supplied
	AskTakenBack AskOutcome = "taken_back" // by whoever may ask alone
)

// AskOutcomes are the words that an ask can be ended with, in the order pages show them.
var AskOutcomes = []AskOutcome{AskRecorded, AskSent, AskCannot, AskTakenBack}

// DataAsk is one time that a role or an agency was asked for what is missing. It says what, and how many, and names no child.
type DataAsk struct {
	ID       string        `json:"-"`
	On       calendar.Date `json:"-"` // the day of the ask
	ClosedOn calendar.Date `json:"-"`

	About   string        `json:"about"`
	Of      string        `json:"of"`            // the id of the measure, or the code of the clock or of the kind
	From    calendar.Date `json:"from,omitzero"` // of a file: the period that it is for
	Until   calendar.Date `json:"until,omitzero"`
	Period  string        `json:"period,omitempty"` // of a measure: its latest period when it was asked, in words
	Missing int           `json:"missing"`          // how many couldn't be told when it was asked; 1 for a file
	Role    access.Role   `json:"role,omitempty"`   // who is asked: one of the two
	Agency  string        `json:"agency,omitempty"`
	By      string        `json:"by,omitempty"` // a membership
	ByName  string        `json:"by_name"`

	Outcome    AskOutcome `json:"outcome,omitempty"` // "" while it is open
	ClosedBy   string     `json:"closed_by,omitempty"`
	ClosedName string     `json:"closed_name,omitempty"`

	version int
}

// Open says whether it still waits for an answer.
func (a *DataAsk) Open() bool { return a.Outcome == "" }

// IsTo says whether the ask is to the caller: to the agency they act for, or to a role that they have.
func (a *DataAsk) IsTo(caller access.Caller) bool {
	return a.Agency != "" && a.Agency == caller.Agency || a.Role != "" && slices.Contains(caller.Roles, a.Role)
}

// Same says whether another asks the same of the same.
func (a *DataAsk) Same(b *DataAsk) bool {
	return a.About == b.About && a.Of == b.Of && a.From == b.From && a.Until == b.Until && a.Role == b.Role && a.Agency == b.Agency
}

// AskForData asks a role or an agency for what is missing now. It takes access.LoadReturns. How many are missing is counted here, and not taken from
// whoever asks. What was asked already, and is open, is not asked again.
func (s *Service) AskForData(ctx context.Context, caller access.Caller, ask DataAsk) (Receipt, error) {
	if !caller.May(access.LoadReturns) {
		return Receipt{}, s.db.Denied(ctx, caller, access.LoadReturns, ask.Of)
	}
	quality, err := s.DataQuality(ctx, caller, When{})
	if err != nil {
		return Receipt{}, err
	}
	ask = DataAsk{About: ask.About, Of: ask.Of, From: ask.From, Until: ask.Until, Role: ask.Role, Agency: ask.Agency, By: caller.Membership, ByName: caller.Name}
	ask.Missing, ask.Period = quality.missing(&ask)
	return s.writeIn(ctx, caller, access.LoadReturns, "ask for data that is missing", s.Today(), func(tx *store.Tx, st State, c change.Context) ([]change.Put, error) {
		if err := ask.check(quality.Pack, func(id string) bool { _, ok := st.Plan.Agencies.Get(id); return ok }); err != nil {
			return nil, err
		}
		asks, err := asksFrom(tx.Since(0, KindDataAsk))
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(asks, func(had DataAsk) bool { return had.Open() && had.Same(&ask) }) {
			return nil, invalid("of", "They were asked for this already, and the ask is open.")
		}
		return []change.Put{{Kind: KindDataAsk, Thing: c.NewID(), Body: ask}}, nil
	})
}

func invalid(field, sentence string) error {
	return change.Problems{{Kind: change.Invalid, Field: field, Sentence: sentence}}
}

func (a *DataAsk) check(pack *practice.Pack, agency func(id string) bool) error {
	known := false
	switch a.About {
	case AskMeasure:
		known = len(pack.Measure(a.Of)) > 0
	case AskClock:
		known = len(pack.Clock(a.Of)) > 0
	case AskFile:
		kinds := pack.Kind(a.Of)
		known = len(kinds) > 0 && kinds[0].Send.Asked() && !a.From.IsZero() && !a.Until.Before(a.From)
	}
	switch {
	case !known:
		return invalid("of", "The practice pack has nothing of that name to ask for. Choose one from the page of what is missing.")
	case (a.Role == "") == (a.Agency == ""):
		return invalid("to", "Choose who is asked: a role or an agency.")
	case a.Role != "" && !slices.Contains(access.Roles, a.Role):
		return invalid("to", "There is no such role. Choose who is asked from the page of what is missing.")
	case a.Agency != "" && !agency(a.Agency):
		return invalid("to", "There is no such agency. Choose who is asked from the page of what is missing.")
	case a.Missing < 1:
		return invalid("missing", "Nothing of it is missing now, so there is nothing to ask for.")
	}
	return nil
}

// CloseDataAsk ends an ask with a word. Whoever was asked may say that it is done or can't be; whoever may ask may also take it back. For anybody else
// there is no such ask.
func (s *Service) CloseDataAsk(ctx context.Context, caller access.Caller, id string, outcome AskOutcome) (Receipt, error) {
	return s.writeIn(ctx, caller, access.ReadPlan, "close an ask for data", s.Today(), func(tx *store.Tx, _ State, c change.Context) ([]change.Put, error) {
		asks, err := asksFrom(tx.Since(0, KindDataAsk))
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(asks, func(a DataAsk) bool { return a.ID == id })
		asker := c.By.May(access.LoadReturns)
		switch {
		case at < 0 || !asker && !asks[at].IsTo(c.By):
			return nil, change.Missing("ask")
		case !asks[at].Open():
			return nil, invalid("outcome", "This was ended already.")
		case !slices.Contains(AskOutcomes, outcome):
			return nil, invalid("outcome", "Choose what came of it.")
		case outcome == AskTakenBack && !asker:
			return nil, invalid("outcome", "Only whoever may ask can take it back. Choose what came of it.")
		}
		closed := asks[at]
		closed.Outcome, closed.ClosedBy, closed.ClosedName = outcome, caller.Membership, caller.Name
		return []change.Put{{Kind: KindDataAsk, Thing: id, Replaces: closed.version, Body: closed}}, nil
	})
}

// DataAsks gives what was asked for, as known at a moment, the latest first: to whoever reads measures all, to anybody else what they were asked
// themselves.
func (s *Service) DataAsks(ctx context.Context, caller access.Caller, when When) ([]DataAsk, error) {
	known, err := s.position(ctx, caller, When{KnownAt: when.KnownAt, KnownEntry: when.KnownEntry})
	if err != nil {
		return nil, err
	}
	day := when.AsAt
	if day.IsZero() {
		day = s.Today()
	}
	versions, err := s.db.Since(ctx, caller, []string{KindDataAsk}, 0, known.Seq)
	if err != nil {
		return nil, err
	}
	asks, err := asksFrom(slices.DeleteFunc(versions, func(v store.Version) bool { return v.EffectiveOn.After(day) }), nil)
	if err != nil {
		return nil, err
	}
	asks = slices.DeleteFunc(asks, func(a DataAsk) bool { return !caller.May(access.ReadMeasures) && !a.IsTo(caller) })
	slices.Reverse(asks)
	return asks, nil
}

// AskedAt is one ask, and how many of what it asked for are missing at the moment.
type AskedAt struct {
	DataAsk
	Now    int
	Latest string // of a measure: the period that Now is of; "" where nothing is missing
	Name   string // of what was asked for, in words
}

// DataAskOf gives one ask to those who see it. Whoever was asked is told how many are missing now, of that alone, whether or not they read measures:
// they are to supply it.
func (s *Service) DataAskOf(ctx context.Context, caller access.Caller, id string) (AskedAt, error) {
	asks, err := s.DataAsks(ctx, caller, When{})
	if err != nil {
		return AskedAt{}, err
	}
	at := slices.IndexFunc(asks, func(a DataAsk) bool { return a.ID == id })
	if at < 0 {
		return AskedAt{}, change.Missing("ask")
	}
	quality, err := s.DataQuality(ctx, loader(caller), When{})
	if err != nil {
		return AskedAt{}, err
	}
	return quality.asked(&asks[at]), nil
}

// NamedAsks gives the open asks to the caller, of whatever they are about in words, the latest first.
func (s *Service) NamedAsks(ctx context.Context, caller access.Caller) (named []AskedAt, err error) {
	asks, err := s.DataAsks(ctx, caller, When{})
	if err != nil {
		return nil, err
	}
	asks = slices.DeleteFunc(asks, func(a DataAsk) bool { return !a.Open() || !a.IsTo(caller) })
	if len(asks) == 0 {
		return nil, nil
	}
	pack, err := s.packNow(ctx, loader(caller))
	if err != nil {
		return nil, err
	}
	for i := range asks {
		named = append(named, AskedAt{DataAsk: asks[i], Name: AskName(pack, &asks[i])})
	}
	return named, nil
}

// AskName says what an ask is for in words.
func AskName(pack *practice.Pack, a *DataAsk) string {
	switch a.About {
	case AskMeasure:
		if all := pack.Measure(a.Of); len(all) > 0 {
			return all[len(all)-1].Name
		}
	case AskClock:
		if all := pack.Clock(a.Of); len(all) > 0 {
			return all[len(all)-1].Name
		}
	case AskFile:
		if all := pack.Kind(a.Of); len(all) > 0 {
			return fmt.Sprintf("%s, %s to %s", all[len(all)-1].Name, a.From.Long(), a.Until.Long())
		}
	}
	return a.Of // the pack has it no more
}

// asksFrom gives each ask as its latest version has it, in the order in which they were first made.
func asksFrom(versions []store.Version, err error) ([]DataAsk, error) {
	if err != nil {
		return nil, err
	}
	var all []DataAsk
	at := map[string]int{}
	for _, v := range versions {
		if v.Body == nil { // erased
			continue
		}
		var ask DataAsk
		if err := json.Unmarshal(v.Body, &ask); err != nil {
			return nil, &store.Error{Kind: store.ErrDamaged, Words: "What was asked for can’t be read: run throughline verify.", Reason: err}
		}
		ask.ID, ask.On, ask.version = v.Thing, v.EffectiveOn, v.Version
		if n, had := at[v.Thing]; had {
			ask.On, ask.ClosedOn = all[n].On, v.EffectiveOn
			all[n] = ask
			continue
		}
		at[v.Thing] = len(all)
		all = append(all, ask)
	}
	return all, nil
}

func (q *DataQuality) asked(a *DataAsk) AskedAt {
	now, latest := q.missing(a)
	return AskedAt{DataAsk: *a, Now: now, Latest: latest, Name: AskName(q.Pack, a)}
}

// missing says how many of what an ask is about can't be told, and of a measure in which period: its latest, as whoever still waits is counted there. A file
// is missing, or it is not.
func (q *DataQuality) missing(a *DataAsk) (n int, period string) {
	switch a.About {
	case AskMeasure:
		for i := range q.Measures {
			if q.Measures[i].Measure.ID == a.Of {
				return q.Measures[i].Latest.CannotTell, q.Measures[i].Latest.Period.Name
			}
		}
	case AskClock:
		for _, c := range q.Clocks {
			if c.Clock.Code == a.Of {
				return c.CannotTell, ""
			}
		}
	case AskFile:
		if a.From.IsZero() || a.Until.IsZero() {
			return 0, "" // no period: nothing can be missing of it
		}
		slot := returned.LocalSlot(a.Of, a.Agency, a.From, a.Until)
		if !slices.ContainsFunc(q.Loads, func(load ReturnImport) bool { return load.Source == returned.Local && load.Of == slot.Of }) {
			return 1, ""
		}
	}
	return 0, ""
}

// AsksAt gives what was asked for, as DataAsks does, with how many are missing at the moment of a look at what is missing.
func (s *Service) AsksAt(ctx context.Context, caller access.Caller, q *DataQuality, when When) (named []AskedAt, err error) {
	asks, err := s.DataAsks(ctx, caller, when)
	for i := range asks {
		named = append(named, q.asked(&asks[i]))
	}
	return named, err
}
