package web

import (
	"context"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"throughline/access"
	"throughline/app"
	"throughline/demo"
	"throughline/plan"
	"throughline/store"
	"throughline/web/assets"
)

// answer is what came back, read to its end.
type answer struct {
	StatusCode int
	Header     http.Header
	cookies    []*http.Cookie
}

// raw sends a request as it stands, with headers, and gives the answer and
// its body.
func (v *visitor) raw(method, path string, header http.Header, body io.Reader) (*answer, string) {
	v.site.t.Helper()
	request, err := http.NewRequestWithContext(context.Background(), method, v.site.server.URL+path, body)
	if err != nil {
		v.site.t.Fatal(err)
	}
	maps.Copy(request.Header, header)
	response, err := v.client.Do(request)
	if err != nil {
		v.site.t.Fatalf("%s %s: %v", method, path, err)
	}
	read, err := io.ReadAll(response.Body)
	if closing := response.Body.Close(); err != nil || closing != nil {
		v.site.t.Fatal(err, closing)
	}
	return &answer{response.StatusCode, response.Header, response.Cookies()}, string(read)
}

// personWith is the key of a person of the demonstration with a role.
func personWith(t *testing.T, role access.Role) string {
	t.Helper()
	for key, p := range oneClick() {
		if slices.Equal(p.Roles, []access.Role{role}) {
			return key
		}
	}
	t.Fatalf("nobody in the demonstration is only %s", role)
	return ""
}

var form = http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}

const hashedStyles = `^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$`

// policyFor is the content policy that an answer must have.
func policyFor(path, kind string) *regexp.Regexp {
	switch {
	case strings.HasSuffix(path, "/file") && !strings.HasPrefix(kind, "text/html"):
		return regexp.MustCompile("^" + regexp.QuoteMeta(filePolicy) + "$")
	case (strings.HasSuffix(path, "/paper.html") || strings.HasSuffix(path, "/draft.html")):
		return regexp.MustCompile(hashedStyles + "|^" + regexp.QuoteMeta(contentPolicy) + "$") // an error is one of our pages
	}
	return regexp.MustCompile("^" + regexp.QuoteMeta(contentPolicy) + "$")
}

func checkHeaders(t *testing.T, what, path string, h http.Header) {
	t.Helper()
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
		"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
	} {
		if got := h.Get(name); got != want {
			t.Errorf("%s: %s is %q", what, name, got)
		}
	}
	policy := h.Values("Content-Security-Policy")
	if len(policy) != 1 || !policyFor(path, h.Get("Content-Type")).MatchString(policy[0]) || strings.Contains(policy[0], "unsafe") {
		t.Errorf("%s: the content policy is %q", what, policy)
	}
	kept := h.Get("Cache-Control")
	if open := strings.HasPrefix(path, "/assets/") || strings.Contains(path, "/paper.") || strings.HasSuffix(path, "/data.json"); !open && kept != "no-store" {
		t.Errorf("%s: may be kept: %q", what, kept)
	}
	if strings.Contains(kept, "public") && (h.Get("Set-Cookie") != "" || !strings.HasPrefix(path, "/assets/")) {
		t.Errorf("%s: caches that people share may keep it, and it has the cookie %q", what, h.Get("Set-Cookie"))
	}
}

