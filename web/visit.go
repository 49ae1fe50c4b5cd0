package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

// visit is one request: who asks, about what moment, and what they typed.
type visit struct {
	s       *Server
	r       *http.Request
	account string // random id of the account signed in, or ""
	name    string
	caller  access.Caller
	moment
	when app.When
	now  app.State // the state now, when somebody acts in an authority

	lookings []*app.Looking // what was read about people for the answer
	out      *held          // the answer, which waits until they are on record
}

// moment is the two dates a page was asked for, kept on its links.
type moment struct {
	AsAt, KnownAt string // as written in the address, "" for now
}

// To gives a link to another page at the same moment.
func (m moment) To(path string) string {
	if m.AsAt == "" && m.KnownAt == "" {
		return path
	}
	query := url.Values{}
	if m.AsAt != "" {
		query.Set("as-at", m.AsAt)
	}
	if m.KnownAt != "" {
		query.Set("known-at", m.KnownAt)
	}
	glue := "?"
	if strings.Contains(path, "?") {
		glue = "&"
	}
	path, fragment, _ := strings.Cut(path, "#")
	if fragment != "" {
		fragment = "#" + fragment
	}
	return path + glue + query.Encode() + fragment
}

// Now says that the page shows the present.
func (m moment) Now() bool { return m.AsAt == "" && m.KnownAt == "" }

// The session's keys.
const (
	keyAccount    = "account"
	keyName       = "name"
	keyAuthority  = "authority"
	keyMembership = "membership"
	keyPurpose    = "purpose" // why the caller looks at people
	keyDone       = "done"    // a sentence to show once
	keyKept       = "kept"    // what was typed when a session ended
	keyKeptFor    = "kept for"
)

func (s *Server) visit(_ http.ResponseWriter, r *http.Request) (*visit, error) {
	ctx := r.Context()
	v := &visit{s: s, r: r, account: s.sessions.GetString(ctx, keyAccount), name: s.sessions.GetString(ctx, keyName)}
	if v.account == "" {
		return v, nil
	}
	authority, membership := s.sessions.GetString(ctx, keyAuthority), s.sessions.GetString(ctx, keyMembership)
	if authority != "" && membership != "" {
		if err := v.actIn(ctx, authority, membership); err != nil {
			return v, err
		}
	}
	var err error
	v.moment, v.when, err = momentAsked(r.URL.Query())
	return v, err
}

// actIn reads the caller's rights of today from the plan as it is now.
// Rights are today's, whatever date is asked about.
func (v *visit) actIn(ctx context.Context, authority, membership string) error {
	now, err := v.s.app.StateForSignIn(ctx, authority, v.account)
	if err != nil {
		return err
	}
	caller, ok := now.Plan.CallerFor(membership, authority, v.s.app.Today())
	if !ok || caller.Account != v.account {
		return nil // the place has ended: the caller may do nothing there
	}
	v.caller = caller
	v.now, err = v.s.app.StateFor(ctx, caller, now)
	return err
}

// momentAsked reads as-at and known-at from an address. A day for known-at
// counts what was entered up to the end of that day.
func momentAsked(query url.Values) (m moment, when app.When, err error) {
	var problems change.Problems
	if text := query.Get("as-at"); text != "" {
		m.AsAt = text
		when.AsAt, err = calendar.Parse(text)
		problems.Check("as-at", err)
	}
	if text := query.Get("known-at"); text != "" {
		m.KnownAt = text
		when.KnownAt, when.KnownEntry, err = app.ParseKnownAt(text)
		problems.Check("known-at", err)
	}
	return m, when, problems.Err()
}

// state gives the plan and papers at the moment asked about.
func (v *visit) state() (app.State, error) {
	return v.s.app.State(v.r.Context(), v.caller, v.when)
}

// do carries out a change as the caller.
func (v *visit) do(ch plan.Change) (app.Receipt, error) {
	return v.s.app.Do(v.r.Context(), v.caller, ch)
}

// done keeps a sentence to show on the next page, and sends the browser there.
func (v *visit) done(w http.ResponseWriter, sentence, path string) error {
	v.s.sessions.Put(v.r.Context(), keyDone, sentence)
	http.Redirect(w, v.r, path, http.StatusSeeOther) //nolint:gosec // each page gives a path of its own
	return nil
}

