package web

import (
	"errors"
	"net/http"

	"throughline/board"
	"throughline/change"
	"throughline/store"
	"throughline/web/assets"
	"throughline/web/govuk"
)

type publishView struct {
	Form    *govuk.Form
	Paper   *board.Paper
	Rows    []factRow
	Reasons []publishReason
	Newer   []string
	Hidden  []mergeHidden
	Hold    string    // the pre-election period that is now or to come
	Dates   []factRow // by when to publish
}

// publishReason is one reason why a draft can't be published yet, and where
// to put it right.
type publishReason struct {
	Sentence string
	Rows     []pageLink // the rows behind the sentence that is wrong
	Mend     pageLink
}

var publishTemplate = newPage[publishView]("paper_publish.tmpl")

// publishPage makes the same checks as publishing does, and says what would
// be frozen or what stands in the way.
func (s *Server) publishPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	paper, err := v.draftNow()
	if err != nil {
		return err
	}
	form := govuk.NewForm(nil)
	v.seeing(form, paper.Version)
	return v.showPublish(w, http.StatusOK, form, paper)
}

func (v *visit) showPublish(w http.ResponseWriter, status int, form *govuk.Form, paper *board.Paper) error {
	would, err := v.tryPublish(form, paper)
	view := publishView{Form: form, Paper: paper, Hidden: seenOf(form), Hold: v.holdWords(), Dates: []factRow{v.clearDaysRow(paper)}}
	if err != nil {
		if view.Reasons, err = v.publishReasons(paper, err); err != nil {
			return err
		}
	} else if would != nil {
		view.Rows = []factRow{
			{Key: "Reference", Lines: []string{would.Frozen.Reference, "It is given when the paper is published; another paper published first would take it."}},
			{Key: "Committee or board", Lines: []string{paper.Committee}},
			{Key: "Meeting", Lines: []string{paper.Meeting.Long()}},
			{Key: "Plan as at", Lines: []string{paper.AsAt.Long()}},
			{Key: "Known at", Lines: []string{paper.KnownAt.Words()}},
			{Key: "What is frozen", Lines: []string{
				count(len(paper.Entries), "key statement") + " with every row behind them, " + count(len(paper.Questions), "question") + ", " +
					count(len(paper.Decisions), "decision") + " and the words around them; the page, the plain text and the data, with a SHA-256 hash of all three.",
			}},
		}
		if paper.Figures != "" {
			view.Rows = append(view.Rows, factRow{Key: "Figures about children", Lines: []string{v.figuresTitle(paper.Figures) + ". They are frozen with the paper, in an annex."}})
		}
	}
	if view.Newer, err = v.newerSentences(paper); err != nil {
		return err
	}
	shell := v.shell("Publish the paper", v.now)
	shell.ErrorTitle = !form.OK()
	if len(view.Reasons) > 0 {
		shell.Title = "This paper can’t be published yet"
	}
	shell.Back = &govuk.BackLink{Href: "/papers/" + paper.ID}
	return publishTemplate.write(w, status, shell, view)
}

// statementReasons gives, by its words, the table behind each sentence that
// disagrees with its rows.
func statementReasons(paper *board.Paper) map[string]int {
	found := map[string]int{}
	for i, entry := range paper.Entries {
		for _, d := range board.Reconcile(entry.Statement) {
			found[d.Words()] = i
		}
	}
	return found
}

// publishReasons lays out why publishing was refused. It gives back an error
// that the author can't mend.
func (v *visit) publishReasons(paper *board.Paper, err error) (all []publishReason, fatal error) {
	problems, ok := errors.AsType[change.Problems](err)
	if !ok || problems.Kind() != change.Invalid {
		return nil, err
	}
	path, tables := "/papers/"+paper.ID, statementReasons(paper)
	for _, p := range problems {
		reason := publishReason{Sentence: p.Sentence, Mend: pageLink{Text: "Put it right", Href: path + "#" + p.Field}}
		switch p.Field {
		case "statements":
			reason.Mend = pageLink{Text: "Refresh the statements", Href: path + "/refresh"}
		case "clearance":
			reason.Mend = pageLink{Text: "Who clears this paper", Href: path + "/clearance"}
		case "template":
			reason.Mend = pageLink{Text: "Take the committee’s template", Href: path + "/template"}
		case "names":
			reason.Mend = pageLink{Text: "Confirm, or see all such words", Href: path + "/names"}
		case "urgency":
			reason.Mend = pageLink{Text: "Write down why it is urgent", Href: path + "/urgent"}
		case "corrects":
			reason.Mend = pageLink{Text: "Withdraw this draft", Href: path + "/withdraw"}
		case "exempt":
			reason.Mend.Href = path + "/exempt/edit"
		case "meeting":
			reason.Mend.Href = path + "#meeting-day"
		}
		if i, ok := tables[p.Sentence]; ok {
			for _, row := range paper.Entries[i].Statement.Rows {
				reason.Rows = append(reason.Rows, pageLink{Text: row.Ref, Href: "/actions/" + row.ID})
			}
		}
		all = append(all, reason)
	}
	return all, nil
}

func (v *visit) publishing(paper *board.Paper, seen int) board.PublishPaper {
	return board.PublishPaper{ID: paper.ID, Seen: seen, CSS: assets.Paper()}
}

func (s *Server) publish(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	paper, err := v.paperOf(v.now)
	if err != nil {
		return err
	}
	if paper.State == board.Published { // sent twice: the first has been done
		http.Redirect(w, r, "/papers/"+paper.ID, http.StatusSeeOther)
		return nil
	}
	ch := v.publishing(paper, seenIn(form))
	if ch.On = termsTyped(form); !form.OK() {
		return v.showPublish(w, http.StatusUnprocessableEntity, form, paper)
	}
	_, err = s.app.Publish(r.Context(), v.caller, ch)
	if isStale(err) || errors.Is(err, store.ErrStale) {
		return v.draftMovedOn(form, func(latest *board.Paper) error { return v.showPublish(w, http.StatusConflict, form, latest) })
	}
	if err != nil {
		if problems, ok := errors.AsType[change.Problems](err); ok && problems.Kind() == change.Invalid {
			return v.showPublish(w, http.StatusUnprocessableEntity, form, paper) // the page makes the same checks and lists each reason
		}
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.showPublish(w, status, form, paper)
	}
	if err := v.reload(); err != nil {
		return err
	}
	done, err := v.published()
	if err != nil {
		return err
	}
	if words := v.keptWords(done); words != "" {
		return v.done(w, "The paper is frozen as "+done.Frozen.Reference+". "+words+". Its SHA-256 hash is "+done.Frozen.Hash+".", "/papers/"+paper.ID)
	}
	return v.done(w, "The paper is published as "+done.Frozen.Reference+". It never changes from now on. Its SHA-256 hash is "+done.Frozen.Hash+".", "/papers/"+paper.ID)
}
