package web

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

func (s *Server) evidencePages() []Route {
	return []Route{
		{Pattern: "GET /evidence/{id}", Needs: access.ReadEvidence, handle: s.evidencePage},
		{Pattern: "GET /evidence/{id}/file", Needs: access.ReadEvidence, handle: s.evidenceFile},
		{Pattern: "GET /evidence/{id}/judge", Needs: access.JudgeEvidence, handle: s.evidencePage},
		{Pattern: "POST /evidence/{id}/judge", Needs: access.JudgeEvidence, handle: s.judgeEvidence},
		{Pattern: "GET /evidence/{id}/withdraw", Needs: access.OfferEvidence, handle: s.withdrawEvidencePage},
		{Pattern: "POST /evidence/{id}/withdraw", Needs: access.OfferEvidence, handle: s.withdrawEvidence},
		{Pattern: "GET /parts/{id}/evidence", Needs: access.OfferEvidence, handle: s.offerEvidencePage},
		{Pattern: "POST /parts/{id}/evidence", Needs: access.OfferEvidence, handle: s.offerEvidence},
		{Pattern: "GET /parts/{id}/evidence/reuse", Needs: access.OfferEvidence, handle: s.reuseEvidencePage},
		{Pattern: "POST /parts/{id}/evidence/reuse", Needs: access.OfferEvidence, handle: s.reuseEvidence},
	}
}

type evidenceView struct {
	moment
	Form     *govuk.Form
	Title    string
	State    string
	Reason   string // why it was returned or withdrawn
	Rows     []factRow
	Download *pageLink
	Hash     string
	Judge    *askView
	WhyNot   string // why somebody who judges others' evidence can't judge this
	Buttons  []govuk.Button
	History  *pageLink
}

var evidenceTemplate = newPage[evidenceView]("evidence.tmpl")

var classifications = map[plan.Classification]string{
	plan.NamesNoChild: "No", plan.MayNameAChild: "Yes. It must be returned, and a copy without names and details asked for.",
}

// evidenceWords says where a piece of evidence stands on the plan's day.
func evidenceWords(p *plan.Plan, e *plan.Evidence) string {
	judged := " on " + e.JudgedOn.Long() + " by " + by(p, e.JudgedBy, e.JudgedOnBehalf)
	switch {
	case e.State == plan.Accepted && !e.CountsOn(p.Day):
		return "Accepted" + judged + ", and ran out on " + e.Expires.Long()
	case e.State == plan.Accepted:
		return "Accepted" + judged
	case e.State == plan.Returned:
		return "Returned" + judged
	case e.State == plan.EvidenceWithdrawn:
		return "Withdrawn" + judged
	default:
		return "Offered, and waiting to be judged"
	}
}

func (s *Server) evidencePage(w http.ResponseWriter, r *http.Request, v *visit) error {
	return v.showEvidence(w, http.StatusOK, v.start(), r.PathValue("id"))
}

func (v *visit) showEvidence(w http.ResponseWriter, status int, form *govuk.Form, id string) error {
	if !v.sees() { // asked again here, since a role might judge and not read
		return v.s.app.Store().Denied(v.r.Context(), v.caller, access.ReadEvidence, id)
	}
	st, err := v.state()
	if err != nil {
		return err
	}
	p := st.Plan
	e, ok := p.Evidence.Get(id)
	if !ok {
		return missingThen(v, "evidence")
	}
	parts := factRow{Key: "For"}
	for _, id := range e.Parts {
		if part, ok := p.Parts.Get(id); ok {
			parts.Links = append(parts.Links, pageLink{Text: p.PartRef(part) + " " + part.Text, Href: v.To("/parts/" + part.ID)})
		}
	}
	view := evidenceView{
		moment: v.moment, Form: form, Title: e.Title, State: evidenceWords(p, e) + ".", Reason: e.Reason, History: v.history(e.ID, "Audit trail of this evidence"),
		Rows: []factRow{
			parts, {Key: "Description", Lines: []string{orNothing(e.Description, "None given")}},
			{Key: "Date of the document", Lines: []string{dayOr(e.Document, "Not given")}},
			{Key: "Counts until", Lines: []string{dayOr(e.Expires, "It does not run out")}},
			{Key: "May it name a child?", Lines: []string{classifications[e.Classification]}},
			{Key: "Offered", Lines: []string{"On " + e.OfferedOn.Long() + " by " + by(p, e.OfferedBy, e.OnBehalf)}},
		},
	}
	view.Rows = append(view.Rows, v.namingRows(p, e)...)
	if e.Attachment != nil {
		view.Download = &pageLink{Text: e.Attachment.Name, Href: v.To("/evidence/" + e.ID + "/file"), About: "(" + e.Attachment.Type + ", " + fileSize(e.Attachment.Size) + ")"}
		view.Hash = e.Attachment.SHA256
	}
	if v.Now() && v.caller.May(access.JudgeEvidence) {
		view.Judge, view.WhyNot = v.judging(form, e)
	}
	if v.canStart(plan.WithdrawEvidence{Evidence: e.ID}) {
		view.Buttons = []govuk.Button{{Text: "Withdraw this evidence", Href: "/evidence/" + e.ID + "/withdraw", Classes: "govuk-button--secondary"}}
	}
	if e.Classification == plan.MayNameAChild && e.State != plan.EvidenceWithdrawn && v.canStart(offering(e.Parts[0])) {
		view.Buttons = append(view.Buttons, govuk.Button{Text: "Offer a copy with names taken out", Href: "/parts/" + e.Parts[0] + "/evidence?redaction_of=" + e.ID, Classes: "govuk-button--secondary"})
	}
	shell := v.shell(e.Title, st)
	shell.ErrorTitle = !form.OK()
	shell.Breadcrumbs = v.trail(parts.Links...)
	return evidenceTemplate.write(w, status, shell, view)
}

