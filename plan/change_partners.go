package plan

import (
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// AddAgency records a partner agency.
type AddAgency struct{ ID, AgencyName, Kind string }

// Name is the change's name in the ledger.
func (AddAgency) Name() string { return "add an agency" }

// Needs is the permission it takes.
func (AddAgency) Needs() access.Permission { return access.ManagePeople }

// Decide refuses a blank or repeated name.
func (ch AddAgency) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	var problems change.Problems
	if blank(ch.AgencyName) {
		problems.Add("name", "Enter the agency's name.")
	}
	p.checkAgencyName(&problems, ch.AgencyName, "", c.Today)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	id := orNew(ch.ID, c)
	return []change.Put{createdAs(KindAgency, id, "", Agency{Names: []Named{{Name: strings.TrimSpace(ch.AgencyName)}}, Kind: strings.TrimSpace(ch.Kind)})}, nil
}

func (p *Plan) checkAgencyName(problems *change.Problems, name, except string, day calendar.Date) {
	for a := range p.Agencies.All() {
		if a.ID != except && strings.EqualFold(a.NameOn(day), strings.TrimSpace(name)) && (a.Ended.IsZero() || a.Ended.After(day)) {
			problems.Add("name", "There is already an agency called "+a.NameOn(day)+". Enter another name.")
		}
	}
}

func orNew(id string, c change.Context) string {
	if id == "" {
		return c.NewID()
	}
	return id
}

// EditAgency gives an agency a new name from a day, or ends it with a
// successor.
type EditAgency struct {
	Agency    string
	Seen      int
	NewName   string
	From      calendar.Date
	Ended     calendar.Date
	Successor string
}

// Name is the change's name in the ledger.
func (EditAgency) Name() string { return "change an agency" }

// Needs is the permission it takes.
func (EditAgency) Needs() access.Permission { return access.ManagePeople }

// Decide keeps every earlier name, so that an old paper shows the name of its day.
func (ch EditAgency) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	held, ok := p.Agencies.Get(ch.Agency)
	if !ok {
		return nil, change.Missing("agency")
	}
	if err := outdated(ch.Seen, &held.Thing, "agency"); err != nil {
		return nil, err
	}
	var problems change.Problems
	next := *held
	var last Named
	if len(held.Names) > 0 {
		last = held.Names[len(held.Names)-1]
	}
	if name := strings.TrimSpace(ch.NewName); name != "" && name != last.Name {
		if ch.From.IsZero() {
			problems.Add("from", "Enter the day from which the agency has its new name.")
		} else if !ch.From.After(last.From) {
			problems.Add("from", "The new name must start after the one before it, which started on "+last.From.Long()+".")
		}
		p.checkAgencyName(&problems, name, held.ID, c.Today)
		next.Names = append(slices.Clone(held.Names), Named{name, ch.From})
	}
	next.Ended, next.Successor = ch.Ended, ch.Successor
	if ch.Successor != "" {
		if _, ok := p.Agencies.Get(ch.Successor); !ok || ch.Successor == ch.Agency {
			problems.Add("successor", "Choose another agency as the successor.")
		}
		if ch.Ended.IsZero() {
			problems.Add("ended", "Enter the day on which the agency ended.")
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{nextOf(KindAgency, &held.Thing, "", next)}, nil
}

// AddPost records a post in an agency.
type AddPost struct {
	ID, Agency, Title string
	Seat              Seat
}

// Name is the change's name in the ledger.
func (AddPost) Name() string { return "add a post" }

// Needs is the permission it takes.
func (AddPost) Needs() access.Permission { return access.ManagePeople }

// Decide refuses a second chair or deputy, and a deputy from the chair's own
// agency, because the deputy signs for that agency.
func (ch AddPost) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	problems := p.checkPost(ch.Agency, ch.Title, ch.Seat, "")
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{createdAs(KindPost, orNew(ch.ID, c), ch.Agency, Post{Agency: ch.Agency, Title: strings.TrimSpace(ch.Title), Seat: ch.Seat})}, nil
}

func (p *Plan) checkPost(agency, title string, seat Seat, except string) (problems change.Problems) {
	if _, ok := p.Agencies.Get(agency); !ok {
		problems.Add("agency", "Choose the agency that the post belongs to.")
	}
	if blank(title) {
		problems.Add("title", "Enter the post's title.")
	}
	if !known(seat, []Seat{NoSeat, ChairSeat, DeputySeat}) {
		problems.Add("seat", "Choose a seat in the group: chair, deputy chair or neither.")
	}
	for post := range p.Posts.All() {
		if post.ID == except || !post.Ended.IsZero() {
			continue
		}
		if seat != NoSeat && post.Seat == seat {
			problems.Add("seat", "That seat is already held by "+p.PostTitle(post.ID)+". Change that post first.")
		}
		other := map[Seat]Seat{ChairSeat: DeputySeat, DeputySeat: ChairSeat}[seat]
		if other != NoSeat && post.Seat == other && post.Agency == agency {
			problems.Add("seat", "The chair and the deputy chair must come from different agencies, because the deputy signs for the chair's own agency.")
		}
	}
	return problems
}

// EditPost changes a post's title or seat, or ends it.
type EditPost struct {
	Post  string
	Seen  int
	Title string
	Seat  Seat
	Ended calendar.Date
}

