package web

import (
	"errors"
	"net/http"

	"throughline/app"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

// maySign says that the caller signs this part, though something may still be
// wanting before it can be signed.
func maySign(err error) bool {
	var problems change.Problems
	return err == nil || errors.As(err, &problems) && problems.Kind() == change.Invalid
}

func (s *Server) signPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	part, err := v.partNow(r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := v.try(plan.SignPart{Part: part.ID}); !maySign(err) {
		return err
	}
	form := v.start()
	return v.askSign(w, http.StatusOK, form, part)
}

func (v *visit) askSign(w http.ResponseWriter, status int, form *govuk.Form, part *plan.Part) error {
	p := v.now.Plan
	v.seeing(form, part.Version)
	view := v.partAsk(part, form, "Sign off this part", "/sign")
	claim := factRow{Key: "What the owner says", Lines: []string{progress(part)}}
	if !part.Progress.LastUpdate.IsZero() {
		claim.Lines = append(claim.Lines, "Reported on "+part.Progress.LastUpdate.Long()+" by "+by(p, part.Progress.By, "")+".")
	}
	claim.Links = []pageLink{{Text: "Everything the owner has said", Href: "/parts/" + part.ID + "#updates"}}
	shown := factRow{Key: "Evidence"}
	if v.sees() {
		for _, e := range evidenceLines(p, part) {
			shown.Links = append(shown.Links, pageLink{Text: e.Title, Href: e.Href, About: "(" + e.State + ")"})
		}
	}
	if len(shown.Links) == 0 {
		shown.Lines = []string{evidenceCounts(p.EvidenceFor(part.ID))}
	}
	view.Rows = []factRow{
		{Key: "Part", Lines: []string{part.Text}}, {Key: "Owned by", Lines: []string{p.PostTitle(part.Owner)}},
		{Key: "Signed off by", Lines: []string{p.PostTitle(part.Signer)}}, {Key: "Due, as first set", Lines: []string{part.Due.Long()}}, claim, shown,
	}
	if err := v.try(plan.SignPart{Part: part.ID}); err != nil {
		var problems change.Problems
		if !errors.As(err, &problems) {
			return err
		}
		view.Rows = append(view.Rows, factRow{Key: "What is wanting", Lines: []string{problems.Error()}})
		view.Cancel.Text = "Back to the part"
		return v.ask(w, status, view)
	}
	view.Rows = append(view.Rows, factRow{Key: "What is wanting", Lines: []string{"Nothing but your signature."}})
	view.About = []string{"By signing you say that you have looked at the evidence and that this part is done. It does not say that practice is better: that is checked separately."}
	view.Hidden, view.Button = seenOf(form), "Sign off part "+p.PartRef(part)
	return v.ask(w, status, view)
}

func (s *Server) sign(w http.ResponseWriter, r *http.Request, v *visit) error {
	part, err := v.partNow(r.PathValue("id"))
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	return v.carry(carrying{
		form: form, change: plan.SignPart{Part: part.ID, Seen: seenIn(form)},
		done: func(app.Receipt) error {
			return v.done(w, "Part "+v.now.Plan.PartRef(part)+" has been signed off. You can take the sign-off back if that was a mistake.", "/parts/"+part.ID)
		},
		again: func(status int) error { return v.askSign(w, status, form, part) },
		stale: func() error {
			latest, err := v.partNow(part.ID)
			if err != nil {
				return err
			}
			form.Wrong("", "This part was changed after you opened the page, so it was not signed off. Look at it as it is now, and sign again.")
			return v.askSign(w, http.StatusConflict, form, latest)
		},
	})
}

func (s *Server) takeBackPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	part, err := v.partNow(r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := v.mayStart(plan.TakeBackSignature{Part: part.ID}); err != nil {
		return err
	}
	return v.askTakeBack(w, http.StatusOK, v.start(), part)
}

func (v *visit) askTakeBack(w http.ResponseWriter, status int, form *govuk.Form, part *plan.Part) error {
	view := v.partAsk(part, form, "Take back the sign-off", "/sign/take-back")
	view.About = signing(v.now.Plan, part)
	view.Warning = &govuk.WarningText{Text: "The part, and its action, will no longer count as done."}
	view.Fields = []govuk.Component{hintedArea(form.Textarea("reason", "Why"), "The reason stays on the part’s page, with your name and the date.")}
	view.Button, view.Grave = "Take back the sign-off", true
	return v.ask(w, status, view)
}

func (s *Server) takeBack(w http.ResponseWriter, r *http.Request, v *visit) error {
	part, err := v.partNow(r.PathValue("id"))
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	return v.carry(carrying{
		form: form, change: plan.TakeBackSignature{Part: part.ID, Reason: textOf(form, "reason")},
		done: func(app.Receipt) error {
			return v.done(w, "The sign-off of part "+v.now.Plan.PartRef(part)+" has been taken back.", "/parts/"+part.ID)
		},
		again: func(status int) error { return v.askTakeBack(w, status, form, part) },
	})
}
