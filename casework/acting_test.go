package casework_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
)

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// staff is a directory of a few people who work together.
type staff struct {
	workers  map[string]casework.Worker
	teams    map[string]casework.Team
	agencies map[string]casework.Agency
}

func (s staff) Worker(id string) (casework.Worker, bool) {
	w, ok := s.workers[id]
	if role := rolesOf[id]; role != "" {
		w.Roles = append([]access.Role{role}, w.Roles...)
	}
	return w, ok
}

func (s staff) Team(id string) (casework.Team, bool)     { t, ok := s.teams[id]; return t, ok }
func (s staff) Agency(id string) (casework.Agency, bool) { a, ok := s.agencies[id]; return a, ok }

func (s staff) CouncilHolders(roles ...access.Role) int {
	held := map[string]bool{}
	for id, w := range s.workers {
		if s.agencies[w.Agency].Council && w.Ended.IsZero() && slices.Contains(roles, rolesOf[id]) {
			held[w.Account] = true
		}
	}
	return len(held)
}

var (
	today   = calendar.Must(2013, 3, 4)
	theTeam = staff{
		workers: map[string]casework.Worker{
			"sue":    {Name: "Sue Social", Account: "account-sue", Agency: "council"},
			"tom":    {Name: "Tom Manager", Account: "account-tom", Agency: "council"},
			"ivy":    {Name: "Ivy Reviewer", Account: "account-ivy", Agency: "council"},
			"nia":    {Name: "Nia Nurse", Account: "account-nia", Agency: "trust"},
			"gil":    {Name: "Gil Governance", Account: "account-gil", Agency: "council"},
			"cal":    {Name: "Cal Caldicott", Account: "account-cal", Agency: "council"},
			"gus":    {Name: "Gus Governance", Account: "account-gus", Agency: "council"},
			"ann":    {Name: "Ann Adoption", Account: "account-ann", Agency: "council"},
			"lee":    {Name: "Lee Officer", Account: "account-lee", Agency: "council"},
			"old":    {Name: "Old Hand", Account: "account-old", Agency: "council", Ended: calendar.Must(2012, 12, 31)},
			"twosue": {Name: "Sue Social", Account: "account-sue", Agency: "trust"},
			"una":    {Name: "Una Auditor", Account: "account-una", Agency: "trust"},
			"audsue": {Name: "Sue Social", Account: "account-sue", Agency: "trust"},
			"audivy": {Name: "Ivy Reviewer", Account: "account-ivy", Agency: "trust"},
			"may":    {Name: "May Manager", Account: "account-may", Agency: "council", Roles: []access.Role{access.TeamManager}},
		},
		teams: map[string]casework.Team{
			"north": {Name: "North", Agency: "council"}, "ward": {Name: "Ward", Agency: "trust"},
			"gone": {Name: "Gone", Agency: "council", Ended: calendar.Must(2012, 12, 31)},
		},
		agencies: map[string]casework.Agency{
			"council": {Name: "Westmoor Council", Council: true}, "trust": {Name: "Northmoor Trust"}, "school": {Name: "Highfield School"},
			"past": {Name: "Old Trust", Ended: calendar.Must(2012, 12, 31)},
		},
	}
	rolesOf = map[string]access.Role{
		"sue": access.SocialWorker, "tom": access.TeamManager, "ivy": access.ReviewingOfficer, "nia": access.HealthProfessional,
		"gil": access.GovernanceLead, "cal": access.CaldicottGuardian, "gus": access.GovernanceLead, "ann": access.AdoptionWorker, "lee": access.LADO,
		"twosue": access.SocialWorker, "una": access.Auditor, "audsue": access.Auditor, "audivy": access.Auditor, "may": access.Auditor,
	}
)

// by is a worker as a caller.
func by(worker string) access.Caller {
	w := theTeam.workers[worker]
	return access.Caller{
		Account: w.Account, Name: w.Name, Authority: "westmoor", Agency: w.Agency, Membership: worker, Roles: []access.Role{rolesOf[worker]},
		Council: w.Agency == "council",
	}
}

// acting lives through a story: what the changes put is kept as the store
// keeps it, and given to each change by the files it asks for.
type acting struct {
	t      failer
	today  calendar.Date
	seq    int64
	ids    int
	kept   map[string]casework.Version
	filing map[string]change.Filing
	order  []string
	kinds  *casework.KindList
}

func begin(t failer) *acting {
	return &acting{t: t, today: today, kept: map[string]casework.Version{}, filing: map[string]change.Filing{}}
}

