package web

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"

	"throughline/access"
	"throughline/app"
	"throughline/plan"
)

const (
	// loadWait is how long the answer waits for a load to end: most do by then, and need no page about how far they are.
	loadWait = 2 * time.Second

	// noteEvery is how often it is noted how far a load has come.
	noteEvery = 500 * time.Millisecond

	// stoppedAfter is how long nothing may be heard of a load before it is taken to have stopped with its process.
	stoppedAfter = 2 * time.Minute
)

// stopped says whether the process that loaded has likely ended.
func (v *visit) stopped(step *app.LoadStep) bool {
	return !step.Over && v.s.app.Now().Sub(step.At) > stoppedAfter
}

// loadReturn begins to load a return. It goes on whether or not the browser waits.
func (s *Server) loadReturn(w http.ResponseWriter, r *http.Request, v *visit) error {
	sent, err := v.sent()
	if err != nil {
		return err
	}
	at := "/returns-sent/" + sent.ID + "/load"
	step, err := s.app.LoadOf(r.Context(), sent)
	if err != nil {
		return err
	}
	if step != nil && (step.Import != "" || !step.Over && !v.stopped(step)) {
		http.Redirect(w, r, at, http.StatusSeeOther)
		return nil
	}
	if err := s.app.NoteLoad(r.Context(), sent, app.LoadStep{Words: "Starting"}); err != nil {
		return err
	}
	over := make(chan struct{})
	caller, ctx := v.caller, context.WithoutCancel(r.Context())
	go func() {
		defer close(over)
		s.load(ctx, caller, sent)
	}()
	select {
	case <-over:
	case <-time.After(loadWait):
	}
	http.Redirect(w, r, at, http.StatusSeeOther)
	return nil
}

// load loads a return and notes what became of it.
func (s *Server) load(ctx context.Context, caller access.Caller, sent *app.WaitingReturn) {
	noting := &noting{s: s, ctx: ctx, sent: sent, last: s.app.Now()}
	end := app.LoadStep{Words: "Loaded", Done: 1, Of: 1, Over: true}
	look, err := s.loadSent(ctx, caller, sent, noting.note)
	switch {
	case err != nil:
		status, said := s.explain(err)
		if status >= http.StatusInternalServerError {
			s.log.ErrorContext(ctx, "a return could not be loaded", "error", err)
		}
		end.Words, end.Wrong = "Nothing was loaded", strings.Join(said.Sentences, " ")
	case look.Refused != "":
		end.Words, end.Wrong = "Nothing was loaded", look.Refused
	case look.Same != nil:
		end.Words, end.Import = "What it says was loaded already, so nothing has changed.", look.Same.ID
	default:
		end.Words, end.Import = "The return has been loaded: "+count(look.Import.Children, "child", "children")+", "+count(look.Import.Rows, "row")+".", look.Import.ID
	}
	if look != nil && end.Import != "" {
		s.looks.forget(sent.ID)
		if err := s.app.KeepReport(ctx, sent, findingsOf(look)); err != nil {
			s.log.ErrorContext(ctx, "the report of a return could not be kept", "error", err)
		}
	}
	noting.end(end)
}

func (s *Server) loadSent(ctx context.Context, caller access.Caller, sent *app.WaitingReturn, progress func(string, int, int)) (*app.ReturnLook, error) {
	files, closeAll, err := s.app.OpenWaiting(ctx, sent)
	if err != nil {
		return nil, err
	}
	defer closeAll()
	in := sentFilesOf(sent, files)
	in.Progress = progress
	return s.app.ImportReturn(ctx, caller, in)
}

// noting notes how far a load has come, now and then.
type noting struct {
	s    *Server
	ctx  context.Context //nolint:containedctx // it lives as long as one load
	sent *app.WaitingReturn
	mu   sync.Mutex
	last time.Time
}

func (n *noting) note(words string, done, of int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if now := n.s.app.Now(); now.Sub(n.last) >= noteEvery {
		n.last = now
		n.write(app.LoadStep{Words: words, Done: done, Of: of})
	}
}

func (n *noting) end(step app.LoadStep) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.write(step)
}

func (n *noting) write(step app.LoadStep) {
	if err := n.s.app.NoteLoad(n.ctx, n.sent, step); err != nil {
		n.s.log.ErrorContext(n.ctx, "how far a load has come could not be noted", "error", err)
	}
}

type loadView struct {
	Caption, Heading string
	Words            string
	Done, Of         int
	Stopped          bool
	At, Data         string
}

var loadTemplate = newPage[loadView]("returns_load.tmpl")

// loadReturnPage says how far a load has come, and leads on when it has ended.
func (s *Server) loadReturnPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	sent, err := v.sent()
	if err != nil {
		return err
	}
	at := "/returns-sent/" + sent.ID
	step, err := s.app.LoadOf(r.Context(), sent)
	switch {
	case err != nil:
		return err
	case step == nil || step.Over && step.Import == "":
		http.Redirect(w, r, at, http.StatusSeeOther)
		return nil
	case step.Import != "":
		s.sessions.Remove(r.Context(), wordsKey(sent.ID))
		return v.done(w, step.Words, "/returns/"+step.Import)
	}
	view := loadView{
		Caption: sentTitle(sent), Heading: "Loading the return", Words: stepWords(step), Done: step.Done, Of: max(step.Of, 1),
		Stopped: v.stopped(step), At: at + "/load", Data: at + "/load.json",
	}
	shell := v.shell(view.Heading, v.now)
	v.returnsTrail(&shell)
	return loadTemplate.write(w, http.StatusOK, shell, view)
}

func stepWords(step *app.LoadStep) string {
	if step.Of > 1 {
		return step.Words + ": " + plan.Number(step.Done) + " of " + plan.Number(step.Of)
	}
	return step.Words
}

// loadReturnJSON says the same to a script.
func (s *Server) loadReturnJSON(w http.ResponseWriter, r *http.Request, v *visit) error {
	sent, err := v.sent()
	if err != nil {
		return err
	}
	step, err := s.app.LoadOf(r.Context(), sent)
	if err != nil {
		return err
	}
	answer := struct {
		AsAt    string `json:"as_at"`
		KnownAt int64  `json:"known_at"`
		Words   string `json:"words"`
		Done    int    `json:"done"`
		Of      int    `json:"of"`
		Over    bool   `json:"over"`
	}{AsAt: v.now.Plan.Day.String(), KnownAt: v.now.Known.Seq, Over: true}
	if step != nil {
		answer.Words, answer.Done, answer.Of, answer.Over = stepWords(step), step.Done, max(step.Of, 1), step.Over || v.stopped(step)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	return json.NewEncoder(w).Encode(answer)
}