// Every answer has the headers that keep a page from being framed, sniffed,
// kept or made to load anything from elsewhere.
func TestHeadersOnEveryAnswer(t *testing.T) {
	site := serveDemo(t)
	st := demoState(t, site)
	people := map[string]*visitor{"nobody": site.visitor(), "owner": site.as(personWith(t, access.PlanOwner)), "young": site.as(personWith(t, access.YoungPerson))}
	for _, route := range site.pages.Routes() {
		if strings.Contains(route.Pattern, "sign") {
			continue // signing in and out is below
		}
		method, path := realPath(t, st.Plan, papersOf(st), route.Pattern)
		for who, v := range people {
			response, _ := v.raw(method, path, form, strings.NewReader(""))
			checkHeaders(t, who+" "+route.Pattern, path, response.Header)
		}
	}
	owner := people["owner"]
	for _, each := range [][2]string{
		{"GET", "/sign-in"}, {"POST", "/sign-in"}, {"GET", "/nowhere"}, {"PUT", "/plan"}, {"DELETE", "/plan"}, {"PATCH", "/nowhere"}, {"OPTIONS", "/plan"}, {"TRACE", "/plan"},
		{"HEAD", "/plan"}, {"POST", "/plan"}, {"GET", "//plan"}, {"GET", "/a/../plan"}, {"GET", "/plan?as-at=never"}, {"GET", "/papers/" + papersOf(st)["draft"] + "/draft.html"},
		{"GET", assets.URL("throughline.css")}, {"GET", "/assets/old/throughline.js"}, {"GET", "/assets/../../etc/passwd"}, {"GET", "/assets/x/nothing"}, {"POST", assets.URL("throughline.css")},
	} {
		for who, v := range people {
			response, _ := v.raw(each[0], each[1], form, http.NoBody)
			path, _, _ := strings.Cut(each[1], "?")
			checkHeaders(t, who+" "+each[0]+" "+each[1], path, response.Header)
			if response.StatusCode >= http.StatusInternalServerError {
				t.Errorf("%s %v: %d", who, each, response.StatusCode)
			}
		}
	}
	if response, _ := owner.raw("GET", "/plan", http.Header{}, http.NoBody); response.Header.Get("Strict-Transport-Security") != "" {
		t.Error("a server without https says that it has it")
	}
}

// What another website sends is refused in words, whoever sends it, and
// changes nothing.
func TestAnotherWebsiteCanSendNothing(t *testing.T) {
	site := serveDemo(t)
	st := demoState(t, site)
	v := site.as(personWith(t, access.PlanOwner))
	posts := 0
	for _, route := range site.pages.Routes() {
		method, path := realPath(t, st.Plan, papersOf(st), route.Pattern)
		if method != http.MethodPost {
			continue
		}
		posts++
		for _, from := range []http.Header{
			{"Sec-Fetch-Site": {"cross-site"}}, {"Sec-Fetch-Site": {"same-site"}}, {"Origin": {"https://evil.example"}}, {"Origin": {"null"}},
			{"Origin": {site.server.URL + ".evil.example"}}, {"Sec-Fetch-Site": {"cross-site"}, "Origin": {site.server.URL}},
		} {
			from["Content-Type"] = form["Content-Type"]
			response, body := v.raw(method, path, from, strings.NewReader("title=x&person=x"))
			if response.StatusCode != http.StatusForbidden || !strings.Contains(body, "we only accept forms from our own pages") {
				t.Errorf("%s from %v: %d", path, from, response.StatusCode)
			}
			checkHeaders(t, path, path, response.Header)
		}
	}
	if posts < 25 {
		t.Errorf("only %d forms were tried", posts)
	}
	if now := demoState(t, site); now.Known.Seq != st.Known.Seq {
		t.Error("something was written")
	}
	if status, _ := v.send(http.MethodGet, "/home", nil); status != http.StatusOK {
		t.Errorf("the person was signed out: %d", status)
	}
}

func cookieOf(cookies []*http.Cookie) *http.Cookie {
	for _, c := range cookies {
		if strings.HasSuffix(c.Name, "throughline") {
			return c
		}
	}
	return nil
}

func TestTheCookie(t *testing.T) {
	for _, secure := range []bool{false, true} {
		c := newCouncilWith(t, Options{Secure: secure})
		credentials := url.Values{"email": {"lead@example.org"}, "password": {testPassword}}.Encode()
		signIn := func(token string) *http.Cookie {
			t.Helper()
			request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/sign-in", strings.NewReader(credentials))
			request.Header = form.Clone()
			if token != "" {
				request.Header.Set("Cookie", c.pages.sessions.Cookie.Name+"="+token)
			}
			got := httptest.NewRecorder()
			c.pages.ServeHTTP(got, request)
			set, err := http.ParseSetCookie(got.Header().Get("Set-Cookie"))
			if err != nil || got.Code != http.StatusSeeOther {
				t.Fatalf("%d, %v", got.Code, err)
			}
			made := cookieOf([]*http.Cookie{set})
			if got := got.Header().Get("Strict-Transport-Security") != ""; got != secure {
				t.Errorf("Strict-Transport-Security: %t", got)
			}
			return made
		}
		first := signIn("chosen-by-somebody-else")
		if !first.HttpOnly || first.SameSite != http.SameSiteLaxMode || first.Secure != secure || first.Path != "/" || first.Domain != "" || strings.HasPrefix(first.Name, "__Host-") != secure {
			t.Errorf("secure %t: %s", secure, first)
		}
		second := signIn(first.Value)
		if first.Value == "chosen-by-somebody-else" || second.Value == first.Value || len(first.Value) < 43 {
			t.Errorf("tokens %q and %q: signing in must give a new one of 256 bits", first.Value, second.Value)
		}
		home := func(token string) int {
			request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/home", http.NoBody)
			request.Header.Set("Cookie", first.Name+"="+token)
			got := httptest.NewRecorder()
			c.pages.ServeHTTP(got, request)
			return got.Code
		}
		if home(first.Value) != http.StatusSeeOther || home("chosen-by-somebody-else") != http.StatusSeeOther || home(second.Value) != http.StatusOK {
			t.Error("an old token still lets somebody in, or the new one does not")
		}
	}
}

