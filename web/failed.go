package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"throughline/change"
	"throughline/store"
	"throughline/web/govuk"
)

// errChoosePlace asks somebody who is signed in to choose where they act.
var errChoosePlace = errors.New("choose where you act")

type failedView struct {
	Heading   string
	Sentences []string
}

var failedPage = newPage[failedView]("failed.tmpl")

// failed turns an error into a page: one table from kinds of error to status
// and words. What an engine said goes to the log and never to the page.
func (s *Server) failed(w http.ResponseWriter, r *http.Request, v *visit, err error) {
	if v == nil {
		v = &visit{s: s, r: r}
	}
	switch {
	case errors.Is(err, errSignIn):
		s.askToSignIn(w, r, v)
		return
	case errors.Is(err, errChoosePlace):
		http.Redirect(w, r, "/act-as", http.StatusSeeOther)
		return
	}
	status, view := s.explain(err)
	if status >= http.StatusInternalServerError {
		s.log.ErrorContext(r.Context(), "request failed", "method", r.Method, "path", r.URL.Path, "error", err)
	}
	shell := v.shell(view.Heading, v.now)
	shell.Past = nil
	if err := failedPage.write(w, status, shell, view); err != nil {
		s.log.ErrorContext(r.Context(), "the error page failed", "error", err)
		http.Error(w, "Something went wrong, and nothing was saved.", http.StatusInternalServerError)
	}
}

func (s *Server) explain(err error) (int, failedView) {
	if problems, ok := errors.AsType[change.Problems](err); ok {
		view := failedView{Heading: "There is a problem"}
		for _, p := range problems {
			view.Sentences = append(view.Sentences, p.Sentence)
		}
		status := map[change.Kind]int{change.Invalid: http.StatusUnprocessableEntity, change.Forbidden: http.StatusForbidden,
			change.NotFound: http.StatusNotFound, change.Stale: http.StatusConflict}[problems.Kind()]
		if status == http.StatusForbidden {
			view.Heading = "You can't do that"
		}
		if status == http.StatusNotFound {
			view.Heading = "Page not found"
		}
		return status, view
	}
	for _, known := range []struct {
		kind    error
		status  int
		heading string
	}{
		{store.ErrDenied, http.StatusForbidden, "You don't have access to this page"},
		{store.ErrNotFound, http.StatusNotFound, "Page not found"},
		{store.ErrStale, http.StatusConflict, "Someone else changed this first"},
		{store.ErrInvalid, http.StatusUnprocessableEntity, "There is a problem"},
		{store.ErrFull, http.StatusInsufficientStorage, "The disk is full"},
		{store.ErrUnavailable, http.StatusServiceUnavailable, "The service can't reach its database"},
	} {
		if errors.Is(err, known.kind) {
			return known.status, failedView{known.heading, []string{change.UpperFirst(store.Sentence(err)) + fullStop(store.Sentence(err))}}
		}
	}
	return http.StatusInternalServerError, failedView{"Sorry, there is a problem with the service",
		[]string{"Nothing was saved. Try again in a few minutes. If it happens again, tell whoever runs the service for your council."}}
}

func fullStop(sentence string) string {
	if sentence != "" && sentence[len(sentence)-1] == '.' {
		return ""
	}
	return "."
}

func (s *Server) crossOrigin(w http.ResponseWriter, r *http.Request) {
	s.bare(w, r, http.StatusForbidden, failedView{"That came from another website",
		[]string{"For safety we only accept forms from our own pages. Go back, load the page again and send it from there."}})
}

// withoutSession says that a session can't be read or kept.
func (s *Server) withoutSession(w http.ResponseWriter, r *http.Request, err error) {
	s.log.ErrorContext(r.Context(), "a session can't be read or kept", "method", r.Method, "path", r.URL.Path, "error", err)
	status, view := s.explain(err)
	s.bare(w, r, status, view)
}

// bare says what went wrong on a page that needs no session.
func (s *Server) bare(w http.ResponseWriter, r *http.Request, status int, view failedView) {
	if err := failedPage.write(w, status, govuk.Shell{Title: view.Heading, Demo: s.options.Demo, DemoText: demoWords}, view); err != nil {
		s.log.ErrorContext(r.Context(), "the error page failed", "error", err)
	}
}

// askToSignIn sends a visitor to sign in. A form that was sent after its
// session ended is kept on the sign-in page and comes back afterwards.
func (s *Server) askToSignIn(w http.ResponseWriter, r *http.Request, v *visit) {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		http.Redirect(w, r, "/sign-in?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
		return
	}
	kept, err := keepTyped(w, r)
	if err != nil {
		s.failed(w, r, v, err)
		return
	}
	if err := s.showSignIn(w, v, http.StatusUnauthorized, signInView{Next: s.pageOf(r), Kept: kept, Ended: true, Form: govuk.NewForm(nil)}); err != nil {
		s.failed(w, r, v, err)
	}
}

// pageOf is the page from which a form was sent: the one at the form's own
// address, or none for a button that has no page of its own.
func (s *Server) pageOf(r *http.Request) string {
	if _, pattern := s.routes.Handler(&http.Request{Method: http.MethodGet, Host: r.Host, URL: r.URL}); strings.HasPrefix(pattern, http.MethodGet+" ") {
		return r.URL.Path
	}
	return ""
}
