package web

import (
	"errors"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"time"

	"throughline/app"
	"throughline/board"
	"throughline/store"
	"throughline/web/assets"
	"throughline/web/govuk"
)

type exemptView struct {
	moment
	Paper  *board.Paper
	Rows   []factRow
	Links  []pageLink
	Inside template.HTML
}

var exemptTemplate = newPage[exemptView]("paper_exempt.tmpl")

// exemptForms is the exempt part of a paper in both its forms: as it was
// frozen, or as a draft would print it.
type exemptForms struct {
	paper      *board.Paper
	frozen     *board.FrozenExempt // nil for a draft
	html, text string
}

// exemptOf finds the exempt part that the visit asks for. Whoever may not read
// it gets the same answer as where there is none.
func (v *visit) exemptOf() (exemptForms, app.State, error) {
	st, err := v.state()
	if err != nil {
		return exemptForms{}, st, err
	}
	paper, err := v.paperOf(st)
	if err != nil {
		return exemptForms{}, st, err
	}
	part, err := v.s.app.ExemptOf(v.r.Context(), v.caller, paper.ID, v.when)
	if err != nil {
		return exemptForms{}, st, err
	}
	found := exemptForms{paper: paper, frozen: part.Frozen}
	if part.Frozen != nil {
		notices := v.notices(v.now, paper)
		found.html, found.text = noticesInPage(part.Frozen.HTML, notices), noticesInText(part.Frozen.Text, notices)
		return found, st, nil
	}
	public, err := v.s.app.DataOf(v.r.Context(), v.caller, paper)
	if err != nil {
		return exemptForms{}, st, err
	}
	data := board.ExemptDataFrom(public, part)
	page, err := board.RenderExemptHTML(data, assets.Paper())
	found.html, found.text = string(page), board.RenderExemptText(data)
	return found, st, err
}

func (e exemptForms) intact() bool { return e.frozen == nil || e.frozen.Intact() }

func (s *Server) exemptPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	found, st, err := v.exemptOf()
	if err != nil {
		return err
	}
	if !found.intact() {
		return v.altered(w, found.paper)
	}
	inside, ok := paperInside(found.html, strings.NewReplacer())
	if !ok {
		return errors.New("an exempt part could not be read as a page")
	}
	path := "/papers/" + found.paper.ID
	view := exemptView{moment: v.moment, Paper: found.paper, Inside: inside, Links: []pageLink{
		{Text: "By itself, to print (HTML)", Href: v.To(path + "/exempt/page")}, {Text: "Plain text", Href: v.To(path + "/exempt/text")},
		{Text: "The public part", Href: v.To(path)},
	}}
	if f := found.frozen; f != nil {
		view.Rows = []factRow{
			{Key: "Reference", Lines: []string{f.Reference + ", exempt part"}},
			{Key: "SHA-256 of the data", Lines: []string{f.DataHash}},
			{Key: "SHA-256 of the whole", Lines: []string{f.Hash}},
		}
	} else if v.Now() && found.paper.State == board.Draft {
		view.Links = append(view.Links, pageLink{Text: "Change the exempt items", Href: path + "/exempt/edit"})
	}
	shell := v.shell("Exempt part of a paper", st)
	shell.Back = &govuk.BackLink{Href: v.To(path)}
	return exemptTemplate.write(w, http.StatusOK, shell, view)
}

func (s *Server) exemptHTML(w http.ResponseWriter, r *http.Request, v *visit) error {
	return v.serveExempt(w, r, "text/html; charset=utf-8", ".html", func(e exemptForms) string { return e.html })
}

func (s *Server) exemptText(w http.ResponseWriter, r *http.Request, v *visit) error {
	return v.serveExempt(w, r, "text/plain; charset=utf-8", ".txt", func(e exemptForms) string { return e.text })
}

// serveExempt sends the exempt part by itself. A browser keeps no copy of it.
func (v *visit) serveExempt(w http.ResponseWriter, r *http.Request, kind, ending string, form func(exemptForms) string) error {
	found, _, err := v.exemptOf()
	if err != nil {
		return err
	}
	if !found.intact() {
		return v.altered(w, found.paper)
	}
	name := "draft"
	if found.frozen != nil {
		name = fileName(found.frozen.Reference)
	}
	if strings.HasPrefix(kind, "text/html") {
		paperHeaders(w, found.html)
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Disposition", `inline; filename="`+name+`-exempt`+ending+`"`)
	http.ServeContent(w, r, "", time.Time{}, strings.NewReader(form(found)))
	return nil
}

// blankItems is how many empty items stand after those that are there.
const blankItems = 2

func itemField(i int, which string) string { return "items-" + strconv.Itoa(i) + "-" + which }

// readsExempt puts on record that the caller reads an exempt part as it is
// saved, before anything of it is shown.
func (v *visit) readsExempt(part *board.ExemptPart) error {
	if len(part.Items) == 0 {
		return nil
	}
	return v.s.app.Store().RecordExempt(v.r.Context(), v.caller, part.ID, part.Paper)
}

// exemptNow gives the draft and its exempt part, which is new when it has none.
func (v *visit) exemptNow() (*board.Paper, *board.ExemptPart, error) {
	paper, err := v.draftNow()
	if err != nil {
		return nil, nil, err
	}
	if part, ok := v.now.Shelf.Exempt(paper.ID); ok {
		return paper, part, nil
	}
	return paper, &board.ExemptPart{Paper: paper.ID}, nil
}

func (s *Server) editExemptPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	paper, part, err := v.exemptNow()
	if err != nil {
		return err
	}
	form := v.start()
	if form.Value(seenField) == "" {
		if err := v.readsExempt(part); err != nil {
			return err
		}
		fillExempt(form, part)
	}
	return v.askExempt(w, http.StatusOK, form, paper, nil)
}

