package matrix

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
	"throughline/store"
)

// How the staff of a council stand to a person: everybody alike, so that one
// person serves every role.
const (
	untied       = "untied"
	byAgency     = "agency"
	byTeam       = "team"
	byAllocation = "allocation"
	byGlass      = "glass"
	wasTied      = "ended yesterday"
	willBeTied   = "begins tomorrow"
)

// everyTie lists them.
var everyTie = []string{untied, byAgency, byTeam, byAllocation, byGlass, wasTied, willBeTied}

// layout says what people there are: one for each wall and tie.
type layout struct {
	walls   []access.Wall
	ties    []string
	classes bool // with a record of every class about each, and not only one thing of every kind
}

var everything = layout{walls: access.Walls, ties: everyTie, classes: true}

// person is somebody whom records are about.
type person struct {
	id   string
	n    int
	wall access.Wall
	tied string
	own  *thing // their own entry
	born calendar.Date
}

func (p *person) String() string { return fmt.Sprintf("wall %s, %s", p.wall, p.tied) }

// thing is one thing about people, as the test put it there.
type thing struct {
	id    string
	kind  string
	of    string // what it is, in words
	class access.Class
	about []*person
	token string   // words that stand in it and nowhere else
	words []string // other things that stand in it alone, such as a number
	keys  []string // what may be typed to find the person by it alone
	draft bool
	shown bool // its words stand on the page of the person's file
}

func (x *thing) String() string {
	about := make([]string, len(x.about))
	for i, p := range x.about {
		about[i] = p.String()
	}
	return fmt.Sprintf("%s (%s %s) about %s", x.of, x.class.Sensitivity, x.class.Compartment, strings.Join(about, " and "))
}

// tokens makes words that stand nowhere else.
type tokens struct{ n int }

func (t *tokens) next() string {
	t.n++
	return "zq" + strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprintf("%05d", t.n)) + "x"
}

// open is a scope that allows everything, which only a test can make.
func open(a *actor, act access.Act) access.Scope {
	s := access.Scope{Caller: a.caller, Purpose: access.DirectWork, Act: act}
	for wall := range s.Masks {
		for level := range s.Masks[wall] {
			s.Masks[wall][level] = 1<<63 - 1
		}
	}
	return s
}

// filling puts things about one person.
type filling struct {
	w    *world
	c    *council
	p    *person
	puts []change.Put
}

func (f *filling) token() string { return f.w.names.next() }

// requestAllocated is the allocation of somebody's request for their records.
const requestAllocated = "request allocated"

// put puts a thing with a body, filed as casework files such a body.
func (f *filling) put(kind, of string, body any, x thing, about ...*person) *thing {
	class, ok := casework.ClassOf(body)
	if !ok {
		f.w.Fatalf("%s has no class", of)
	}
	sort := x.token
	if slices.Contains([]string{casework.KindGlass, casework.KindRestriction, casework.KindHold, casework.KindDestruction, casework.KindAlert, casework.KindDismissal}, kind) {
		sort = casework.Alert{AnswerBy: today}.Put("").Filing.Sort // as what somebody must still act on is ordered
	}
	return f.file(kind, of, body, x, change.Filing{Class: class, Sort: sort}, about...)
}

func (f *filling) file(kind, of string, body any, x thing, filing change.Filing, about ...*person) *thing {
	x.id, x.kind, x.of, x.class, x.about = f.w.service.NewID(), kind, of, filing.Class, about
	for _, p := range about {
		filing.About = append(filing.About, p.id)
	}
	filing.Finds = append(filing.Finds, x.keys...)
	parent := ""
	if len(about) > 0 && slices.Contains(underPerson, kind) {
		parent = about[0].id
	}
	f.puts = append(f.puts, change.Put{Kind: kind, Thing: x.id, Parent: parent, Body: body, Filing: &filing})
	f.c.things = append(f.c.things, &x)
	return &x
}

// underPerson are the kinds that hang under the person they are about.
var underPerson = []string{
	casework.KindAddress, casework.KindEpisode, casework.KindLegalStatus, casework.KindPlacement, casework.KindReview, casework.KindCharacteristics,
	casework.KindIdentifier, casework.KindAllocation, casework.KindInvolvement, casework.KindConsent, casework.KindRecord, casework.KindRelationship,
	casework.KindSharing, casework.KindGlass, casework.KindRestriction, casework.KindBreak, casework.KindJoin, casework.KindDismissal,
}

