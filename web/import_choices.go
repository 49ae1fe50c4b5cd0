package web

import (
	"net/http"
	"strconv"

	"throughline/app"
	"throughline/calendar"
	"throughline/change"
	"throughline/ingest/intoplan"
	"throughline/plan"
	"throughline/web/govuk"
)

func (s *Server) importChoicesPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	f, err := v.planFile()
	if err != nil {
		return err
	}
	return v.showChoices(w, http.StatusOK, f, v.start())
}

func (v *visit) showChoices(w http.ResponseWriter, status int, f *app.PlanFile, form *govuk.Form) error {
	at := "/imports/" + f.Import.ID
	if f.Reading.Refused != "" {
		return change.Problems{{Kind: change.Invalid, Sentence: f.Reading.Refused}}
	}
	return v.ask(w, status, askView{
		Form: form, Caption: f.Import.Attachment.Name, Heading: "How the file comes into the plan", Action: at + "/choices", Button: "Save, and see it before it is imported",
		About: []string{
			"Every part of an action is owned by one post, and signed off by a post of another agency. Say which post each owner in the file is.",
			"Where the words of the file settle an answer it is filled in. Check it.",
		},
		Hidden: []mergeHidden{{"seen", strconv.Itoa(f.Import.Version)}}, Fields: v.choiceFields(f, form), Cancel: &pageLink{Text: "Back to the file", Href: at},
	})
}

func (v *visit) choiceFields(f *app.PlanFile, form *govuk.Form) (fields []govuk.Component) {
	words, c := intoplan.DistinctIn(&f.Reading), f.Choices
	fields = append(fields, heading("Who owns it"))
	for i, owner := range words.Owners {
		name := "owner." + strconv.Itoa(i)
		fill(form, name, c.Owners[owner.Text])
		label := "“" + owner.Text + "”"
		if owner.Text == "" {
			label = "Parts that name nobody"
		}
		is := form.Select(name, label, posts(f.Plan, ""))
		is.Hint = govuk.HintText(count(owner.Count, "part") + " of the file.")
		fields = append(fields, is)
	}
	fields = append(fields, heading("Who signs it off"))
	for a := range f.Plan.Agencies.All() {
		if !a.Ended.IsZero() {
			continue
		}
		name := "signer." + a.ID
		if signer := c.Signers[a.ID]; signer != "" {
			fill(form, name, signer)
		} else {
			fill(form, name, intoplan.SignerFor(f.Plan, a.ID))
		}
		fields = append(fields, form.Select(name, "What "+f.Plan.AgencyName(a.ID)+" owns", posts(f.Plan, "")))
	}
	if len(words.Areas) > 0 {
		fields = append(fields, v.areaFieldsOf(f, form, words)...)
	}
	return append(fields, v.dateFields(form, words, c)...)
}

func (v *visit) areaFieldsOf(f *app.PlanFile, form *govuk.Form, words intoplan.Distinct) (fields []govuk.Component) {
	c := f.Choices
	fields = append(fields, heading("Areas for improvement"))
	reports := items("", "No report")
	for r := range f.Plan.Reports.All() {
		if r.Inspection == f.Import.Inspection {
			reports = append(reports, govuk.Option(r.ID, r.Inspectorate+", "+r.Published.Long()))
		}
	}
	fill(form, "report", c.Report)
	from := form.Select("report", "Which report do new areas come from?", reports)
	from.Hint = govuk.HintText("Timescales count from the day it was published.")
	fields = append(fields, from)
	held := items(intoplan.NewArea, "Add it as a new area", intoplan.NoArea, "It is no area: the row is an additional action")
	for a := range f.Plan.Areas.All() {
		if a.Inspection == f.Import.Inspection {
			held = append(held, govuk.Option(a.ID, a.Ref+" "+a.Title))
		}
	}
	for i, area := range words.Areas {
		name := "area." + strconv.Itoa(i)
		fill(form, name, c.Areas[area.Text])
		is := form.Select(name, "“"+area.Text+"”", held)
		is.Hint = govuk.HintText(count(area.Count, "row") + " of the file.")
		fields = append(fields, is)
	}
	for i, section := range words.Sections {
		name := "section." + strconv.Itoa(i)
		fill(form, name, string(c.Sections[section.Text]))
		fields = append(fields, form.Select(name, "Section “"+orNone(section.Text)+"”", sectionItems(false)))
	}
	for i, timescale := range words.Timescales {
		name := "timescale." + strconv.Itoa(i)
		fill(form, name, timescaleValue(c.Timescales[timescale.Text]))
		fields = append(fields, form.Select(name, "Timescale “"+orNone(timescale.Text)+"”",
			append(timescaleItems("Choose a timescale"), govuk.Option(noTimescale, "None set by inspectors"))))
	}
	return fields
}

