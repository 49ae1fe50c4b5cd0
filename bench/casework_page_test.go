package bench

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"throughline/account"
	"throughline/app"
	"throughline/blobs"
	"throughline/demo"
	"throughline/demo/live"
	"throughline/store"
	"throughline/web"
	"throughline/web/assets"
)

// recordingAtMost is how much of a page, without it, the wait until a look is
// on record may take at 50 requests a second.
const recordingAtMost = 0.10

// BenchmarkRecordingOnAPage opens a child's file, and a list of the people a
// worker works with, 50 times a second, and measures how much of the time from
// the request to the whole answer went on waiting for the look to be on record.
func BenchmarkRecordingOnAPage(b *testing.B) {
	var waited atomic.Int64
	address, client := demoSite(b, func() func() {
		start := time.Now()
		return func() { waited.Add(int64(time.Since(start))) }
	})
	for name, path := range map[string]string{"file": "/casework/people/" + demo.ID("person/tyler-wexley"), "list": "/casework"} {
		b.Run(name, func(b *testing.B) {
			var took time.Duration
			var times int
			for b.Loop() {
				waited.Store(0)
				_, each := atRate(b, func(int) (time.Duration, error) {
					start := time.Now()
					err := opened(client, address+path)
					return time.Since(start), err
				})
				took, times = 0, len(each)
				for _, t := range each {
					took += t
				}
			}
			wait := time.Duration(waited.Load())
			b.ReportMetric(float64((took / time.Duration(times)).Microseconds()), "page-µs")
			b.ReportMetric(float64((wait / time.Duration(times)).Microseconds()), "wait-µs")
			limit(b, "wait/page", float64(wait)/float64(took-wait), recordingAtMost)
		})
	}
}

func opened(client *http.Client, address string) error {
	response, err := client.Get(address)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, response.Body)
	if e := response.Body.Close(); err == nil {
		err = e
	}
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("the answer was %s", response.Status)
	}
	return err
}

// demoSite serves the demonstration, with its social worker signed in.
func demoSite(b *testing.B, waiting func() func()) (address string, client *http.Client) {
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
	pages, err := web.New(service, accounts, web.Options{Demo: true, Waiting: waiting})
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
