package web

import (
	"errors"
	"net/http"

	"throughline/access"
	"throughline/app"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

func (s *Server) extensionPages() []Route {
	return []Route{
		{Pattern: "GET /extensions/{id}", Needs: access.ReadPlan, handle: s.extensionPage},
		{Pattern: "POST /extensions/{id}", Needs: access.DecideExtension, handle: s.decideExtension},
	}
}

type extensionView struct {
	moment
	Form    *govuk.Form
	Heading string
	About   string
	Part    pageLink
	Rows    []factRow
	Decide  *askView // the form, for whoever may decide
	WhyNot  string   // why somebody who decides others can't decide this one
	History *pageLink
}

var extensionTemplate = newPage[extensionView]("extension.tmpl")

// extensionWords says where a request for more time stands.
func extensionWords(p *plan.Plan, x *plan.Extension) string {
	switch x.State {
	case plan.Approved:
		return "Approved on " + x.DecidedOn.Long() + " by " + by(p, x.DecidedBy, "") + "."
	case plan.Refused:
		return "Refused on " + x.DecidedOn.Long() + " by " + by(p, x.DecidedBy, "") + "."
	default:
		return "Waiting for the chair of the group, or the deputy, to decide."
	}
}

func (s *Server) extensionPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	return v.showExtension(w, http.StatusOK, v.start(), r.PathValue("id"))
}

func (v *visit) showExtension(w http.ResponseWriter, status int, form *govuk.Form, id string) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	p := st.Plan
	x, ok := p.Extensions.Get(id)
	if !ok {
		return missingThen(v, "extension")
	}
	part, ok := p.Parts.Get(x.Part)
	if !ok {
		return missingThen(v, "part")
	}
	view := extensionView{
		moment: v.moment, Form: form, Heading: "More time for part " + p.PartRef(part) + ", until " + x.Until.Long(), About: extensionWords(p, x),
		Part:    pageLink{Text: p.PartRef(part) + " " + part.Text, Href: v.To("/parts/" + part.ID)},
		History: v.history(x.ID, "Audit trail of this extension"),
		Rows: []factRow{
			{Key: "Part", Links: []pageLink{{Text: p.PartRef(part) + " " + part.Text, Href: v.To("/parts/" + part.ID)}}},
			{Key: "Owned by", Lines: []string{p.PostTitle(part.Owner)}},
			{Key: "Asked for", Lines: []string{"Until " + x.Until.Long()}},
			{Key: "Asked by", Lines: []string{by(p, x.AskedBy, x.OnBehalf) + ", on " + x.AskedOn.Long()}},
			{Key: "Why", Lines: []string{x.Reason}},
			{Key: "Due, as first set", Lines: []string{part.Due.Long(), "Lateness is always counted from this date, whatever is decided."}},
			{Key: "Progress so far", Lines: []string{progress(part)}},
		},
	}
	if !part.Extended.IsZero() {
		view.Rows = append(view.Rows, factRow{Key: "Due now", Lines: []string{part.Extended.Long()}})
	}
	if x.Decision != "" {
		view.Rows = append(view.Rows, factRow{Key: "Reasons for the decision", Lines: []string{x.Decision}})
		view.Rows = append(view.Rows, confirmedRow("Why the words of the decision name no child", p, x.DecisionConfirmation)...)
	}
	if v.Now() && x.State == plan.Asked && v.caller.May(access.DecideExtension) {
		view.Decide, view.WhyNot = v.deciding(form, x)
	}
	shell := v.shell(view.Heading, st)
	shell.ErrorTitle = !form.OK()
	shell.Breadcrumbs = v.trail(view.Part)
	return extensionTemplate.write(w, status, shell, view)
}

// deciding gives the form that decides, or why it is not this person's to decide.
func (v *visit) deciding(form *govuk.Form, x *plan.Extension) (*askView, string) {
	var problems change.Problems
	if err := v.mayStart(plan.DecideExtension{Extension: x.ID}); errors.As(err, &problems) {
		return nil, problems.Error()
	} else if err != nil {
		return nil, "You can’t decide this."
	}
	if form.OK() && form.Value(seenField) == "" || !form.OK() {
		v.seeing(form, x.Version)
	}
	view := &askView{
		Form: form, Action: "/extensions/" + x.ID, Hidden: seenOf(form), Button: "Decide",
		Fields: []govuk.Component{
			form.Radios("decision", "What is decided?", []govuk.Choice{
				{Value: "approve", Text: "Approve", Hint: govuk.HintText("The part is then due on " + x.Until.Long() + ". It still counts as late against the date first set.")},
				{Value: "refuse", Text: "Refuse", Hint: govuk.HintText("The part stays due when it is.")},
			}),
			hintedArea(form.Textarea("reasons", "Reasons"), "They stay on the part’s page. Do not name a child, or say anything from which a child could be known."),
		},
	}
	view.Fields = append(view.Fields, confirmField(form)...)
	return view, ""
}

func (s *Server) decideExtension(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	ch := plan.DecideExtension{
		Extension: r.PathValue("id"), Seen: seenIn(form), Approve: form.Value("decision") == "approve", Reasons: textOf(form, "reasons"),
		Confirm: textOf(form, "confirm"),
	}
	if !ch.Approve && form.Value("decision") != "refuse" {
		form.Wrong("decision", "Choose approve or refuse.")
	}
	v.moment = moment{}
	return v.carry(carrying{
		form: form, change: ch,
		done: func(app.Receipt) error {
			x, _ := v.now.Plan.Extensions.Get(ch.Extension)
			part, err := v.partNow(x.Part)
			if err != nil {
				return err
			}
			words := "was refused"
			if ch.Approve {
				words = "was approved"
			}
			return v.done(w, "More time for part "+v.now.Plan.PartRef(part)+" "+words+".", "/parts/"+part.ID)
		},
		again: func(status int) error { return v.showExtension(w, status, form, ch.Extension) },
	})
}

func (s *Server) askExtensionPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	part, err := v.partNow(r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := v.mayStart(plan.AskExtension{Part: part.ID}); err != nil {
		return err
	}
	return v.showAskExtension(w, http.StatusOK, v.start(), part)
}

func (v *visit) showAskExtension(w http.ResponseWriter, status int, form *govuk.Form, part *plan.Part) error {
	view := v.partAsk(part, form, "Ask for more time", "/extension")
	view.About = []string{
		"It is due on " + part.DueNow().Long() + ". The chair of the group decides, and the deputy for the chair’s own agency.",
		"If more time is approved the part still counts as late against the date first set, " + part.Due.Long() + ".",
	}
	view.Fields = []govuk.Component{
		dateField(form, "until", "New date", "For example, 31 3 2013."),
		hintedArea(form.Textarea("reason", "Why more time is needed"), "Say what has been done, what is in the way and what will be different by then."),
	}
	view.Fields = append(view.Fields, confirmField(form)...)
	view.Button = "Ask for more time"
	return v.ask(w, status, view)
}

func (s *Server) askExtension(w http.ResponseWriter, r *http.Request, v *visit) error {
	part, err := v.partNow(r.PathValue("id"))
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	return v.carry(carrying{
		form: form, change: plan.AskExtension{Part: part.ID, Until: dateOf(form, "until", "The new date"), Reason: textOf(form, "reason"), Confirm: textOf(form, "confirm")},
		done: func(app.Receipt) error {
			return v.done(w, "More time has been asked for. The chair of the group, or the deputy, will decide.", "/parts/"+part.ID)
		},
		again: func(status int) error { return v.showAskExtension(w, status, form, part) },
	})
}
