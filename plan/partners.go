package plan

import (
	"maps"
	"slices"

	"throughline/access"
	"throughline/calendar"
)

// Agency is a partner inside an authority: the council itself, a health
// trust, the police, a school. Names has its name over time, so that a paper
// shows the name of its day.
type Agency struct {
	Thing
	Names     []Named       `json:"names"` // oldest first
	Kind      string        `json:"kind"`  // such as "council", "NHS trust", "police"
	Ended     calendar.Date `json:"ended"` // abolished or left on this day
	Successor string        `json:"successor"`
}

// Named is a name from a day on. The first has no day.
type Named struct {
	Name string        `json:"name"`
	From calendar.Date `json:"from"`
}

// NameOn is the agency's name on the day.
func (a *Agency) NameOn(day calendar.Date) string {
	if a == nil || len(a.Names) == 0 {
		return "an agency not named"
	}
	name := a.Names[0].Name
	for _, n := range a.Names[1:] {
		if !n.From.After(day) {
			name = n.Name
		}
	}
	return name
}

// Seat is a post's seat in the multi-agency group.
type Seat string

// The seats that matter to who may sign and extend.
const (
	NoSeat     Seat = ""
	ChairSeat  Seat = "chair"
	DeputySeat Seat = "deputy_chair"
)

// Post is a job in an agency. Parts are owned by posts, not by people.
type Post struct {
	Thing
	Agency string        `json:"agency"`
	Title  string        `json:"title"`
	Seat   Seat          `json:"seat"`
	Ended  calendar.Date `json:"ended"`
}

// Holding is one person in one post between two days. A zero Until means
// that it has not ended.
type Holding struct {
	Thing
	Post       string        `json:"post"`
	Membership string        `json:"membership"`
	From       calendar.Date `json:"from"`
	Until      calendar.Date `json:"until"` // last day
}

func within(day, from, until calendar.Date) bool {
	return !day.Before(from) && (until.IsZero() || !day.After(until))
}

// Membership is a person's place in an authority: the agency they act for
// and their roles there. The account it names may have others elsewhere.
type Membership struct {
	Thing
	Account string        `json:"account"`
	Name    string        `json:"name"`
	Agency  string        `json:"agency"`
	Roles   []access.Role `json:"roles"`
	Ended   calendar.Date `json:"ended"` // last day
}

// Delegation lets a person act for a post between two days. What they do is
// shown as done on the post's behalf.
type Delegation struct {
	Thing
	Post       string        `json:"post"`
	Membership string        `json:"membership"` // the delegate
	From       calendar.Date `json:"from"`
	Until      calendar.Date `json:"until"` // last day; always set
	Reason     string        `json:"reason"`
	Ended      calendar.Date `json:"ended"` // taken back on this day
}

// Holder gives who holds the post on the day.
func (p *Plan) Holder(post string, day calendar.Date) (*Membership, bool) {
	for h := range p.Holdings.All() {
		if h.Post != post || !within(day, h.From, h.Until) {
			continue
		}
		if m, ok := p.Memberships.Get(h.Membership); ok && (m.Ended.IsZero() || !day.After(m.Ended)) {
			return m, true
		}
	}
	return nil, false
}

// PostsOf gives the posts that a member holds on the day, and those they act
// for as a delegate with the delegation that lets them. A post that they hold
// themselves is not acted for.
func (p *Plan) PostsOf(membership string, day calendar.Date) (held []string, behalf map[string]string) {
	behalf = map[string]string{}
	for h := range p.Holdings.All() {
		if h.Membership == membership && within(day, h.From, h.Until) && p.stands(h.Post, day) {
			held = append(held, h.Post)
		}
	}
	for d := range p.Delegations.All() {
		if d.Membership == membership && within(day, d.From, d.Until) && (d.Ended.IsZero() || day.Before(d.Ended)) &&
			!slices.Contains(held, d.Post) && p.stands(d.Post, day) {
			behalf[d.Post] = d.ID
		}
	}
	return held, behalf
}

// stands says that a post has not ended by the day.
func (p *Plan) stands(post string, day calendar.Date) bool {
	found, ok := p.Posts.Get(post)
	return ok && (found.Ended.IsZero() || !day.After(found.Ended))
}

// CallerFor is the caller that a member is on the day: their agency, roles,
// teams, posts held and posts acted for. It is not ok when the membership is unknown
// or has ended.
func (p *Plan) CallerFor(membership, authority string, day calendar.Date) (access.Caller, bool) {
	m, ok := p.Memberships.Get(membership)
	if !ok || (!m.Ended.IsZero() && day.After(m.Ended)) {
		return access.Caller{}, false
	}
	held, behalf := p.PostsOf(membership, day)
	held = append(held, slices.Sorted(maps.Keys(behalf))...)
	return access.Caller{
		Account: m.Account, Name: m.Name, Authority: authority, Agency: m.Agency, Membership: m.ID,
		Roles: slices.Clone(m.Roles), Posts: held, OnBehalfOf: behalf,
		Teams: p.TeamsOf(m.ID, day), Council: p.isCouncil(m.Agency, day),
	}, true
}

// AgencyOfPost is the id of the agency the post belongs to, or "".
func (p *Plan) AgencyOfPost(post string) string {
	if found, ok := p.Posts.Get(post); ok {
		return found.Agency
	}
	return ""
}

// AgencyName is the agency's name on the plan's day.
func (p *Plan) AgencyName(id string) string {
	agency, _ := p.Agencies.Get(id)
	return agency.NameOn(p.Day)
}

// PostTitle is the post's title with its agency's name, as in "Head of
// safeguarding, Northmoor Community NHS Trust".
func (p *Plan) PostTitle(id string) string {
	post, ok := p.Posts.Get(id)
	if !ok {
		return "a post not named"
	}
	return post.Title + ", " + p.AgencyName(post.Agency)
}

// isChairs says whether an agency has the chair on the plan's day. Two may, on
// the days when one chair is going and the next has come.
func (p *Plan) isChairs(agency string) bool {
	for post := range p.Posts.All() {
		if post.Seat == ChairSeat && post.Agency == agency && (post.Ended.IsZero() || !p.Day.After(post.Ended)) {
			return true
		}
	}
	return false
}
