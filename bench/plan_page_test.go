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
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"throughline/access"
	"throughline/account"
	"throughline/app"
	"throughline/calendar"
	"throughline/change"
	"throughline/deadline"
	"throughline/plan"
	"throughline/store"
	"throughline/web"
)

// pageAtMost is how much slower the first 50 rows of 10,000 actions may be
// than those of 100.
const pageAtMost = 1.2

// site is a served plan of n actions, with somebody signed in.
type site struct {
	server *httptest.Server
	client *http.Client
}

// planSite makes a plan of n actions of two parts each, signs its owner in
// and serves it on the loopback address.
func planSite(b *testing.B, n int) site {
	b.Helper()
	ctx := context.Background()
	path := filepath.Join(b.TempDir(), "plan.db")
	if _, _, err := store.Migrate(ctx, path, nil); err != nil {
		b.Fatal(err)
	}
	db := openLedger(b, path)
	const password = "a long pass phrase for the bench"
	operator := access.Caller{Account: "bench-operator", Authority: authority, Roles: []access.Role{access.Operator}}
	if _, err := db.CreateAuthority(ctx, operator, authority, "Bench Council"); err != nil {
		b.Fatal(err)
	}
	accounts := account.New(db, time.Now)
	id, err := accounts.Create(ctx, operator, "owner@bench.example", "Plan Owner", password)
	if err != nil {
		b.Fatal(err)
	}
	fillPlan(b, db, id, n)
	service := app.New(db, nil, time.Now)
	pages, err := web.New(service, accounts, web.Options{})
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(pages)
	b.Cleanup(server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.Fatal(err)
	}
	client := &http.Client{Jar: jar, Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	response, err := client.PostForm(server.URL+"/sign-in", url.Values{"email": {"owner@bench.example"}, "password": {password}})
	if err != nil {
		b.Fatal(err)
	}
	if err := response.Body.Close(); err != nil || response.StatusCode != http.StatusOK {
		b.Fatalf("signing in gave %s, %v", response.Status, err)
	}
	return site{server, client}
}

// fillPlan puts the plan straight into the store: 500 things to an entry.
func fillPlan(b *testing.B, db *store.DB, account string, n int) {
	b.Helper()
	today := calendar.DayOf(time.Now())
	owner := Owner(authority)
	owner.Roles = append(owner.Roles, access.Administrator)
	var puts []change.Put
	put := func(kind, id, parent string, body any) {
		puts = append(puts, change.Put{Kind: kind, Thing: id, Parent: parent, Body: body})
	}
	for _, a := range []string{"council", "trust"} {
		put(plan.KindAgency, a, "", plan.Agency{Names: []plan.Named{{Name: a}}})
		put(plan.KindPost, a+"-post", a, plan.Post{Agency: a, Title: "Head of " + a})
	}
	put(plan.KindMembership, "owner", "", plan.Membership{Account: account, Name: "Plan Owner", Agency: "council", Roles: []access.Role{access.PlanOwner}})
	put(plan.KindInspection, "inspection", "", plan.Inspection{Title: "Inspection", Regime: "slac", Inspectorates: []string{"Ofsted"}})
	for i := range n {
		section, timescale := plan.Safeguarding, deadline.Timescales[i%3]
		if i%2 == 1 {
			section = plan.LookedAfterChildren
		}
		action := fmt.Sprintf("action-%d", i)
		put(plan.KindAction, action, "inspection", plan.Action{Inspection: "inspection", Ref: fmt.Sprintf("A%d", i+1), Title: fmt.Sprintf("Action %d of the plan, in a sentence of the usual length", i+1),
			Section: section, Timescale: timescale, Due: today.AddDays(i % 100), PlannedOn: today.AddDays(-100), Order: i + 1, Standing: plan.Live, Origin: plan.FromArea})
		for _, ref := range []string{"a", "b"} {
			put(plan.KindPart, action+"-"+ref, action, plan.Part{Action: action, Ref: ref, Text: "A part of the action", Owner: "council-post", Signer: "trust-post", Kind: plan.YesOrNo,
				Due: today.AddDays(i % 100), Progress: plan.Progress{LastUpdate: today.AddDays(-i % 120)}})
		}
	}
	const batch = 500
	for len(puts) > 0 {
		some := puts[:min(batch, len(puts))]
		puts = puts[len(some):]
		if _, err := db.Write(context.Background(), owner, access.EditPlan, "fill the plan", today, func(tx *store.Tx) error {
			for _, p := range some {
				if err := tx.Put(p); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
}

// clients is how many people ask at once.
const clients = 8

// fetch asks for the page times times, from several clients at once, and
// gives the requests per second and the last body.
func fetch(b *testing.B, client *http.Client, address string, times int) (perSecond float64, body []byte) {
	b.Helper()
	var left atomic.Int64
	left.Store(int64(times))
	var group sync.WaitGroup
	var last atomic.Value
	start := time.Now()
	for range clients {
		group.Go(func() {
			for left.Add(-1) >= 0 {
				response, err := client.Get(address)
				if err != nil {
					b.Error(err)
					return
				}
				got, err := io.ReadAll(response.Body)
				if closing := response.Body.Close(); err != nil || closing != nil || response.StatusCode != http.StatusOK {
					b.Errorf("%s gave %s, %v", address, response.Status, err)
					return
				}
				last.Store(got)
			}
		})
	}
	group.Wait()
	if b.Failed() {
		b.FailNow()
	}
	return float64(times) / time.Since(start).Seconds(), last.Load().([]byte) //nolint:errcheck // only bytes are stored
}

// BenchmarkPlanPage asks that the first 50 rows of 10,000 actions cost at
// most 1.2 times those of 100, and reports requests per second beside a bare
// handler that serves the same bytes.
func BenchmarkPlanPage(b *testing.B) {
	small, large := planSite(b, 100), planSite(b, 10_000)
	const page = "/plan?rows=actions"
	const times = 600
	_, body := fetch(b, large.client, large.server.URL+page, clients) // lays the plan out once, as the first visitor does
	fetch(b, small.client, small.server.URL+page, clients)
	bare := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(body) // the client counts what arrives
	}))
	b.Cleanup(bare.Close)
	var ratios []time.Duration
	var smallRate, largeRate, bareRate float64
	for b.Loop() {
		ratios = ratios[:0]
		for range 5 {
			smallRate, _ = fetch(b, small.client, small.server.URL+page, times)
			largeRate, _ = fetch(b, large.client, large.server.URL+page, times)
			ratios = append(ratios, time.Duration(smallRate/largeRate*1e6))
		}
		bareRate, _ = fetch(b, bare.Client(), bare.URL, times)
	}
	b.ReportMetric(smallRate, "pages/s-of-100")
	b.ReportMetric(largeRate, "pages/s-of-10000")
	b.ReportMetric(bareRate, "bare-responses/s")
	limit(b, "10000-to-100-actions", float64(middle(ratios))/1e6, pageAtMost)
}
