package web

import (
	"net/http"

	"throughline/board"
	"throughline/change"
	"throughline/web/govuk"
)

// namesPage lists the words of a draft that look as if they tell who somebody
// is, to be confirmed to name no child. Rewording is done in the draft.
func (s *Server) namesPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	paper, err := v.draftNow()
	if err != nil {
		return err
	}
	form := v.start()
	v.seeing(form, paper.Version)
	return v.askNames(w, http.StatusOK, form, paper)
}

func (v *visit) askNames(w http.ResponseWriter, status int, form *govuk.Form, paper *board.Paper) error {
	named, err := v.s.app.NamesIn(v.r.Context(), v.caller, paper)
	if err != nil {
		return err
	}
	view := askView{
		Form: form, Caption: paper.Title, Heading: "Words that may name somebody", Action: "/papers/" + paper.ID + "/names", Hidden: seenOf(form),
		About: []string{
			"These words look as if they tell who somebody is. A paper can’t be published with a child’s name or anything else that tells who a child is.",
			"Reword each one if you can, in the draft or in the plan. Tick only what names no child, and say why. Your name and your reason stay in the record of the paper, and are not printed.",
		},
		Cancel: &pageLink{Text: "Go back to the draft", Href: "/papers/" + paper.ID},
	}
	for _, c := range paper.Confirmations {
		row := factRow{Key: "Confirmed by " + nameOf(v.now.Plan, c.By) + ", " + c.On.Long(), Lines: []string{c.Reason}}
		for _, passage := range c.Passages {
			row.Lines = append(row.Lines, "“"+passage+"”")
		}
		view.Rows = append(view.Rows, row)
	}
	if len(named) == 0 {
		view.About = []string{"No words in this paper look as if they tell who somebody is, but for those that somebody confirmed."}
		return v.ask(w, status, view)
	}
	var choices []govuk.Choice
	for _, n := range named {
		choices = append(choices, govuk.Choice{Value: n.Passage, Text: n.Passage, Hint: govuk.HintText(change.UpperFirst(n.Place) + ": it looks like " + n.Kind.Words() + ".")})
	}
	view.Button = "Confirm that these name no child"
	view.Fields = []govuk.Component{form.Checkboxes("passages", "Which of these name no child?", choices), hintedArea(form.Textarea("reason", "Why?"), "Such as “She is the inspector who signed the report”.")}
	return v.ask(w, status, view)
}

func (s *Server) confirmNames(w http.ResponseWriter, r *http.Request, v *visit) error {
	paper, err := v.draftNow()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	_, err = s.app.ConfirmNames(r.Context(), v.caller, board.ConfirmNames{ID: paper.ID, Seen: seenIn(form), Passages: form.Values("passages"), Reason: textOf(form, "reason")})
	if isStale(err) {
		return v.draftMovedOn(form, func(latest *board.Paper) error { return v.askNames(w, http.StatusConflict, form, latest) })
	}
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.askNames(w, status, form, paper)
	}
	return v.done(w, "Your reason has been kept with the paper.", "/papers/"+paper.ID+"/publish")
}