// write records what was put in one change.
func (f *filling) write() {
	f.w.Helper()
	writer := f.c.actor(access.TeamManager)
	puts := f.puts
	f.puts = nil
	_, err := f.w.db.WriteFiled(context.Background(), open(writer, access.Record), access.RecordCasework, "set up", calendar.Date{}, func(tx *store.Tx) error {
		for _, p := range puts {
			if err := tx.Put(p); err != nil {
				return err
			}
		}
		return nil
	})
	f.w.must(err)
}

// fill makes the people of a layout and everything about them.
func (w *world) fill(c *council, l layout) {
	w.Helper()
	f := &filling{w: w, c: c}
	for _, wall := range l.walls {
		for _, tied := range l.ties {
			f.person(wall, tied)
		}
	}
	f.write()
	for i, p := range c.people {
		f.p = p
		f.ties()
		f.identity()
		f.care()
		f.oversight(c.people[(i+1)%len(c.people)])
		f.records(l.classes && p.tied != wasTied && p.tied != willBeTied)
		f.write()
	}
	title := f.token()
	f.put(casework.KindHold, "hold over everybody", casework.Hold{Title: title, Why: title, By: c.actor(access.GovernanceLead).member, From: today, ReviewOn: today.AddDays(30)}, thing{token: title})
	f.write()
}

// person makes somebody whose name and day of birth nobody shares.
func (f *filling) person(wall access.Wall, tied string) {
	n := len(f.c.people)
	p := &person{n: n, wall: wall, tied: tied, born: calendar.Must(1996+n/12, time.Month(1+n%12), 3+n%20)}
	token := f.token()
	body := casework.Person{
		Parts: []casework.Part{casework.Child}, Names: []casework.Name{{Kind: casework.LegalName, Given: "Bran", Family: token}},
		Born: calendar.Known(p.born), Sex: "F", Wall: wall,
	}
	class, _ := casework.ClassOf(body)
	x := &thing{kind: casework.KindPerson, of: "own entry", class: class, token: token, about: []*person{p}, shown: true}
	x.id = f.w.service.NewID()
	x.words = []string{p.born.Long(), p.born.String()}
	p.id, p.own = x.id, x
	f.puts = append(f.puts, change.Put{Kind: x.kind, Thing: x.id, Body: body, Filing: &change.Filing{
		About: []string{x.id}, Class: class, Sort: token, Wall: wall, Finds: casework.Finds(&body), Person: true,
	}})
	f.c.things, f.c.people = append(f.c.things, x), append(f.c.people, p)
}

// ties gives everybody of the council one way of being tied to the person.
func (f *filling) ties() {
	var ties []change.Tie
	tie := func(level access.Level, holder string, from, until calendar.Date) {
		ties = append(ties, change.Tie{Person: f.p.id, Holder: holder, Level: level, From: from, Until: until})
	}
	everyWay := func(from, until calendar.Date) {
		for _, agency := range f.c.agencies {
			tie(access.AgencyLevel, agency, from, until)
		}
		for _, a := range f.c.actors {
			tie(access.TeamLevel, a.team, from, until)
			tie(access.AllocatedLevel, a.member, from, until)
			tie(access.GlassLevel, a.member, from, until)
		}
	}
	switch f.p.tied {
	case byAgency:
		for i, agency := range f.c.agencies {
			tie(access.AgencyLevel, agency, today, []calendar.Date{{}, today}[i%2]) // the first day and the last day count
		}
	case byTeam:
		for _, a := range f.c.actors {
			tie(access.TeamLevel, a.team, today.AddDays(-9), today)
		}
	case byAllocation:
		for _, a := range f.c.actors {
			tie(access.AllocatedLevel, a.member, today, calendar.Date{})
		}
	case byGlass:
		for _, a := range f.c.actors {
			tie(access.GlassLevel, a.member, today, today)
		}
	case wasTied:
		everyWay(today.AddDays(-9), today.AddDays(-1))
	case willBeTied:
		everyWay(today.AddDays(1), calendar.Date{})
	}
	holder := f.c.actors[f.p.n%len(f.c.actors)]
	for part, body := range map[string]casework.Allocation{
		"allocation": {Person: f.p.id, Membership: holder.member, Agency: holder.agency, Role: casework.LeadWorker, For: access.SocialCare, From: today.AddDays(-1)},
		"allocation in an allegation": {Person: f.p.id, Membership: holder.member, Agency: holder.agency, Role: casework.Officer,
			For: access.DesignatedOfficer, From: today.AddDays(-2)},
		requestAllocated: {Person: f.p.id, Membership: holder.member, Agency: holder.agency, Role: casework.RequestLead, Reason: "Request 14", From: today.AddDays(-1),
			Until: today.AddDays(20)},
	} {
		token := f.token()
		body.Why = token
		class, _ := casework.ClassOf(body)
		f.file(casework.KindAllocation, part, body, thing{token: token, shown: true}, change.Filing{Class: class, Sort: part, Ties: ties}, f.p)
		ties = nil
	}
	token := f.token()
	f.put(casework.KindInvolvement, "involvement", casework.Involvement{
		Person: f.p.id, Agency: f.c.agencies[1], For: access.Health, Basis: casework.Statutory, Why: token, From: today.AddDays(-1),
	}, thing{token: token, shown: true}, f.p)
}

