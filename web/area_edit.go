package web

import (
	"net/http"
	"strconv"
	"strings"

	"throughline/calendar"
	"throughline/change"
	"throughline/deadline"
	"throughline/plan"
	"throughline/web/govuk"
)

func (v *visit) areaFields(inspection string) func(*govuk.Form) []govuk.Component {
	reports := items("", "Choose a report")
	for r := range v.now.Plan.Reports.All() {
		if r.Inspection == inspection {
			reports = append(reports, govuk.Option(r.ID, r.Inspectorate+", "+r.Published.Long()))
		}
	}
	return func(form *govuk.Form) []govuk.Component {
		words := form.Textarea("words", "The inspectors’ own words")
		words.Hint = govuk.HintText("Copy them to the letter")
		due := form.DateInput("due", "Due, where inspectors set no timescale")
		due.Hint = govuk.HintText("The day by which the council means to have put it right. Leave it blank where the report sets a timescale: the day is worked out.")
		anchor := form.Input("anchor", "When the time starts")
		anchor.Hint = govuk.HintText("What happened on that day, for example “the Ofsted report was published”")
		return []govuk.Component{
			form.Input("ref", "Reference"), form.Select("report", "Report", reports), form.Select("section", "Section", sectionItems(false)),
			form.Select("timescale", "Timescale", areaTimescaleItems()), words, form.Input("title", "Short title"),
			form.Textarea("addressees", "Addressed to, one on each line"), due, anchor, form.DateInput("anchor_date", "The day when the time starts"),
			form.Radios("stated", "Does the report say when the time starts?", []govuk.Choice{{Value: "yes", Text: "Yes"}, {Value: "no", Text: "No, this is our reading"}}),
			form.Select("unit", "How the time is counted", items("", "By the timescale, in calendar months", string(deadline.WorkingDays), "In working days", string(deadline.CalendarMonths), "In calendar months", string(deadline.CalendarDays), "In calendar days")),
			form.Input("amount", "How many, if not the timescale’s own"),
		}
	}
}

// typedDate reads a date's three fields, and notes what is wrong with them.
func typedDate(form *govuk.Form, name, what string, needed bool) calendar.Date {
	year, month, day, given := form.Date(name, what, needed)
	if !given {
		return calendar.Date{}
	}
	return calendar.Date{Year: year, Month: month, Day: day}
}

func areaTyped(form *govuk.Form, area plan.Area) plan.Area {
	area.Ref, area.Report, area.Section = form.Text("ref"), form.Text("report"), plan.Section(form.Text("section"))
	area.Timescale, area.Words, area.Title = timescaleOf(form.Text("timescale")), form.Value("words"), form.Text("title")
	area.Addressees = lines(form.Value("addressees"))
	area.Due = typedDate(form, "due", "The day when it is due", false)
	if form.Text("timescale") == "" {
		form.Wrong("timescale", "Choose the timescale inspectors set.")
	}
	if area.Timescale == deadline.None && form.Text("unit") == "" {
		area.Rule = deadline.Rule{}
		return area
	}
	if !area.Due.IsZero() {
		form.WrongAt("due", "due-day", "Leave the due date blank: it is worked out from when the time starts.")
	}
	area.Rule = deadline.RuleFor(area.Timescale, form.Text("anchor"), typedDate(form, "anchor_date", "The day when the time starts", true), form.Value("stated") == "yes")
	if unit := deadline.Unit(form.Text("unit")); unit != "" {
		n, err := strconv.Atoi(form.Text("amount"))
		if err != nil || n < 0 {
			form.Wrong("amount", "Enter how many, as a whole number of 0 or more.")
		}
		area.Rule.Unit, area.Rule.Amount = unit, n
	}
	return area
}

func (s *Server) newAreaPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	form := v.start()
	return v.showForm(w, formView{Heading: "Add an area for improvement", Form: form, Fields: v.areaFields(r.PathValue("id"))(form), Button: "Add the area"})
}

func (s *Server) newArea(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	inspection, id := r.PathValue("id"), s.app.NewID()
	number := 1
	for a := range v.now.Plan.Areas.All() {
		number += one(a.Inspection == inspection)
	}
	ch := plan.RecordArea{ID: id, Body: areaTyped(form, plan.Area{Inspection: inspection, Number: number})}
	view := formView{Heading: "Add an area for improvement", Form: form, Button: "Add the area"}
	return v.saved(w, view.refreshed(v.areaFields(inspection)), ch, "The area for improvement has been added.", "/areas/"+id, nil)
}

func (s *Server) editAreaPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, ok := v.now.Plan.Areas.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("area for improvement")
	}
	form := v.start()
	for name, value := range areaTexts(held) {
		fill(form, name, value)
	}
	if d := held.Due; held.Rule.Unit == "" && form.Value("due-day") == "" {
		form.SetDate("due", d.Year, d.Month, d.Day)
	}
	if d := held.Rule.AnchorDate; !d.IsZero() && form.Value("anchor_date-day") == "" {
		form.SetDate("anchor_date", d.Year, d.Month, d.Day)
	}
	fill(form, "seen", strconv.Itoa(held.Version))
	return v.showForm(w, formView{Heading: "Change an area for improvement", Form: form, Fields: v.areaFields(held.Inspection)(form), Button: "Save", Seen: seen(form)})
}

func areaTexts(a *plan.Area) map[string]string {
	stated := "no"
	if a.Rule.AnchorStated {
		stated = "yes"
	}
	texts := map[string]string{
		"ref": a.Ref, "report": a.Report, "section": string(a.Section), "timescale": timescaleValue(a.Timescale), "words": a.Words, "title": a.Title,
		"addressees": strings.Join(a.Addressees, "\n"), "anchor": a.Rule.Anchor, "stated": stated, "unit": string(a.Rule.Unit), "amount": strconv.Itoa(a.Rule.Amount),
	}
	return texts
}

func (s *Server) editArea(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	held, ok := v.now.Plan.Areas.Get(id)
	if !ok {
		return change.Missing("area for improvement")
	}
	ch := plan.RecordArea{ID: id, Seen: seenIn(form), Body: areaTyped(form, *held)}
	view := formView{Heading: "Change an area for improvement", Form: form, Button: "Save", Seen: seen(form)}
	return v.saved(w, view.refreshed(v.areaFields(held.Inspection)), ch, "The area has been changed.", "/areas/"+id, func() error {
		theirs := areaTexts(held)
		var fields []mergeField
		for _, f := range [][2]string{{"ref", "Reference"}, {"words", "Inspectors’ words"}, {"title", "Short title"}, {"section", "Section"}, {"timescale", "Timescale"},
			{"addressees", "Addressed to"}, {"anchor", "When the time starts"}, {"stated", "Stated in the report"}, {"unit", "How it is counted"}, {"amount", "How many"}} {
			fields = append(fields, both(f[0], f[1], form.Value(f[0]), theirs[f[0]]))
		}
		return v.merge(w, "area", v.lastChange(id), held.Version, form, fields)
	})
}
