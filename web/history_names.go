package web

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/board"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
)

// thingName is what people call a thing, and where to find it.
type thingName struct {
	ID   string
	Kind string // as the store names it, "" when it is not known
	Name string
	Href string // its own page, "" when it has none for this person
}

// Words is the kind and the name.
func (n thingName) Words() string {
	if kind := kindWords[n.Kind]; kind != "" && n.Name != "" {
		return kind + ": " + n.Name
	}
	return orNothing(n.Name, orNothing(kindWords[n.Kind], "Something that is not held here"))
}

// namer finds the names of things in the state shown, and of those that the
// state doesn't hold in the store.
type namer struct {
	v  *visit
	st app.State
}

// held names a thing that the state holds.
func (n namer) held(id string) (thingName, bool) {
	for _, find := range []func(*plan.Plan, string) (thingName, bool){n.partner, n.finding, n.promise} {
		if named, ok := find(n.st.Plan, id); ok {
			named.ID = id
			if named.Href != "" {
				named.Href = n.v.To(named.Href)
			}
			return named, true
		}
	}
	if paper, ok := n.st.Shelf.Paper(id); ok {
		return n.paper(paper), true
	}
	if release, ok := n.st.Shelf.Release(id); ok {
		return n.release(release), true
	}
	if t, ok := n.st.Shelf.Template(id); ok && !t.BuiltIn() {
		named := thingName{ID: id, Kind: board.KindTemplate, Name: t.Committee}
		if n.v.caller.May(access.EditTemplates) {
			named.Href = n.v.To("/paper-templates")
		}
		return named, true
	}
	return thingName{}, false
}

// partner names the council, agencies, posts and people.
func (n namer) partner(p *plan.Plan, id string) (thingName, bool) {
	manages := func(path string) string {
		if n.v.caller.May(access.ManagePeople) {
			return path
		}
		return ""
	}
	if id == p.Authority {
		return thingName{Kind: plan.KindAuthority, Name: p.AuthorityName, Href: "/plan"}, true
	}
	if a, ok := p.Agencies.Get(id); ok {
		return thingName{Kind: plan.KindAgency, Name: a.NameOn(p.Day), Href: manages("/agencies/" + id)}, true
	}
	if _, ok := p.Posts.Get(id); ok {
		return thingName{Kind: plan.KindPost, Name: p.PostTitle(id), Href: manages("/posts/" + id)}, true
	}
	if m, ok := p.Memberships.Get(id); ok {
		return thingName{Kind: plan.KindMembership, Name: m.Name, Href: manages("/people/" + id)}, true
	}
	if h, ok := p.Holdings.Get(id); ok {
		return thingName{Kind: plan.KindHolding, Name: nameOf(p, h.Membership) + " as " + p.PostTitle(h.Post), Href: manages("/posts/" + h.Post)}, true
	}
	if _, ok := p.Teams.Get(id); ok {
		return thingName{Kind: plan.KindTeam, Name: p.TeamName(id), Href: manages("/teams/" + id)}, true
	}
	if place, ok := p.TeamPlaces.Get(id); ok {
		return thingName{Kind: plan.KindTeamPlace, Name: nameOf(p, place.Membership) + " in " + p.TeamName(place.Team), Href: manages("/teams/" + place.Team)}, true
	}
	if d, ok := p.Delegations.Get(id); ok {
		name := thingName{Kind: plan.KindDelegation, Name: nameOf(p, d.Membership) + " for " + p.PostTitle(d.Post)}
		if n.v.caller.May(access.Delegate) {
			name.Href = "/delegations"
		}
		return name, true
	}
	return thingName{}, false
}

