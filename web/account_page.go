package web

import (
	"errors"
	"net/http"

	"throughline/access"
	"throughline/change"
	"throughline/web/govuk"
)

func (s *Server) accountPages() []Route {
	return []Route{
		{Pattern: "GET /account", Open: SignedIn, handle: s.accountPage},
		{Pattern: "POST /account/password", Open: SignedIn, handle: s.changePassword},
		{Pattern: "GET /account/password", Open: SignedIn, handle: toPage("/account")},
		{Pattern: "GET /account/sign-out-everywhere", Open: SignedIn, handle: toPage("/account")},
		{Pattern: "POST /account/sign-out-everywhere", Open: SignedIn, handle: s.signOutEverywhere},
	}
}

// toPage leads from the address of a button to the page it stands on, for
// somebody who comes there after signing in again.
func toPage(path string) handler {
	return func(w http.ResponseWriter, r *http.Request, _ *visit) error {
		http.Redirect(w, r, path, http.StatusSeeOther)
		return nil
	}
}

type accountView struct {
	Form        *govuk.Form
	Name, Email string
	Places      []accountPlace
	Fields      []govuk.PasswordInput
	CanDelegate bool
}

// accountPlace is one place that the account acts in.
type accountPlace struct {
	Authority, Agency, Roles string
	Now                      bool // they act here in this session
}

var accountTemplate = newPage[accountView]("account.tmpl")

func (s *Server) accountPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.showAccount(w, http.StatusOK, govuk.NewForm(nil))
}

func (v *visit) showAccount(w http.ResponseWriter, status int, form *govuk.Form) error {
	ctx := v.r.Context()
	held, err := v.s.app.Store().Account(ctx, access.Caller{Account: v.account}, v.account)
	if err != nil {
		return err
	}
	places, err := v.s.accounts.Places(ctx, v.account)
	if err != nil {
		return err
	}
	view := accountView{Form: form, Name: held.Name, Email: held.Email, CanDelegate: v.caller.May(access.Delegate)}
	for _, place := range places {
		st, err := v.s.app.StateForSignIn(ctx, place.Authority, v.account)
		if err != nil {
			return err
		}
		if caller, ok := st.Plan.CallerFor(place.Membership, place.Authority, v.s.app.Today()); ok && caller.Account == v.account {
			view.Places = append(view.Places, accountPlace{
				Authority: st.Plan.AuthorityName, Agency: st.Plan.AgencyName(caller.Agency), Roles: roleNames(caller.Roles), Now: place.Membership == v.caller.Membership,
			})
		}
	}
	for _, field := range [][3]string{
		{"old", "Password you have now", "current-password"}, {"new", "New password", "new-password"}, {"again", "New password again", "new-password"},
	} {
		input := form.Password(field[0], field[1])
		input.Autocomplete = field[2]
		view.Fields = append(view.Fields, input)
	}
	view.Fields[1].Hint = govuk.HintText("At least 12 characters. Three random words make a good one")
	shell := v.shell("Your account", v.now)
	shell.ErrorTitle = !form.OK()
	return accountTemplate.write(w, status, shell, view)
}

// changePassword needs the old password, so that nobody can take over an
// account from a browser that was left open.
func (s *Server) changePassword(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	if form.Value("old") == "" {
		form.Wrong("old", "Enter the password you have now.")
	}
	switch {
	case form.Value("new") == "":
		form.Wrong("new", "Enter a new password.")
	case form.Value("again") != form.Value("new"):
		form.Wrong("again", "The two new passwords are not the same. Enter the new one again.")
	}
	if !form.OK() {
		return v.showAccount(w, http.StatusUnprocessableEntity, form)
	}
	err = s.accounts.ChangePassword(r.Context(), v.account, form.Value("old"), form.Value("new"))
	var problems change.Problems
	if errors.As(err, &problems) && problems.Kind() == change.Invalid {
		for _, p := range problems {
			form.Wrong(map[string]string{"old_password": "old", "new_password": "new"}[p.Field], p.Sentence)
		}
		return v.showAccount(w, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	// Every session of the account has ended, this one too: it goes on under
	// a token of its own.
	if err := s.sessions.RenewToken(r.Context()); err != nil {
		return err
	}
	return v.done(w, "Your password has been changed. Anybody signed in to your account elsewhere has been signed out.", "/account")
}

func (s *Server) signOutEverywhere(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := s.accounts.SignOutEverywhere(r.Context(), v.account); err != nil {
		return err
	}
	if err := s.sessions.Destroy(r.Context()); err != nil {
		return err
	}
	http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
	return nil
}
