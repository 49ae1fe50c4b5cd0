package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
	"throughline/plan"
)

// childrenFilled is a change that puts children as they are given.
type childrenFilled []change.Put

func (childrenFilled) Name() string             { return "fill in" }
func (childrenFilled) Needs() access.Permission { return access.AddPeople }
func (childrenFilled) About() []string          { return nil }
func (childrenFilled) Things() []string         { return nil }
func (f childrenFilled) Decide(*casework.Folder, change.Context) ([]change.Put, error) {
	return f, nil
}

// fillsIn lets a test's social worker record about anybody.
const fillsIn = `@id("test-fills-in")
@because("a test fills in children")
@source("test")
permit (principal == Role::"social_worker", action == Action::"register", resource)
when { context.relationship == Relationship::"authority" && context.purpose == Purpose::"direct_work" };`

// counted is a child as a test counts it by hand.
type counted struct {
	sex, status, placement, team string
	born, started, ended         calendar.Date
}

// manyChildren are children whose groups are of many sizes, some of them small.
func manyChildren(n int) (all []counted) {
	statuses := []string{"C2", "C2", "C2", "C2", "V2", "V2", "C1", "E1", "J1"}
	placements := []string{"U6", "U6", "U6", "U4", "U1", "K2", "P1", "S1", "K1"}
	for i := range n {
		c := counted{sex: "F", status: statuses[i*i%len(statuses)], placement: placements[i*7%len(placements)], team: "team-north"}
		if i%5 < 2 {
			c.sex = "M"
		}
		if i%9 == 4 {
			c.team = "team-south"
		}
		c.born = calendar.Must(1995+i*i%17, time.Month(1+i%12), 10)
		c.started = calendar.Must(2004+i%8, time.Month(1+i%12), 3)
		if c.started.Before(c.born) {
			c.started = c.born
		}
		all = append(all, c)
	}
	return all
}

// figuresCouncil is a council with an analyst, a social worker, two teams and
// children in care.
type figuresCouncil struct {
	*testCouncil
	children []counted
}

func newFiguresCouncil(t *testing.T, children []counted) *figuresCouncil {
	t.Helper()
	f := &figuresCouncil{newCouncil(t), children}
	policy, err := access.Overlaid(map[string][]byte{"test.cedar": []byte(fillsIn)})
	if err != nil {
		t.Fatal(err)
	}
	f.app.UsePolicy(policy)
	operator := app.Operator(f.authority)
	for key, role := range map[string]access.Role{"analyst": access.DataAnalyst, "worker": access.SocialWorker} {
		account, err := f.accounts.Create(t.Context(), operator, key+"@example.org", key, testPassword)
		if err != nil {
			t.Fatal(err)
		}
		f.id["account of "+key] = account
		f.operate(plan.AddMember{ID: f.app.NewID(), Account: account, Person: "The " + key, Agency: f.id["council"], Roles: []access.Role{role}})
	}
	for id, name := range map[string]string{"team-north": "North team", "team-south": "=South team"} {
		f.operate(plan.AddTeam{ID: id, Agency: f.id["council"], TeamName: name})
	}
	f.fill()
	return f
}

func (f *figuresCouncil) operate(ch plan.Change) {
	f.t.Helper()
	if _, err := f.app.Do(f.t.Context(), app.Operator(f.authority), ch); err != nil {
		f.t.Fatal(err)
	}
}

func (f *figuresCouncil) fill() {
	f.t.Helper()
	social := access.Class{Sensitivity: access.Personal, Compartment: access.SocialCare}
	var puts childrenFilled
	for i, c := range f.children {
		id := fmt.Sprintf("child-%03d", i)
		put := func(kind string, body any) {
			puts = append(puts, change.Put{Kind: kind, Thing: strings.TrimPrefix(kind, "case.") + "-" + id, Parent: id, Body: body, Filing: &change.Filing{About: []string{id}, Class: social}})
		}
		puts = append(puts, change.Put{Kind: casework.KindPerson, Thing: id,
			Body:   casework.Person{Parts: []casework.Part{casework.Child}, Names: []casework.Name{{Kind: casework.LegalName, Given: "Secret", Family: "Child"}}, Born: calendar.Known(c.born), Sex: c.sex},
			Filing: &change.Filing{About: []string{id}, Class: access.Class{Sensitivity: access.Personal, Compartment: access.Identity}, Wall: access.NoWall, Person: true}})
		put(casework.KindEpisode, casework.Episode{Person: id, Started: c.started, Ended: c.ended, Need: "N1"})
		put(casework.KindLegalStatus, casework.LegalStatus{Person: id, Code: c.status, From: c.started})
		put(casework.KindPlacement, casework.Placement{Person: id, Type: c.placement, From: c.started})
		put(casework.KindAllocation, casework.Allocation{Person: id, Team: c.team, Agency: f.id["council"], Role: casework.LeadWorker, From: c.started})
	}
	if _, err := f.app.DoCase(f.t.Context(), f.caller("worker"), access.DirectWork, puts); err != nil {
		f.t.Fatal(err)
	}
}

// leaves records, late, that a child left on a day.
func (f *figuresCouncil) leaves(child int, on calendar.Date) {
	f.t.Helper()
	f.children[child].ended = on
	id := fmt.Sprintf("child-%03d", child)
	put := change.Put{Kind: casework.KindEpisode, Thing: "episode-" + id, Parent: id, Replaces: 1,
		Body:   casework.Episode{Person: id, Started: f.children[child].started, Ended: on, Need: "N1"},
		Filing: &change.Filing{About: []string{id}, Class: access.Class{Sensitivity: access.Personal, Compartment: access.SocialCare}}}
	if _, err := f.app.DoCase(f.t.Context(), f.caller("worker"), access.DirectWork, childrenFilled{put}); err != nil {
		f.t.Fatal(err)
	}
}

func dayQuery(day calendar.Date) string {
	return url.Values{"day-day": {strconv.Itoa(day.Day)}, "day-month": {strconv.Itoa(int(day.Month))}, "day-year": {strconv.Itoa(day.Year)}}.Encode()
}

// publish looks at the figures of a day and publishes them, through the pages,
// and gives the address they are read at.
func (f *figuresCouncil) publish(day calendar.Date) string {
	f.t.Helper()
	analyst := f.as("analyst")
	fields := analyst.get("/figures/new?" + dayQuery(day)).want(http.StatusOK).form("/figures/new")
	page := analyst.post("/figures/new", fields).want(http.StatusOK)
	page.says("The figures are published")
	path, _, _ := strings.Cut(page.path, "?")
	return path
}