func fillExempt(form *govuk.Form, part *board.ExemptPart) {
	for i, item := range part.Items {
		form.Set(itemField(i, "title"), item.Title)
		form.Set(itemField(i, "text"), item.Text)
		form.Set(itemField(i, "paragraph"), strconv.Itoa(int(item.Paragraph)))
		form.Set(itemField(i, "interest"), item.Interest)
	}
	form.Set(seenField, strconv.Itoa(part.Version))
}

func (v *visit) askExempt(w http.ResponseWriter, status int, form *govuk.Form, paper *board.Paper, theirs []factRow) error {
	view := askView{
		Form: form, Caption: paper.Title, Heading: "Exempt items", Action: "/papers/" + paper.ID + "/exempt/edit", Rows: theirs,
		About: []string{
			"The press and the public may not see an exempt item. The paper says only how many there are, and under which paragraph of Schedule 12A to the Local Government Act 1972 each is exempt.",
			"Once the paper is published, these items are read by the plan owner, the chair, the deputy chair, auditors and Board members. Young people, agency leads and administrators can’t read them.",
			"To take an item out, leave all of it blank.",
		},
		Hidden: []mergeHidden{{seenField, form.Value(seenField)}}, Button: "Save the exempt items", Cancel: &pageLink{Text: "Cancel", Href: "/papers/" + paper.ID},
	}
	paragraphs := items("", "Choose a paragraph")
	for _, p := range board.Paragraphs {
		number := strconv.Itoa(int(p))
		paragraphs = append(paragraphs, govuk.Option(number, number+": "+p.Words()))
	}
	for i := range exemptTyped(form) + blankItems {
		number := " of item " + strconv.Itoa(i+1)
		text := form.Textarea(itemField(i, "text"), "What it says")
		text.Label.Text = "Text" + number
		view.Fields = append(view.Fields, heading("Item "+strconv.Itoa(i+1)), form.Input(itemField(i, "title"), "Title"+number), text,
			form.Select(itemField(i, "paragraph"), "Paragraph that makes it exempt, for item "+strconv.Itoa(i+1), paragraphs),
			hinted(form.Input(itemField(i, "interest"), "The public interest, for item "+strconv.Itoa(i+1)), "In a sentence: why keeping it exempt outweighs telling the public."))
	}
	return v.ask(w, status, view)
}

// exemptTyped is how many items a form holds.
func exemptTyped(form *govuk.Form) (filled int) {
	for i := 0; ; i++ {
		if len(form.Values(itemField(i, "title"))) == 0 {
			return filled
		}
		for _, each := range []string{"title", "text", "paragraph", "interest"} {
			if form.Text(itemField(i, each)) != "" {
				filled = i + 1
			}
		}
	}
}

func (s *Server) editExempt(w http.ResponseWriter, r *http.Request, v *visit) error {
	paper, _, err := v.exemptNow()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	ch := board.EditExempt{Paper: paper.ID, Seen: -1}
	if seen, err := strconv.Atoi(form.Value(seenField)); err == nil {
		ch.Seen = seen
	}
	for i := range exemptTyped(form) {
		item := board.ExemptItem{Title: form.Text(itemField(i, "title")), Text: textOf(form, itemField(i, "text")), Interest: form.Text(itemField(i, "interest"))}
		if n, err := strconv.Atoi(form.Value(itemField(i, "paragraph"))); err == nil {
			item.Paragraph = board.Paragraph(n)
		}
		ch.Items = append(ch.Items, item)
	}
	_, err = s.app.EditExempt(r.Context(), v.caller, ch)
	if isStale(err) || errors.Is(err, store.ErrStale) {
		return v.staleExempt(w, form)
	}
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.askExempt(w, status, form, paper, nil)
	}
	return v.done(w, "The exempt items have been saved. The paper says only how many there are and why they are exempt.", "/papers/"+paper.ID)
}

// staleExempt shows what somebody else saved meanwhile above what was typed,
// which stays. Saving again keeps what is in the form.
func (v *visit) staleExempt(w http.ResponseWriter, form *govuk.Form) error {
	if err := v.reload(); err != nil {
		return err
	}
	paper, part, err := v.exemptNow()
	if err != nil {
		return err
	}
	if err := v.readsExempt(part); err != nil {
		return err
	}
	var theirs []factRow
	for i, item := range part.Items {
		theirs = append(theirs, factRow{Key: "As saved, item " + strconv.Itoa(i+1), Lines: []string{item.Title, item.Text, item.Why()}})
	}
	form.Set(seenField, strconv.Itoa(part.Version))
	form.Wrong("", "Someone else saved the exempt items while you were working. Theirs stand first, and yours are in the form. Save again to keep yours.")
	return v.askExempt(w, http.StatusConflict, form, paper, theirs)
}
