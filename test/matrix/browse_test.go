package matrix

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"

	"throughline/access"
)

// browser is one person signed in. It follows no redirect.
type browser struct {
	w    *world
	http *http.Client
	host string
}

var wires = &http.Transport{MaxIdleConnsPerHost: 64}

func (w *world) browser() *browser {
	jar, err := cookiejar.New(nil)
	w.must(err)
	return &browser{w, &http.Client{Jar: jar, Transport: wires, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, w.server.URL}
}

// answer is what came back.
type answer struct {
	method, path string
	status       int
	header       http.Header
	body         string
}

func (b *browser) get(path string) answer { return b.send(http.MethodGet, path, nil) }

func (b *browser) post(path string, form url.Values) answer {
	return b.send(http.MethodPost, path, form)
}

func (b *browser) send(method, path string, form url.Values) answer {
	request, err := http.NewRequestWithContext(context.Background(), method, b.host+path, strings.NewReader(form.Encode()))
	if err != nil {
		return answer{method: method, path: path, body: err.Error()}
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	response, err := b.http.Do(request)
	if err != nil {
		return answer{method: method, path: path, body: err.Error()}
	}
	body, err := io.ReadAll(response.Body)
	if closing := response.Body.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return answer{method: method, path: path, body: err.Error()}
	}
	return answer{method, path, response.StatusCode, response.Header, string(body)}
}

// signIn signs somebody in with their password.
func (w *world) signIn(a *actor) (*browser, error) {
	b := w.browser()
	if got := b.post("/sign-in", url.Values{"email": {a.email}, "password": {password}}); got.status != http.StatusSeeOther {
		return nil, fmt.Errorf("signing in as %s gave %d", a, got.status)
	}
	if a.c.w.here.actor(access.SocialWorker) != a {
		return b, nil
	}
	if got := b.act(a.member); got.status != http.StatusSeeOther {
		return nil, fmt.Errorf("choosing where to act as %s gave %d", a, got.status)
	}
	return b, nil
}

// act chooses one of several places.
func (b *browser) act(member string) answer {
	return b.post("/act-as", url.Values{"place": {member}})
}

// lookFor chooses why the person looks.
func (b *browser) lookFor(purpose access.Purpose) answer {
	return b.post("/casework/purpose", url.Values{"purpose": {string(purpose)}})
}

// like is an answer without what is of this one request: the ids it asked for,
// the time it was sent, and the session's token.
func (a answer) like(ids ...string) string {
	var out strings.Builder
	fmt.Fprintln(&out, a.status)
	for _, name := range []string{"Allow", "Cache-Control", "Content-Disposition", "Content-Security-Policy", "Content-Type", "Etag", "Last-Modified", "Location", "Vary"} {
		fmt.Fprintln(&out, name, a.header[name])
	}
	extra := 0
	for name := range a.header {
		if name != "Date" && name != "Set-Cookie" && name != "Content-Length" {
			extra++
		}
	}
	fmt.Fprintln(&out, extra, "headers")
	out.WriteString(a.body)
	text := out.String()
	for _, id := range ids {
		text = strings.ReplaceAll(text, id, "ID")
	}
	return withoutPositions(text)
}

// withoutPositions writes N for how far the ledger is, which others move on
// meanwhile. TestPositionsAreLeftOut holds it to the pattern that says the same
// and takes a twentieth of the time of the matrix.
func withoutPositions(text string) string {
	var out strings.Builder
	for {
		at := -1
		for _, begins := range []string{"(entry", `"known_at_entry":`} {
			if i := strings.Index(text, begins); i >= 0 && (at < 0 || i+len(begins) < at) {
				at = i + len(begins)
			}
		}
		if at < 0 {
			out.WriteString(text)
			return out.String()
		}
		out.WriteString(text[:at])
		text = text[at:]
		if rest := strings.TrimLeft(strings.TrimPrefix(text, " "), "0123456789"); len(rest) < len(strings.TrimPrefix(text, " ")) {
			out.WriteString(" N")
			text = rest
		}
	}
}

func (a answer) String() string { return fmt.Sprintf("%s %s gave %d", a.method, a.path, a.status) }

// traces finds everything that a thing about people can be known by in a text:
// its words, its id, a number of ten digits or more, or a postcode.
func traces(text string) (found []string) {
	for i := range len(text) {
		switch c := text[i]; {
		case c == 'z' && strings.HasPrefix(text[i:], "zq") && i+8 <= len(text):
			found = append(found, text[i:i+8])
		case c == 'Z' && i+8 <= len(text) && (text[i+1] == 'Q' || text[i+1] == 'V'):
			found = append(found, text[i:i+8])
		case c == '-' && i >= 8 && i+28 <= len(text) && text[i+5] == '-' && text[i+10] == '-' && text[i+15] == '-':
			found = append(found, text[i-8:i+28])
		case c >= '4' && c <= '7' && i+10 <= len(text) && !isDigit(text[i-min(i, 1)]) && digits(text[i:i+10]):
			found = append(found, text[i:i+10])
		case c == 'A' && i+13 <= len(text) && digits(text[i+1:i+13]):
			found = append(found, text[i:i+13])
		}
	}
	return found
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func digits(text string) bool {
	for i := range len(text) {
		if !isDigit(text[i]) {
			return false
		}
	}
	return true
}

// report is what was found to be wrong. It is bounded: one fault shows itself
// in many places.
type report struct {
	mu     sync.Mutex
	faults []string
	count  int
	tried  atomic.Int64

	browsers []*browser
}

func (r *report) add(b *browser) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.browsers = append(r.browsers, b)
}

const mostFaults = 40

func (r *report) wrongf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.count++; r.count <= mostFaults {
		r.faults = append(r.faults, fmt.Sprintf(format, args...))
	}
}

func (r *report) found() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.count
}
