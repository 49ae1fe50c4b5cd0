package web

import (
	"encoding/base64"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/access"
)

// odd are ids and words that no page of ours would send.
var odd = []string{
	"", "x", "0", "-1", "%00", "a%00b", "..", "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e", "%ff%fe", "%F0%9F%92%A9", "%C3%A9t%C3%A9", "%E2%80%AE", "'%20OR%20'1'='1",
	"1;DROP%20TABLE%20thing", "%3Cscript%3E", "{{.}}", "%25s%25n", "00000000-0000-7000-8000-000000000000", strings.Repeat("a", 64), strings.Repeat("a", 65), strings.Repeat("%41", 5000),
	"data.json", "new", "edit", "%0d%0aX-Evil:1", "a%20b", "system", "nobody", "*", "_", ":", "9223372036854775808",
}

func isSentence(body string) bool {
	return strings.Contains(body, "<h1") && !strings.Contains(body, "goroutine ") && !strings.Contains(body, ".go:") && !strings.Contains(body, "SQL")
}

// An id that is no id, or is one of something else, finds nothing on any page
// and breaks none.
func TestOddIDs(t *testing.T) {
	site := serveDemo(t)
	st := demoState(t, site)
	var things []string
	for _, route := range site.pages.Routes() {
		if _, path := realPath(t, st.Plan, papersOf(st), route.Pattern); strings.Contains(route.Pattern, "{id}") || strings.Contains(route.Pattern, "{thing}") {
			if id := strings.Split(path, "/")[2]; !slices.Contains(things, id) {
				things = append(things, id)
			}
		}
	}
	owner, admin := site.as(personWith(t, access.PlanOwner)), site.as(personWith(t, access.Administrator))
	for _, route := range site.pages.Routes() {
		method, path, _ := strings.Cut(route.Pattern, " ")
		if !strings.Contains(path, "{id}") && !strings.Contains(path, "{thing}") {
			continue
		}
		_, own := realPath(t, st.Plan, papersOf(st), route.Pattern)
		for _, id := range slices.Concat(odd, things) {
			v := owner
			if route.Needs == access.ManagePeople || route.Needs == access.Erase {
				v = admin
			}
			at := strings.NewReplacer("{id}", id, "{thing}", id).Replace(path)
			if at == own {
				continue
			}
			response, body := v.raw(method, at, form, strings.NewReader("title=x&version=all&reason=x&confirm=yes&seen=1"))
			history := strings.HasPrefix(path, "/history/") || strings.HasPrefix(path, "/erase/") // anything has a history
			if response.StatusCode >= http.StatusInternalServerError || response.Header.Get("X-Evil") != "" || strings.Contains(body, "goroutine ") {
				t.Errorf("%s %.80s: %d", method, at, response.StatusCode)
			}
			if response.StatusCode == http.StatusOK && !history && slices.Contains(odd, id) && !slices.Contains([]string{"", "..", "%2e%2e", "../../etc/passwd", "new", "edit"}, id) {
				t.Errorf("%s %.80s shows a page", method, at)
			}
		}
	}
}

