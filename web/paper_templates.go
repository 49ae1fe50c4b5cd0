package web

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/board"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
	"throughline/web/govuk"
)

func (s *Server) templatePages() []Route {
	return []Route{
		{Pattern: "GET /paper-templates", Needs: access.EditTemplates, handle: s.templatesPage},
		{Pattern: "GET /paper-templates/new", Needs: access.EditTemplates, handle: s.newTemplatePage},
		{Pattern: "POST /paper-templates/new", Needs: access.EditTemplates, handle: s.newTemplate},
		{Pattern: "GET /paper-templates/{id}", Needs: access.EditTemplates, handle: s.templatePage},
		{Pattern: "POST /paper-templates/{id}", Needs: access.EditTemplates, handle: s.saveTemplate},
		{Pattern: "GET /paper-templates/{id}/retire", Needs: access.EditTemplates, handle: s.retireTemplatePage},
		{Pattern: "POST /paper-templates/{id}/retire", Needs: access.EditTemplates, handle: s.retireTemplate},
		{Pattern: "GET /papers/{id}/template", Needs: access.WritePaper, handle: s.takeTemplatePage},
		{Pattern: "POST /papers/{id}/template", Needs: access.WritePaper, handle: s.takeTemplate},
	}
}

// templatesPage lists what papers to each committee have.
func (s *Server) templatesPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	view := askView{Form: govuk.NewForm(nil), Heading: "What papers to each committee have", About: []string{
		"A committee template says which sections a paper has and in which order, which implications it must deal with, and who clears it before it is published.",
		"A draft keeps the template that it was begun with. What is published never changes.",
	}, Cancel: &pageLink{Text: "Papers", Href: v.To("/papers")}}
	for _, t := range st.Shelf.Templates() {
		row := v.templateRow(st.Plan, t)
		switch {
		case !v.Now():
		case t.BuiltIn():
			row.Links = []pageLink{{Text: "Make it your own", Href: "/paper-templates/new?from=" + t.ID, About: "for the " + t.Committee}}
		default:
			row.Links = []pageLink{{Text: "Change", Href: "/paper-templates/" + t.ID, About: "the template for the " + t.Committee}}
		}
		view.Rows = append(view.Rows, row)
	}
	for _, t := range st.Shelf.RetiredTemplates() {
		view.Rows = append(view.Rows, factRow{Key: t.Committee, Lines: []string{"Retired on " + t.Retired.On.Long() + ". " + t.Retired.Reason}})
	}
	if v.Now() {
		view.Rows = append(view.Rows, factRow{Key: "Another committee", Links: []pageLink{{Text: "Make a template", Href: "/paper-templates/new"}}})
	}
	return v.list(w, view, st)
}

func (v *visit) templateRow(p *plan.Plan, t *board.Template) factRow {
	row := factRow{Key: t.Committee, Lines: []string{"Papers are for " + lowerFirst(t.Kind.Words()) + "."}}
	if t.BuiltIn() {
		row.Lines[0] += " This template comes with the program."
	}
	var headings, clearers []string
	for _, i := range t.Implications {
		headings = append(headings, i.Heading+" ("+lowerFirst(i.Need.Words())+")")
		if i.By != (board.Clearer{}) {
			clearers = append(clearers, i.Heading+": "+who(p, i.By))
		}
	}
	for _, c := range t.Clearances {
		clearers = append(clearers, c.Heading+": "+who(p, c.By))
	}
	if t.Factual {
		clearers = append([]string{"Factual accuracy: those whose parts or areas the paper names"}, clearers...)
	}
	row.Lines = append(row.Lines, "Implications: "+cmp.Or(strings.Join(headings, "; "), "no section")+".")
	if len(clearers) == 0 {
		row.Lines = append(row.Lines, "Nobody is asked to clear these papers.")
	} else {
		row.Lines = append(row.Lines, "Cleared by: "+strings.Join(clearers, "; ")+".")
	}
	if t.Source != "" {
		row.Lines = append(row.Lines, t.Source)
	}
	return row
}

func who(p *plan.Plan, by board.Clearer) string {
	return board.NeededClearance{Post: by.Post, Membership: by.Membership}.Who(p)
}

// The most blank rows that stand after those that are there.
const (
	blankImplications = 2
	blankClearances   = 2
)

func implicationField(i int, which string) string {
	return "implications-" + strconv.Itoa(i) + "-" + which
}

