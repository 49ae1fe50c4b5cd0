package storetest

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store"
)

// filedModel is the naive truth of what is kept about people: the filing that
// each thing has now, and every version there ever was.
type filedModel struct {
	authority string
	now       *clock
	things    map[string]*filedThing
	order     []string // the things in the order they were made
	versions  model
	then      map[string]change.Filing // by thing and version, as it was filed
}

type filedThing struct {
	kind    string
	filing  change.Filing
	version int
	seq     int64
	on      calendar.Date
	erased  bool
}

func newFiledModel(authority string, now *clock) *filedModel {
	return &filedModel{authority: authority, now: now, things: map[string]*filedThing{}, then: map[string]change.Filing{}}
}

func (m *filedModel) today() calendar.Date { return calendar.DayOf(m.now.now) }

// same is who a person was found to be the same as.
func (m *filedModel) same(person string) string {
	if p := m.things[person]; p != nil && p.filing.Group != "" {
		return p.filing.Group
	}
	return person
}

// wall is the highest round anybody who is the same.
func (m *filedModel) wall(person string) access.Wall {
	highest := 0
	for id, p := range m.things {
		if p.filing.Person && m.same(id) == m.same(person) {
			highest = max(highest, slices.Index(access.Walls, p.filing.Wall))
		}
	}
	return access.Walls[highest]
}

// ties are the caller's today to a person, by reading every filing.
func (m *filedModel) ties(c access.Caller, person string) (ties access.Ties) {
	for _, thing := range m.things {
		for _, t := range thing.filing.Ties {
			if m.same(t.Person) != m.same(person) || t.From.After(m.today()) || !t.Until.IsZero() && t.Until.Before(m.today()) {
				continue
			}
			switch {
			case t.Level == access.AgencyLevel && t.Holder == c.Agency:
				ties.Agency = true
			case t.Level == access.TeamLevel && slices.Contains(c.Teams, t.Holder):
				ties.Team = true
			case t.Level == access.AllocatedLevel && t.Holder == c.Membership:
				ties.Allocated = true
			case t.Level == access.GlassLevel && t.Holder == c.Membership:
				ties.Glass = true
			}
		}
	}
	return ties
}

// open is who may see what, in words: somebody it is about opens it, and
// nobody it is about stands behind a wall that stays shut.
func (m *filedModel) open(s access.Scope, class access.Class, about []string) bool {
	if len(about) == 0 {
		return s.Allows(class, access.NoWall, access.Ties{})
	}
	some := false
	for _, person := range about {
		opens := s.Allows(class, m.wall(person), m.ties(s.Caller, person))
		if !opens && m.wall(person) != access.NoWall {
			return false
		}
		some = some || opens
	}
	return some
}

func (m *filedModel) sees(s access.Scope, thing string) bool {
	t := m.things[thing]
	return t != nil && m.open(s, t.filing.Class, t.filing.About)
}

// sound says whether nobody is joined to somebody who is joined to another.
func (m *filedModel) sound() bool {
	for _, t := range m.things {
		if t.filing.Group == "" {
			continue
		}
		if onto := m.things[t.filing.Group]; onto == nil || onto.filing.Group != "" {
			return false
		}
	}
	return true
}

// said is the text of a put's body.
func said(p change.Put) string {
	b, _ := p.Body.(body)
	return b.Text
}

// took notes a put that was written.
func (m *filedModel) took(p change.Put, r store.Receipt, on calendar.Date) {
	f := *p.Filing
	if f.Person && f.Wall == "" {
		f.Wall = access.NoWall
	}
	if f.Group == p.Thing {
		f.Group = ""
	}
	if m.things[p.Thing] == nil {
		m.order = append(m.order, p.Thing)
	}
	m.things[p.Thing] = &filedThing{kind: p.Kind, filing: f, version: p.Replaces + 1, seq: r.Seq, on: on}
	m.then[fmt.Sprint(p.Thing, " ", p.Replaces+1)] = f
	m.versions = append(m.versions, store.Version{Thing: p.Thing, Kind: p.Kind, Parent: p.Parent, Version: p.Replaces + 1, Seq: r.Seq, At: r.At, EffectiveOn: on,
		Body: fmt.Appendf(nil, `{"text":%q}`, said(p))})
}

// blank notes that a thing was erased, and the record made of it.
func (m *filedModel) blank(thing, record string, r store.Receipt) {
	t := m.things[thing]
	t.erased = true
	t.filing = change.Filing{About: t.filing.About, Class: t.filing.Class, Wall: t.filing.Wall, Group: t.filing.Group, Person: t.filing.Person}
	for i := range m.versions {
		if m.versions[i].Thing == thing {
			m.versions[i].Body, m.versions[i].Erased = nil, true
		}
	}
	m.order = append(m.order, record)
	m.things[record] = &filedThing{kind: store.KindFiledErasure, filing: change.Filing{About: t.filing.About, Class: t.filing.Class}, version: 1, seq: r.Seq, on: m.today()}
	m.then[record+" 1"] = m.things[record].filing
}

