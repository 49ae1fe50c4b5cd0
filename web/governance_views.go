package web

import (
	"encoding/csv"
	"net/http"
	"slices"
	"strings"

	"throughline/calendar"
	"throughline/spreadsheet"
	"throughline/store"
	"throughline/web/govuk"
)

// personViewsPage says who looked at a person. That it was asked is recorded.
func (s *Server) personViewsPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	id := r.PathValue("id")
	looking, err := v.governing(store.HowOpened)
	if err != nil {
		return err
	}
	person, err := v.personSeen(looking, id)
	if err != nil {
		return err
	}
	lines, next, err := v.looksAt(id)
	if err != nil {
		return err
	}
	view := sheet{
		Caption: v.calledOf(person), Heading: "Who looked",
		About: []string{"Everybody who looked at this person’s records, newest first. That you asked is recorded too.", v.foldedWords("by one member of staff")},
		Links: []pageLink{{Text: "This person’s page", Href: "/casework/people/" + id}, v.foldingLink(), {Text: "All of it as a spreadsheet (CSV)", Href: r.URL.Path + ".csv"}},
	}
	table := sheetTable{Caption: "Who looked at this person", Head: []string{"When", "Who", "Why", "What", "Tie to the person then"}, Empty: "Nobody has looked at this person’s records."}
	for _, each := range lines {
		opens := openLooks(r.URL.Path, "by", each.Membership, each.Before)
		table.Rows = append(table.Rows, v.lookRow(each, opens, v.viewerCell(each.Viewing), "by "+orNothing(each.Name, "an account that is not held here")+" on "+calendar.DayOf(each.At).Long()))
	}
	view.Tables = []sheetTable{table}
	view.paged(v, next)
	return v.sheet(w, http.StatusOK, "Who looked at a person", view)
}

// viewerCell names whoever looked, with a link to what else they looked at.
func (v *visit) viewerCell(each store.Viewing) sheetCell {
	if each.Membership == "" {
		return words(append([]string{orNothing(each.Name, each.Account)}, v.asWhat(each)...)...)
	}
	return linked(orNothing(each.Name, "An account that is not held here"), "/governance/members/"+each.Membership+"/views", v.asWhat(each)...)
}

// asWhat says for which agency and in which roles somebody looked.
func (v *visit) asWhat(each store.Viewing) []string {
	return withoutBlank(v.now.Plan.AgencyName(each.Agency), roleNames(each.Roles))
}

var howSaid = map[store.How]string{
	store.HowOpened: "Opened", store.HowListed: "Saw in a list", store.HowSearched: "Found by searching", store.HowExported: "Took a copy",
	store.HowCounted: "Counted", store.HowWhoLooked: "Asked who had looked",
	store.HowReadExempt: "Read the exempt part of a paper",
}

func howWords(how store.How) string { return orNothing(howSaid[how], string(how)) }

// seenWords says what was seen: the person's own entry, and how many others.
func seenWords(each store.Viewing) string {
	own := slices.Contains(each.Things, each.Person)
	others := len(each.Things) - one(own)
	switch {
	case own && others > 0:
		return "Name and details, and " + count(others, "more record")
	case own:
		return "Name and details"
	case others > 0:
		return count(others, "record")
	default:
		return ""
	}
}

// memberViewsPage says whom a member of staff looked at.
func (s *Server) memberViewsPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	id := r.PathValue("id")
	member, ok := v.now.Plan.Memberships.Get(id)
	if !ok {
		return missingThen(v, "person")
	}
	lines, next, err := v.looksBy(id)
	if err != nil {
		return err
	}
	looking, err := v.governing(store.HowListed)
	if err != nil {
		return err
	}
	names := v.whom(looking)
	table := sheetTable{Caption: "Whom this person looked at", Head: []string{"When", "Whom", "Why", "What", "Tie to the person then"}, Empty: "They have looked at nobody’s records."}
	for _, each := range lines {
		whomSeen, isPaper := v.exemptSeen(each.Viewing)
		switch {
		case isPaper:
		case each.Person == "":
			whomSeen = words("Nobody in particular")
		default:
			if whomSeen, err = names.cell(r.Context(), each.Person); err != nil {
				return err
			}
		}
		table.Rows = append(table.Rows, v.lookRow(each, openLooks(r.URL.Path, "of", each.Person, each.Before), whomSeen, "at "+strings.Join(whomSeen.texts(), ", ")+" on "+calendar.DayOf(each.At).Long(), roleNames(each.Roles)))
	}
	view := sheet{
		Caption: v.now.Plan.AgencyName(member.Agency), Heading: "Whom " + member.Name + " looked at",
		About:  []string{"Every record about people, and every exempt part of a paper, that they looked at, newest first. That you asked is recorded too.", v.foldedWords("at one person")},
		Links:  []pageLink{{Text: "Other members of staff", Href: "/governance/views"}, v.foldingLink(), {Text: "All of it as a spreadsheet (CSV)", Href: r.URL.Path + ".csv"}},
		Tables: []sheetTable{table},
	}
	view.paged(v, next)
	return v.sheet(w, http.StatusOK, "Whom a member of staff looked at", view)
}

