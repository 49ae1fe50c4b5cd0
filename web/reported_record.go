package web

import (
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/change"
	"throughline/deadline"
	"throughline/plan"
	"throughline/web/govuk"
)

// What a report is recorded under: a new inspection, one that is held, or a
// report of one that is held.
const (
	underNew        = "new"
	underInspection = "inspection:"
	underReport     = "report:"
)

// reportedDraft is what a form asks to record, with the places in the form of
// the areas and judgements that were chosen.
type reportedDraft struct {
	change     plan.RecordReported
	areas      []int
	judgements []int
}

func reportedTyped(form *govuk.Form, p *plan.Plan) reportedDraft {
	var d reportedDraft
	inspectorate := form.Text("inspectorate")
	published := dated(form, "published")
	switch under := form.Value("under"); {
	case under == underNew:
		d.change.New = &plan.Inspection{
			Title: form.Text("title"), Regime: form.Text("regime"), Inspectorates: lines(form.Value("inspectorates")),
			Start: dated(form, "start"), End: dated(form, "end"), Outcome: form.Text("outcome"),
		}
	case strings.HasPrefix(under, underInspection):
		d.change.Inspection = strings.TrimPrefix(under, underInspection)
	case strings.HasPrefix(under, underReport):
		held, ok := p.Reports.Get(strings.TrimPrefix(under, underReport))
		if !ok {
			form.Wrong("under", "That report is not in the record any more. Choose again.")
			break
		}
		d.change.Inspection, d.change.Report = held.Inspection, held.ID
		published = held.Published
	default:
		form.Wrong("under", "Choose what to record this under.")
	}
	if d.change.Report == "" {
		d.change.NewReport = &plan.Report{Inspectorate: inspectorate, Title: form.Text("report_title"), Published: published, Received: dated(form, "received")}
	}
	anchor, _ := published.Day()
	due := dateOf(form, "due", "The day by which the council means to have put them right")
	for i := range numberIn(form, "judgements", mostRead) {
		name := "judgement-" + strconv.Itoa(i) + "-"
		if form.Value(name+"take") == "yes" {
			d.judgements = append(d.judgements, i)
			d.change.Judgements = append(d.change.Judgements, plan.Judgement{Aspect: form.Text(name + "aspect"), Word: form.Text(name + "word"), AsStated: form.Text(name + "said")})
		}
	}
	for i := range numberIn(form, "areas", mostRead) {
		name := "area-" + strconv.Itoa(i) + "-"
		if form.Value(name+"take") != "yes" {
			continue
		}
		if form.Text(name+"timescale") == "" {
			form.Wrong(name+"timescale", "Choose the timescale that inspectors set for area "+form.Text(name+"ref")+", or that they set none.")
		}
		area := plan.Area{
			Ref: form.Text(name + "ref"), Section: plan.Section(form.Text(name + "section")), Timescale: timescaleOf(form.Text(name + "timescale")),
			Title: form.Text(name + "title"), Words: textOf(form, name+"words"), Addressees: lines(form.Value(name + "addressees")),
			Notes: []string{form.Text("source") + ": " + lowerFirst(form.Text(name+"from")) + "."},
		}
		if area.Timescale == deadline.None {
			area.Due = due
		} else {
			area.Rule = deadline.RuleFor(area.Timescale, "the report was published", anchor, false)
		}
		if said := textOf(form, name+"said"); said != area.Words {
			area.Notes = append(area.Notes, "The words were changed by hand from those that were read: “"+said+"”.")
		}
		d.areas = append(d.areas, i)
		d.change.Areas = append(d.change.Areas, area)
	}
	return d
}

var placedField = regexp.MustCompile(`^(areas|judgements|inspection|report)\.(?:(\d+)\.)?(\w*)$`)

// beside gives an error whose problems are named by the fields of the form.
func (d reportedDraft) beside(err error) error {
	var problems change.Problems
	if !errors.As(err, &problems) {
		return err
	}
	moved := make(change.Problems, len(problems))
	for i, p := range problems {
		p.Field = d.field(p.Field)
		moved[i] = p
	}
	return moved
}

func (d reportedDraft) field(name string) string {
	m := placedField.FindStringSubmatch(name)
	if m == nil {
		if name == "areas" {
			return ""
		}
		return name
	}
	n, err := strconv.Atoi(m[2])
	switch {
	case m[1] == "areas" && err == nil && n < len(d.areas):
		if m[3] == "due" {
			if d.change.Areas[n].Timescale == deadline.None {
				return "due"
			}
			return "published"
		}
		return "area-" + strconv.Itoa(d.areas[n]) + "-" + m[3]
	case m[1] == "judgements" && err == nil && n < len(d.judgements):
		return "judgement-" + strconv.Itoa(d.judgements[n]) + "-take"
	case m[1] == "report" && m[3] == "title":
		return "report_title"
	}
	return m[3]
}

type reportedView struct {
	Form       *govuk.Form
	Source     string
	Warnings   []string
	Hidden     []mergeHidden
	Under      []govuk.Component
	Due        govuk.Component
	Judgements []judgementChoice
	Areas      []areaChoice
}

type judgementChoice struct {
	Take   govuk.Component
	Hidden []mergeHidden
}

// areaChoice is an area that was read, the line of the report beside the
// fields that will be recorded.
type areaChoice struct {
	Number int
	Said   string
	From   string
	Echoes []app.EarlierArea
	Take   govuk.Component
	Fields []govuk.Component
	Hidden []mergeHidden
}