// rows are the index rows there should be.
func (m *filedModel) rows() (rows []string) {
	for id, t := range m.things {
		class, _ := t.filing.Class.Number()
		about := t.filing.About
		if len(about) == 0 {
			about = []string{""}
		}
		for i, person := range about {
			wall, _ := m.wall(person).Number()
			if person == "" {
				wall = 0
			}
			rows = append(rows, fmt.Sprintf("filing %s own=%s same=%s %d %s class=%d wall=%d sort=%q seq=%d", id, person, m.same(person), i, t.kind, class, wall, t.filing.Sort, t.seq))
			for _, key := range slices.Compact(slices.Sorted(slices.Values(t.filing.Finds))) {
				rows = append(rows, fmt.Sprintf("find %q %s own=%s same=%s", key, id, person, m.same(person)))
			}
		}
		for i, tie := range t.filing.Ties {
			until := tie.Until.String()
			if until == "" {
				until = "9"
			}
			rows = append(rows, fmt.Sprintf("tie %s %d own=%s same=%s %s %d %s %s", id, i, tie.Person, m.same(tie.Person), tie.Holder, tie.Level, tie.From, until))
		}
	}
	slices.Sort(rows)
	return rows
}

// heldRows are the index rows there are.
func heldRows(raw *sql.DB, authority string) (rows []string, err error) {
	for query, format := range map[string]string{
		"SELECT thing_id, own_person_id, person_id, place, kind, class_no, wall_no, sort_key, seq FROM filing": "filing %s own=%s same=%s %s %s class=%s wall=%s sort=%q seq=%s",
		"SELECT find_key, thing_id, own_person_id, person_id FROM find_key":                                    "find %q %s own=%s same=%s",
		"SELECT thing_id, place, own_person_id, person_id, holder_id, level, from_on, until_on FROM tie":       "tie %s %s own=%s same=%s %s %s %s %s",
	} {
		if rows, err = addRows(rows, raw, query+" WHERE authority_id = $1", authority, format); err != nil {
			return nil, err
		}
	}
	slices.Sort(rows)
	return rows, nil
}

func addRows(rows []string, raw *sql.DB, query, authority, format string) (all []string, err error) {
	found, err := raw.Query(query, authority)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, found.Close()) }()
	for found.Next() {
		text := make([]string, strings.Count(format, "%"))
		into, shown := make([]any, len(text)), make([]any, len(text))
		for i := range text {
			into[i] = &text[i]
		}
		if err := found.Scan(into...); err != nil {
			return nil, err
		}
		for i := range text {
			shown[i] = text[i]
		}
		rows = append(rows, fmt.Sprintf(format, shown...))
	}
	return rows, found.Err()
}

// What random lives are made of: few of each, so that they meet.
var (
	drawnPeople  = []string{"p0", "p1", "p2", "p3", "p4"}
	drawnRecords = []string{"r0", "r1", "r2", "r3", "r4", "r5"}
	drawnHolders = []string{"m0", "m1", "g0", "g1", "t0", "t1"}
	drawnClasses = []access.Class{identity, care, health, {Sensitivity: access.Sensitive, Compartment: access.MaskedAddress}}
	drawnSorts   = []string{"", "a", "B", "b b", "é", "a\x01", "zz", "2012-03-09"}
	drawnKeys    = []string{"name:ann", "name:anna", "name:bo", "nhs:1", "é"}
)

// drawPerson is a random put of a person's own entry.
func (m *filedModel) drawPerson(rt *rapid.T) change.Put {
	id := rapid.SampledFrom(drawnPeople).Draw(rt, "person")
	f := &change.Filing{About: []string{id}, Person: true, Class: rapid.SampledFrom(drawnClasses).Draw(rt, "class"),
		Wall: rapid.SampledFrom([]access.Wall{"", access.NoWall, access.Restricted, access.AdoptionWall}).Draw(rt, "wall")}
	if others := m.people(); len(others) > 0 && rapid.IntRange(0, 2).Draw(rt, "joined") == 0 {
		f.Group = rapid.SampledFrom(others).Draw(rt, "same as")
	}
	m.drawFiling(rt, f)
	return m.put("case.person", id, f)
}

