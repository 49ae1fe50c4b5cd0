package web

import (
	"cmp"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/plan"
	"throughline/web/govuk"
)

// by says who did something and for which agency, or for which post as its
// delegate.
func by(p *plan.Plan, membership, behalf string) string {
	if membership == "" {
		return "whoever runs the service"
	}
	name := nameOf(p, membership)
	if d, ok := p.Delegations.Get(behalf); ok {
		return name + ", for " + p.PostTitle(d.Post) + ", as delegate"
	}
	if m, ok := p.Memberships.Get(membership); ok {
		return name + ", " + p.AgencyName(m.Agency)
	}
	return name
}

// heldBy says who holds a post on the plan's day, and who may act for it.
func heldBy(p *plan.Plan, post string) string {
	words := "Nobody holds this post on " + p.Day.Long()
	if m, ok := p.Holder(post, p.Day); ok {
		words = "Held by " + m.Name
	}
	var delegates []string
	for d := range p.Delegations.All() {
		if d.Post != post {
			continue
		}
		if _, behalf := p.PostsOf(d.Membership, p.Day); behalf[post] == d.ID {
			delegates = append(delegates, nameOf(p, d.Membership)+" until "+d.Until.Long())
		}
	}
	if len(delegates) > 0 {
		words += ". Delegates: " + strings.Join(delegates, "; ")
	}
	return words + "."
}

// posts lists the posts that a part can be given to. One that has ended is
// listed only where it is the one chosen now.
func posts(p *plan.Plan, chosen string) []govuk.SelectItem {
	var open []*plan.Post
	for post := range p.Posts.All() {
		if post.Ended.IsZero() || post.ID == chosen {
			open = append(open, post)
		}
	}
	slices.SortStableFunc(open, func(a, b *plan.Post) int {
		return cmp.Or(cmp.Compare(p.AgencyName(a.Agency), p.AgencyName(b.Agency)), cmp.Compare(a.Title, b.Title))
	})
	items := []govuk.SelectItem{govuk.Option("", "Choose a post")}
	for _, post := range open {
		items = append(items, govuk.Option(post.ID, p.AgencyName(post.Agency)+": "+post.Title))
	}
	return items
}

// refsOf reads the references of actions, as in “A3, A12”, into their ids.
func refsOf(f *govuk.Form, name string, p *plan.Plan) (ids []string) {
	for _, ref := range strings.FieldsFunc(f.Value(name), func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '\n' || r == '\r' || r == '\t' }) {
		id := actionByRef(p, ref)
		switch {
		case id == "":
			f.Wrong(name, "There is no action with the reference “"+ref+"” in the plan. Check it, or leave it out.")
		case !slices.Contains(ids, id):
			ids = append(ids, id)
		}
	}
	return ids
}

func actionByRef(p *plan.Plan, ref string) string {
	for a := range p.Actions.All() {
		if strings.EqualFold(a.Ref, ref) {
			return a.ID
		}
	}
	return ""
}

// refs is the references of actions with commas between.
func refs(p *plan.Plan, ids []string) string {
	all := make([]string, 0, len(ids))
	for _, id := range ids {
		if a, ok := p.Actions.Get(id); ok {
			all = append(all, a.Ref)
		}
	}
	return strings.Join(all, ", ")
}

// progress says how far a part has got, as its owner has told it.
func progress(part *plan.Part) string {
	switch {
	case part.Kind == plan.Quantity:
		return plan.Number(part.Progress.Quantity) + " of " + plan.Number(part.Target) + " " + part.Unit
	case part.Progress.Complete:
		return "Said to be complete on " + part.Progress.CompleteOn.Long()
	default:
		return "Not said to be complete"
	}
}

// dueWords says when a part is due, and how that moved.
func dueWords(part *plan.Part) string {
	if part.Extended.IsZero() {
		return part.Due.Long()
	}
	return "Extended to " + part.Extended.Long() + ", from " + part.Due.Long()
}

// origins says where an action came from.
var origins = map[plan.Origin]string{
	plan.FromArea: "An area for improvement", plan.FromNarrative: "The report’s narrative",
	plan.FromAudit: "An audit", plan.FromMeeting: "A meeting",
}

// orNothing says so where nothing was written.
func orNothing(text, nothing string) string {
	if strings.TrimSpace(text) == "" {
		return nothing
	}
	return text
}

func dayOr(d calendar.Date, nothing string) string {
	if d.IsZero() {
		return nothing
	}
	return d.Long()
}

// evidenceCounts says how much evidence there is without saying what it is,
// for those who may not open it.
func evidenceCounts(all []*plan.Evidence) string {
	if len(all) == 0 {
		return "None yet"
	}
	n := map[plan.EvidenceState]int{}
	for _, e := range all {
		n[e.State]++
	}
	var words []string
	for _, state := range []plan.EvidenceState{plan.Accepted, plan.Offered, plan.Returned, plan.EvidenceWithdrawn} {
		if n[state] > 0 {
			words = append(words, plan.Number(n[state])+" "+evidenceStates[state])
		}
	}
	return strings.Join(words, ", ")
}

var evidenceStates = map[plan.EvidenceState]string{
	plan.Accepted: "accepted", plan.Offered: "waiting to be judged", plan.Returned: "returned", plan.EvidenceWithdrawn: "withdrawn",
}

// sees says that the caller may open evidence.
func (v *visit) sees() bool { return v.caller.May(access.ReadEvidence) }

// history links to a thing's audit trail, for those who may read it.
func (v *visit) history(id, text string) *pageLink {
	if !v.caller.May(access.ReadHistory) {
		return nil
	}
	return &pageLink{Text: text, Href: v.To("/history/" + id)}
}