// A copy of the cookie is of no use after its owner signs out, signs out
// everywhere, changes the password or is turned off.
func TestSessionsEnd(t *testing.T) {
	c := newCouncil(t)
	for name, end := range map[string]func(b *browser){
		"sign out":            func(b *browser) { b.post("/sign-out", nil) },
		"sign out everywhere": func(b *browser) { b.post("/account/sign-out-everywhere", nil) },
		"a new password": func(b *browser) {
			b.post("/account/password", url.Values{"old": {testPassword}, "new": {"another long pass phrase"}, "again": {"another long pass phrase"}}).want(http.StatusOK)
			b.post("/account/password", url.Values{"old": {"another long pass phrase"}, "new": {testPassword}, "again": {testPassword}}).want(http.StatusOK)
		},
		"turned off": func(*browser) {
			for _, off := range []bool{true, false} {
				if err := c.accounts.SetDisabled(t.Context(), app.Operator(c.authority), c.id["account of lead"], off); err != nil {
					t.Fatal(err)
				}
			}
		},
	} {
		mine, copied, elsewhere := c.as("lead"), c.visitor(), c.as("lead")
		at, err := url.Parse(c.server.URL)
		if err != nil {
			t.Fatal(err)
		}
		copied.http.Jar.SetCookies(at, mine.http.Jar.Cookies(at))
		copied.get("/home").want(http.StatusOK)
		end(mine)
		if page := copied.get("/home"); !strings.HasPrefix(page.path, "/sign-in") {
			t.Errorf("%s: a copy of the cookie still opens %s", name, page.path)
		}
		if page := elsewhere.get("/home"); name != "sign out" && !strings.HasPrefix(page.path, "/sign-in") {
			t.Errorf("%s: another session still opens %s", name, page.path)
		}
	}
}

func TestNobodyIsSentElsewhere(t *testing.T) {
	site := serveDemo(t)
	key := personWith(t, access.PlanOwner)
	bad := []string{
		"//evil.example", "///evil.example", `/\evil.example`, `\\evil.example`, `\/evil.example`, "https://evil.example", "https:evil.example", "javascript:alert(1)",
		"/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example", "\t//evil.example", " //evil.example", "/ /evil.example", "/\x00/evil.example", "/\x7f/evil.example", "/.//evil.example",
		"/..//evil.example", "/%2F/evil.example", "/%2Fevil.example", "/%5Cevil.example", "/%09/evil.example", "/%zz//evil.example", "//evil.example/%2F..", "/\xff/evil.example",
		"/plan\r\nSet-Cookie: a=b", "evil.example", "@evil.example", "//[::1]/", "http:///evil.example", "/" + strings.Repeat("a", 5000), "/\u2028/evil.example",
	}
	for _, next := range bad {
		v := site.visitor()
		response, _ := v.raw(http.MethodPost, "/demonstration/sign-in", form, strings.NewReader(url.Values{"person": {key}, "next": {next}}.Encode()))
		to := response.Header.Get("Location")
		if ours := regexp.MustCompile(`^/([A-Za-z0-9._~%-][^\\\s]*)?$`); !ours.MatchString(to) || len(to) > 3*longestNext || response.Header.Get("Set-Cookie") == "" || len(response.cookies) != 1 {
			t.Errorf("next=%q leads to %q", next, to)
		}
		if strings.HasPrefix(next, "/%zz") || !strings.HasPrefix(next, "/") {
			if to != "/home" {
				t.Errorf("next=%q leads to %q, not to the first page", next, to)
			}
		}
		for _, each := range []url.Values{{"next": {next}}} {
			if _, body := v.send(http.MethodGet, "/sign-in?"+each.Encode(), nil); strings.Contains(body, `value="//`) || strings.Contains(body, "https://evil") {
				t.Errorf("the sign-in page carries %q", next)
			}
		}
	}
	for next, want := range map[string]string{"": "/home", "/plan?only=late&find=a+b%26c": "/plan?only=late&find=a+b%26c", "/parts/1/report": "/parts/1/report", "/areas/x?as-at=2012-05-01": "/areas/x?as-at=2012-05-01"} {
		response, _ := site.visitor().raw(http.MethodPost, "/demonstration/sign-in", form, strings.NewReader(url.Values{"person": {key}, "next": {next}}.Encode()))
		if to := response.Header.Get("Location"); to != want {
			t.Errorf("next=%q leads to %q, not %q", next, to, want)
		}
	}
}