func (m *filedModel) drawRecord(rt *rapid.T) change.Put {
	f := &change.Filing{Class: rapid.SampledFrom(drawnClasses).Draw(rt, "class")}
	if people := m.people(); len(people) > 0 {
		f.About = rapid.SliceOfNDistinct(rapid.SampledFrom(people), 0, min(3, len(people)), rapid.ID[string]).Draw(rt, "about")
	}
	m.drawFiling(rt, f)
	id := rapid.SampledFrom(drawnRecords).Draw(rt, "record")
	return m.put("case.record"+id[1:], id, f) // several kinds, so that lists of some leave others out
}

func (m *filedModel) drawFiling(rt *rapid.T, f *change.Filing) {
	f.Sort = rapid.SampledFrom(drawnSorts).Draw(rt, "sort")
	f.Finds = rapid.SliceOfN(rapid.SampledFrom(drawnKeys), 0, 3).Draw(rt, "finds")
	for range rapid.IntRange(0, min(2, len(f.About)*2)).Draw(rt, "ties") {
		t := change.Tie{Person: rapid.SampledFrom(f.About).Draw(rt, "tied"), Holder: rapid.SampledFrom(drawnHolders).Draw(rt, "holder"),
			Level: access.Level(rapid.IntRange(int(access.AgencyLevel), int(access.GlassLevel)).Draw(rt, "level")),
			From:  m.today().AddDays(rapid.IntRange(-3, 2).Draw(rt, "from"))}
		if rapid.Bool().Draw(rt, "ends") {
			t.Until = t.From.AddDays(rapid.IntRange(0, 4).Draw(rt, "days"))
		}
		f.Ties = append(f.Ties, t)
	}
}

func (m *filedModel) put(kind, id string, f *change.Filing) change.Put {
	p := change.Put{Kind: kind, Thing: id, Filing: f}
	if t := m.things[id]; t != nil {
		p.Replaces = t.version
	}
	p.Body = text("version %d of %s", p.Replaces+1, id)
	return p
}

func (m *filedModel) people() (people []string) {
	for _, id := range m.order {
		if m.things[id].filing.Person {
			people = append(people, id)
		}
	}
	return people
}

// grow makes one random change, or finds that it is refused as it should be.
func (m *filedModel) grow(rt *rapid.T, db *store.DB) {
	m.now.advance(time.Duration(rapid.IntRange(0, 40).Draw(rt, "hours")) * time.Hour)
	var puts []change.Put
	on := m.today().AddDays(-rapid.IntRange(0, 3).Draw(rt, "days ago"))
	for range rapid.IntRange(1, 3).Draw(rt, "puts") {
		p := m.drawRecord(rt)
		if rapid.Bool().Draw(rt, "a person") {
			p = m.drawPerson(rt)
		}
		if slices.ContainsFunc(puts, func(q change.Put) bool { return q.Thing == p.Thing }) {
			continue
		}
		if t := m.things[p.Thing]; t != nil && t.on.After(on) {
			on = t.on
		}
		puts = append(puts, p)
	}
	scope := everything(worker(m.authority, "clerk", access.TeamManager), access.Record)
	receipt, err := db.WriteFiled(rt.Context(), scope, access.RecordCasework, "record about people", on, func(tx *store.Tx) error {
		for _, p := range puts {
			if err := tx.Put(p); err != nil {
				return err
			}
		}
		return nil
	})
	after := newFiledModel(m.authority, m.now)
	for id, t := range m.things {
		held := *t
		after.things[id] = &held
	}
	for _, p := range puts {
		after.took(p, receipt, on)
	}
	if !after.sound() {
		if !errors.Is(err, store.ErrInvalid) {
			rt.Fatalf("a person was joined to one who is joined to another: %v", err)
		}
		return
	}
	if err != nil {
		rt.Fatal(err)
	}
	for _, p := range puts {
		m.took(p, receipt, on)
	}
}

// erase takes away one random thing.
func (m *filedModel) erase(rt *rapid.T, db *store.DB, raw *sql.DB) {
	var there []string
	for _, id := range m.order {
		if t := m.things[id]; !t.erased && t.kind != store.KindFiledErasure {
			there = append(there, id)
		}
	}
	if len(there) == 0 {
		return
	}
	thing := rapid.SampledFrom(there).Draw(rt, "erased")
	scope := everything(worker(m.authority, "lead", access.GovernanceLead), access.Record)
	r, err := db.EraseFiled(rt.Context(), scope, []string{thing}, "its time had come")
	if err != nil {
		rt.Fatal(err)
	}
	var record string
	if err := raw.QueryRow("SELECT thing_id FROM version WHERE authority_id = $1 AND seq = $2 AND parent_id = $3", m.authority, r.Seq, thing).Scan(&record); err != nil {
		rt.Fatal(err)
	}
	m.blank(thing, record, r)
}
