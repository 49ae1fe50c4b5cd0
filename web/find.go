package web

import (
	"net/http"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/board"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

func (s *Server) findPages() []Route {
	return []Route{{Pattern: "GET /find", Needs: access.ReadPlan, handle: s.findPage}}
}

type findView struct {
	moment
	Q      string
	Groups []findGroup
	Total  int
}

// findGroup is what was found of one kind.
type findGroup struct {
	ID, Heading string
	Rows        []findRow
	Total       int
}

// More is how many were found besides those listed.
func (g findGroup) More() int { return g.Total - len(g.Rows) }

type findRow struct{ Title, Href, About string }

var findTemplate = newPage[findView]("find.tmpl")

// foundShown is how many of each kind are listed.
const foundShown = 50

func (s *Server) findPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	view := findView{moment: v.moment, Q: strings.TrimSpace(r.URL.Query().Get("q"))}
	if view.Q != "" {
		for _, group := range v.find(st, finding(view.Q)) {
			if group.Total > 0 {
				view.Groups = append(view.Groups, group)
				view.Total += group.Total
			}
		}
	}
	return findTemplate.write(w, http.StatusOK, v.shell("Find", st), view)
}

// finderBox is the box in the head of every page.
func (v *visit) finderBox() *govuk.Find {
	if !v.caller.May(access.ReadPlan) {
		return nil
	}
	box := &govuk.Find{Action: "/find", Name: "q", Label: "Find in the plan"}
	if v.r.URL.Path == box.Action {
		box.Value = v.r.URL.Query().Get(box.Name)
	}
	return box
}

func (g *findGroup) add(found bool, title, href, about string) {
	if !found {
		return
	}
	g.Total++
	if len(g.Rows) < foundShown {
		g.Rows = append(g.Rows, findRow{title, href, about})
	}
}

func (v *visit) find(st app.State, f finder) []findGroup {
	groups := []findGroup{v.findAreas(st.Plan, f), v.findActions(st.Plan, f), v.findParts(st.Plan, f)}
	if v.sees() {
		groups = append(groups, v.findEvidence(st.Plan, f))
	}
	return append(groups, v.findPapers(st, f), v.findInspections(st.Plan, f), v.findPosts(st.Plan, f), v.findAgencies(st.Plan, f))
}

func (v *visit) findAreas(p *plan.Plan, f finder) findGroup {
	group := findGroup{ID: "areas", Heading: "Areas for improvement"}
	for a := range p.Areas.All() {
		group.add(f.in(a.Ref, a.Title, a.Words, a.Section.Words(), strings.Join(a.Addressees, "\n"), strings.Join(a.Notes, "\n")),
			a.Ref+" "+a.Title, v.To("/areas/"+a.ID), a.Section.Words()+", due "+a.Due.Long())
	}
	return group
}

func (v *visit) findActions(p *plan.Plan, f finder) findGroup {
	group := findGroup{ID: "actions", Heading: "Actions"}
	for _, a := range p.InOrder() {
		about := p.Facts(a.ID).DoneWords()
		if a.Standing != plan.Live {
			about = "Not counted: " + a.Standing.Words()
		}
		group.add(f.in(a.Ref, a.Title, a.SuccessMeasure, a.Contingency, a.OriginNote, a.Section.Words()), a.Ref+" "+a.Title, v.To("/actions/"+a.ID), about)
	}
	return group
}

func (v *visit) findParts(p *plan.Plan, f finder) findGroup {
	group := findGroup{ID: "parts", Heading: "Parts"}
	for _, a := range p.InOrder() {
		for _, part := range p.PartsOf(a.ID) {
			owner := p.PostTitle(part.Owner)
			texts := []string{p.PartRef(part), part.Text, part.Unit, owner}
			for _, m := range part.Milestones {
				texts = append(texts, m.Text)
			}
			group.add(f.in(texts...), p.PartRef(part)+" "+part.Text, v.To("/parts/"+part.ID), owner)
		}
	}
	return group
}

func (v *visit) findEvidence(p *plan.Plan, f finder) findGroup {
	group := findGroup{ID: "evidence", Heading: "Evidence"}
	for e := range p.Evidence.All() {
		about := change.UpperFirst(evidenceStates[e.State])
		group.add(f.in(e.Title), e.Title, v.To("/evidence/"+e.ID), about)
	}
	return group
}

func (v *visit) findPapers(st app.State, f finder) findGroup {
	group := findGroup{ID: "papers", Heading: "Papers"}
	for paper := range st.Shelf.Papers() {
		switch {
		case paper.State == board.Published && v.caller.May(access.ReadPapers):
			group.add(f.in(paper.Frozen.Reference, paper.Title, paper.Committee, paper.Purpose, paper.Frozen.Text),
				paper.Frozen.Reference+": "+paper.Title, v.To("/papers/"+paper.ID), strings.TrimSuffix("Published "+paper.Frozen.PublishedOn.Long()+". "+v.keptWords(paper), ". "))
		case paper.State != board.Published && v.caller.May(access.WritePaper):
			group.add(f.in(paper.Title, paper.Committee, paper.Purpose), paper.Title, v.To("/papers/"+paper.ID), paper.State.Words())
		}
	}
	return group
}

func (v *visit) findInspections(p *plan.Plan, f finder) findGroup {
	group := findGroup{ID: "inspections", Heading: "Inspections"}
	for i := range p.Inspections.All() {
		group.add(f.in(i.Title, strings.Join(i.Inspectorates, "\n"), i.Outcome), i.Title, v.To("/inspections/"+i.ID), strings.Join(i.Inspectorates, ", "))
	}
	return group
}

func (v *visit) findPosts(p *plan.Plan, f finder) findGroup {
	group := findGroup{ID: "posts", Heading: "Posts"}
	for post := range p.Posts.All() {
		group.add(f.in(post.Title, p.AgencyName(post.Agency), seatWords[post.Seat]), post.Title, v.partnerLink("/posts/", post.ID, post.Agency), p.AgencyName(post.Agency))
	}
	return group
}

func (v *visit) findAgencies(p *plan.Plan, f finder) findGroup {
	group := findGroup{ID: "agencies", Heading: "Agencies"}
	for a := range p.Agencies.All() {
		texts := []string{a.Kind}
		for _, n := range a.Names {
			texts = append(texts, n.Name)
		}
		group.add(f.in(texts...), a.NameOn(p.Day), v.partnerLink("/agencies/", a.ID, a.ID), a.Kind)
	}
	return group
}

// partnerLink leads to the page of a post or agency for those who manage
// them, and for others to the agency's part of the plan.
func (v *visit) partnerLink(path, id, agency string) string {
	if v.caller.May(access.ManagePeople) {
		return v.To(path + id)
	}
	return v.To("/plan?agency=" + agency)
}