func clearanceField(i int, which string) string {
	return "clearances-" + strconv.Itoa(i) + "-" + which
}

func clearerValue(by board.Clearer) string {
	switch {
	case by.Post != "":
		return "post:" + by.Post
	case by.Membership != "":
		return "person:" + by.Membership
	default:
		return ""
	}
}

func clearerTyped(value string) board.Clearer {
	if post, ok := strings.CutPrefix(value, "post:"); ok {
		return board.Clearer{Post: post}
	}
	person, _ := strings.CutPrefix(value, "person:")
	return board.Clearer{Membership: person}
}

// clearers are the posts and people who can be named to clear papers.
func (v *visit) clearers(nobody string) []govuk.SelectItem {
	p := v.now.Plan
	var posts, people []govuk.SelectItem
	for post := range p.Posts.All() {
		if post.Ended.IsZero() || !p.Day.After(post.Ended) {
			posts = append(posts, govuk.Option("post:"+post.ID, p.PostTitle(post.ID)))
		}
	}
	for m := range p.Memberships.All() {
		if (m.Ended.IsZero() || !p.Day.After(m.Ended)) && slices.ContainsFunc(m.Roles, func(r access.Role) bool { return r.May(access.ClearPaper) }) {
			people = append(people, govuk.Option("person:"+m.ID, m.Name+", "+p.AgencyName(m.Agency)))
		}
	}
	for _, list := range [][]govuk.SelectItem{posts, people} {
		slices.SortFunc(list, func(a, b govuk.SelectItem) int { return strings.Compare(a.Text, b.Text) })
	}
	return slices.Concat(items("", nobody), posts, people)
}

// fillTemplate fills the form from a template.
func fillTemplate(form *govuk.Form, t *board.Template) {
	form.Set("committee", t.Committee)
	form.Set("kind", string(t.Kind))
	form.Set("initials", t.Initials)
	for n, s := range t.Sections {
		form.Set("place."+s.Key, strconv.Itoa(n+1))
		form.Set("heading."+s.Key, s.Heading)
	}
	form.Set("heading.questions", t.Questions)
	for i, each := range t.Implications {
		form.Set(implicationField(i, "key"), each.Key)
		form.Set(implicationField(i, "heading"), each.Heading)
		form.Set(implicationField(i, "help"), each.Help)
		form.Set(implicationField(i, "need"), string(each.Need))
		form.Set(implicationField(i, "by"), clearerValue(each.By))
	}
	for i, each := range t.Clearances {
		form.Set(clearanceField(i, "key"), each.Key)
		form.Set(clearanceField(i, "heading"), each.Heading)
		form.Set(clearanceField(i, "by"), clearerValue(each.By))
	}
	form.Set("factual", "no")
	if t.Factual {
		form.Set("factual", "yes")
	}
	form.Set("purpose", t.Purpose)
	for i, d := range t.Decisions {
		form.Set(decisionField(i, "kind"), string(d.Kind))
		form.Set(decisionField(i, "text"), d.Text)
	}
	form.Set("contact.name", t.Contact.Name)
	form.Set("contact.role", t.Contact.Role)
	form.Set("contact.phone", t.Contact.Phone)
	form.Set("contact.email", t.Contact.Email)
	form.Set("clear_days", strconv.Itoa(t.ClearDays))
	form.Set("dispatch_before", strconv.Itoa(t.DispatchBefore))
	form.Set("source", t.Source)
	form.Set("from", t.From)
}

// rowsTyped is how many rows of a list a form holds, blank ones at its end left out.
func rowsTyped(form *govuk.Form, field func(int, string) string, which ...string) (filled int) {
	for i := 0; len(form.Values(field(i, which[0]))) > 0; i++ {
		for _, each := range which {
			if form.Text(field(i, each)) != "" {
				filled = i + 1
			}
		}
	}
	return filled
}

