package web

import (
	"net/http"
	"strconv"

	"throughline/board"
	"throughline/calendar"
	"throughline/change"
	"throughline/web/govuk"
)

// figuresNewView is a look at figures before they are published.
type figuresNewView struct {
	Form   *govuk.Form
	Title  string
	Tables []figuresTable
	Method figuresMethod
	Hidden []mergeHidden
}

var figuresNewTemplate = newPage[figuresNewView]("figures_new.tmpl")

// Button publishes what is shown.
func (figuresNewView) Button() govuk.Button {
	return govuk.Button{Text: "Publish these figures", PreventDoubleClick: new(true)}
}

// dayField and knownField are what a look at figures carries to publishing:
// the day, and the last entry counted.
const (
	dayField   = "day"
	knownField = "known"
)

// newFiguresPage asks for a day, and shows the figures of the day given.
func (s *Server) newFiguresPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	query := r.URL.Query()
	form := govuk.NewForm(query)
	if !query.Has(dayField + "-day") {
		setDate(form, dayField, lastMonthEnd(s.app.Today()))
		return v.askFiguresDay(w, http.StatusOK, form)
	}
	day := dateOf(form, dayField, "The day")
	if form.OK() && day.IsZero() {
		form.WrongAt(dayField, dayField+"-day", "Enter the day that the figures are about.")
	}
	if !form.OK() {
		return v.askFiguresDay(w, http.StatusUnprocessableEntity, form)
	}
	return v.lookAtFigures(w, http.StatusOK, form, day)
}

// lastMonthEnd is the last month end that has come.
func lastMonthEnd(today calendar.Date) calendar.Date {
	tomorrow := today.AddDays(1)
	tomorrow.Day = 1
	return tomorrow.AddDays(-1)
}

func (v *visit) askFiguresDay(w http.ResponseWriter, status int, form *govuk.Form) error {
	return v.ask(w, status, askView{
		Form: form, Heading: "Publish figures", Action: "/figures/new", Get: true,
		About: []string{
			"The figures count the children looked after by the council at the end of a day. You will see them before you publish them.",
			"Small numbers are hidden before anybody sees the figures, and so are others that would give a small number away. That takes into account all the figures published before.",
		},
		Fields: []govuk.Component{dateField(form, dayField, "Which day are the figures about?", "Usually the last day of a month, for example 31 3 2013. It can’t be less than four weeks from the day of figures that are out.")},
		Button: "Look at the figures", Cancel: &pageLink{Text: "Cancel", Href: "/figures"},
	})
}

// lookAtFigures shows the figures as they would be published now.
func (v *visit) lookAtFigures(w http.ResponseWriter, status int, form *govuk.Form, day calendar.Date) error {
	figures, err := v.s.app.TryFigures(v.r.Context(), v.caller, day, 0)
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.askFiguresDay(w, status, form)
	}
	v.moment = moment{}
	tables := figures.Release.Tables()
	view := figuresNewView{
		Form: form, Title: figures.Release.Released().Cohort() + " on " + day.Long(), Tables: tablesShown(tables), Method: methodOf(tables),
		Hidden: []mergeHidden{{dayField, day.String()}, {knownField, strconv.FormatInt(figures.Known.Seq, 10)}},
	}
	shell := v.shell("Figures to publish", v.now)
	shell.ErrorTitle = !form.OK()
	shell.Back = &govuk.BackLink{Href: "/figures/new"}
	return figuresNewTemplate.write(w, status, shell, view)
}

// publishFigures publishes what was looked at. When something else was
// published meanwhile, the figures are shown anew.
func (s *Server) publishFigures(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	day, err := calendar.Parse(form.Value(dayField))
	known, notKnown := strconv.ParseInt(form.Value(knownField), 10, 64)
	if err != nil || notKnown != nil || known < 0 {
		return v.askFiguresDay(w, http.StatusUnprocessableEntity, dayAgain(calendar.Date{}, "Choose the day again, and look at the figures before you publish them."))
	}
	receipt, err := s.app.PublishFigures(r.Context(), v.caller, day, known)
	if err != nil {
		again := dayAgain(day, "")
		status, err := v.refused(again, err)
		if err != nil {
			return err
		}
		if status != http.StatusConflict {
			return v.askFiguresDay(w, status, again)
		}
		if err := v.reload(); err != nil {
			return err
		}
		return v.lookAtFigures(w, status, again, day)
	}
	return v.done(w, "The figures are published. Everybody who can read figures can read them now.", "/figures/"+receipt.IDs[0])
}

func dayAgain(day calendar.Date, wrong string) *govuk.Form {
	form := govuk.NewForm(nil)
	setDate(form, dayField, day)
	if wrong != "" {
		form.WrongAt(dayField, dayField+"-day", wrong)
	}
	return form
}

func (s *Server) withdrawFiguresPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	release, err := v.releaseToWithdraw()
	if err != nil {
		return err
	}
	return v.askWithdrawFigures(w, http.StatusOK, v.start(), release)
}

func (v *visit) releaseToWithdraw() (*board.FiguresRelease, error) {
	release, err := v.releaseOf(v.now)
	if err == nil && !release.Standing() {
		err = change.Problems{{Kind: change.Stale, Sentence: "These figures were withdrawn on " + release.Withdrawal.On.Long() + "."}}
	}
	return release, err
}

func (v *visit) askWithdrawFigures(w http.ResponseWriter, status int, form *govuk.Form, release *board.FiguresRelease) error {
	path := "/figures/" + release.ID
	return v.ask(w, status, askView{
		Form: form, Caption: release.Title(), Heading: "Withdraw these figures", Action: path + "/withdraw",
		About: []string{
			"Everybody can still open withdrawn figures, with your reason above them: what was published can’t be unpublished.",
			"What they said is still taken into account when later figures are made.",
		},
		Fields: []govuk.Component{hintedArea(form.Textarea("reason", "Why are they withdrawn?"), "Readers will see this. Don’t write a number of children in it, or anything about a child.")},
		Button: "Withdraw these figures", Grave: true, Cancel: &pageLink{Text: "Cancel", Href: path},
	})
}

func (s *Server) withdrawFigures(w http.ResponseWriter, r *http.Request, v *visit) error {
	release, err := v.releaseToWithdraw()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	if _, err := s.app.WithdrawFigures(r.Context(), v.caller, board.WithdrawFigures{ID: release.ID, Reason: textOf(form, "reason")}); err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.askWithdrawFigures(w, status, form, release)
	}
	return v.done(w, "The figures are withdrawn.", "/figures/"+release.ID)
}
