package web

import (
	"errors"
	"net/http"
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"throughline/account"
	"throughline/change"
	"throughline/demo"
	"throughline/web/govuk"
)

func (s *Server) signInPages() []Route {
	routes := []Route{
		{Pattern: "GET /sign-in", Open: Anyone, handle: s.signInPage},
		{Pattern: "POST /sign-in", Open: Anyone, handle: s.signIn},
		{Pattern: "POST /sign-out", Open: Anyone, handle: s.signOut},
		{Pattern: "GET /act-as", Open: SignedIn, handle: s.actAsPage},
		{Pattern: "POST /act-as", Open: SignedIn, handle: s.actAs},
	}
	if s.options.Demo {
		routes = append(routes, Route{Pattern: "POST /demonstration/sign-in", Open: Anyone, handle: s.demoSignIn})
	}
	return routes
}

type signInView struct {
	Form   *govuk.Form
	Next   string // where to go afterwards: a path of this server
	Kept   string // what was typed when a session ended
	Ended  bool
	Groups []demo.Group // of people, one click each, in the demonstration only
}

var signInTemplate = newPage[signInView]("sign_in.tmpl")

func (s *Server) signInPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showSignIn(w, v, http.StatusOK, signInView{Form: govuk.NewForm(nil), Next: ownPath(r.URL.Query().Get("next"))})
}

func (s *Server) showSignIn(w http.ResponseWriter, v *visit, status int, view signInView) error {
	if s.options.Demo {
		view.Groups = demo.OneClick()
	}
	shell := v.shell("Sign in", v.now)
	shell.ErrorTitle = !view.Form.OK()
	return signInTemplate.write(w, status, shell, view)
}

func (s *Server) signIn(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	view := signInView{Form: form, Next: ownPath(form.Text("next")), Kept: form.Value("kept"), Ended: form.Value("kept") != ""}
	if form.Text("email") == "" {
		form.Wrong("email", "Enter your e-mail address.")
	}
	if form.Value("password") == "" {
		form.Wrong("password", "Enter your password.")
	}
	if !form.OK() {
		return s.showSignIn(w, v, http.StatusUnprocessableEntity, view)
	}
	who, err := s.accounts.SignIn(r.Context(), form.Text("email"), form.Value("password"), remote(r))
	if err != nil {
		status, err := notLetIn(form, err)
		if err != nil {
			return err
		}
		return s.showSignIn(w, v, status, view)
	}
	return s.begin(w, r, who, view)
}

// notLetIn puts why somebody is not let in on the page that they sign in on,
// so that the address they typed stays. It gives back any error that is no
// such reason.
func notLetIn(form *govuk.Form, err error) (int, error) {
	var problems change.Problems
	if !errors.As(err, &problems) {
		return 0, err
	}
	for _, p := range problems {
		form.Wrong(p.Field, p.Sentence)
	}
	var throttled *account.Throttled
	switch {
	case errors.As(err, &throttled):
		return http.StatusTooManyRequests, nil
	case problems.Kind() == change.Forbidden:
		return http.StatusForbidden, nil
	default:
		return http.StatusUnprocessableEntity, nil
	}
}