// Name is the change's name in the ledger.
func (EditPost) Name() string { return "change a post" }

// Needs is the permission it takes.
func (EditPost) Needs() access.Permission { return access.ManagePeople }

// Decide refuses to end a post that still owns or signs parts that are not done.
func (ch EditPost) Decide(p *Plan, _ change.Context) ([]change.Put, error) {
	held, ok := p.Posts.Get(ch.Post)
	if !ok {
		return nil, change.Missing("post")
	}
	if err := outdated(ch.Seen, &held.Thing, "post"); err != nil {
		return nil, err
	}
	seat := ch.Seat
	if !held.Ended.IsZero() && !ch.Ended.IsZero() && seat == held.Seat {
		seat = NoSeat // whoever came after has it now
	}
	problems := p.checkPost(held.Agency, ch.Title, seat, ch.Post)
	if !ch.Ended.IsZero() && held.Ended.IsZero() && p.openPartsOf(ch.Post) > 0 {
		problems.Add("ended", "This post still owns or signs parts that are not done. Hand them over first.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	next := *held
	next.Title, next.Seat, next.Ended = strings.TrimSpace(ch.Title), ch.Seat, ch.Ended
	return []change.Put{nextOf(KindPost, &held.Thing, held.Agency, next)}, nil
}

func (p *Plan) openPartsOf(post string) (n int) {
	for part := range p.Parts.All() {
		if (part.Owner == post || part.Signer == post) && part.Removed == nil && !p.FactsOfPart(part).Done {
			n++
		}
	}
	return n
}

// AddMember gives an account a place in the authority.
type AddMember struct {
	ID, Account, Person, Agency string
	Roles                       []access.Role
}

// Name is the change's name in the ledger.
func (AddMember) Name() string { return "add a person" }

// Needs is the permission it takes.
func (AddMember) Needs() access.Permission { return access.ManagePeople }

// Decide wants a name, an agency and at least one role.
func (ch AddMember) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	problems := p.checkMember(ch.Person, ch.Agency, ch.Roles)
	if ch.Account == "" {
		problems.Add("email", "Choose the account that this person signs in with.")
	}
	for m := range p.Memberships.All() {
		if ch.Account != "" && m.Account == ch.Account && m.Agency == ch.Agency && (m.Ended.IsZero() || !c.Today.After(m.Ended)) {
			problems.Add("email", "This account already acts for "+p.AgencyName(m.Agency)+", as "+m.Name+". Change that person instead.")
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{createdAs(KindMembership, orNew(ch.ID, c), "", Membership{
		Account: ch.Account, Name: strings.TrimSpace(ch.Person), Agency: ch.Agency, Roles: ch.Roles,
	})}, nil
}

func (p *Plan) checkMember(person, agency string, roles []access.Role) (problems change.Problems) {
	if blank(person) {
		problems.Add("name", "Enter the person's name.")
	}
	if _, ok := p.Agencies.Get(agency); !ok {
		problems.Add("agency", "Choose the agency that this person acts for.")
	}
	if len(roles) == 0 {
		problems.Add("roles", "Choose at least one role.")
	}
	for _, role := range roles {
		if !known(role, access.Roles) || role == access.Operator {
			problems.Add("roles", "“"+string(role)+"” is not a role that a person can be given here.")
		}
	}
	return problems
}

// EditMember changes a person's name, roles or last day.
type EditMember struct {
	Membership string
	Seen       int
	Person     string
	Agency     string // the same as before: what they did stays done for that agency
	Roles      []access.Role
	Ended      calendar.Date
}

// Name is the change's name in the ledger.
func (EditMember) Name() string { return "change a person" }

// Needs is the permission it takes.
func (EditMember) Needs() access.Permission { return access.ManagePeople }

// Decide refuses to take away the authority's last administrator.
func (ch EditMember) Decide(p *Plan, _ change.Context) ([]change.Put, error) {
	held, ok := p.Memberships.Get(ch.Membership)
	if !ok {
		return nil, change.Missing("person")
	}
	if err := outdated(ch.Seen, &held.Thing, "person"); err != nil {
		return nil, err
	}
	problems := p.checkMember(ch.Person, ch.Agency, ch.Roles)
	if ch.Agency != held.Agency {
		problems.Add("agency", "Somebody who moves to another agency has a new place there. Give "+held.Name+" a last day here, then add them to the other agency.")
	}
	staysAdministrator := ch.Ended.IsZero() && slices.Contains(ch.Roles, access.Administrator)
	if slices.Contains(held.Roles, access.Administrator) && !staysAdministrator && p.otherAdministrators(held.ID) == 0 {
		problems.Add("roles", "This is the only administrator. Make somebody else an administrator first.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	next := *held
	next.Name, next.Roles, next.Ended = strings.TrimSpace(ch.Person), ch.Roles, ch.Ended
	return []change.Put{nextOf(KindMembership, &held.Thing, "", next)}, nil
}

func (p *Plan) otherAdministrators(except string) (n int) {
	for m := range p.Memberships.All() {
		if m.ID != except && m.Ended.IsZero() && slices.Contains(m.Roles, access.Administrator) {
			n++
		}
	}
	return n
}
