package web

import (
	"net/http"

	"throughline/app"
	"throughline/calendar"
	"throughline/plan"
	"throughline/web/govuk"
)

// stint is somebody's time in a post or a team, to be given its last day.
type stint struct {
	caption, about string
	person         string // a membership
	in             string // "post" or "team"
	action, back   string // addresses
	end            func(until calendar.Date) plan.Change
}

func (v *visit) lastDayPage(w http.ResponseWriter, s stint) error {
	form := v.start()
	if form.Text("until-day") == "" {
		setDate(form, "until", v.now.Plan.Day)
	}
	return v.askLastDay(w, http.StatusOK, form, s)
}

func (v *visit) askLastDay(w http.ResponseWriter, status int, form *govuk.Form, s stint) error {
	return v.ask(w, status, askView{
		Form: form, Caption: s.caption, Heading: "When does " + nameOf(v.now.Plan, s.person) + " leave this " + s.in + "?", About: []string{s.about},
		Action: s.action, Fields: []govuk.Component{dateField(form, "until", "Last day in the "+s.in, "For example 1 2 2013")},
		Button: "Save", Cancel: &pageLink{Text: "Cancel", Href: s.back},
	})
}

func (v *visit) giveLastDay(w http.ResponseWriter, form *govuk.Form, s stint) error {
	until := dateOf(form, "until", "Last day in the "+s.in)
	return v.carry(carrying{
		form: form, change: s.end(until),
		done: func(app.Receipt) error {
			return v.done(w, nameOf(v.now.Plan, s.person)+"’s last day in the "+s.in+" is "+until.Long()+".", s.back)
		},
		again: func(status int) error { return v.askLastDay(w, status, form, s) },
	})
}