// begin starts a session, with a new token so that one set before signing in
// is of no use.
func (s *Server) begin(w http.ResponseWriter, r *http.Request, who account.Account, view signInView) error {
	ctx := r.Context()
	if err := s.sessions.Clear(ctx); err != nil {
		return err
	}
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	s.sessions.Put(ctx, keyAccount, who.ID)
	s.sessions.Put(ctx, keyName, who.Name)
	if _, err := unpack(view.Kept); err == nil && view.Kept != "" && view.Next != "" { // what is not ours, or has no page, is not kept
		s.sessions.Put(ctx, keyKept, view.Kept)
		s.sessions.Put(ctx, keyKeptFor, view.Next)
	}
	places, err := s.accounts.Places(ctx, who.ID)
	if err != nil {
		return err
	}
	next := view.Next
	if len(places) == 1 {
		s.act(r, places[0])
	} else {
		next = "/act-as"
	}
	if next == "" {
		next = "/home"
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
}

func (s *Server) act(r *http.Request, place account.Place) {
	s.sessions.Put(r.Context(), keyAuthority, place.Authority)
	s.sessions.Put(r.Context(), keyMembership, place.Membership)
}

func (s *Server) signOut(w http.ResponseWriter, r *http.Request, _ *visit) error {
	if err := s.sessions.Destroy(r.Context()); err != nil {
		return err
	}
	http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
	return nil
}

type actAsView struct {
	Form   *govuk.Form
	Places []placeView
}

type placeView struct{ Value, Name, Authority, Role string }

var actAsTemplate = newPage[actAsView]("act_as.tmpl")

func (s *Server) actAsPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showActAs(w, r, v, http.StatusOK, v.start())
}

func (s *Server) showActAs(w http.ResponseWriter, r *http.Request, v *visit, status int, form *govuk.Form) error {
	places, err := s.accounts.Places(r.Context(), v.account)
	if err != nil {
		return err
	}
	view := actAsView{Form: form}
	for _, p := range places {
		st, err := s.app.StateForSignIn(r.Context(), p.Authority, v.account)
		if err != nil {
			return err
		}
		caller, ok := st.Plan.CallerFor(p.Membership, p.Authority, s.app.Today())
		if !ok {
			continue
		}
		roles := make([]string, len(caller.Roles))
		for i, role := range caller.Roles {
			roles[i] = role.Name()
		}
		view.Places = append(view.Places, placeView{p.Membership, st.Plan.AgencyName(caller.Agency), st.Plan.AuthorityName, strings.Join(roles, ", ")})
	}
	return actAsTemplate.write(w, status, v.shell("Choose where you act", v.now), view)
}

func (s *Server) actAs(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	places, err := s.accounts.Places(r.Context(), v.account)
	if err != nil {
		return err
	}
	for _, p := range places {
		if p.Membership == form.Value("place") {
			s.act(r, p)
			next := s.sessions.GetString(r.Context(), keyKeptFor)
			if next == "" {
				next = "/home"
			}
			http.Redirect(w, r, next, http.StatusSeeOther)
			return nil
		}
	}
	form.Wrong("place", "Choose one of your places.")
	return s.showActAs(w, r, v, http.StatusUnprocessableEntity, form)
}

// demoSignIn signs in as one of the demonstration's invented people. The
// route exists only in a demonstration.
func (s *Server) demoSignIn(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	for _, p := range demo.People() {
		if p.OneClick && p.Key == form.Value("person") {
			who, err := s.accounts.ByEmail(r.Context(), p.Email)
			if err != nil {
				return err
			}
			return s.begin(w, r, who, signInView{Next: ownPath(form.Text("next")), Kept: form.Value("kept")})
		}
	}
	return change.Missing("person in the demonstration")
}

// longestNext bounds where somebody goes after signing in: longer than any
// address of ours.
const longestNext = 2000

// ownPath keeps a redirect on this server: the path and query of one of our
// own addresses, written anew, or "". Browsers read a backslash as a stroke
// and pass over tabs and line ends, so that none of these may be in it.
func ownPath(next string) string {
	odd := func(c rune) bool { return c <= ' ' || c == '\\' || c == 0x7F || c == utf8.RuneError }
	if len(next) > longestNext || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsFunc(next, odd) {
		return ""
	}
	to, err := url.Parse(next)
	if err != nil || to.IsAbs() || to.Host != "" {
		return ""
	}
	return (&url.URL{Path: path.Clean(to.Path), RawQuery: to.RawQuery}).String()
}

// remote is the address a request came from, without its port. A proxy in
// front must be trusted by the operator; its headers are not read.
func remote(r *http.Request) string {
	host := r.RemoteAddr
	if i := strings.LastIndex(host, ":"); i > 0 {
		host = host[:i]
	}
	return host
}