// templateTyped reads a template from a form.
func templateTyped(form *govuk.Form) board.Template {
	t := board.Template{
		Committee: form.Text("committee"), Kind: board.MeetingKind(form.Value("kind")), Initials: form.Text("initials"), Questions: form.Text("heading.questions"),
		Factual: form.Value("factual") == "yes", Purpose: textOf(form, "purpose"), Source: form.Text("source"), From: form.Value("from"),
		Contact: board.Contact{Name: form.Text("contact.name"), Role: form.Text("contact.role"), Phone: form.Text("contact.phone"), Email: form.Text("contact.email")},
	}
	t.Sections = sectionsTyped(form)
	for i := range rowsTyped(form, implicationField, "heading", "help", "by") {
		t.Implications = append(t.Implications, board.Implication{
			Key: form.Value(implicationField(i, "key")), Heading: form.Text(implicationField(i, "heading")), Help: form.Text(implicationField(i, "help")),
			Need: board.Need(form.Value(implicationField(i, "need"))), By: clearerTyped(form.Value(implicationField(i, "by"))),
		})
	}
	for i := range rowsTyped(form, clearanceField, "heading", "by") {
		t.Clearances = append(t.Clearances, board.ClearanceOf{
			Key: form.Value(clearanceField(i, "key")), Heading: form.Text(clearanceField(i, "heading")), By: clearerTyped(form.Value(clearanceField(i, "by"))),
		})
	}
	for i := range rowsTyped(form, decisionField, "text") {
		t.Decisions = append(t.Decisions, board.Decision{Kind: board.DecisionKind(form.Value(decisionField(i, "kind"))), Text: form.Text(decisionField(i, "text"))})
	}
	t.ClearDays, _ = wholeNumberOf(form, "clear_days", "The clear days")
	t.DispatchBefore, _ = wholeNumberOf(form, "dispatch_before", "The working days")
	return t
}

// sectionsTyped puts the sections in the order of their places. Two of one
// place are refused, since nobody could say which comes first.
func sectionsTyped(form *govuk.Form) (all []board.TemplateSection) {
	places := map[string]int{}
	for _, key := range board.SectionsThere {
		place, given := wholeNumberOf(form, "place."+key, "The place of “"+board.DefaultHeading(key)+"”")
		if !given {
			continue
		}
		for other, taken := range places {
			if taken == place {
				form.Wrong("place."+key, "“"+board.DefaultHeading(key)+"” and “"+board.DefaultHeading(other)+"” both have place "+strconv.Itoa(place)+". Give each its own.")
			}
		}
		places[key] = place
		all = append(all, board.TemplateSection{Key: key, Heading: form.Text("heading." + key)})
	}
	slices.SortStableFunc(all, func(a, b board.TemplateSection) int { return cmp.Compare(places[a.Key], places[b.Key]) })
	return all
}

