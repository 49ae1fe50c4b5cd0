package bench

import (
	"context"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"testing"

	"throughline/account"
	"throughline/app"
	"throughline/blobs"
	"throughline/demo/live"
	"throughline/store"
	"throughline/web"
	"throughline/web/assets"
)

// demoSite serves the demonstration, with its social worker signed in.
func demoSite(b *testing.B) (address string, client *http.Client) {
	b.Helper()
	ctx, folder, clock := context.Background(), b.TempDir(), &live.Clock{}
	path := filepath.Join(folder, "demo.db")
	if _, _, err := store.Migrate(ctx, path, nil); err != nil {
		b.Fatal(err)
	}
	db, err := store.Open(ctx, path, store.Options{Clock: clock.Now})
	if err != nil {
		b.Fatal(err)
	}
	files, err := blobs.Open(ctx, blobs.In(filepath.Join(folder, "files")))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := files.Close(); err != nil {
			b.Error(err)
		}
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	})
	service, accounts := app.New(db, files, clock.Now), account.New(db, clock.Now)
	if err := live.Through(ctx, service, accounts, files, clock, assets.Paper(), func(int, int) {}); err != nil {
		b.Fatal(err)
	}
	clock.Run()
	pages, err := web.New(service, accounts, web.Options{Demo: true})
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(pages)
	b.Cleanup(server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.Fatal(err)
	}
	client = &http.Client{Jar: jar, Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	response, err := client.PostForm(server.URL+"/demonstration/sign-in", url.Values{"person": {"leila-farrow"}, "next": {""}})
	if err != nil {
		b.Fatal(err)
	}
	if err := response.Body.Close(); err != nil || response.StatusCode != http.StatusOK {
		b.Fatalf("signing in gave %s, %v", response.Status, err)
	}
	return server.URL, client
}
