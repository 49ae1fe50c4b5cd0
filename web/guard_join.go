package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/change"
	"throughline/store"
	"throughline/web/govuk"
)

// joining are the purposes for which two records of one person are joined.
func (v *visit) joining() access.Purpose {
	return v.purposeAmong(access.Supervising, access.DirectWork)
}

func (s *Server) joinFindPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.showJoinFind(w, http.StatusOK, v.start(), nil, false)
}

// joinFind looks for records that may be of the same person. It is sent in the
// body, so that no name stands in an address.
func (s *Server) joinFind(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	if err := v.seesThing(v.joining(), id, casework.KindPerson); err != nil {
		return err
	}
	looking, err := v.lookFor(v.joining(), store.HowSearched)
	if err != nil {
		return err
	}
	found, _, err := looking.Find(r.Context(), form.Text("find"))
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.showJoinFind(w, status, form, nil, false)
	}
	rows, err := v.alike(looking, id, found)
	if err != nil {
		return err
	}
	return v.showJoinFind(w, http.StatusOK, form, rows, true)
}

// alikeRow is somebody who may be the same person, and why.
type alikeRow struct {
	app.Found
	score casework.Score
}

// alike scores those who were found, from what the caller may see of both, the
// most alike first. Whoever the rules would not let be joined is not offered,
// and nothing is said of them.
func (v *visit) alike(looking *app.Looking, id string, found []app.Found) ([]alikeRow, error) {
	ctx := v.r.Context()
	one, err := v.candidate(ctx, looking, id)
	if err != nil {
		return nil, err
	}
	var rows []alikeRow
	for _, each := range found {
		other := each.Filed.Thing
		if each.Person == nil || slices.Contains(one.People, other) {
			continue
		}
		if v.mayJoin(id, other) != nil {
			continue
		}
		theirs, err := v.candidate(ctx, looking, other)
		if err != nil {
			return nil, err
		}
		rows = append(rows, alikeRow{each, casework.Match(one, theirs)})
	}
	slices.SortStableFunc(rows, func(a, b alikeRow) int { return b.score.Points - a.score.Points })
	return rows, nil
}

// candidate is what the caller may see of a person that can be compared.
func (v *visit) candidate(ctx context.Context, looking *app.Looking, id string) (casework.Candidate, error) {
	folder, err := looking.About(ctx, id, casework.KindPerson, casework.KindIdentifier, casework.KindAddress)
	if err != nil {
		return casework.Candidate{}, err
	}
	return folder.File(id).Candidate(), nil
}

// mayJoin asks the rules whether two records could be joined.
func (v *visit) mayJoin(id, other string) error {
	return v.s.app.AskCase(v.r.Context(), v.caller, v.joining(), casework.JoinPeople{One: id, Other: other, Why: "Only asked"})
}

func (v *visit) showJoinFind(w http.ResponseWriter, status int, form *govuk.Form, rows []alikeRow, asked bool) error {
	id, ctx := v.r.PathValue("id"), v.r.Context()
	looking, err := v.lookFor(v.joining(), store.HowOpened)
	if err != nil {
		return err
	}
	person, err := v.personSeen(looking, id)
	if err != nil {
		return err
	}
	view := sheet{
		Form: form, Caption: v.calledOf(person), Heading: "Find another record of this person",
		About: []string{"Sometimes one person is recorded twice. Find the other record, compare the two, and join them if they are of one person. They can be parted again."},
		Links: []pageLink{{Text: "This person’s page", Href: "/casework/people/" + id}},
		Asks: []askView{{
			Form: form, Heading: "Look for the other record", Action: "/casework/people/" + id + "/join", Button: "Search", Secondly: true,
			Fields: []govuk.Component{hinted(form.Input("find", "A name, date of birth, postcode or number"), "What you type isn’t kept in the address of the page")},
		}},
	}
	if asked {
		table := sheetTable{Heading: "What was found", Caption: "Records that may be of the same person", Head: []string{"Who", "How alike", "Why"}, Empty: "Nobody else whom you may see was found."}
		for _, row := range rows {
			table.Rows = append(table.Rows, sheetRow{[]sheetCell{
				linked(v.calledOf(row.Person), "/casework/people/"+id+"/join/"+row.Filed.Thing, bornWords(row.Person, v.now.Plan.Day)), alikeTag(row.score), words(row.score.Reasons...),
			}})
		}
		view.Tables = append(view.Tables, table)
	}
	joined, err := v.joinedTable(ctx, looking, id)
	if err != nil {
		return err
	}
	if len(joined.Rows) > 0 {
		view.Tables = append(view.Tables, joined)
	}
	return v.sheet(w, status, "Find another record of a person", view)
}