func (v *visit) askTemplate(w http.ResponseWriter, status int, form *govuk.Form, view askView) error {
	view.Form, view.Cancel = form, &pageLink{Text: "Cancel", Href: "/paper-templates"}
	view.Hidden = append(view.Hidden, mergeHidden{seenField, form.Value(seenField)}, mergeHidden{"from", form.Value("from")})
	kinds := []govuk.Choice{}
	for _, k := range board.MeetingKinds {
		kinds = append(kinds, govuk.Choice{Value: string(k), Text: k.Words()})
	}
	view.Fields = []govuk.Component{
		form.Input("committee", "Committee or board"),
		form.Radios("kind", "What are papers to it for?", kinds),
		hinted(form.Input("initials", "Initials for the reference of a paper"), "Leave it blank for those of its name. For example, CPB gives RCC/CPB/2013/001."),
		heading("Sections"), note("Number the sections in the order that they stand in. A heading left blank is ours. Implications, exempt items and clearances stand only in a paper that has any."),
	}
	view.Fields = append(view.Fields, sectionFields(form)...)
	view.Fields = append(view.Fields, heading("Implications"), note("To take a section out, leave all of it blank."))
	clearers := v.clearers("Nobody")
	needs := items("", "Choose")
	for _, n := range board.Needs {
		needs = append(needs, govuk.Option(string(n), n.Words()))
	}
	for i := range rowsTyped(form, implicationField, "heading", "help", "by") + blankImplications {
		of := " of implications section " + strconv.Itoa(i+1)
		view.Hidden = append(view.Hidden, mergeHidden{implicationField(i, "key"), form.Value(implicationField(i, "key"))})
		view.Fields = append(view.Fields, form.Input(implicationField(i, "heading"), "Heading"+of), form.Input(implicationField(i, "help"), "Help for the author"+of),
			form.Select(implicationField(i, "need"), "Is it wanted? Section "+strconv.Itoa(i+1), needs), form.Select(implicationField(i, "by"), "Who clears section "+strconv.Itoa(i+1), clearers))
	}
	view.Fields = append(view.Fields, heading("Clearance"),
		form.Radios("factual", "Are those whose parts or areas a paper names asked whether it is right?", []govuk.Choice{{Value: "yes", Text: "Yes"}, {Value: "no", Text: "No"}}))
	for i := range rowsTyped(form, clearanceField, "heading", "by") + blankClearances {
		number := strconv.Itoa(i + 1)
		view.Hidden = append(view.Hidden, mergeHidden{clearanceField(i, "key"), form.Value(clearanceField(i, "key"))})
		view.Fields = append(view.Fields, hinted(form.Input(clearanceField(i, "heading"), "Clearance "+number+" besides"), "Such as “Legal”, where no section of its own is wanted."),
			form.Select(clearanceField(i, "by"), "Who gives clearance "+number, clearers))
	}
	view.Fields = append(view.Fields, heading("What a new paper begins with"),
		hintedArea(form.Textarea("purpose", "Purpose of the report"), "Leave it blank for our words. {committee} and {day} are filled in."))
	for i := range rowsTyped(form, decisionField, "text") + blankDecisions - 1 {
		number := strconv.Itoa(i + 1)
		kind := form.Select(decisionField(i, "kind"), "Decision "+number+": the committee is asked to", decisionKinds())
		kind.ErrorMessage = form.Error("decisions." + strconv.Itoa(i))
		view.Fields = append(view.Fields, kind, form.Input(decisionField(i, "text"), "What decision "+number+" is about"))
	}
	view.Fields = append(view.Fields, note("Whom readers can ask. Leave these blank for the author of the paper."),
		form.Input("contact.name", "Contact’s name"), form.Input("contact.role", "Contact’s role"), form.Input("contact.phone", "Contact’s telephone"), form.Input("contact.email", "Contact’s e-mail"),
		heading("When papers go out"),
		wholeNumberField(form, "clear_days", "Clear days before the meeting", "Five for a committee of the council or its executive (Local Government Act 1972, section 100B; SI 2012/2089). 0 where no law sets any."),
		wholeNumberField(form, "dispatch_before", "Working days before the meeting that papers go out, by your own rule", "0 if you have none."),
		hinted(form.Input("source", "Where these rules stand"), "Such as the part of the constitution."))
	return v.ask(w, status, view)
}

func sectionFields(form *govuk.Form) (fields []govuk.Component) {
	for _, key := range board.SectionsThere {
		place := form.Input("place."+key, "Place of “"+board.DefaultHeading(key)+"”")
		place.Inputmode, place.Classes = "numeric", "govuk-input--width-2"
		if board.MayLeaveOut(key) {
			place = hinted(place, "Leave it blank if this committee’s papers go without.")
		}
		fields = append(fields, place, form.Input("heading."+key, "Your heading for “"+board.DefaultHeading(key)+"”"))
		if key == board.KeySection {
			fields = append(fields, form.Input("heading.questions", "Your heading for “"+board.DefaultHeading("questions")+"”"))
		}
	}
	return fields
}

func (s *Server) newTemplatePage(w http.ResponseWriter, r *http.Request, v *visit) error {
	form := v.start()
	if form.Value(seenField) == "" {
		t := board.BuiltIns()[0]
		from := r.URL.Query().Get("from")
		for _, each := range board.BuiltIns() {
			if each.ID == from {
				t = each
			}
		}
		begun := *t
		if begun.From = from; from == "" {
			begun.Committee, begun.Source = "", ""
		}
		fillTemplate(form, &begun)
		form.Set(seenField, "0")
	}
	return v.askNewTemplate(w, http.StatusOK, form)
}

func (v *visit) askNewTemplate(w http.ResponseWriter, status int, form *govuk.Form) error {
	return v.askTemplate(w, status, form, askView{Heading: "Make a committee template", Action: "/paper-templates/new", Button: "Make the template"})
}

func (s *Server) newTemplate(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	of := templateTyped(form)
	if !form.OK() {
		return v.askNewTemplate(w, http.StatusUnprocessableEntity, form)
	}
	if _, err := s.app.Template(r.Context(), v.caller, board.MakeTemplate{PutTemplate: board.PutTemplate{Of: of}}); err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.askNewTemplate(w, status, form)
	}
	return v.done(w, "The template for the "+of.Committee+" has been made. Papers can be begun with it from now on.", "/paper-templates")
}