func TestOneClickIsOnlyForADemonstration(t *testing.T) {
	c := newCouncil(t)
	for _, route := range c.pages.Routes() {
		if strings.Contains(route.Pattern, "demonstration") {
			t.Errorf("there is %s", route.Pattern)
		}
	}
	b := c.visitor()
	for _, p := range demo.People() {
		b.post("/demonstration/sign-in", url.Values{"person": {p.Key}}).want(http.StatusNotFound)
	}
	b.get("/sign-in").hides("/demonstration/")
	if page := b.get("/home"); !strings.HasPrefix(page.path, "/sign-in") {
		t.Errorf("somebody came in: %s", page.path)
	}
}

// Whoever has not signed in leaves nothing in any ledger, whatever they ask for.
func TestNobodyWritesNothing(t *testing.T) {
	site := serveDemo(t)
	st := demoState(t, site)
	system := app.Operator(store.SystemAuthority)
	count := func() int {
		entries, _, err := site.service.Store().Entries(t.Context(), system, store.Page{Limit: store.MaxPage})
		if err != nil {
			t.Fatal(err)
		}
		return len(entries)
	}
	before := count()
	v := site.visitor()
	for _, route := range site.pages.Routes() {
		_, path := realPath(t, st.Plan, papersOf(st), route.Pattern)
		for _, method := range []string{"GET", "POST", "PUT"} {
			if path == "/demonstration/sign-in" {
				continue
			}
			response, _ := v.raw(method, path, form, strings.NewReader("title=x"))
			if made := cookieOf(response.cookies); made != nil && made.MaxAge >= 0 {
				t.Errorf("%s %s gave nobody a session", method, path)
			}
		}
	}
	if after := count(); after != before || demoState(t, site).Known.Seq != st.Known.Seq {
		t.Error("the ledger grew")
	}
}

// Rights are read again at each request: whoever has left can do nothing more
// in the session they had.
func TestRightsEndInMidSession(t *testing.T) {
	c := newCouncil(t)
	owner, board := c.as("owner"), c.as("owner")
	at := "/actions/" + c.id["action"] + "/edit"
	fields := owner.get(at).want(http.StatusOK).form(at)
	member, _ := c.plan().Memberships.Get(c.id["owner"])
	c.do("admin", plan.EditMember{Membership: member.ID, Seen: member.Version, Person: member.Name, Agency: member.Agency, Roles: []access.Role{access.BoardMember}})
	owner.post(at, fields).want(http.StatusForbidden)
	board.get("/history").want(http.StatusForbidden)
	board.get("/plan").want(http.StatusOK)
	p, err := c.app.Plan(t.Context(), c.caller("chair"), app.When{})
	if err != nil {
		t.Fatal(err)
	}
	member, _ = p.Memberships.Get(c.id["owner"])
	c.do("admin", plan.EditMember{Membership: member.ID, Seen: member.Version, Person: member.Name, Agency: member.Agency, Roles: member.Roles, Ended: c.app.Today()})
	c.clock.goTo("2012-05-02")
	if page := board.get("/plan"); page.path != "/act-as" {
		t.Errorf("somebody who has left reads %s", page.path)
	}
	board.get("/act-as").hides("Stonebridge")
}