func (f *filling) identity() {
	id := f.p.id
	for i, t := range []casework.IdentifierType{casework.NHSNumber, casework.UPN, casework.CourtCase, casework.HomeOffice} {
		token := f.token()
		value := fmt.Sprintf("%d%09d", 4+i, f.w.names.n)
		if t == casework.UPN {
			value = fmt.Sprintf("A%012d", f.w.names.n)
		}
		typed := []string{string(t) + ":" + strings.ToLower(value), "number:" + strings.ToLower(value)}
		f.put(casework.KindIdentifier, "identifier of "+string(t), casework.Identifier{Person: id, Type: t, Value: value, Source: token},
			thing{token: token, words: []string{value}, keys: typed, shown: true}, f.p)
	}
	for _, masked := range []bool{false, true} {
		token := f.token()
		code := fmt.Sprintf("ZQ%d %dAB", 10+f.p.n, map[bool]int{false: 1, true: 2}[masked])
		if f.c.name != "Stonebridge" {
			code = strings.Replace(code, "ZQ", "ZV", 1)
		}
		of := map[bool]string{false: "address", true: "masked address"}[masked]
		f.put(casework.KindAddress, of, casework.Address{
			People: []string{id}, Kind: casework.HomeAddress, Lines: []string{"5 " + token + " Road"}, Postcode: code, From: today.AddDays(-5), Masked: masked, Reason: token,
		}, thing{token: token, words: []string{code}, keys: []string{"postcode:" + strings.ToLower(strings.ReplaceAll(code, " ", ""))}, shown: true}, f.p)
	}
	token := f.token()
	f.put(casework.KindCharacteristics, "characteristics", casework.Characteristics{Person: id, Ethnicity: "WBRI", Religion: token, Needs: token}, thing{token: token, shown: true}, f.p)
}

func (f *filling) care() {
	id := f.p.id
	episode := f.put(casework.KindEpisode, "time in care", casework.Episode{Person: id, Started: today.AddDays(-40), Need: "N1"}, thing{}, f.p)
	f.put(casework.KindLegalStatus, "legal status", casework.LegalStatus{Person: id, Episode: episode.id, Code: "V2", Reason: "S", From: today.AddDays(-40)}, thing{}, f.p)
	token := f.token()
	f.put(casework.KindPlacement, "placement", casework.Placement{
		Person: id, Episode: episode.id, Type: "U6", Provider: "PR1", Reason: "S", Carer: token, From: today.AddDays(-40),
	}, thing{token: token, shown: true}, f.p)
	token = f.token()
	f.put(casework.KindReview, "review", casework.Review{Person: id, Due: today.AddDays(-12), Held: today.AddDays(-12), Participation: "PN1", Decisions: token},
		thing{token: token, shown: true}, f.p)
}