// What stands after the question mark breaks no page and costs little.
func TestOddQueries(t *testing.T) {
	site := serveDemo(t)
	v := site.as(personWith(t, access.PlanOwner))
	long := strings.Repeat("a+", 20_000)
	values := slices.Concat(odd, []string{
		"9999-12-31", "0001-01-01", "0000-00-00", "2012-02-30", "10000-01-01", "%231", "%230", "%23-1", "%239999999999999999999", "9999-12-31T23:59:59Z", "0000-01-01T00:00:00Z",
		"9999-12-31T23:59:59%2B23:59", "-9999-01-01", "2013-02-01T09:30:00.999999999Z", "1e9", "0x10", "999999", "1000000", "9223372036854775807", "1_x", "5_../..", long,
	})
	for _, path := range []string{"/home", "/plan", "/plan.json", "/changes", "/changes.json", "/find", "/history", "/inspections", "/papers", "/papers.json", "/papers/new", "/actions/new", "/sign-in"} {
		for _, name := range []string{"as-at", "known-at", "page", "from", "find", "q", "before", "change", "section", "timescale", "agency", "only", "rows", "scheme", "next", "area", "version"} {
			for _, value := range values {
				at := path + "?" + name + "=" + value
				began := time.Now()
				response, body := v.raw(http.MethodGet, at, http.Header{}, http.NoBody)
				took := time.Since(began)
				if response.StatusCode >= http.StatusInternalServerError || took > 5*time.Second || len(body) > 4<<20 {
					t.Errorf("%.80s: %d, %d bytes, %v", at, response.StatusCode, len(body), took)
				}
				if strings.HasPrefix(response.Header.Get("Content-Type"), "text/html") && response.StatusCode >= http.StatusBadRequest && !isSentence(body) {
					t.Errorf("%.80s: %d without words", at, response.StatusCode)
				}
			}
		}
	}
	for _, at := range []string{"/find?q=" + long, "/plan?find=" + long} {
		if status, body := v.send(http.MethodGet, at, nil); status != http.StatusUnprocessableEntity || !strings.Contains(body, "too long to look for") {
			t.Errorf("%.40s: %d", at, status)
		}
	}
	if status, _ := v.send(http.MethodGet, "/plan?find="+strings.Repeat("a", 2<<20), nil); status != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("an address of two megabytes: %d", status)
	}
}

// No form takes more than a megabyte, and none breaks on what can't be read.
func TestBodiesAreBounded(t *testing.T) {
	site := serveDemo(t)
	st := demoState(t, site)
	big := "title=" + strings.Repeat("a", 2<<20)
	bodies := []struct{ kind, body string }{
		{"application/x-www-form-urlencoded", big}, {"application/x-www-form-urlencoded", "%zz=%zz&;;=&" + strings.Repeat("a&", 100_000)}, {"application/x-www-form-urlencoded", "title=%00%ff&seen=99999999999999999999"},
		{"application/x-www-form-urlencoded", "choose.title=other&other.title=&fields-of.title=title&choose.=other&fields-of.=choose.title"},
		{"multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n" + big + "\r\n--x--\r\n"}, {"multipart/form-data; boundary=x", "--x\r\nnonsense"},
		{"multipart/form-data", "x"}, {"multipart/form-data; boundary=x", strings.Repeat("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n", 5000) + "--x--\r\n"},
		{"multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"attachment\"; filename=\"a.txt\"\r\n\r\n" + strings.Repeat("a", 100_000)},
		{"application/json", `{"title":"x"}`}, {"", "title=x"}, {"text/plain; charset=\"", "x"},
	}
	for _, who := range []string{"", personWith(t, access.PlanOwner), personWith(t, access.Administrator)} {
		for i, each := range bodies {
			v := site.visitor()
			if who != "" {
				v = site.as(who)
			}
			for _, route := range site.pages.Routes() {
				method, path := realPath(t, st.Plan, papersOf(st), route.Pattern)
				if method != http.MethodPost || strings.Contains(path, "sign-out") {
					continue
				}
				response, body := v.raw(method, path, http.Header{"Content-Type": {each.kind}}, strings.NewReader(each.body))
				if response.StatusCode >= http.StatusInternalServerError || strings.Contains(body, "goroutine ") || len(body) > 16<<20 {
					t.Errorf("%s with body %d as %q: %d", path, i, who, response.StatusCode)
				}
				unread := response.StatusCode == http.StatusSeeOther // a button that takes no typing
				if len(each.body) > 2<<20 && (response.StatusCode < http.StatusBadRequest && !unread || strings.Contains(body, strings.Repeat("a", 1<<20+1))) {
					t.Errorf("%s took body %d as %q: %d", path, i, who, response.StatusCode)
				}
				if endsSessions(path) {
					if v = site.visitor(); who != "" {
						v = site.as(who)
					}
				}
			}
			if status, _ := v.send(http.MethodGet, "/account", nil); (status == http.StatusOK) != (who != "") {
				t.Errorf("after body %d, %q is no longer who they were: /account gives %d", i, who, status)
			}
		}
	}
}