// fileOf is what the store gives for a person: the things about them and those
// joined to them.
func (a *acting) fileOf(persons []string) []casework.Version {
	canonical := func(id string) string {
		if f, ok := a.filing[id]; ok && f.Group != "" {
			return f.Group
		}
		return id
	}
	var wanted, versions = map[string]bool{}, []casework.Version(nil)
	for _, p := range persons {
		wanted[canonical(p)] = true
	}
	for _, id := range a.order {
		if slices.ContainsFunc(a.filing[id].About, func(p string) bool { return wanted[canonical(p)] }) {
			versions = append(versions, a.kept[id])
		}
	}
	return versions
}

func (a *acting) folder(ch casework.Change) *casework.Folder {
	a.t.Helper()
	named := ch.About()
	for {
		versions := a.fileOf(named)
		for _, id := range ch.Things() {
			if v, ok := a.kept[id]; ok {
				versions = append(versions, v)
			}
		}
		if every, ok := ch.(casework.Everywhere); ok {
			for _, id := range a.order {
				if len(a.filing[id].About) == 0 && slices.Contains(every.Everywhere(), a.kept[id].Kind) {
					versions = append(versions, a.kept[id])
				}
			}
		}
		f, err := casework.Open(a.today, theTeam, versions)
		if err != nil {
			a.t.Fatalf("%v", err)
		}
		if seeker, ok := ch.(casework.Seeker); ok {
			f.Found = map[string][]string{}
			for _, key := range seeker.Seeks() {
				f.Found[key] = a.carriers(key)
			}
		}
		more := slices.Clone(named)
		if wider, ok := ch.(casework.Wider); ok {
			for _, id := range wider.Beyond(f) {
				if !slices.Contains(more, id) {
					more = append(more, id)
				}
			}
		}
		if len(more) == len(named) {
			f.Kinds = a.kinds
			return f
		}
		named = more
	}
}

func (a *acting) carriers(key string) (found []string) {
	for _, id := range a.order {
		if slices.Contains(a.filing[id].Finds, key) {
			found = append(found, a.filing[id].About...)
		}
	}
	return found
}

// whole is everything in one folder.
func (a *acting) whole() *casework.Folder {
	a.t.Helper()
	var versions []casework.Version
	for _, id := range a.order {
		versions = append(versions, a.kept[id])
	}
	f, err := casework.Open(a.today, theTeam, versions)
	if err != nil {
		a.t.Fatalf("%v", err)
	}
	return f
}

// try makes a change as the worker, today.
func (a *acting) try(worker string, ch casework.Change) ([]change.Put, error) {
	a.t.Helper()
	return a.tryOn(worker, ch, a.today)
}

func (a *acting) tryOn(worker string, ch casework.Change, on calendar.Date) ([]change.Put, error) {
	a.t.Helper()
	if !by(worker).May(ch.Needs()) {
		return nil, change.Forbid("Your role does not let you " + string(ch.Needs()) + ".")
	}
	f := a.folder(ch)
	puts, err := ch.Decide(f, a.context(worker, on))
	again, errAgain := ch.Decide(f, a.context(worker, on))
	if diff := cmp.Diff(readable(a.t, puts), readable(a.t, again)); diff != "" || fmt.Sprint(err) != fmt.Sprint(errAgain) {
		a.t.Fatalf("%s: deciding twice gave two answers, %v and %v:\n%s", ch.Name(), err, errAgain, diff)
	}
	if err != nil {
		var problems change.Problems
		if !errors.As(err, &problems) || len(problems) == 0 || len(puts) > 0 {
			a.t.Fatalf("%s: refused with %d puts and %v, which is not problems alone", ch.Name(), len(puts), err)
		}
		return nil, err
	}
	a.apply(ch, puts, on)
	return puts, nil
}

// do makes a change that must succeed, and gives the id of what it put first.
func (a *acting) do(worker string, ch casework.Change) string {
	a.t.Helper()
	puts, err := a.try(worker, ch)
	if err != nil {
		a.t.Fatalf("%s could not %s: %v", worker, ch.Name(), err)
	}
	return puts[0].Thing
}

func (a *acting) context(worker string, on calendar.Date) change.Context {
	n := a.ids
	return change.Context{By: by(worker), Today: a.today, On: on, NewID: func() string {
		n++
		return fmt.Sprintf("id-%03d", n)
	}}
}

func readable(t failer, puts []change.Put) string {
	text, err := json.MarshalIndent(puts, "", " ")
	if err != nil {
		t.Fatalf("%v", err)
	}
	return string(text)
}

// apply is what the store does, with what it holds every put to.
func (a *acting) apply(ch casework.Change, puts []change.Put, on calendar.Date) {
	a.t.Helper()
	a.seq++
	if len(puts) == 0 {
		a.t.Fatalf("%s puts nothing", ch.Name())
	}
	written := map[string]bool{}
	for _, put := range puts {
		a.checkPut(ch, put, written)
		written[put.Thing] = true
		a.ids++
		body, err := json.Marshal(put.Body)
		if err != nil {
			a.t.Fatalf("%s: %v", ch.Name(), err)
		}
		if _, had := a.kept[put.Thing]; !had {
			a.order = append(a.order, put.Thing)
		}
		a.kept[put.Thing] = casework.Version{Kind: put.Kind, ID: put.Thing, Version: put.Replaces + 1, Seq: a.seq, On: on, Body: body}
		a.filing[put.Thing] = *put.Filing
	}
}