// role is the caller's role and agency in words.
func (v *visit) role() string {
	if v.caller.Authority == "" {
		return ""
	}
	names := make([]string, len(v.caller.Roles))
	for i, role := range v.caller.Roles {
		names[i] = role.Name()
	}
	return strings.Join(names, ", ") + ", " + v.now.Plan.AgencyName(v.caller.Agency)
}

// demoWords is said on every page of a demonstration.
const demoWords = "Its agencies, people, actions and evidence are invented. Only the areas for improvement, the dates of the inspection " +
	"and the figures stated on 1 February 2013 were published."

// shell is the page around a page's own matter, at the moment shown.
func (v *visit) shell(title string, st app.State) govuk.Shell {
	shell := govuk.Shell{Title: title, Demo: v.s.options.Demo, DemoText: demoWords, User: v.name, Role: v.role()}
	if v.account != "" {
		shell.SignOutURL = "/sign-out"
		shell.Links = []govuk.FooterLink{{Text: "Your account", Href: "/account"}}
	}
	if v.caller.Authority != "" {
		shell.Authority = v.now.Plan.AuthorityName
		shell.Nav = v.nav()
		shell.Find = v.finderBox()
	}
	if st.Plan != nil {
		shell.AsAt, shell.KnownAt = st.Plan.Day.Long(), knownWords(st.Known)
		if !v.Now() && st.Plan != v.now.Plan { // a form is of now, whatever moment its address names
			here := *v.r.URL
			query := here.Query()
			query.Del("as-at")
			query.Del("known-at")
			here.RawQuery = query.Encode()
			shell.Past = &govuk.PastNotice{Text: "You are looking at " + shell.AsAt + ", as known at " + shell.KnownAt + ".", Href: here.RequestURI(), LinkText: "Go back to now"}
		}
	}
	if sentence := v.s.sessions.PopString(v.r.Context(), keyDone); sentence != "" {
		shell.Banner = &govuk.NotificationBanner{Type: "success", Text: sentence}
	}
	return shell
}

// knownWords says up to when entries were counted.
func knownWords(k app.Known) string {
	if k.Seq == 0 {
		return "the start, before anything was entered"
	}
	return stamp(k.At) + " (entry " + strconv.FormatInt(k.Seq, 10) + ")"
}

// stamp is an instant in London, in words.
func stamp(t time.Time) string {
	t = t.In(calendar.London())
	return calendar.DayOf(t).Long() + " at " + t.Format("3:04pm")
}

func (v *visit) nav() []govuk.NavItem {
	items := []struct {
		text, path string
		needs      access.Permission
		under      []string // where pages below it live
	}{
		{"Home", "/home", access.ReadPlan, nil},
		{"Plan", "/plan", access.ReadPlan, []string{"/areas/", "/actions/", "/parts/", "/evidence/", "/extensions/"}},
		{"Changes", "/changes", access.ReadPlan, nil},
		{"Casework", "/casework", access.ReadCasework, []string{"/casework/"}},
		{"Measures", "/measures", access.ReadMeasures, []string{"/measures/", "/data-quality"}},
		{"Deadlines", "/deadlines", access.ReadMeasures, []string{"/reviewing"}},
		{"Alerts", "/alerts", access.ReadAlerts, nil},
		{"Returns", "/returns", access.LoadReturns, []string{"/returns/", "/returns-sent/"}},
		{"Files", "/send", access.SendFiles, []string{"/send/", "/send-looked/", "/send-received/"}},
		{"Papers", "/papers", access.ReadPapers, []string{"/papers/"}},
		{"Figures", "/figures", access.ReadFigures, []string{"/figures/"}},
		{"Inspections", "/inspections", access.ReadPlan, []string{"/inspections/", "/reports/"}},
		{"People", "/people", access.ManagePeople, []string{"/people/", "/posts", "/teams", "/team-places/", "/agencies", "/handover", "/holdings/"}},
		{"Governance", "/governance", access.DestroyRecords, []string{"/governance/"}},
		{"Audit trail", "/history", access.ReadHistory, []string{"/history/", "/erase/"}},
	}
	var nav []govuk.NavItem
	for _, item := range items {
		if v.caller.May(item.needs) {
			here := v.r.URL.Path == item.path
			below := slices.ContainsFunc(item.under, func(path string) bool { return strings.HasPrefix(v.r.URL.Path, path) })
			nav = append(nav, govuk.NavItem{Text: item.text, Href: v.To(item.path), Current: here, Active: !here && below})
		}
	}
	return nav
}