// oversight is what says who may reach the person and what is shared, and what
// ties them to somebody else.
func (f *filling) oversight(other *person) {
	id, by := f.p.id, f.c.actor(access.TeamManager)
	add := func(kind, of string, body func(token string) any, about ...*person) {
		token := f.token()
		f.put(kind, of, body(token), thing{token: token}, append([]*person{f.p}, about...)...)
	}
	for _, part := range []access.Compartment{access.SocialCare, access.Psychology} {
		add(casework.KindSharing, "decision to share: "+string(part), func(token string) any {
			return casework.Sharing{People: []string{id}, Agency: f.c.agencies[1], What: token, Shared: true, Why: token, Basis: casework.SharePublicTask, Part: part,
				NotSought: token, DecidedOn: today, DecidedBy: by.member}
		})
	}
	add(casework.KindConsent, "consent", func(token string) any {
		return casework.Consent{Person: id, Agency: f.c.agencies[1], Part: access.Health, For: token, State: casework.ConsentGiven, By: id, Capacity: token, Heard: by.member, On: today}
	})
	add(casework.KindGlass, "broken glass", func(token string) any {
		return casework.Glass{Person: id, Membership: by.member, Reason: token, On: today}
	})
	add(casework.KindRestriction, "restriction", func(token string) any {
		return casework.Restriction{Person: id, Why: token, AskedBy: token, By: by.member, From: today, ReviewOn: today.AddDays(90)}
	})
	add(casework.KindHold, "hold", func(token string) any {
		return casework.Hold{People: []string{id}, Title: token, Why: token, By: by.member, From: today, ReviewOn: today.AddDays(30)}
	})
	add(casework.KindDestruction, "destruction", func(string) any {
		return casework.Destruction{Person: id, State: casework.DestructionProposed, ProposedBy: by.member, ProposedOn: today}
	})
	add(casework.KindAlert, "alert", func(token string) any {
		return casework.Alert{Kind: casework.SurnameAlert, Person: id, Viewer: by.member, Account: by.account, On: today, Why: token, Act: access.GovernanceLead, AnswerBy: today.AddDays(28)}
	})
	for of, hangs := range map[string][]access.Class{
		"dismissal of an alert about reviews": {{Sensitivity: access.Personal, Compartment: access.LookedAfterReview}},
		"dismissal of an alert about health and returns": {
			{Sensitivity: access.Personal, Compartment: access.Health}, {Sensitivity: access.Sensitive, Compartment: access.Returns},
		},
	} {
		add(casework.KindDismissal, of, func(token string) any {
			return casework.Dismissal{Person: id, Code: "R18-no-record", Key: "R18-no-record|" + token, Hangs: hangs, Why: token, DismissedOn: today, DismissedBy: by.member}
		})
	}
	add(casework.KindRelationship, "relationship", func(token string) any {
		return casework.Relationship{Person: other.id, Of: id, Kinship: casework.Kinships[0], Note: token}
	}, other)
	add(casework.KindRelationship, "relationship of early help", func(token string) any {
		return casework.Relationship{Person: other.id, Of: id, Kinship: casework.Kinships[0], Note: token, For: access.EarlyHelp}
	}, other)
	add(casework.KindBreak, "adoption kept apart", func(string) any {
		return casework.Break{Before: id, After: other.id, OrderOn: today, By: by.member}
	}, other)
	add(casework.KindJoin, "two records joined and parted", func(token string) any {
		return casework.Join{People: [2]string{id, other.id}, Why: token, By: by.member, On: today, Parted: today, PartBy: by.member, PartWhy: token}
	}, other)
}

// records are one of each declared kind, and one of each class that no kind
// has.
func (f *filling) records(every bool) {
	var has []access.Class
	write := func(of string, class access.Class, state casework.RecordState) {
		token := f.token()
		body := casework.Record{
			Of: of, Class: class, People: []string{f.p.id}, Happened: today.AddDays(-3), Title: token, Words: token, Own: token, State: state,
			Author: f.c.actor(access.TeamManager).member, Voices: []casework.Voice{{Person: f.p.id, Words: token}},
		}
		if state == casework.CompletedRecord {
			body.Completed = today.AddDays(-2)
		}
		if kind, ok := casework.KindOf(of); ok && kind.Decision {
			body.Decision = &casework.ManagerDecision{Options: []string{token}, Chosen: token, Reason: token, By: f.c.actor(access.TeamManager).member}
		}
		f.put(casework.KindRecord, "record "+of, body, thing{token: token, draft: state == casework.DraftRecord, shown: true}, f.p)
		has = append(has, class)
	}
	for _, kind := range casework.Kinds {
		write(kind.Code, kind.Class, casework.CompletedRecord)
	}
	write(casework.Kinds[0].Code, casework.Kinds[0].Class, casework.DraftRecord)
	if !every {
		return
	}
	for _, class := range access.Classes() {
		if !slices.Contains(has, class) {
			write("matrix_"+string(class.Sensitivity)+"_"+string(class.Compartment), class, casework.CompletedRecord)
		}
	}
}
