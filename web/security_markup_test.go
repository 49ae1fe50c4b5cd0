package web

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"throughline/access"
)

// hostile is what an attacker would type: it leaves an attribute, a title and
// a text field, and would run in each.
const hostile = `"'><img src=x onerror=alert(1)></textarea></title><script>alert(1)</script><tl-x>`

// checkMarkup holds a page to what our content policy lets it do, so that the
// policy is never what saves us.
func checkMarkup(t *testing.T, what string, body []byte, alone bool) *html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "tl-x" || n.DataAtom == atom.Img || n.DataAtom == atom.Iframe || n.DataAtom == atom.Object || n.DataAtom == atom.Base {
			t.Errorf("%s: has an element <%s>", what, n.Data)
		}
		if n.DataAtom == atom.Script && (rawText(n) != "" || !strings.HasPrefix(attribute(n, "src"), "/assets/")) || n.DataAtom == atom.Style && !alone {
			t.Errorf("%s: has a <%s> of its own", what, n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" {
				t.Errorf("%s: <%s> has the attribute %s", what, n.Data, a.Key)
			}
			if value := strings.ToLower(strings.TrimSpace(a.Val)); (a.Key == "src" || a.Key == "href" || a.Key == "action" || a.Key == "formaction") &&
				(strings.HasPrefix(value, "javascript:") || strings.HasPrefix(value, "data:") || strings.HasPrefix(value, "//") ||
					(a.Key != "href" || n.DataAtom == atom.Link) && strings.Contains(value, "://")) {
				t.Errorf("%s: <%s> has %s=%q", what, n.Data, a.Key, a.Val)
			}
		}
	}
	return root
}

// visited is a page that a crawl came to.
type visited struct {
	path, pattern, kind string
	status              int
	body                []byte
	root                *html.Node // nil for what is no page
}

