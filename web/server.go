// Package web is the pages. Each page has one file with its handler, form
// and checks, and one template. Pages hold no rules: those are in the rooms
// without input or output.
package web

import (
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"throughline/access"
	"throughline/account"
	"throughline/app"
	"throughline/board"
	"throughline/render/word"
	"throughline/web/assets"
)

// Options say how the pages are served.
type Options struct {
	Demo    bool         // an invented demonstration: every page says so, and sign-in is one click
	Secure  bool         // the public address is https, so cookies are sent only there
	Log     *slog.Logger // nil for the default
	Version string
	// PaperStyle is the council's own .docx, whose styles its papers take in Word; nil for ours.
	PaperStyle []byte
}

// Server serves the pages over a service.
type Server struct {
	app      *app.Service
	accounts *account.Service
	options  Options
	sessions *scs.SessionManager
	log      *slog.Logger
	glances  glances
	prints   prints
	looks    looks
	routes   *http.ServeMux
	handler  http.Handler
}

// New makes the pages. It refuses when the styles have not been built.
func New(service *app.Service, accounts *account.Service, options Options) (*Server, error) {
	if err := assets.Check(); err != nil {
		return nil, err
	}
	if options.PaperStyle != nil {
		if _, err := word.Paper(board.PaperData{}, options.PaperStyle); err != nil {
			return nil, err
		}
	}
	s := &Server{app: service, accounts: accounts, options: options, log: options.Log}
	if s.log == nil {
		s.log = slog.Default()
	}
	s.sessions = scs.New()
	s.sessions.Store = accounts.Sessions()
	s.sessions.Lifetime = sessionLifetime
	s.sessions.IdleTimeout = sessionIdle
	s.sessions.Cookie.Name = "throughline"
	if options.Secure { // a browser takes this name only from this very host, over https, so no neighbour can set it
		s.sessions.Cookie.Name = "__Host-throughline"
	}
	s.sessions.Cookie.HttpOnly = true
	s.sessions.Cookie.Secure = options.Secure
	s.sessions.Cookie.SameSite = http.SameSiteLaxMode
	s.sessions.ErrorFunc = s.withoutSession
	mux := http.NewServeMux()
	for _, route := range s.Routes() {
		mux.HandleFunc(route.Pattern, s.serve(route))
	}
	s.routes = mux
	// The assets may be kept by caches that people share, so they stand outside
	// the sessions: a cookie on one of them could reach somebody else.
	outer := http.NewServeMux()
	outer.Handle("GET /assets/", assets.Handler())
	outer.Handle("/", s.sessions.LoadAndSave(mux))
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(s.crossOrigin))
	s.handler = timed(secureHeaders(options.Secure, protection.Handler(outer)))
	return s, nil
}

// A session ends after a working day, or after two hours without a page:
// long enough for a meeting, short enough for a shared office.
const (
	sessionLifetime = 12 * time.Hour
	sessionIdle     = 2 * time.Hour
)

// ServeHTTP serves one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Openness says who may come to a route at all.
type Openness int

// The kinds of route. What is not declared open needs a permission.
const (
	ByPermission Openness = iota // the caller's role must grant Route.Needs
	SignedIn                     // anyone who is signed in
	Anyone                       // nobody need be signed in
)

// Route is one way in. A route without a permission must say that it is
// open, so that forgetting is refusing.
type Route struct {
	Pattern string // "GET /plan"
	Needs   access.Permission
	Open    Openness
	handle  handler
}

type handler func(w http.ResponseWriter, r *http.Request, v *visit) error

// Routes gives every way in, for the server and for the test that tries each
// with each role.
func (s *Server) Routes() []Route {
	var all []Route
	for _, pages := range [][]Route{
		s.actionPages(), s.partPages(), s.evidencePages(), s.extensionPages(),
		s.signInPages(), s.homePages(), s.planPages(), s.changesPages(), s.areaPages(), s.inspectionPages(), s.reportedPages(), s.importPages(), s.exportPages(), s.copyPages(),
		s.peoplePages(), s.postPages(), s.teamPages(), s.agencyPages(), s.accountPages(), s.historyPages(), s.findPages(), s.paperPages(), s.publishingPages(), s.templatePages(), s.clearancePages(), s.figuresPages(), s.casePages(), s.governancePages(), s.returnsPages(), s.sendPages(), s.measuresPages(), s.controlChartPages(), s.yardstickPages(), s.verdictPages(), s.deadlinesPages(), s.alertsPages(), s.reviewingPages(), s.dataQualityPages(), s.dataAskPages(),
	} {
		all = append(all, pages...)
	}
	return all
}

// serve finds who asks, checks the route's permission and runs its page.
func (s *Server) serve(route Route) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v, err := s.visit(w, r)
		out := &held{ResponseWriter: w, ctx: r.Context(), read: v.readings}
		v.out = out
		if err == nil {
			err = s.admit(r, v, route)
		}
		if err == nil {
			err = readable(r)
		}
		if err == nil {
			err = route.handle(out, r, v)
		}
		if err != nil && out.failed == nil {
			s.failed(out, r, v, err)
		}
		switch {
		case out.failed == nil:
		case out.started:
			panic(http.ErrAbortHandler) // half an answer has left: the browser is told that it is not whole
		default:
			s.failed(w, r, v, out.failed)
		}
	}
}

var errSignIn = errors.New("sign in first")

func (s *Server) admit(r *http.Request, v *visit, route Route) error {
	switch {
	case route.Open == Anyone:
		return nil
	case v.account == "":
		return errSignIn
	case route.Open == SignedIn:
		return nil
	case v.caller.Authority == "":
		return errChoosePlace
	case route.Needs == "" || !v.caller.May(route.Needs):
		return s.app.Store().Denied(r.Context(), v.caller, route.Needs, r.URL.Path)
	}
	return nil
}

func secureHeaders(secure bool, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if secure {
			h.Set("Strict-Transport-Security", "max-age=31536000") // a year, for this host alone
		}
		next.ServeHTTP(w, r)
	})
}

// contentPolicy lets a page use this server's own files and nothing else.
const contentPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
