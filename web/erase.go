package web

import (
	"net/http"
	"strconv"

	"throughline/app"
	"throughline/change"
	"throughline/web/govuk"
)

// everyVersion chooses all versions of a thing rather than one.
const everyVersion = "all"

func (s *Server) erasePage(w http.ResponseWriter, r *http.Request, v *visit) error {
	form := v.start()
	if version := r.URL.Query().Get("version"); version != "" {
		fill(form, "version", version)
	}
	return v.showErase(w, http.StatusOK, form)
}

// showErase says what would go and what would stay before it asks.
func (v *visit) showErase(w http.ResponseWriter, status int, form *govuk.Form) error {
	id := v.r.PathValue("thing")
	about, err := v.s.app.BeforeErasing(v.r.Context(), v.caller, id)
	if err != nil {
		return err
	}
	n := namer{v, v.now}
	named, err := n.name(v.r.Context(), id)
	if err != nil {
		return err
	}
	named.Kind = about.Kind
	choices := versionChoices(n, about, form.Text("version"))
	view := askView{
		Form: form, Caption: named.Words(), Heading: "Erase content", Action: "/erase/" + id, Grave: true,
		About: []string{"Erase words that should never have been kept, such as a child’s name. It can’t be undone.",
			"If the thing is still needed, change it first so that its newest version is right, then erase the earlier versions that hold the words."},
		Rows:   eraseRows(v, about),
		Cancel: &pageLink{Text: "Cancel", Href: "/history/" + id},
	}
	if len(choices) == 0 {
		view.Warning = &govuk.WarningText{Text: "Every version of this has been erased before. There is nothing left to erase."}
		return v.ask(w, status, view)
	}
	if len(choices) > 1 {
		choices = append(choices, govuk.Choice{Value: everyVersion, Text: "Every version", Hint: govuk.HintText("It then disappears from the plan, and from every page at any date")})
	}
	view.Button = "Erase for good"
	view.Fields = []govuk.Component{
		form.Radios("version", "What should be erased?", choices),
		hintedArea(form.Textarea("reason", "Why?"), "This is kept for ever and shown in the audit trail, so don’t repeat the words here"),
		form.Checkboxes("confirm", "Are you sure?", []govuk.Choice{{Value: "yes", Text: "I have read what stays, and I know that this can’t be undone"}}),
	}
	return v.ask(w, status, view)
}

// versionChoices offers the newest versions, and the one chosen. An older one
// is chosen from the audit trail.
func versionChoices(n namer, about app.Erasing, chosen string) (choices []govuk.Choice) {
	for i, version := range about.Versions {
		if version.Erased || len(choices) >= listRows && chosen != strconv.FormatInt(version.Seq, 10) {
			continue
		}
		text := "Version " + strconv.Itoa(version.Version.Version)
		if i == 0 {
			text += ", the newest"
		}
		choices = append(choices, govuk.Choice{
			Value: strconv.FormatInt(version.Seq, 10), Text: text,
			Hint: govuk.HintText(change.UpperFirst(version.Change) + ", " + stamp(version.At) + ", " + n.who(version.Actor, version.Membership)),
		})
	}
	return choices
}

// eraseRows names what an erasure leaves as it is.
func eraseRows(v *visit, about app.Erasing) []factRow {
	papers := factRow{Key: "Published papers stay as they are"}
	for _, q := range about.Papers {
		words := "published while this was in the plan, so it may quote it"
		if q.Holds {
			words = "holds words of it"
		}
		papers.Links = append(papers.Links, pageLink{Text: q.Paper.Frozen.Reference + " " + q.Paper.Title, Href: v.To("/papers/" + q.Paper.ID), About: "(" + words + ")"})
	}
	if len(papers.Links) == 0 {
		papers.Lines = []string{"No paper has been published since this was entered.", "A paper that is not public yet is not listed."}
	}
	rows := []factRow{
		{Key: "What goes", Lines: []string{"The content of the versions you choose: from this database, its pages, its search and its memory."}},
		{Key: "The ledger stays", Lines: []string{"It keeps each entry, and a commitment that shows nobody altered it, but none of the words. Verifying still passes, and counts what was erased."}},
		papers,
		{Key: "Backups stay", Lines: append([]string{"A backup made before today still holds the words, until whoever runs the service deletes it."}, backupLines(about.Backups)...)},
	}
	if len(about.Files) > 0 {
		files := factRow{Key: "Files stay", Lines: []string{"Whoever runs the service must delete the file itself from where files are kept:"}}
		for _, f := range about.Files {
			files.Lines = append(files.Lines, f.SHA256)
		}
		rows = append(rows, files)
	}
	return rows
}

func (s *Server) erase(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	id := r.PathValue("thing")
	var seq int64
	if choice := form.Text("version"); choice != everyVersion {
		seq, err = strconv.ParseInt(choice, 10, 64)
		if err != nil || seq < 1 {
			form.Wrong("version", "Choose what should be erased.")
		}
	}
	reason := textOf(form, "reason")
	if reason == "" {
		form.Wrong("reason", "Say why, without repeating the words themselves.")
	}
	if form.Value("confirm") != "yes" {
		form.Wrong("confirm", "Tick the box if you are sure.")
	}
	if !form.OK() {
		return v.showErase(w, http.StatusUnprocessableEntity, form)
	}
	receipt, err := s.app.Erase(r.Context(), v.caller, id, seq, reason)
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.showErase(w, status, form)
	}
	return v.done(w, "The content has been erased. Entry "+strconv.FormatInt(receipt.Seq, 10)+" of the ledger says who erased it and why.", "/history/"+id)
}
