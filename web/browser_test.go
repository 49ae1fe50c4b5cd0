package web

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// browser is somebody at the pages: it keeps cookies and follows redirects.
type browser struct {
	t    *testing.T
	at   string // address of the server
	http *http.Client
}

// shown is a page as it came.
type shown struct {
	t      *testing.T
	status int
	path   string // where it ended up, with its query
	header http.Header
	body   []byte
	root   *html.Node
}

// visitor is a browser in which nobody has signed in.
func (c *testCouncil) visitor() *browser {
	c.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		c.t.Fatal(err)
	}
	return &browser{c.t, c.server.URL, &http.Client{Jar: jar}}
}

// as signs a person in, by key, through the sign-in page.
func (c *testCouncil) as(key string) *browser {
	c.t.Helper()
	b := c.visitor()
	b.signIn(b.get("/sign-in"), key)
	return b
}

// signIn fills the sign-in form of a page and sends it.
func (b *browser) signIn(page *shown, key string) *shown {
	b.t.Helper()
	fields := page.form("/sign-in")
	fields.Set("email", key+"@example.org")
	fields.Set("password", testPassword)
	after := b.post("/sign-in", fields)
	if after.status != http.StatusOK {
		b.t.Fatalf("%s could not sign in: %d %s", key, after.status, after.text())
	}
	return after
}

// forget throws the cookies away, as when a session has ended.
func (b *browser) forget() {
	b.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.t.Fatal(err)
	}
	b.http.Jar = jar
}

func (b *browser) get(path string) *shown {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.at+path, http.NoBody)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.send(request)
}

func (b *browser) post(path string, fields url.Values) *shown {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.at+path, strings.NewReader(fields.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Origin", b.at)
	return b.send(request)
}

// upload sends a form with a file, its fields first, as a browser does.
func (b *browser) upload(path string, fields url.Values, name string, content io.Reader) *shown {
	b.t.Helper()
	return b.send(b.multipart(path, fields, name, content, -1))
}

// uploadSized is upload of a file of a size, told beforehand.
func (b *browser) uploadSized(path string, fields url.Values, name string, size int64) *shown {
	b.t.Helper()
	return b.send(b.multipart(path, fields, name, &zeros{size}, size))
}

func (b *browser) multipart(path string, fields url.Values, name string, content io.Reader, size int64) *http.Request {
	b.t.Helper()
	var head bytes.Buffer
	form := multipart.NewWriter(&head)
	for field, values := range fields {
		for _, value := range values {
			if err := form.WriteField(field, value); err != nil {
				b.t.Fatal(err)
			}
		}
	}
	if _, err := form.CreateFormFile("attachment", name); err != nil {
		b.t.Fatal(err)
	}
	tail := "\r\n--" + form.Boundary() + "--\r\n"
	whole, length := io.MultiReader(&head, content, strings.NewReader(tail)), int64(head.Len()+len(tail))
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.at+path, whole)
	if err != nil {
		b.t.Fatal(err)
	}
	request.Header.Set("Content-Type", form.FormDataContentType())
	if size >= 0 {
		request.ContentLength = length + size
	}
	return request
}

func (b *browser) send(request *http.Request) *shown {
	b.t.Helper()
	response, err := b.http.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // only read from
	page := &shown{t: b.t, status: response.StatusCode, path: response.Request.URL.RequestURI(), header: response.Header}
	if page.body, err = io.ReadAll(response.Body); err != nil {
		b.t.Fatal(err)
	}
	if page.root, err = html.Parse(bytes.NewReader(page.body)); err != nil {
		b.t.Fatal(err)
	}
	return page
}

// ok stops the test unless the page came with the status wanted.
func (p *shown) want(status int) *shown {
	p.t.Helper()
	if p.status != status {
		p.t.Fatalf("%s: got status %d, want %d: %s", p.path, p.status, status, p.text())
	}
	return p
}

// all gives every element that fits.
func (p *shown) all(fits func(*html.Node) bool) (found []*html.Node) {
	for n := range p.root.Descendants() {
		if n.Type == html.ElementNode && fits(n) {
			found = append(found, n)
		}
	}
	return found
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

func hasClass(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attribute(n, "class")), class)
}