func alikeTag(s casework.Score) sheetCell {
	switch {
	case s.Likely():
		return tagged("Likely the same", "green")
	case s.Points > 0:
		return tagged("May be the same", "yellow")
	default:
		return tagged("Nothing alike", "grey")
	}
}

// joinedTable is the records that were joined to a person's, as far as the
// caller may know of it.
func (v *visit) joinedTable(ctx context.Context, looking *app.Looking, id string) (sheetTable, error) {
	table := sheetTable{Heading: "Records joined to this one", Caption: "Joined records", Head: []string{"Joined", "Why", "Now"}}
	folder, err := looking.About(ctx, id, casework.KindJoin)
	if err != nil {
		return table, err
	}
	for j := range folder.Joins.All() {
		now := linked("Part them again", "/casework/joins/"+j.ID+"/part")
		if !j.Parted.IsZero() {
			now = words("Parted on "+j.Parted.Long(), j.PartWhy)
		}
		table.Rows = append(table.Rows, sheetRow{[]sheetCell{words(j.On.Long(), v.staff(j.By)), words(j.Why), now}})
	}
	return table, nil
}

func (s *Server) joinPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.compare(w, http.StatusOK, v.start())
}

// compare shows two records side by side, and why they may be of one person.
func (v *visit) compare(w http.ResponseWriter, status int, form *govuk.Form) error {
	id, other, ctx := v.r.PathValue("id"), v.r.PathValue("other"), v.r.Context()
	looking, err := v.lookFor(v.joining(), store.HowOpened)
	if err != nil {
		return err
	}
	for _, each := range []string{id, other} {
		if _, err := v.personSeen(looking, each); err != nil {
			return err
		}
	}
	refusal := ""
	if err := v.mayJoin(id, other); err != nil {
		var problems change.Problems
		if !errors.As(err, &problems) || problems.Kind() == change.NotFound {
			return err
		}
		refusal = problems[0].Sentence
	}
	var sides [2]casework.Candidate
	var cells [2]map[string][]string
	for i, each := range []string{id, other} {
		if sides[i], err = v.candidate(ctx, looking, each); err != nil {
			return err
		}
		cells[i] = v.comparedOf(sides[i])
	}
	table := sheetTable{Heading: "Side by side", Caption: "The two records", Head: []string{"", "This record", "The other record"}}
	for _, row := range comparedRows {
		cellsOf := []sheetCell{words(row)}
		for i := range cells {
			cellsOf = append(cellsOf, words(orNoneOf(cells[i][row])...))
		}
		table.Rows = append(table.Rows, sheetRow{cellsOf})
	}
	view := sheet{
		Form: form, Heading: "Compare two records", Tables: []sheetTable{table},
		Links: []pageLink{{Text: "This record", Href: "/casework/people/" + id}, {Text: "The other record", Href: "/casework/people/" + other}, {Text: "Search again", Href: "/casework/people/" + id + "/join"}},
	}
	if refusal != "" {
		view.Warning = &govuk.WarningText{Text: refusal}
		return v.sheet(w, status, "Compare two records", view)
	}
	score := casework.Match(sides[0], sides[1])
	view.Rows = []factRow{{Key: "How alike", Lines: append([]string{alikeTag(score).Tag.Text}, score.Reasons...)}}
	view.Asks = []askView{{
		Form: form, Heading: "Join the two records", Action: "/casework/people/" + id + "/join/" + other, Button: "Join the two records", Grave: true,
		About:  []string{"Whoever may see one of them then sees both as one. Nothing is lost, and they can be parted again."},
		Fields: []govuk.Component{hintedArea(form.Textarea("why", "What shows that they are of one person?"), "For example, a document that you saw")},
	}}
	return v.sheet(w, status, "Compare two records", view)
}

var comparedRows = []string{"Names", "Date of birth", "Sex", "Postcodes", "Numbers"}