func orNone(words string) string {
	if words == "" {
		return "not given"
	}
	return words
}

// undatedAsked is how many rows without a date are asked about one by one.
const undatedAsked = 100

func (v *visit) dateFields(form *govuk.Form, words intoplan.Distinct, c intoplan.Choices) (fields []govuk.Component) {
	if len(words.Undated) == 0 {
		return nil
	}
	fields = append(fields, heading("Rows without a date that could be read"))
	fillUnsent(form, "area-dates", c.AreaDates)
	fields = append(fields, form.Radios("area-dates", "May they take the due date of their area?", []govuk.Choice{
		{Value: "yes", Text: "Yes, where they answer an area and no date is entered below"}, {Value: "no", Text: "No, each needs a date of its own"},
	}))
	for i, e := range words.Undated {
		if i == undatedAsked {
			break
		}
		name, key := "date."+strconv.Itoa(i), intoplan.Key(e)
		if d := c.Dates[key]; !d.IsZero() && form.Value(name+"-day") == "" {
			setDate(form, name, d)
		}
		what := e.Action
		if what == "" {
			what = e.Area
		}
		fields = append(fields, dateField(form, name, key+": "+beginning(what), "When is it due?"))
		box := form.Checkboxes("leave", "", []govuk.Choice{{Value: key, Text: "Leave out " + key}})
		box.Fieldset, box.Classes, box.IDPrefix = nil, "govuk-checkboxes--small", "leave-"+strconv.Itoa(i)
		if c.Leave[key] {
			box.Values = append(box.Values, key)
		}
		fields = append(fields, box)
	}
	return fields
}

func (s *Server) settleChoices(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	f, err := v.planFile()
	if err != nil {
		return err
	}
	how := f.Remembered
	how.Choices = choicesTyped(form, f)
	if form.OK() {
		if _, err = s.app.SettlePlanFile(r.Context(), v.caller, f.Import.ID, seenIn(form), how); err == nil {
			return v.done(w, "Your choices are kept. Nothing is in the plan yet.", "/imports/"+f.Import.ID+"/preview")
		}
	}
	status, err := v.refusedOr(form, err)
	if err != nil {
		return err
	}
	return v.showChoices(w, status, f, form)
}

// refusedOr is refused for a form that may itself be what is wrong.
func (v *visit) refusedOr(form *govuk.Form, err error) (int, error) {
	if err == nil {
		return http.StatusUnprocessableEntity, nil
	}
	return v.refused(form, err)
}

func choicesTyped(form *govuk.Form, f *app.PlanFile) intoplan.Choices {
	words, c := intoplan.DistinctIn(&f.Reading), intoplan.NewChoices(f.Import.Inspection)
	c.Report, c.AreaDates = form.Text("report"), form.Value("area-dates") == "yes"
	for i, owner := range words.Owners {
		c.Owners[owner.Text] = form.Text("owner." + strconv.Itoa(i))
	}
	for a := range f.Plan.Agencies.All() {
		if signer := form.Text("signer." + a.ID); signer != "" {
			c.Signers[a.ID] = signer
		}
	}
	for i, area := range words.Areas {
		c.Areas[area.Text] = form.Text("area." + strconv.Itoa(i))
	}
	for i, section := range words.Sections {
		c.Sections[section.Text] = plan.Section(form.Text("section." + strconv.Itoa(i)))
	}
	for i, timescale := range words.Timescales {
		c.Timescales[timescale.Text] = timescaleOf(form.Text("timescale." + strconv.Itoa(i)))
	}
	for i, e := range words.Undated {
		if i == undatedAsked {
			break
		}
		if d := dateOf(form, "date."+strconv.Itoa(i), "The due date"); d != (calendar.Date{}) {
			c.Dates[intoplan.Key(e)] = d
		}
	}
	for _, key := range form.Values("leave") {
		c.Leave[key] = true
	}
	return c
}