func (s *Server) personViewsCSV(w http.ResponseWriter, r *http.Request, v *visit) error {
	id := r.PathValue("id")
	looking, err := v.governing(store.HowExported)
	if err != nil {
		return err
	}
	if _, err := v.personSeen(looking, id); err != nil {
		return err
	}
	return v.viewsCSV(w, "who-looked.csv", func(p store.Page) ([]store.Viewing, string, error) {
		return s.app.Store().ViewsOfPerson(r.Context(), v.caller, id, p)
	})
}

func (s *Server) memberViewsCSV(w http.ResponseWriter, r *http.Request, v *visit) error {
	id := r.PathValue("id")
	if _, ok := v.now.Plan.Memberships.Get(id); !ok {
		return missingThen(v, "person")
	}
	return v.viewsCSV(w, "looked-at.csv", func(p store.Page) ([]store.Viewing, string, error) {
		return s.app.Store().ViewsByMember(r.Context(), v.caller, id, p)
	})
}

// viewsCSV gives all the views as a file. People are in it by id alone.
func (v *visit) viewsCSV(w http.ResponseWriter, name string, read func(store.Page) ([]store.Viewing, string, error)) error {
	page := store.Page{Limit: store.MaxPage}
	views, next, err := read(page)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8; header=present")
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	out := csv.NewWriter(w)
	if err := out.Write([]string{"when", "who", "agency", "roles", "purpose", "how", "person", "things", "tie then", "recorded in"}); err != nil {
		return err
	}
	for {
		for _, each := range views {
			person, things := each.Person, strings.Join(each.Things, " ")
			if _, ok := v.exemptSeen(each); ok { // no person, but the exempt part of a paper
				person, things = "", each.Person+" "+things
			}
			row := []string{each.At.Format("2006-01-02T15:04:05Z07:00"), each.Name, v.now.Plan.AgencyName(each.Agency), roleNames(each.Roles), each.Purpose.Name(),
				howWords(each.How), person, things, v.tiesThen(each), each.Batch}
			if err := out.Write(spreadsheet.SafeRow(row)); err != nil {
				return err
			}
		}
		if next == "" {
			out.Flush()
			return out.Error()
		}
		page.Before = next
		if views, next, err = read(page); err != nil {
			return err
		}
	}
}

// staffViewsView is the list of staff, to ask whom one of them looked at.
type staffViewsView struct {
	Q    string
	List list[staffRow]
}

type staffRow struct{ Name, Href, Agency, Roles, Left string }

// Box is the search by name.
func (staffViewsView) Box(q string) govuk.Input {
	return govuk.Input{Name: "q", Type: "search", Value: q, Classes: "govuk-input--width-20", Label: govuk.Label{Text: "Name, agency or role"}}
}

var staffViewsTemplate = newPage[staffViewsView]("governance_staff.tmpl")

func (s *Server) staffViewsPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.showStaffViews(w, "")
}

// findStaffViews is sent in the body, so that no name stands in an address.
func (s *Server) findStaffViews(w http.ResponseWriter, _ *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	return v.showStaffViews(w, form.Text("q"))
}

func (v *visit) showStaffViews(w http.ResponseWriter, q string) error {
	p := v.now.Plan
	find := finding(q)
	var rows []staffRow
	for _, m := range byName(p) {
		row := staffRow{Name: m.Name, Href: "/governance/members/" + m.ID + "/views", Agency: p.AgencyName(m.Agency), Roles: roleNames(m.Roles), Left: leftWords(p, m)}
		if find.in(row.Name, row.Agency, row.Roles) {
			rows = append(rows, row)
		}
	}
	view := staffViewsView{Q: q}
	var err error
	if view.List, err = listOf(v.r.URL, rows); err != nil {
		return err
	}
	return staffViewsTemplate.write(w, http.StatusOK, v.shell("Whom somebody looked at", v.now), view)
}