// crawl follows every link that a person is shown, to a few pages of each
// kind, and gives each page.
func (v *visitor) crawl(each int) (pages []visited) {
	v.site.t.Helper()
	queue, seen, count := []string{"/home", "/plan", "/plan?rows=actions", "/changes?from=2012-05-01", "/find?q=a", "/account"}, map[string]bool{}, map[string]int{}
	for _, route := range v.site.pages.Routes() { // what has no id in it is tried without a link too
		if path, ok := strings.CutPrefix(route.Pattern, "GET "); ok && !strings.Contains(path, "{") {
			queue = append(queue, path)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		at, _, _ := strings.Cut(queue[0], "#")
		to, err := url.Parse(at)
		if err != nil || seen[at] || to.Host != "" || !strings.HasPrefix(at, "/") || strings.HasPrefix(at, "/assets/") {
			continue
		}
		seen[at] = true
		_, pattern := v.site.pages.routes.Handler(&http.Request{Method: http.MethodGet, URL: to})
		if count[pattern]++; count[pattern] > each && strings.Contains(pattern, "{") || count[pattern] > 4*each {
			continue
		}
		response, body := v.raw(http.MethodGet, at, http.Header{}, http.NoBody)
		page := visited{path: at, pattern: pattern, kind: response.Header.Get("Content-Type"), status: response.StatusCode, body: []byte(body)}
		checkHeaders(v.site.t, at, to.Path, response.Header)
		if response.StatusCode >= http.StatusInternalServerError {
			v.site.t.Errorf("%s: %d", at, response.StatusCode)
		}
		if strings.HasPrefix(page.kind, "text/html") {
			page.root = checkMarkup(v.site.t, at, page.body, strings.HasSuffix(to.Path, ".html"))
			for n := range page.root.Descendants() {
				if href := attribute(n, "href"); n.DataAtom == atom.A && strings.HasPrefix(href, "/") {
					queue = append(queue, href)
				}
			}
		}
		pages = append(pages, page)
	}
	return pages
}

// filledWith is a form with every field that takes words filled with the text,
// and every choice made.
func filledWith(n *html.Node, text, today string, number int) url.Values {
	fields, year, month, day := url.Values{}, today[:4], today[5:7], today[8:]
	for each := range n.Descendants() {
		name, value := attribute(each, "name"), attribute(each, "value")
		if each.Type != html.ElementNode || name == "" {
			continue
		}
		switch kind := attribute(each, "type"); {
		case each.DataAtom == atom.Select:
			for option := range each.Descendants() {
				if value := attribute(option, "value"); option.DataAtom == atom.Option && value != "" {
					fields.Set(name, value)
				}
			}
		case kind == "hidden", kind == "radio" && !fields.Has(name), kind == "checkbox":
			fields.Add(name, value)
		case kind == "radio", kind == "file", kind == "password", each.DataAtom == atom.Button:
		case strings.HasSuffix(name, "-day"):
			fields.Set(name, day)
		case strings.HasSuffix(name, "-month"):
			fields.Set(name, month)
		case strings.HasSuffix(name, "-year"):
			fields.Set(name, year)
		case kind == "email":
			fields.Set(name, fmt.Sprintf("o'neil&%d@example.org", number))
		case attribute(each, "inputmode") == "numeric":
			fields.Set(name, "7")
		default:
			fields.Set(name, fmt.Sprint(text, number))
		}
	}
	return fields
}

// notFilled are the forms that would end the crawl: those that sign in or out.
func notFilled(action string) bool {
	return action == "" || strings.Contains(action, "sign-") || strings.HasPrefix(action, "/act-as") || action == "/account/password" || strings.HasPrefix(action, "/demonstration")
}

// Every form that anybody is shown is filled with markup and sent; then every
// page that anybody can come to is read for markup that got through.
func TestWhatPeopleTypeNeverRuns(t *testing.T) {
	site := serveDemo(t)
	number, saved := 0, map[string]bool{}
	for _, key := range orderedPeople() {
		v := site.as(key)
		for _, page := range v.crawl(2) {
			if page.root == nil {
				continue
			}
			for n := range page.root.Descendants() {
				action := attribute(n, "action")
				if n.DataAtom != atom.Form || attribute(n, "method") != "post" || notFilled(action) {
					continue
				}
				number++
				fields := filledWith(n, hostile, site.service.Today().String(), number)
				response, body := v.raw(http.MethodPost, action, form, strings.NewReader(fields.Encode()))
				checkMarkup(t, "POST "+action, []byte(body), false)
				if response.StatusCode >= http.StatusInternalServerError {
					t.Errorf("POST %s %v: %d", action, fields, response.StatusCode)
				}
				if response.StatusCode == http.StatusSeeOther || response.StatusCode == http.StatusCreated {
					saved[page.pattern] = true
				}
			}
		}
	}
	t.Logf("%d forms sent; saved: %d kinds", number, len(saved))
	plantTheRest(t, site)
	st := demoState(t, site)
	for what, holds := range planted(st) {
		if !holds {
			t.Errorf("no %s holds what was typed, so nothing is shown of it", what)
		}
	}
	for _, key := range orderedPeople() {
		pages, shown := site.as(key).crawl(6), 0
		for _, page := range pages {
			if page.root != nil && strings.Contains(string(page.body), "&lt;tl-x&gt;") {
				shown++
			}
		}
		if len(pages) < 30 || shown < 10 {
			t.Errorf("%s came to %d pages, of which %d show what was typed", key, len(pages), shown)
		}
	}
}

// orderedPeople are the one-click people, those who write before those who manage.
func orderedPeople() (keys []string) {
	people := oneClick()
	for key := range people {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b string) int {
		am, bm := slices.Contains(people[a].Roles, access.Administrator), slices.Contains(people[b].Roles, access.Administrator)
		if am != bm {
			return map[bool]int{true: 1, false: -1}[am]
		}
		return strings.Compare(a, b)
	})
	return keys
}
