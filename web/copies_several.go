package web

import (
	"errors"
	"net/http"
	"strings"

	"throughline/app"
	"throughline/change"
	"throughline/ingest/reconcile"
	"throughline/plan"
)

// mostChosen is how many differences can be settled at once: what one page shows.
const mostChosen = listRows

func (s *Server) settleChosen(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	f, err := v.copyFile()
	if err != nil {
		return err
	}
	outcome, chosen := plan.Outcome(form.Text("outcome")), form.Values("chosen")
	switch {
	case len(chosen) == 0:
		form.Wrong("", "Choose at least one difference.")
	case len(chosen) > mostChosen:
		form.Wrong("", "Choose at most "+plan.Number(mostChosen)+" differences at once.")
	case outcomeWords[outcome] == "":
		form.Wrong("", "Choose whether to accept them or to refuse them.")
	case outcome == plan.TurnedDown && textOf(form, "reason") == "":
		form.Wrong("reason", "Say why. Whoever sent the copy may ask.")
	}
	if !form.OK() {
		return v.showCopy(w, http.StatusUnprocessableEntity, f, form)
	}
	all := make([]app.Settling, len(chosen))
	for i, choice := range chosen {
		stamp, key, _ := strings.Cut(choice, " ")
		all[i] = app.Settling{Key: key, Stamp: stamp, Outcome: outcome, Answers: reconcile.Answers{Reason: textOf(form, "reason"), Confirm: textOf(form, "confirm")}}
	}
	settled, err := s.app.SettleCopy(r.Context(), v.caller, f.Copy.ID, all)
	if err != nil {
		return err
	}
	done, status := 0, http.StatusUnprocessableEntity
	for i := range settled {
		if settled[i].Err == nil {
			done++
			continue
		}
		answer, said := s.explain(settled[i].Err)
		if answer >= http.StatusInternalServerError {
			return settled[i].Err
		}
		status = answer
		form.Wrong(settleField(settled[i].Err), aboutDifference(&settled[i].Difference)+": "+strings.Join(said.Sentences, " "))
	}
	words := count(done, "difference was", "differences were") + " " + lowerFirst(outcomeWords[outcome]) + "."
	if done == len(settled) {
		return v.done(w, words, r.URL.RequestURI())
	}
	form.Wrong("", words+" "+count(len(settled)-done, "was", "were")+" not, for the reasons above.")
	if err := v.reload(); err != nil {
		return err
	}
	if f, err = v.copyFile(); err != nil {
		return err
	}
	return v.showCopy(w, status, f, form)
}

// settleField is the field of a settling form that a problem belongs beside.
func settleField(err error) string {
	problems, ok := errors.AsType[change.Problems](err)
	if !ok || len(problems) == 0 {
		return ""
	}
	if field := settleFieldNamed(problems[0].Field); field == "reason" || field == "confirm" {
		return field
	}
	return ""
}

// settleFieldNamed is the settling form's own name for the field of a change.
func settleFieldNamed(field string) string {
	last := field[strings.LastIndexByte(field, '.')+1:]
	switch last {
	case "reasons":
		return "reason"
	case "reason", "confirm", "owner", "signer", "due", "outcome":
		return last
	}
	return ""
}

// aboutDifference names a difference in a line.
func aboutDifference(d *reconcile.Difference) string {
	switch {
	case d.Key == "":
		return "A difference that is gone"
	case d.Field == "":
		return beginning(d.About)
	}
	return beginning(d.About) + ", " + lowerFirst(d.Field)
}
