package casework

import (
	"slices"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// Break is an adoption: from it on, one child has two records that nothing may
// link but this, which adoption workers alone can see.
type Break struct {
	Thing

	Before  string        `json:"before"` // the person as they were
	After   string        `json:"after"`  // and as they are
	OrderOn calendar.Date `json:"order_on"`
	By      string        `json:"by"` // a membership
}

func (Break) kind() string     { return KindBreak }
func (b Break) parent() string { return b.Before }

func (b Break) filing(string) change.Filing {
	return change.Filing{About: []string{b.Before, b.After}, Class: breakClass, Sort: daySort(b.OrderOn)}
}

// Join says that two records are of one person. It can be undone.
type Join struct {
	Thing

	People  [2]string     `json:"people"`
	Why     string        `json:"why"`
	By      string        `json:"by"` // a membership
	On      calendar.Date `json:"on"`
	Parted  calendar.Date `json:"parted,omitzero"`
	PartBy  string        `json:"part_by,omitzero"`
	PartWhy string        `json:"part_why,omitzero"`
}

func (Join) kind() string     { return KindJoin }
func (j Join) parent() string { return j.People[0] }

func (j Join) filing(string) change.Filing {
	return change.Filing{About: j.People[:], Class: joinClass, Sort: daySort(j.On)}
}

// groups finds which people are one, by the joins that stand. Each group is in
// order of id, and its first is what the others go by.
type groups map[string][]string

func (f *Folder) groups(extra ...[2]string) groups {
	g := groups{}
	for p := range f.People.All() {
		g[p.ID] = []string{p.ID}
	}
	for j := range f.Joins.All() {
		if j.Parted.IsZero() {
			g.join(j.People)
		}
	}
	for _, pair := range extra {
		g.join(pair)
	}
	return g
}

func (g groups) of(id string) []string {
	if members := g[id]; len(members) > 0 {
		return members
	}
	return []string{id}
}

func (g groups) join(pair [2]string) {
	all := slices.Concat(g.of(pair[0]), g.of(pair[1]))
	slices.Sort(all)
	all = slices.Compact(all)
	for _, id := range all {
		g[id] = all
	}
}

// apart says whether an adoption stands between two people: whether a way from
// one to the other through joined records goes through a break.
func (f *Folder) apart(g groups, one, other string) bool {
	reached, crossed := map[string]bool{g.of(one)[0]: true}, false
	for again := true; again; {
		again = false
		for b := range f.Breaks.All() {
			before, after := g.of(b.Before)[0], g.of(b.After)[0]
			if reached[before] != reached[after] {
				reached[before], reached[after], again, crossed = true, true, true, true
			}
		}
	}
	return crossed && g.of(one)[0] != g.of(other)[0] && reached[g.of(other)[0]]
}

// breaksWithin says whether a group holds both sides of an adoption, or two
// records that a chain of adoptions keeps apart.
func (f *Folder) breaksWithin(g groups) bool {
	for b := range f.Breaks.All() {
		if g.of(b.Before)[0] == g.of(b.After)[0] {
			return true
		}
	}
	return false
}

// wallOf is the wall round a group: the record before an adoption has the
// adoption's, and one restricted record restricts them all.
func (f *Folder) wallOf(members []string, restrictions map[string]bool, before map[string]bool) access.Wall {
	wall := access.NoWall
	for _, id := range members {
		if before[id] {
			return access.AdoptionWall
		}
		if restrictions[id] {
			wall = access.Restricted
		}
	}
	return wall
}

// walled gives who is restricted, and who is the record before an adoption.
func (f *Folder) walled() (restricted, before map[string]bool) {
	restricted, before = map[string]bool{}, map[string]bool{}
	for r := range f.Restrictions.All() {
		if r.Lifted.IsZero() {
			restricted[r.Person] = true
		}
	}
	for b := range f.Breaks.All() {
		before[b.Before] = true
	}
	return restricted, before
}

// regrouped puts the people of a folder whose group or wall is no longer what
// it was, and those named in always.
func (f *Folder) regrouped(g groups, restricted, before map[string]bool, always ...string) []change.Put {
	var puts []change.Put
	for p := range f.People.All() {
		members := g.of(p.ID)
		body := *p
		body.Group = ""
		if len(members) > 1 && members[0] != p.ID {
			body.Group = members[0]
		}
		body.Wall = f.wallOf(members, restricted, before)
		held := p.Wall
		if held == "" {
			held = access.NoWall
		}
		if body.Group != p.Group || body.Wall != held || slices.Contains(always, p.ID) {
			puts = append(puts, next(&p.Thing, body))
		}
	}
	return puts
}