// templateNow finds one of the council's own templates as it is now.
func (v *visit) templateNow() (*board.Template, error) {
	t, ok := v.now.Shelf.Template(v.r.PathValue("id"))
	switch {
	case !ok || t.BuiltIn():
		return nil, change.Missing("committee template")
	case !t.Standing():
		return nil, change.Problems{{Kind: change.Stale, Sentence: "This template was retired on " + t.Retired.On.Long() + ". Make another."}}
	}
	return t, nil
}

func (s *Server) templatePage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	t, err := v.templateNow()
	if err != nil {
		return err
	}
	form := v.start()
	if form.Value(seenField) == "" {
		fillTemplate(form, t)
		form.Set(seenField, strconv.Itoa(t.Version))
	}
	return v.askOldTemplate(w, http.StatusOK, form, t, nil)
}

func (v *visit) askOldTemplate(w http.ResponseWriter, status int, form *govuk.Form, t *board.Template, theirs []factRow) error {
	path := "/paper-templates/" + t.ID
	retire := factRow{Key: "Used no more?", Links: []pageLink{{Text: "Retire this template", Href: path + "/retire"}}}
	if history := v.history(t.ID, "Audit trail of this template"); history != nil {
		retire.Links = append(retire.Links, *history)
	}
	return v.askTemplate(w, status, form, askView{
		Caption: t.Committee, Heading: "Change a committee template", Action: path, Button: "Save the template", Rows: append(theirs, retire),
		About: []string{"Papers begun from now on have what you save. Drafts keep the template that they were begun with, and say that it has changed."},
	})
}

func (s *Server) saveTemplate(w http.ResponseWriter, r *http.Request, v *visit) error {
	t, err := v.templateNow()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	of := templateTyped(form)
	if !form.OK() {
		return v.askOldTemplate(w, http.StatusUnprocessableEntity, form, t, nil)
	}
	_, err = s.app.Template(r.Context(), v.caller, board.EditTemplate{PutTemplate: board.PutTemplate{ID: t.ID, Seen: seenIn(form), Of: of}})
	if isStale(err) || errors.Is(err, store.ErrStale) {
		if err := v.reload(); err != nil {
			return err
		}
		latest, err := v.templateNow()
		if err != nil {
			return err
		}
		theirs := v.templateRow(v.now.Plan, latest)
		theirs.Key = "As saved: " + theirs.Key
		form.Set(seenField, strconv.Itoa(latest.Version))
		form.Wrong("", v.lastChange(t.ID)+" Theirs stands first, and yours is in the form. Save again to keep yours.")
		return v.askOldTemplate(w, http.StatusConflict, form, latest, []factRow{theirs})
	}
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.askOldTemplate(w, status, form, t, nil)
	}
	return v.done(w, "The template for the "+of.Committee+" has been saved.", "/paper-templates")
}

func (s *Server) retireTemplatePage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	t, err := v.templateNow()
	if err != nil {
		return err
	}
	form := v.start()
	v.seeing(form, t.Version)
	return v.askRetire(w, http.StatusOK, form, t)
}

func (v *visit) askRetire(w http.ResponseWriter, status int, form *govuk.Form, t *board.Template) error {
	return v.ask(w, status, askView{
		Form: form, Caption: t.Committee, Heading: "Retire this template", Action: "/paper-templates/" + t.ID + "/retire", Hidden: seenOf(form),
		About:  []string{"No new paper can be begun with a retired template. Drafts that were begun with it go on, and it stays in the record."},
		Fields: []govuk.Component{form.Textarea("reason", "Why is it retired?")}, Button: "Retire the template", Grave: true,
		Cancel: &pageLink{Text: "Cancel", Href: "/paper-templates/" + t.ID},
	})
}

func (s *Server) retireTemplate(w http.ResponseWriter, r *http.Request, v *visit) error {
	t, err := v.templateNow()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	if _, err = s.app.Template(r.Context(), v.caller, board.RetireTemplate{ID: t.ID, Seen: seenIn(form), Reason: textOf(form, "reason")}); err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		v.seeing(form, t.Version)
		return v.askRetire(w, status, form, t)
	}
	return v.done(w, "The template for the "+t.Committee+" has been retired.", "/paper-templates")
}

// list shows a page of facts at a moment, without a form.
func (v *visit) list(w http.ResponseWriter, view askView, st app.State) error {
	shell := v.shell(view.Heading, st)
	shell.Back = &govuk.BackLink{Href: view.Cancel.Href}
	return askTemplate.write(w, http.StatusOK, shell, view)
}