// namingRows say what was said about names in a piece of evidence, and lead
// between what may name a child and its copies with names taken out.
func (v *visit) namingRows(p *plan.Plan, e *plan.Evidence) (rows []factRow) {
	rows = append(rows, confirmedRow("Why its words name no child", p, e.Confirmation)...)
	rows = append(rows, confirmedRow("Why the words of the reason name no child", p, e.ReasonConfirmation)...)
	if original, ok := p.Evidence.Get(e.RedactionOf); ok {
		rows = append(rows, factRow{Key: "A copy, with names taken out, of", Links: []pageLink{{Text: original.Title, Href: v.To("/evidence/" + original.ID)}}})
	}
	if copies := p.RedactionsOf(e.ID); len(copies) > 0 {
		row := factRow{Key: "Copies with names taken out"}
		for _, each := range copies {
			row.Links = append(row.Links, pageLink{Text: each.Title, Href: v.To("/evidence/" + each.ID), About: "(" + lowerFirst(evidenceWords(p, each)) + ")"})
		}
		rows = append(rows, row)
	}
	return rows
}

// confirmedRow says why words that look as if they named somebody name no
// child, and who said so.
func confirmedRow(key string, p *plan.Plan, c *plan.Confirmation) []factRow {
	if c == nil {
		return nil
	}
	row := factRow{Key: key, Lines: []string{c.Reason, "Said by " + by(p, c.By, "") + ", " + c.On.Long() + "."}}
	if len(c.Passages) > 0 {
		row.Lines = append(row.Lines, "Said of: “"+strings.Join(c.Passages, "”, “")+"”.")
	}
	if c.Unread != "" {
		row.Lines = append(row.Lines, "The file “"+c.FileName+"” "+c.Unread+", so a person looked through it.")
	}
	return []factRow{row}
}

// judging gives the form that accepts or returns evidence, with only the
// choices that its rules would take, or why it is not this person's to judge.
func (v *visit) judging(form *govuk.Form, e *plan.Evidence) (*askView, string) {
	toAccept, toReturn := v.try(plan.JudgeEvidence{Evidence: e.ID, Accept: true}), v.mayStart(plan.JudgeEvidence{Evidence: e.ID})
	var choices []govuk.Choice
	view := &askView{Form: form, Action: "/evidence/" + e.ID + "/judge", Button: "Save this judgement"}
	var problems change.Problems
	if toAccept == nil {
		choices = append(choices, govuk.Choice{Value: "accept", Text: "Accept it", Hint: govuk.HintText("It shows what the part asks for, and names no child.")})
	} else if errors.As(toAccept, &problems) && problems.Kind() == change.Invalid {
		view.Fields = append(view.Fields, note(problems.Error()))
	}
	if toReturn == nil {
		choices = append(choices, govuk.Choice{Value: "return", Text: "Return it", Hint: govuk.HintText("Say what is wanted, so that the owner knows what to send.")})
	}
	if len(choices) == 0 {
		if errors.As(toReturn, &problems) && problems.Kind() == change.Forbidden {
			return nil, problems.Error()
		}
		return nil, ""
	}
	v.seeing(form, e.Version)
	view.Hidden = seenOf(form)
	view.Fields = append(view.Fields, form.Radios("judgement", "Accept or return?", choices), hintedArea(form.Textarea("reason", "What is wanted, if you return it"), "The owner sees this. Do not name a child, or say anything from which a child could be known."))
	view.Fields = append(view.Fields, confirmField(form)...)
	return view, ""
}