// What is kept on the sign-in page comes from the browser, so that it may be
// anything: it is either a form of ours or nothing.
func TestKeptFormsAreOnlyEverForms(t *testing.T) {
	c := newCouncil(t)
	at := "/parts/" + c.id["yes"] + "/report"
	pack := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	for name, kept := range map[string]string{
		"no base64": "%%%<script>", "no JSON": pack("{"), "a list": pack(`["x"]`), "deep": pack(strings.Repeat("[", 100_000)), "numbers": pack(`{"text":[1]}`), "null": pack("null"),
		"markup": pack(`{"text":["` + `\"'></textarea><script>alert(1)</script><tl-x>` + `"],"in-the-way":["<tl-x>"],"<tl-x>":["<tl-x>"]}`), "nothing": "", "huge": pack(`{"text":["` + strings.Repeat("a", 500_000) + `"]}`),
	} {
		b := c.visitor()
		page := b.post("/sign-in", url.Values{"email": {"lead@example.org"}, "password": {"not the password"}, "kept": {kept}, "next": {at}}).want(http.StatusUnprocessableEntity)
		checkMarkup(t, name, page.body, false)
		fields := page.form("/sign-in")
		fields.Set("password", testPassword)
		fields.Set("email", "lead@example.org")
		page = b.post("/sign-in", fields).want(http.StatusOK)
		checkMarkup(t, name, page.body, false)
		if page.path != at {
			t.Errorf("%s: leads to %s", name, page.path)
		}
		text := page.form(at).Get("text")
		if wanted := name == "markup" || name == "huge"; (text != "") != wanted {
			t.Errorf("%s: the form holds %.40q", name, text)
		}
		checkMarkup(t, name, b.get("/home").want(http.StatusOK).body, false)
	}
	// Somebody else who signs in on a page of their own is given nothing of it.
	other := c.as("health")
	if text := other.get("/parts/" + c.id["many"] + "/report").want(http.StatusOK).form("/parts/" + c.id["many"] + "/report").Get("text"); text != "" {
		t.Errorf("another person's form holds %.40q", text)
	}
}

// timing notes the deadlines that are set, as a connection would.
type timing struct {
	http.ResponseWriter
	read, write time.Time
}

func (d *timing) SetReadDeadline(at time.Time) error  { d.read = at; return nil }
func (d *timing) SetWriteDeadline(at time.Time) error { d.write = at; return nil }

func TestSlowRequestsAreCutOff(t *testing.T) {
	c := newCouncil(t)
	for _, body := range []string{"", "email=x"} {
		d := &timing{ResponseWriter: httptest.NewRecorder()}
		sent := io.Reader(http.NoBody)
		if body != "" {
			sent = strings.NewReader(body)
		}
		before := time.Now()
		c.pages.ServeHTTP(d, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/sign-in", sent))
		if d.write.Sub(before) > formTime+time.Second || d.write.IsZero() || d.read.IsZero() != (body == "") || d.read.After(d.write) {
			t.Errorf("body %q: to be read by %v and answered by %v", body, d.read, d.write)
		}
	}
	read := make(chan error, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		within(w, r, 20*time.Millisecond)
		_, err := io.ReadAll(r.Body)
		read <- err
	}))
	defer server.Close()
	slow, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close() //nolint:errcheck // nothing is left to write
	if _, err := io.WriteString(slow, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nfive."); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-read:
		if err == nil {
			t.Error("half a body was taken for the whole")
		}
	case <-time.After(10 * time.Second):
		t.Error("a body that never comes was waited for")
	}
	if err := slow.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(slow); err != nil {
		t.Errorf("the connection was not let go of: %v", err)
	}
}