// textIn is the text under an element, with single spaces.
func textIn(n *html.Node) string {
	var b strings.Builder
	for each := range n.Descendants() {
		if each.Type == html.TextNode && each.Parent.DataAtom != atom.Script && each.Parent.DataAtom != atom.Style {
			b.WriteString(each.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// text is everything the page's own part says.
func (p *shown) text() string {
	for _, n := range p.all(func(n *html.Node) bool { return n.DataAtom == atom.Main }) {
		return textIn(n)
	}
	return textIn(p.root)
}

// says checks that the page says each of the texts.
func (p *shown) says(texts ...string) {
	p.t.Helper()
	said := p.text()
	for _, text := range texts {
		if !strings.Contains(said, text) {
			p.t.Errorf("%s does not say %q. It says: %s", p.path, text, said)
		}
	}
}

// hides checks that nothing of the page, seen or not, has any of the texts.
func (p *shown) hides(texts ...string) {
	p.t.Helper()
	for _, text := range texts {
		if bytes.Contains(p.body, []byte(text)) || strings.Contains(textIn(p.root), text) {
			p.t.Errorf("%s shows %q", p.path, text)
		}
	}
}

func (p *shown) h1() string {
	for _, n := range p.all(func(n *html.Node) bool { return n.DataAtom == atom.H1 }) {
		return textIn(n)
	}
	return ""
}

// summary gives the errors listed at the top, and checks that each link leads
// to something on the page.
func (p *shown) summary() (errors []string) {
	p.t.Helper()
	for _, list := range p.all(func(n *html.Node) bool { return hasClass(n, "govuk-error-summary__list") }) {
		for n := range list.Descendants() {
			if n.DataAtom == atom.Li {
				errors = append(errors, textIn(n))
			}
			if target, ok := strings.CutPrefix(attribute(n, "href"), "#"); ok && n.DataAtom == atom.A && p.byID(target) == nil {
				p.t.Errorf("%s: the error %q leads to #%s, which is not on the page", p.path, textIn(n), target)
			}
		}
	}
	return errors
}

func (p *shown) byID(id string) *html.Node {
	for _, n := range p.all(func(n *html.Node) bool { return attribute(n, "id") == id }) {
		return n
	}
	return nil
}

// fault is the message beside a field, or "".
func (p *shown) fault(field string) string {
	if n := p.byID(field + "-error"); n != nil {
		return strings.TrimPrefix(textIn(n), "Error: ")
	}
	return ""
}

// button says whether the page has a button, or a link that looks like one.
func (p *shown) button(text string) bool {
	return len(p.all(func(n *html.Node) bool { return hasClass(n, "govuk-button") && textIn(n) == text })) > 0
}

// link gives where the first link with a text leads.
func (p *shown) link(text string) string {
	p.t.Helper()
	for _, n := range p.all(func(n *html.Node) bool { return n.DataAtom == atom.A && textIn(n) == text }) {
		return attribute(n, "href")
	}
	p.t.Fatalf("%s has no link %q", p.path, text)
	return ""
}

// form gives what a browser would send of the form with an action as it stands.
func (p *shown) form(action string) url.Values {
	p.t.Helper()
	forms := p.all(func(n *html.Node) bool { return n.DataAtom == atom.Form && attribute(n, "action") == action })
	if len(forms) == 0 {
		p.t.Fatalf("%s has no form for %s: %s", p.path, action, p.text())
	}
	fields := url.Values{}
	for n := range forms[0].Descendants() {
		name := attribute(n, "name")
		if n.Type != html.ElementNode || name == "" || has(n, "disabled") {
			continue
		}
		switch n.DataAtom {
		case atom.Input:
			switch attribute(n, "type") {
			case "radio", "checkbox":
				if has(n, "checked") {
					fields.Add(name, attribute(n, "value"))
				}
			case "file":
			default:
				fields.Add(name, attribute(n, "value"))
			}
		case atom.Textarea:
			fields.Add(name, strings.ReplaceAll(rawText(n), "\n", "\r\n"))
		case atom.Select:
			fields.Add(name, selected(n))
		}
	}
	return fields
}

func rawText(n *html.Node) string {
	var b strings.Builder
	for each := range n.Descendants() {
		if each.Type == html.TextNode {
			b.WriteString(each.Data)
		}
	}
	return b.String()
}

func selected(list *html.Node) (value string) {
	first := true
	for n := range list.Descendants() {
		if n.DataAtom == atom.Option && n.Type == html.ElementNode && (first || has(n, "selected")) {
			value, first = attribute(n, "value"), false
		}
	}
	return value
}
