package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/casework"
	"throughline/store"
)

// caseListView is a page of people whom the caller works with, or may see.
type caseListView struct {
	moment
	Bar       purposeBar
	All       bool // everybody the caller may see, and not only their own
	MaySeeAll bool
	Rows      []caseRow
	First     string // the first page, when this is not it
	Next      string
	CanAdd    bool
	Drafts    []caseDraftRow
	Data, CSV string
}

// caseRow is one person of a list.
type caseRow struct {
	Name, Href string
	Others     []string // other names
	About      string   // what they are, and how old
	Tie        string
	Why        string // how closely they match what was typed
}

var caseListTemplate = newPage[caseListView]("case_list.tmpl")

// allShown is how an address asks for everybody, and not only one's own.
const allShown = "all"

// seesMore says whether the policy lets the caller see people they have no tie
// to.
func (v *visit) seesMore() bool {
	scope := v.scope(access.View)
	class, ok := casework.ClassOf(casework.Person{})
	for _, wall := range access.Walls {
		if ok && scope.Allows(class, wall, access.Ties{}) {
			return true
		}
	}
	return false
}

func (s *Server) caseListPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	maySeeAll := v.seesMore()
	all, after := maySeeAll && r.URL.Query().Get("show") == allShown, r.URL.Query().Get("after")
	rows, more, err := v.casePeople(all, after)
	if err != nil {
		return err
	}
	view := caseListView{moment: v.moment, Bar: v.bar(), MaySeeAll: maySeeAll, All: all, CanAdd: v.Now() && v.mayAddPeople()}
	for _, row := range rows {
		view.Rows = append(view.Rows, v.caseRow(row, st.Plan.Day))
	}
	show := url.Values{}
	if view.All {
		show.Set("show", allShown)
	}
	if after != "" {
		view.First = v.To(withQuery("/casework", show))
	}
	view.Data, view.CSV = v.To(withQuery("/casework/data.json", show)), v.To(withQuery("/casework/people.csv", show))
	if more {
		show.Set("after", rows[len(rows)-1].Filed.Thing)
		view.Next = v.To(withQuery("/casework", show))
	}
	if v.Now() && v.caller.May(access.RecordCasework) {
		if view.Drafts, err = v.caseDraftRows(); err != nil {
			return err
		}
	}
	return caseListTemplate.write(w, http.StatusOK, v.shell("Casework", st), view)
}

func withQuery(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

func (v *visit) casePeople(all bool, after string) ([]app.Found, bool, error) {
	looking, err := v.look(store.HowListed)
	if err != nil {
		return nil, false, err
	}
	rows, more, err := looking.PeopleAfter(v.r.Context(), !all, after, listRows)
	v.readAll()
	return rows, more, err
}

// mayAddPeople says whether the caller may add somebody new.
func (v *visit) mayAddPeople() bool {
	class, ok := casework.ClassOf(casework.Person{})
	return ok && v.caller.May(access.AddPeople) && v.scope(access.Register).Allows(class, access.NoWall, access.Ties{})
}

func (v *visit) caseRow(found app.Found, day calendar.Date) caseRow {
	row := caseRow{Name: "Erased", Href: v.To("/casework/people/" + found.Filed.Thing), Tie: v.tieWords(found.Filed.Ties), Why: found.Why}
	if p := found.Person; p != nil {
		row.Name, row.Others = p.NameOn(day).Whole(), otherNames(p, day)
		row.About = strings.Join(withoutBlank(partWords(p), bornWords(p, day)), ", ")
	}
	return row
}

func withoutBlank(texts ...string) (kept []string) {
	for _, text := range texts {
		if strings.TrimSpace(text) != "" {
			kept = append(kept, text)
		}
	}
	return kept
}

// tieWords says how the caller works with a person. To the council's own staff
// it says nothing that the council does.
func (v *visit) tieWords(t access.Ties) string {
	switch {
	case t.Allocated:
		return "Allocated to you"
	case t.Team:
		return "Allocated to your team"
	case t.Glass:
		return "You broke the glass for them today"
	case t.Agency && !v.caller.Council:
		return "Your agency works with them"
	default:
		return ""
	}
}

// partWords says what a person is.
func partWords(p *casework.Person) string {
	words := make([]string, len(p.Parts))
	for i, part := range p.Parts {
		words[i] = part.Words()
	}
	return strings.Join(words, " and ")
}

// bornWords says how old a person is, or when they are expected.
func bornWords(p *casework.Person, day calendar.Date) string {
	var born string
	switch age, ok := p.AgeOn(day); {
	case p.Unborn():
		return "expected " + p.Expected.Long()
	case p.Born.Date.IsZero():
		return ""
	case ok && !p.Died.Date.IsZero():
		return "born " + p.Born.Long() + ", died " + p.Died.Long()
	case ok && age == 0:
		born = "under 1, born " + p.Born.Long()
	case ok:
		born = "aged " + strconv.Itoa(age) + ", born " + p.Born.Long()
	default:
		born = "born " + p.Born.Long()
	}
	if p.Estimated {
		born += " (estimated)"
	}
	return born
}

// otherNames are a person's names besides the one they go by.
func otherNames(p *casework.Person, day calendar.Date) (others []string) {
	goesBy := p.NameOn(day).Whole()
	for _, n := range p.Names {
		if n.Whole() != goesBy {
			others = append(others, n.Whole()+" ("+n.Kind.Words()+")")
		}
	}
	return others
}
