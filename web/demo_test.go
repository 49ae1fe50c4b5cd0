package web

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"throughline/account"
	"throughline/app"
	"throughline/blobs"
	"throughline/demo"
	"throughline/demo/live"
	"throughline/store"
	"throughline/web/assets"
)

// demoMade is the demonstration, built once and copied for each test.
var demoMade struct {
	sync.Once
	folder string
	err    error
}

// demoSite is the demonstration served over HTTP, in a database of its own.
type demoSite struct {
	t        *testing.T
	pages    *Server
	server   *httptest.Server
	service  *app.Service
	accounts *account.Service
	clock    *live.Clock
}

func makeDemo(ctx context.Context, folder string) (err error) {
	path := filepath.Join(folder, "demo.db")
	if _, _, err := store.Migrate(ctx, path, nil); err != nil {
		return err
	}
	clock := &live.Clock{}
	clock.Set(live.End())
	db, err := store.Open(ctx, path, store.Options{Clock: clock.Now})
	if err != nil {
		return err
	}
	defer func() {
		if closing := db.Close(); err == nil {
			err = closing
		}
	}()
	files, err := blobs.Open(ctx, "file://"+filepath.Join(folder, "files"))
	if err != nil {
		return err
	}
	defer func() {
		if closing := files.Close(); err == nil {
			err = closing
		}
	}()
	return live.Through(ctx, app.New(db, files, clock.Now), account.New(db, clock.Now), files, clock, assets.Paper(), func(int, int) {})
}

// serveDemo serves a fresh copy of the demonstration.
func serveDemo(t *testing.T) *demoSite {
	t.Helper()
	site := openDemo(t)
	site.t = t
	return site
}

// openDemo is serveDemo for a benchmark too.
func openDemo(t testing.TB) *demoSite {
	t.Helper()
	ctx := context.Background()
	demoMade.Do(func() {
		if demoMade.folder, demoMade.err = os.MkdirTemp("", "throughline-demo-"); demoMade.err == nil {
			if demoMade.err = os.Mkdir(filepath.Join(demoMade.folder, "files"), 0o700); demoMade.err == nil {
				demoMade.err = makeDemo(ctx, demoMade.folder)
			}
		}
	})
	if demoMade.err != nil {
		t.Fatal(demoMade.err)
	}
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(demoMade.folder)); err != nil {
		t.Fatal(err)
	}
	clock := &live.Clock{}
	clock.Set(live.End())
	db, err := store.Open(ctx, filepath.Join(folder, "demo.db"), store.Options{Clock: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	files, err := blobs.Open(ctx, "file://"+filepath.Join(folder, "files"))
	if err != nil {
		t.Fatal(err)
	}
	site := &demoSite{service: app.New(db, files, clock.Now), accounts: account.New(db, clock.Now), clock: clock}
	if site.pages, err = New(site.service, site.accounts, Options{Demo: true}); err != nil {
		t.Fatal(err)
	}
	site.server = httptest.NewServer(site.pages)
	t.Cleanup(func() {
		site.server.Close()
		if err := files.Close(); err != nil {
			t.Error(err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return site
}

// visitor is a browser: it keeps cookies and follows no redirect.
type visitor struct {
	site   *demoSite
	client *http.Client
}

func (s *demoSite) visitor() *visitor {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return &visitor{s, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// as signs in at one click as one of the demonstration's people.
func (s *demoSite) as(person string) *visitor {
	v := s.visitor()
	if status, _ := v.send(http.MethodPost, "/demonstration/sign-in", url.Values{"person": {person}}); status != http.StatusSeeOther {
		s.t.Fatalf("signing in as %s gave %d", person, status)
	}
	return v
}

func (v *visitor) send(method, path string, form url.Values) (status int, body string) {
	v.site.t.Helper()
	request, err := http.NewRequestWithContext(context.Background(), method, v.site.server.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		v.site.t.Fatal(err)
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	response, err := v.client.Do(request)
	if err != nil {
		v.site.t.Fatal(err)
	}
	read, err := io.ReadAll(response.Body)
	if closing := response.Body.Close(); err != nil || closing != nil {
		v.site.t.Fatal(err, closing)
	}
	return response.StatusCode, string(read)
}

// oneClick gives the key of the person who has the role label's role.
func oneClick() map[string]demo.Person {
	people := map[string]demo.Person{}
	for _, p := range demo.People() {
		if p.OneClick {
			people[p.Key] = p
		}
	}
	return people
}