func (a *acting) checkPut(ch casework.Change, put change.Put, written map[string]bool) {
	a.t.Helper()
	held, had := a.kept[put.Thing]
	f := put.Filing
	switch {
	case put.Thing == "" || written[put.Thing]:
		a.t.Fatalf("%s puts %s %q twice, or without an id", ch.Name(), put.Kind, put.Thing)
	case had && (held.Kind != put.Kind || held.Version != put.Replaces), !had && put.Replaces != 0:
		a.t.Fatalf("%s puts %s %s after version %d, and held is %d", ch.Name(), put.Kind, put.Thing, put.Replaces, held.Version)
	case put.Parent != "" && a.kept[put.Parent].Kind == "" && !written[put.Parent]:
		a.t.Fatalf("%s puts %s %s under %q, which is not there", ch.Name(), put.Kind, put.Thing, put.Parent)
	case !slices.Contains(casework.KindsHeld(), put.Kind):
		a.t.Fatalf("%s puts a %q, which no folder holds", ch.Name(), put.Kind)
	case f == nil || len(f.About) > change.MaxAbout:
		a.t.Fatalf("%s puts a %s without a filing, or about too many", ch.Name(), put.Kind)
	}
	if _, ok := f.Class.Number(); !ok {
		a.t.Fatalf("%s files a %s in the class %v, which is not declared", ch.Name(), put.Kind, f.Class)
	}
	if isPerson := put.Kind == casework.KindPerson; isPerson != f.Person || isPerson != (f.Wall != "") || (isPerson && !slices.Equal(f.About, []string{put.Thing})) {
		a.t.Fatalf("%s files a %s as a person, or a person as none: %+v", ch.Name(), put.Kind, f)
	}
	for _, p := range f.About {
		if a.kept[p].Kind != casework.KindPerson && !written[p] && p != put.Thing {
			a.t.Fatalf("%s files a %s about %q, who is nobody", ch.Name(), put.Kind, p)
		}
	}
	for _, key := range append(slices.Clone(f.Finds), f.Sort) {
		if len(key) > 200 || !utf8.ValidString(key) || strings.ContainsRune(key, 0) || (key != f.Sort && (key == "" || strings.HasSuffix(key, "*"))) || len(f.Finds) > 400 {
			a.t.Fatalf("%s files a %s with the key %q, one of %d", ch.Name(), put.Kind, key, len(f.Finds))
		}
	}
	for i, p := range f.About {
		if slices.Contains(f.About[:i], p) {
			a.t.Fatalf("%s files a %s about %s twice", ch.Name(), put.Kind, p)
		}
	}
	for _, tie := range f.Ties {
		if tie.Holder == "" || !slices.Contains(f.About, tie.Person) || tie.From.IsZero() || (!tie.Until.IsZero() && tie.Until.Before(tie.From)) {
			a.t.Fatalf("%s files a %s with the tie %+v", ch.Name(), put.Kind, tie)
		}
	}
}

// child adds a child born on a day.
func (a *acting) child(id, given, family string, born calendar.Date) string {
	a.t.Helper()
	return a.do("sue", casework.AddPerson{ID: id, Details: casework.PersonDetails{
		Parts: []casework.Part{casework.Child}, Names: []casework.Name{{Kind: casework.LegalName, Given: given, Family: family}}, Born: calendar.Known(born), Sex: "F",
	}})
}

// adult adds a parent.
func (a *acting) adult(id, given string) {
	a.t.Helper()
	a.do("sue", casework.AddPerson{ID: id, Details: casework.PersonDetails{
		Parts: []casework.Part{casework.ParentCarer}, Names: []casework.Name{{Kind: casework.LegalName, Given: given, Family: "Moor"}}, Born: calendar.Known(calendar.Must(1980, 5, 6)),
	}})
}

// refused says that a change must be refused with a sentence on a field.
func (a *acting) refused(worker string, ch casework.Change, field, sentence string) {
	a.t.Helper()
	_, err := a.try(worker, ch)
	var problems change.Problems
	if !errors.As(err, &problems) {
		a.t.Fatalf("%s was not refused: %v", ch.Name(), err)
	}
	if !slices.ContainsFunc(problems, func(p change.Problem) bool { return p.Field == field && p.Sentence == sentence }) {
		a.t.Fatalf("%s was refused otherwise: %+v", ch.Name(), problems)
	}
}