// finding names what inspectors said.
func (n namer) finding(p *plan.Plan, id string) (thingName, bool) {
	if i, ok := p.Inspections.Get(id); ok {
		return thingName{Kind: plan.KindInspection, Name: i.Title, Href: "/inspections/" + id}, true
	}
	if r, ok := p.Reports.Get(id); ok {
		return thingName{Kind: plan.KindReport, Name: r.Title, Href: "/inspections/" + r.Inspection}, true
	}
	if j, ok := p.Judgements.Get(id); ok {
		return thingName{Kind: plan.KindJudgement, Name: j.Aspect, Href: "/inspections/" + j.Inspection}, true
	}
	if a, ok := p.Areas.Get(id); ok {
		return thingName{Kind: plan.KindArea, Name: a.Ref + " " + a.Title, Href: "/areas/" + id}, true
	}
	if f, ok := p.StatedFigures.Get(id); ok {
		return thingName{Kind: plan.KindStatedFigure, Name: f.Text, Href: "/inspections/" + f.Inspection}, true
	}
	return thingName{}, false
}

// promise names what agencies plan, show and ask.
func (n namer) promise(p *plan.Plan, id string) (thingName, bool) {
	if a, ok := p.Actions.Get(id); ok {
		return thingName{Kind: plan.KindAction, Name: a.Ref + " " + a.Title, Href: "/actions/" + id}, true
	}
	if part, ok := p.Parts.Get(id); ok {
		return thingName{Kind: plan.KindPart, Name: p.PartRef(part) + " " + part.Text, Href: "/parts/" + id}, true
	}
	if e, ok := p.Evidence.Get(id); ok {
		if n.v.sees() {
			return thingName{Kind: plan.KindEvidence, Name: e.Title, Href: "/evidence/" + id}, true
		}
		var parts []string
		for _, part := range e.Parts {
			if held, ok := p.Parts.Get(part); ok {
				parts = append(parts, p.PartRef(held))
			}
		}
		return thingName{Kind: plan.KindEvidence, Name: "for " + strings.Join(parts, ", ")}, true
	}
	if i, ok := p.Imports.Get(id); ok {
		return thingName{Kind: plan.KindImport, Name: i.Attachment.Name, Href: "/imports/" + id}, true
	}
	if row, ok := p.ImportedRows.Get(id); ok {
		return thingName{Kind: plan.KindImportedRow, Name: row.Place, Href: "/imports/" + row.Import}, true
	}
	if c, ok := p.Copies.Get(id); ok {
		return thingName{Kind: plan.KindCopy, Name: c.Attachment.Name, Href: "/copies/" + id}, true
	}
	if s, ok := p.Settlements.Get(id); ok {
		return thingName{Kind: plan.KindSettlement, Name: s.Field + ", " + s.Place, Href: "/copies/" + s.Copy}, true
	}
	if link, ok := p.MeasureLinks.Get(id); ok {
		return thingName{Kind: plan.KindMeasureLink, Name: link.Title, Href: "/areas/" + link.Area}, true
	}
	if r, ok := p.Rebases.Get(id); ok {
		return thingName{Kind: plan.KindRebase, Name: r.Title + " from " + r.From.Long(), Href: "/measures/" + r.Measure + "/chart"}, true
	}
	if y, ok := p.Yardsticks.Get(id); ok {
		return thingName{Kind: plan.KindYardstick, Name: y.Title, Href: "/actions/" + y.Action + "#difference"}, true
	}
	if v, ok := p.Verdicts.Get(id); ok {
		return thingName{Kind: plan.KindVerdict, Name: v.Title, Href: "/actions/" + v.Action + "#difference"}, true
	}
	if x, ok := p.Extensions.Get(id); ok {
		name := thingName{Kind: plan.KindExtension, Name: "until " + x.Until.Long(), Href: "/extensions/" + id}
		if part, ok := p.Parts.Get(x.Part); ok {
			name.Name = p.PartRef(part) + " " + name.Name
		}
		return name, true
	}
	return thingName{}, false
}

func (n namer) release(release *board.FiguresRelease) thingName {
	name := thingName{ID: release.ID, Kind: board.KindFiguresRelease, Name: release.Title()}
	if n.v.caller.May(access.ReadFigures) {
		name.Href = n.v.To("/figures/" + release.ID)
	}
	return name
}