// comparedOf is a record as it is compared. Masked addresses are not in it.
func (v *visit) comparedOf(c casework.Candidate) map[string][]string {
	cells := map[string][]string{}
	for _, n := range c.Names {
		cells["Names"] = append(cells["Names"], n.Whole()+" ("+n.Kind.Words()+")")
	}
	if !c.Born.Date.IsZero() {
		cells["Date of birth"] = []string{c.Born.Long()}
	} else if !c.Expected.Date.IsZero() {
		cells["Date of birth"] = []string{"Expected " + c.Expected.Long()}
	}
	if c.Sex != "" {
		cells["Sex"] = []string{casework.SexCodes.Label(c.Sex)}
	}
	for _, code := range c.Postcodes {
		cells["Postcodes"] = append(cells["Postcodes"], strings.ToUpper(code))
	}
	for _, i := range c.Identifiers {
		cells["Numbers"] = append(cells["Numbers"], i.Type.Words()+": "+i.Value)
	}
	return cells
}

func orNoneOf(lines []string) []string {
	if len(lines) == 0 {
		return []string{"Not recorded, or not open to you"}
	}
	return lines
}

func (s *Server) join(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	id, other := r.PathValue("id"), r.PathValue("other")
	for _, each := range []string{id, other} {
		if err := v.seesThing(v.joining(), each, casework.KindPerson); err != nil {
			return err
		}
	}
	return v.carryGuarding(guarding{
		form: form, purpose: v.joining(), at: map[string]string{"person": "why", "other": "why"}, change: casework.JoinPeople{ID: s.app.NewID(), One: id, Other: other, Why: textOf(form, "why")},
		done: func(app.Receipt) error {
			return v.done(w, "The two records are now of one person.", "/casework/people/"+id)
		},
		again: func(status int) error { return v.compare(w, status, form) },
	})
}

func (s *Server) partJoinPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.askPart(w, http.StatusOK, v.start())
}

// joinSeen gives the join that an address names.
func (v *visit) joinSeen(looking *app.Looking) (*casework.Join, error) {
	_, body, err := looking.One(v.r.Context(), v.r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	j, ok := body.(*casework.Join)
	if !ok {
		return nil, unseenPerson()
	}
	return j, nil
}

func (v *visit) askPart(w http.ResponseWriter, status int, form *govuk.Form) error {
	looking, err := v.lookFor(v.joining(), store.HowOpened)
	if err != nil {
		return err
	}
	j, err := v.joinSeen(looking)
	if err != nil {
		return err
	}
	names := v.whom(looking)
	row := factRow{Key: "The two records"}
	for _, id := range j.People {
		name, err := names.name(v.r.Context(), id)
		if err != nil {
			return err
		}
		row.Lines = append(row.Lines, name)
	}
	view := askView{
		Form: form, Heading: "Part two records", Action: "/casework/joins/" + j.ID + "/part",
		Rows:   []factRow{row, {Key: "Joined", Lines: []string{v.staff(j.By) + ", " + j.On.Long(), j.Why}}},
		Cancel: &pageLink{Text: "Cancel", Href: "/casework/people/" + j.People[0] + "/join"},
	}
	if !j.Parted.IsZero() {
		view.Warning = &govuk.WarningText{Text: "These two records were parted on " + j.Parted.Long() + "."}
		view.Rows = append(view.Rows, notSaved(form, "why")...)
		view.Cancel.Text = "Back"
		return v.askUntitled(w, status, "Part two records", view)
	}
	if form.Value(seenField) == "" {
		v.seeing(form, j.Version)
	}
	view.About = []string{"Each record is again by itself, with what was recorded about it."}
	view.Hidden, view.Button, view.Grave = seenOf(form), "Part the two records", true
	view.Fields = []govuk.Component{form.Textarea("why", "What shows that they are not of one person?")}
	return v.askUntitled(w, status, "Part two records", view)
}

func (s *Server) partJoin(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	looking, err := v.lookFor(v.joining(), store.HowOpened)
	if err != nil {
		return err
	}
	j, err := v.joinSeen(looking)
	if err != nil {
		return err
	}
	return v.carryGuarding(guarding{
		form: form, purpose: v.joining(), at: map[string]string{"person": "why", "other": "why"}, change: casework.PartPeople{Join: r.PathValue("id"), Seen: seenIn(form), Why: textOf(form, "why")},
		done: func(app.Receipt) error {
			return v.done(w, "The two records are apart again.", "/casework/people/"+j.People[0]+"/join")
		},
		again: func(status int) error { return v.askPart(w, status, form) },
	})
}