const reportedHeading = "What was found in the report"

var reportedTemplate = newPage[reportedView]("reported.tmpl")

// mostEchoesShown is how many earlier areas stand beside one that may echo them.
const mostEchoesShown = 3

func (v *visit) showReported(w http.ResponseWriter, status int, form *govuk.Form) error {
	p := v.now.Plan
	view := reportedView{Form: form, Source: form.Text("source"), Warnings: form.Values("warning"), Under: reportedFields(form, p)}
	view.Hidden = append(hiddenOf(form, "source", "areas", "judgements"), hiddenOf(form, "warning")...)
	view.Due = dateField(form, "due", "Where inspectors set no timescale: by when does the council mean to have put it right?", "One day for all of those areas. It can be changed for each later.")
	for i := range numberIn(form, "judgements", mostRead) {
		name := "judgement-" + strconv.Itoa(i) + "-"
		words := form.Text(name+"aspect") + ": " + form.Text(name+"said")
		choice := govuk.Choice{Value: "yes", Text: "Record this judgement"}
		if n := form.Text(name + "line"); n != "" && n != "0" {
			choice.Hint = govuk.HintText("Line " + n + " of the report")
		}
		view.Judgements = append(view.Judgements, judgementChoice{
			Take: form.Checkboxes(name+"take", words, []govuk.Choice{choice}), Hidden: hiddenOf(form, name+"aspect", name+"word", name+"said", name+"line"),
		})
	}
	words := make([]string, numberIn(form, "areas", mostRead))
	for i := range words {
		words[i] = form.Value("area-" + strconv.Itoa(i) + "-words")
	}
	echoes := app.EchoesOf(p, beforeOf(form), words)
	for i := range words {
		view.Areas = append(view.Areas, areaChosen(form, i, echoes[i]))
	}
	shell := v.shell(reportedHeading, v.now)
	shell.ErrorTitle = !form.OK()
	shell.Back = &govuk.BackLink{Href: reportedPath}
	return reportedTemplate.write(w, status, shell, view)
}

func areaChosen(form *govuk.Form, i int, echoes []app.EarlierArea) areaChoice {
	name, of := "area-"+strconv.Itoa(i)+"-", " of area "+strconv.Itoa(i+1)
	area := areaChoice{Number: i + 1, Said: form.Value(name + "said"), From: form.Text(name + "from"), Echoes: echoes[:min(len(echoes), mostEchoesShown)]}
	area.Take = form.Checkboxes(name+"take", "Area "+strconv.Itoa(i+1), []govuk.Choice{{Value: "yes", Text: "Record this area"}})
	words := form.Textarea(name+"words", "The inspectors’ own words"+of)
	words.Rows = 4
	addressees := form.Textarea(name+"addressees", "Addressees"+of+", one on each line")
	addressees.Rows = 2
	area.Fields = []govuk.Component{
		form.Input(name+"ref", "Reference"+of), form.Input(name+"title", "Short title"+of), words,
		form.Select(name+"section", "Section"+of, sectionItems(false)),
		form.Select(name+"timescale", "Timescale"+of, areaTimescaleItems()),
		addressees,
	}
	area.Hidden = hiddenOf(form, name+"said", name+"from")
	return area
}

// hiddenOf carries what a form holds in fields that nobody types in.
func hiddenOf(form *govuk.Form, names ...string) (hidden []mergeHidden) {
	for _, name := range names {
		for _, value := range form.Values(name) {
			hidden = append(hidden, mergeHidden{name, value})
		}
	}
	return hidden
}

// reportedFields ask what the areas are recorded under.
func reportedFields(form *govuk.Form, p *plan.Plan) []govuk.Component {
	under := items("", "Choose", underNew, "A new inspection, from the fields below")
	for i := range p.Inspections.All() {
		under = append(under, govuk.Option(underInspection+i.ID, "A new report of: "+i.Title+", "+i.Start.Long()))
		for r := range p.Reports.All() {
			if r.Inspection == i.ID {
				under = append(under, govuk.Option(underReport+r.ID, "The report held: "+orNothing(r.Title, r.Inspectorate)+", "+r.Published.Long()+" ("+i.Title+")"))
			}
		}
	}
	regimes := items("", "Choose a framework")
	for _, r := range plan.Regimes {
		regimes = append(regimes, govuk.Option(r.Key, r.Name))
	}
	inspectorates := form.Textarea("inspectorates", "Inspectorates, one on each line")
	inspectorates.Rows = 2
	return []govuk.Component{
		form.Select("under", "Record it under", under),
		heading("A new inspection"), form.Input("title", "Name of the inspection"), form.Select("regime", "Framework", regimes), inspectorates,
		hinted(form.Input("start", "First day on site"), "For example 23 January 2012, or January 2012 if only the month is known"), form.Input("end", "Last day on site"),
		form.Input("outcome", "Outcome, in the words that were published (optional)"),
		heading("A new report"), form.Input("inspectorate", "Inspectorate that wrote it"), form.Input("report_title", "Title of the report (optional)"),
		hinted(form.Input("published", "Published on"), "Timescales are counted from this day. The report seldom says from when."),
		hinted(form.Input("received", "Received on (optional)"), "What the law asks runs from this day."),
	}
}
