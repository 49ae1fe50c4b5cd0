package web

import (
	"net/http"
	"strings"

	"throughline/app"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

type returnView struct {
	moment
	Title  string
	State  govuk.Tag
	Rows   []factRow
	Files  []fileLine
	Report string // where its problems are still kept, or ""
	Until  string
	Undo   string
}

var returnTemplate = newPage[returnView]("returns_import.tmpl")

func (s *Server) returnPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	v.when, v.moment = nowAsked()
	all, err := s.app.Imports(r.Context(), v.caller, v.when)
	if err != nil {
		return err
	}
	held := importAmong(all, r.PathValue("id"))
	if held == nil {
		return change.Missing("return")
	}
	view := returnView{moment: v.moment, Title: returnTitle(held.Source, held.Year), State: importTag(held, all), Rows: v.importFacts(held, all), Files: fileLines(held.Files)}
	if held.Gone == 0 {
		view.Undo = "/returns/" + held.ID + "/undo"
	}
	if view.Report, view.Until, err = v.keptReportOf(held.ID); err != nil {
		return err
	}
	shell := v.shell(view.Title, v.now)
	v.returnsTrail(&shell)
	return returnTemplate.write(w, http.StatusOK, shell, view)
}

func importAmong(all []app.ReturnImport, id string) *app.ReturnImport {
	for i := range all {
		if all[i].ID == id {
			return &all[i]
		}
	}
	return nil
}

// keptReportOf says where the report of a load is still kept for the caller.
func (v *visit) keptReportOf(id string) (href, until string, err error) {
	waiting, err := v.s.app.WaitingOf(v.r.Context(), v.caller)
	if err != nil {
		return "", "", err
	}
	for _, each := range waiting {
		step, err := v.s.app.LoadOf(v.r.Context(), each)
		if err != nil {
			return "", "", err
		}
		if step != nil && step.Import == id {
			return "/returns-sent/" + each.ID, stamp(each.Until()), nil
		}
	}
	return "", "", nil
}

func (v *visit) importFacts(i *app.ReturnImport, all []app.ReturnImport) []factRow {
	rows := []factRow{{Key: "Loaded", Lines: []string{stamp(i.LoadedAt) + " by " + loaderName(v.now.Plan, i.LoadedBy)}}}
	if i.Gone != 0 {
		rows = append(rows, factRow{Key: "Undone", Lines: []string{stamp(i.UndoneAt) + " by " + loaderName(v.now.Plan, i.UndoneBy), i.Why}})
	} else if later := replacedWhole(i, all); later != nil {
		rows = append(rows, factRow{Key: "Replaced by", Links: []pageLink{{Text: "the load of " + stamp(later.LoadedAt), Href: "/returns/" + later.ID}}})
	}
	return append(rows,
		factRow{Key: "Year", Lines: withoutBlank(yearOrNone(i.Year), i.YearFrom)},
		factRow{Key: "Children", Lines: []string{childrenWords(i)}},
		factRow{Key: "Rows", Lines: []string{plan.Number(i.Rows)}},
		factRow{Key: "Problems", Lines: []string{problemWords(i)}},
		factRow{Key: "Tables", Lines: []string{orNothing(strings.Join(i.Tables, ", "), "None")}},
	)
}

func (s *Server) undoReturnPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, err := s.app.Import(r.Context(), v.caller, r.PathValue("id"))
	if err != nil {
		return err
	}
	return v.askUndoReturn(w, http.StatusOK, &held, v.start())
}

func (v *visit) askUndoReturn(w http.ResponseWriter, status int, held *app.ReturnImport, form *govuk.Form) error {
	view := askView{
		Form: form, Caption: returnTitle(held.Source, held.Year), Heading: "Undo this load?", Action: "/returns/" + held.ID + "/undo", Button: "Undo the load", Grave: true,
		About: []string{
			"All of it stops counting at once: its children, deadlines and figures. What it took the place of counts again.",
			"What was known before today is still shown to whoever asks what was known then.",
		},
		Rows:   []factRow{{Key: "Loaded", Lines: []string{stamp(held.LoadedAt) + " by " + loaderName(v.now.Plan, held.LoadedBy)}}, {Key: "Children", Lines: []string{childrenWords(held)}}},
		Cancel: &pageLink{Text: "Go back", Href: "/returns/" + held.ID},
	}
	if held.Gone != 0 {
		view.Heading, view.Button, view.About = "This load was undone", "", []string{"It was undone on " + stamp(held.UndoneAt) + " by " + loaderName(v.now.Plan, held.UndoneBy) + "."}
	} else {
		view.Fields = []govuk.Component{hintedArea(form.Textarea("reason", "Why is it undone?"), "Name no child. Your name and your reason are kept with it.")}
	}
	return v.ask(w, status, view)
}

func (s *Server) undoReturn(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	held, err := s.app.Import(r.Context(), v.caller, r.PathValue("id"))
	if err != nil {
		return err
	}
	reason := textOf(form, "reason")
	if reason == "" {
		form.Wrong("reason", "Say why it is undone.")
	}
	if form.OK() {
		if _, err = s.app.UndoImport(r.Context(), v.caller, held.ID, reason, nil); err == nil {
			return v.done(w, "The load has been undone. Nothing of it counts any more.", "/returns/"+held.ID)
		}
	}
	status, err := v.refusedOr(form, err)
	if err != nil {
		return err
	}
	return v.askUndoReturn(w, status, &held, form)
}
