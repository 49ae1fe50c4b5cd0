package web

import (
	"net/http"
	"slices"
	"strings"

	"throughline/app"
	"throughline/blobs"
	"throughline/naming"
	"throughline/plan"
	"throughline/web/govuk"
)

// offering is an offer of evidence in which only the words are still wanting.
func offering(part string) plan.OfferEvidence { return plan.OfferEvidence{Parts: []string{part}} }

func (s *Server) offerEvidencePage(w http.ResponseWriter, r *http.Request, v *visit) error {
	part, err := v.partNow(r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := v.mayStart(offering(part.ID)); err != nil {
		return err
	}
	form := v.start()
	if original := r.URL.Query().Get("redaction_of"); original != "" && form.Value("redaction_of") == "" {
		form.Set("redaction_of", original)
		fill(form, "classification", string(plan.NamesNoChild))
	}
	return v.askEvidence(w, http.StatusOK, form, part)
}

func (v *visit) askEvidence(w http.ResponseWriter, status int, form *govuk.Form, part *plan.Part) error {
	p := v.now.Plan
	view := v.partAsk(part, form, "Show evidence", "/evidence")
	view.File, view.Button = true, "Offer this evidence"
	if v.sees() {
		for _, e := range p.EvidenceFor(part.ID) {
			row := factRow{Key: e.Title, Lines: []string{evidenceWords(p, e) + "."}, Links: []pageLink{{Text: "Open it", Href: "/evidence/" + e.ID}}}
			if e.State == plan.Returned {
				row.Lines = append(row.Lines, "What is wanted: "+e.Reason)
			}
			view.Rows = append(view.Rows, row)
		}
		if len(reusable(p, part)) > 0 {
			view.Rows = append(view.Rows, factRow{Key: "Already shown for another part?", Links: []pageLink{{Text: "Use that evidence again", Href: "/parts/" + part.ID + "/evidence/reuse"}}})
		}
	}
	file := form.File("attachment", "File (optional)")
	file.Hint = govuk.HintText("A " + blobs.Accepts + " file of " + fileLimit + " or less.")
	file.Attributes = govuk.Attributes{"accept": strings.Join(blobs.Endings, ",")}
	copyOf, isCopy := p.Evidence.Get(form.Value("redaction_of"))
	if isCopy && v.sees() {
		view.Heading = "Offer a copy with names and details taken out"
		view.Hidden = append(view.Hidden, mergeHidden{"redaction_of", copyOf.ID})
		view.Rows = append([]factRow{{Key: "A copy of", Links: []pageLink{{Text: copyOf.Title, Href: "/evidence/" + copyOf.ID}}}}, view.Rows...)
	}
	child := form.Radios("classification", "May it name a child?", []govuk.Choice{
		{Value: string(plan.NamesNoChild), Text: "No", Hint: govuk.HintText("Nobody could tell from it who a child is.")},
		{Value: string(plan.MayNameAChild), Text: "Yes, or I am not sure", Hint: govuk.HintText("Take names and details out first if you can. Evidence that may name a child can’t be accepted.")},
	})
	child.Hint = govuk.HintText("A child is named by more than a name: an initial, an address, a school and an age, or a case number can be enough.")
	view.Fields = []govuk.Component{
		hinted(form.Input("title", "Title"), "Such as “Minutes of the training board, May 2012”."),
		hintedArea(form.Textarea("description", "What it shows"), "Needed if you attach no file."),
		dateField(form, "document", "Date of the document (optional)", "For example, 14 5 2012."),
		dateField(form, "expires", "Last day on which it counts (optional)", "For evidence that runs out, such as a policy due for review."),
		child, file,
	}
	view.Fields = append(view.Fields, confirmField(form)...)
	return v.ask(w, status, view)
}

// confirmField asks why words that look as if they named somebody name no
// child. It is there only once such words were found.
func confirmField(form *govuk.Form) []govuk.Component {
	if form.Error("confirm") == nil && form.Text("confirm") == "" {
		return nil
	}
	return []govuk.Component{hintedArea(form.Textarea("confirm", "Why these words name no child"), "Only if you are sure. Your name and your reason are kept with it.")}
}

func (s *Server) offerEvidence(w http.ResponseWriter, r *http.Request, v *visit) error {
	part, err := v.partNow(r.PathValue("id"))
	if err != nil {
		return err
	}
	sent, err := v.typedWithFile(w)
	if err != nil {
		return err
	}
	defer sent.finish()
	form := sent.form
	ch := offering(part.ID)
	ch.ID, ch.Title, ch.Description = s.app.NewID(), textOf(form, "title"), textOf(form, "description")
	ch.Document, ch.Expires = dateOf(form, "document", "The date of the document"), dateOf(form, "expires", "The last day on which it counts")
	ch.Classification = plan.Classification(form.Value("classification"))
	ch.Confirm, ch.RedactionOf = textOf(form, "confirm"), form.Value("redaction_of")
	again := func(status int) error {
		if sent.name != "" && form.Error("attachment") == nil {
			form.Wrong("attachment", "Attach “"+blobs.CleanName(sent.name)+"” again: a browser does not send a file twice.")
		}
		sent.finish()
		return v.askEvidence(w, status, form, part)
	}
	if !form.OK() {
		if sent.name != "" {
			ch.Attachment, ch.File = &plan.Attachment{Name: blobs.CleanName(sent.name)}, &naming.Reading{Read: true} // it is read when the rest is right
		}
		v.also(form, ch)
		status := http.StatusUnprocessableEntity
		if sent.tooLarge {
			status = http.StatusRequestEntityTooLarge
		}
		return again(status)
	}
	if sent.file != nil {
		_, err = s.app.OfferEvidence(r.Context(), v.caller, ch, sent.name, sent.contentType, sent.file)
	} else {
		_, err = v.do(ch)
	}
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return again(status)
	}
	return v.done(w, "Your evidence for part "+v.now.Plan.PartRef(part)+" has been offered. Another agency will accept it or return it.", "/parts/"+part.ID)
}