func (s *Server) judgeEvidence(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	v.moment = moment{}
	e, ok := v.now.Plan.Evidence.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("evidence")
	}
	ch := plan.JudgeEvidence{Evidence: e.ID, Seen: seenIn(form), Accept: form.Value("judgement") == "accept", Reason: textOf(form, "reason"), Confirm: textOf(form, "confirm")}
	if !ch.Accept && form.Value("judgement") != "return" {
		form.Wrong("judgement", "Choose whether you accept it or return it.")
	}
	return v.carry(carrying{
		form: form, change: ch,
		done: func(app.Receipt) error {
			words := "returned. The owner will see what is wanted."
			if ch.Accept {
				words = "accepted."
			}
			return v.done(w, "“"+e.Title+"” has been "+words, "/parts/"+e.Parts[0])
		},
		again: func(status int) error { return v.showEvidence(w, status, form, e.ID) },
		stale: func() error {
			form.Wrong("", "This evidence was changed or judged after you opened the page, so yours was not saved. Look at it as it is now. What you typed is still here.")
			return v.showEvidence(w, http.StatusConflict, form, e.ID)
		},
	})
}

func (s *Server) withdrawEvidencePage(w http.ResponseWriter, r *http.Request, v *visit) error {
	e, ok := v.now.Plan.Evidence.Get(r.PathValue("id"))
	if !ok || !v.sees() {
		return change.Missing("evidence")
	}
	if err := v.mayStart(plan.WithdrawEvidence{Evidence: e.ID}); err != nil {
		return err
	}
	return v.askWithdrawEvidence(w, http.StatusOK, v.start(), e)
}

func (v *visit) askWithdrawEvidence(w http.ResponseWriter, status int, form *govuk.Form, e *plan.Evidence) error {
	return v.ask(w, status, askView{
		Form: form, Caption: e.Title, Heading: "Withdraw this evidence", Action: "/evidence/" + e.ID + "/withdraw", Button: "Withdraw it", Grave: true,
		Warning: &govuk.WarningText{Text: "It no longer counts for any part that it was offered for. A part that was done because of it is no longer done."},
		Fields: append([]govuk.Component{
			hintedArea(form.Textarea("reason", "Why"), "The reason stays on its page, so do not name a child in it. To use the evidence after all, offer it as new."),
		}, confirmField(form)...),
		Cancel: &pageLink{Text: "Cancel", Href: "/evidence/" + e.ID},
	})
}

func (s *Server) withdrawEvidence(w http.ResponseWriter, r *http.Request, v *visit) error {
	e, ok := v.now.Plan.Evidence.Get(r.PathValue("id"))
	if !ok || !v.sees() {
		return change.Missing("evidence")
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	return v.carry(carrying{
		form: form, change: plan.WithdrawEvidence{Evidence: e.ID, Reason: textOf(form, "reason"), Confirm: textOf(form, "confirm")},
		done: func(app.Receipt) error {
			return v.done(w, "“"+e.Title+"” has been withdrawn.", "/evidence/"+e.ID)
		},
		again: func(status int) error { return v.askWithdrawEvidence(w, status, form, e) },
	})
}

// filePolicy lets a downloaded file do nothing, should a browser show it after all.
const filePolicy = "default-src 'none'; sandbox"

// evidenceFile sends an attachment to be saved. The file was held to its hash
// before its first byte is sent; should it change after that, the answer is
// cut off, so that the browser knows it is not whole.
func (s *Server) evidenceFile(w http.ResponseWriter, r *http.Request, v *visit) error {
	a, content, err := s.app.OpenAttachment(r.Context(), v.caller, r.PathValue("id"), v.when)
	if err != nil {
		return err
	}
	defer content.Close() //nolint:errcheck // only read from
	within(w, r, fileTime)
	h := w.Header()
	h.Set("Content-Type", a.Type)
	h.Set("Content-Length", strconv.FormatInt(a.Size, 10))
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": a.Name}))
	h.Set("Content-Security-Policy", filePolicy)
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return nil
	}
	if _, err := io.Copy(w, content); err != nil {
		s.log.ErrorContext(r.Context(), "an attachment was cut off", "evidence", r.PathValue("id"), "error", err)
		panic(http.ErrAbortHandler)
	}
	return nil
}

// fileSize is a size as people say it.
func fileSize(bytes int64) string {
	const kb, mb = 1 << 10, 1 << 20
	switch {
	case bytes < kb:
		return count(int(bytes), "byte")
	case bytes < mb:
		return strconv.FormatInt((bytes+kb/2)/kb, 10) + "KB"
	default:
		return strconv.FormatFloat(float64(bytes)/mb, 'f', 1, 64) + "MB"
	}
}