func (n namer) paper(paper *board.Paper) thingName {
	name := thingName{ID: paper.ID, Kind: board.KindPaper, Name: "a draft"}
	switch {
	case paper.State == board.Published:
		name.Name, name.Href = paper.Frozen.Reference+" "+paper.Title, n.v.To("/papers/"+paper.ID)
	case n.v.caller.May(access.WritePaper):
		name.Name, name.Href = paper.Title, n.v.To("/papers/"+paper.ID)
	}
	return name
}

// What the trail says of a paper that was not public at the moment shown, and
// of what belongs to it, to those who may not see it.
const (
	notPublic   = "A paper that was not public"
	ofNotPublic = "Part of a paper that was not public"
)

// name names any thing of the authority. One that isn't there has no kind.
func (n namer) name(ctx context.Context, id string) (thingName, error) {
	if named, ok := n.held(id); ok {
		return named, nil
	}
	found, err := n.v.s.app.Store().Thing(ctx, n.v.caller, id, store.Moment{})
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrInvalid) {
		return thingName{ID: id}, nil
	}
	if err != nil {
		return thingName{}, err
	}
	named := thingName{ID: id, Kind: found.Kind}
	parent, hasParent := n.held(found.Parent)
	switch {
	case !hasParent && found.Parent != "" && (found.Kind == board.KindExempt || found.Kind == board.KindClearance) && !found.Erased:
		return thingName{ID: id, Name: ofNotPublic}, nil
	case found.Kind == store.KindErasure:
		named.Href = n.v.To("/history/" + found.Parent)
		if named.Name = "of something that is not held here"; hasParent {
			named.Name = "of " + lowerFirst(parent.Words())
		}
	case found.Kind == plan.KindUpdate && hasParent:
		named.Name, named.Href = "on part "+parent.Name, parent.Href
	case found.Kind == board.KindExempt && hasParent:
		named.Name = "of " + lowerFirst(parent.Words())
		if n.v.caller.May(access.ReadExempt) {
			named.Href = parent.Href + "/exempt"
		}
	case found.Kind == board.KindClearance && hasParent:
		if named.Name = "of " + lowerFirst(parent.Words()); n.v.caller.May(access.WritePaper) && parent.Href != "" {
			named.Href = parent.Href + "/clearance"
		}
	case found.Kind == board.KindNumbering:
		var body board.Numbering
		if json.Unmarshal(found.Body, &body) == nil {
			named.Name = "in " + strconv.Itoa(body.Year)
		}
	case found.Erased:
		named.Name = "erased"
	case found.Kind == board.KindPaper:
		return thingName{ID: id, Name: notPublic}, nil
	}
	return named, nil
}

// teller puts a body of a kind into words.
func (n namer) teller(kind string) teller {
	return teller{kind, func(id string) (string, bool) {
		named, ok := n.held(id)
		return named.Name, ok
	}}
}

// who says who wrote an entry. An operator is whoever runs the program on its
// own machine.
func (n namer) who(actor, membership string) string {
	p := n.st.Plan
	if _, ok := p.Memberships.Get(membership); ok {
		return by(p, membership, "")
	}
	if operator, ok := strings.CutPrefix(actor, "operator:"); ok {
		return "The operator “" + operator + "”, who runs the service"
	}
	if actor == store.Recorder {
		return "Throughline itself"
	}
	for m := range p.Memberships.All() {
		if m.Account == actor {
			return m.Name
		}
	}
	if actor == "" || actor == "nobody" {
		return "Somebody who was not signed in"
	}
	return change.UpperFirst(nameOf(p, ""))
}

// behalf says for which post a delegate acted, or "".
func (n namer) behalf(delegation string) string {
	if delegation == "" {
		return ""
	}
	if d, ok := n.st.Plan.Delegations.Get(delegation); ok {
		return n.st.Plan.PostTitle(d.Post)
	}
	return "a post that is not held here"
}