// reusable gives the evidence that the part's agency has shown for its other
// parts and not for this one, newest first.
func reusable(p *plan.Plan, part *plan.Part) (found []*plan.Evidence) {
	shown := map[string]bool{}
	for _, e := range p.EvidenceFor(part.ID) {
		shown[shownAs(e)] = true
	}
	for e := range p.Evidence.All() {
		if e.State == plan.EvidenceWithdrawn || shown[shownAs(e)] {
			continue
		}
		if slices.ContainsFunc(e.Parts, func(id string) bool {
			other, ok := p.Parts.Get(id)
			return ok && p.AgencyOfPost(other.Owner) == p.AgencyOfPost(part.Owner)
		}) {
			shown[shownAs(e)] = true
			found = append(found, e)
		}
	}
	slices.Reverse(found)
	return found
}

// shownAs is alike for evidence that says and holds the same.
func shownAs(e *plan.Evidence) string {
	hash := ""
	if e.Attachment != nil {
		hash = e.Attachment.SHA256
	}
	return strings.Join([]string{e.Title, e.Description, hash}, "\x00")
}

func (s *Server) reuseEvidencePage(w http.ResponseWriter, r *http.Request, v *visit) error {
	part, err := v.partNow(r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := v.mayStart(offering(part.ID)); err != nil {
		return err
	}
	return v.askReuse(w, http.StatusOK, v.start(), part)
}

func (v *visit) askReuse(w http.ResponseWriter, status int, form *govuk.Form, part *plan.Part) error {
	p := v.now.Plan
	view := v.partAsk(part, form, "Use evidence again", "/evidence/reuse")
	view.About = []string{"It must be accepted again for this part, since it may not show the same thing."}
	view.Cancel.Href = "/parts/" + part.ID + "/evidence"
	var choices []govuk.Choice
	if v.sees() {
		for _, e := range reusable(p, part) {
			choices = append(choices, govuk.Choice{Value: e.ID, Text: e.Title, Hint: govuk.HintText(evidenceWords(p, e) + ".")})
		}
	}
	if len(choices) == 0 {
		view.About = []string{"The agency that owns this part has shown no evidence for its other parts that could be used again."}
		return v.ask(w, status, view)
	}
	view.Fields, view.Button = []govuk.Component{form.Radios("evidence", "Which evidence?", choices)}, "Use it again"
	return v.ask(w, status, view)
}

func (s *Server) reuseEvidence(w http.ResponseWriter, r *http.Request, v *visit) error {
	part, err := v.partNow(r.PathValue("id"))
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	again := func(status int) error { return v.askReuse(w, status, form, part) }
	chosen := form.Value("evidence")
	if !slices.ContainsFunc(reusable(v.now.Plan, part), func(e *plan.Evidence) bool { return e.ID == chosen }) {
		form.Wrong("evidence", "Choose which evidence to use again.")
		return again(http.StatusUnprocessableEntity)
	}
	return v.carry(carrying{
		form: form, change: plan.ReuseEvidence{Evidence: chosen, Part: part.ID},
		done: func(app.Receipt) error {
			return v.done(w, "The evidence has been offered for part "+v.now.Plan.PartRef(part)+" too. Another agency will accept it or return it.", "/parts/"+part.ID)
		},
		again: again,
	})
}
