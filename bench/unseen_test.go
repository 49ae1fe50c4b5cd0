package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"throughline/access"
	"throughline/demo"
	"throughline/store"
)

// How long what may not be seen may take to be answered, beside what is not
// there, as medians of one run.
const (
	unseenAtLeast = 0.8
	unseenAtMost  = 1.25
)

// byTurns times two questions, neither of which is always first, and gives the
// medians.
func byTurns(b *testing.B, hidden, missing func(n int) error) (there, nowhere time.Duration) {
	b.Helper()
	var took [2][]time.Duration
	n := 0
	for b.Loop() {
		for range 100 {
			n++
			for turn := range 2 {
				which := (n + turn) % 2
				start := time.Now()
				if err := []func(int) error{hidden, missing}[which](n); err != nil {
					b.Fatal(err)
				}
				took[which] = append(took[which], time.Since(start))
			}
		}
	}
	there, nowhere = middle(took[0]), middle(took[1])
	b.ReportMetric(float64(there.Microseconds()), "hidden-µs")
	b.ReportMetric(float64(nowhere.Microseconds()), "missing-µs")
	b.ReportMetric(float64(there)/float64(nowhere), "hidden/missing")
	return there, nowhere
}

// BenchmarkUnseenPage asks over HTTP for a child behind a wall and for nobody,
// by turns: the one must not be told from the other by a clock.
func BenchmarkUnseenPage(b *testing.B) {
	address, client := demoSite(b)
	hidden, missing := demo.ID("person/isla-tamwell"), demo.ID("person/nobody-at-all")
	get := func(path string) func(id, name string) (int, string, error) {
		return func(id, _ string) (int, string, error) {
			return asked(client.Get(address + strings.ReplaceAll(path, "ID", id)))
		}
	}
	for _, way := range []struct {
		name string
		ask  func(id, name string) (status int, body string, err error)
		want int
	}{
		{"file", get("/casework/people/ID"), http.StatusNotFound},
		{"data", get("/casework/people/ID/data.json"), http.StatusNotFound},
		{"history", get("/casework/things/ID/history"), http.StatusNotFound},
		{"form", get("/casework/people/ID/addresses/new"), http.StatusNotFound},
		{"list", get("/casework?show=all&after=ID"), http.StatusOK},
		{"search", func(_, name string) (int, string, error) {
			return asked(client.PostForm(address+"/casework/search", url.Values{"find": {name}}))
		}, http.StatusOK},
	} {
		b.Run(way.name, func(b *testing.B) {
			once := func(id, name string) (string, error) {
				status, body, err := way.ask(id, name)
				if err == nil && status != way.want {
					err = fmt.Errorf("the answer was %d", status)
				}
				return strings.NewReplacer(id, "ID", name, "NAME").Replace(body), err
			}
			there, err := once(hidden, "Isla Tamwell")
			nowhere, e := once(missing, "Orla Tadwick")
			if err != nil || e != nil || strings.Contains(there, "Tamwell") || len(there) != len(nowhere) {
				b.Fatalf("the answers are not alike: %d and %d letters, %v, %v", len(there), len(nowhere), err, e)
			}
			hiddenTime, missingTime := byTurns(b,
				func(int) error { _, err := once(hidden, "Isla Tamwell"); return err },
				func(int) error { _, err := once(missing, "Orla Tadwick"); return err })
			alike(b, hiddenTime, missingTime)
		})
	}
}

func alike(b *testing.B, there, nowhere time.Duration) {
	b.Helper()
	if ratio := float64(there) / float64(nowhere); ratio < unseenAtLeast || ratio > unseenAtMost {
		b.Fatalf("what is hidden is answered in %.2f times the time of what is missing: not from %.2f to %.2f", ratio, unseenAtLeast, unseenAtMost)
	}
}

func asked(response *http.Response, err error) (int, string, error) {
	if err != nil {
		return 0, "", err
	}
	body, err := io.ReadAll(response.Body)
	if e := response.Body.Close(); err == nil {
		err = e
	}
	return response.StatusCode, string(body), err
}

// BenchmarkUnseenQuery asks the store alone, of 100,000 people, for those whom
// a caller may not see and for nobody. A refusal is written down either way, and
// takes as long. What is a query alone has no limit here: a row that is there
// is held to the predicate, and one that isn't can't be. How much that is of
// a page is for BenchmarkUnseenPage.
func BenchmarkUnseenQuery(b *testing.B) {
	db, ctx := openLedger(b, peopleOf(b)), context.Background()
	hidden := unseenPeople(b, db)
	reading := func(n int, how store.How) *store.Reading {
		s := scopeOf("few", "", access.AllocatedLevel, access.View)
		s.Caller.Account = fmt.Sprint("account-", n/200) // as one person's day: each refusal is written down
		return db.Reading(s, how)
	}
	people := store.Listing{Kinds: []string{"case.person"}}
	for _, way := range []struct {
		name  string
		wants error
		ask   func(n int, id, name string) (some int, err error)
	}{
		{"thing", store.ErrNotFound, func(n int, id, _ string) (int, error) {
			_, err := reading(n, store.HowOpened).Thing(ctx, id, store.Moment{})
			return 0, err
		}},
		{"history", store.ErrNotFound, func(n int, id, _ string) (int, error) {
			_, _, err := reading(n, store.HowOpened).History(ctx, id, store.Page{})
			return 0, err
		}},
		{"about", nil, func(n int, id, _ string) (int, error) {
			q := people
			q.Person = id
			found, _, err := reading(n, store.HowListed).List(ctx, q, store.Moment{})
			return len(found), err
		}},
		{"search", nil, func(n int, _, name string) (int, error) {
			found, _, err := reading(n, store.HowSearched).Search(ctx, []string{"name:" + name}, people, store.Moment{})
			return len(found), err
		}},
	} {
		b.Run(way.name, func(b *testing.B) {
			once := func(n int, id, name string) error {
				some, err := way.ask(n, id, name)
				if some > 0 || !errors.Is(err, way.wants) {
					return fmt.Errorf("%d were given: %w", some, err)
				}
				return nil
			}
			there, nowhere := byTurns(b, func(n int) error {
				p := hidden[n*37%len(hidden)]
				return once(n, p.id, p.name)
			}, func(n int) error {
				p := hidden[n*37%len(hidden)]
				return once(n, p.noID, p.noName)
			})
			if way.wants != nil {
				alike(b, there, nowhere)
			}
		})
	}
}

// unseenPerson is somebody of the 100,000 whom a caller may not see, and an id
// and a name beside theirs that nobody has.
type unseenPerson struct{ id, name, noID, noName string }

// unseenPeople draws people from all over the list.
func unseenPeople(b *testing.B, db *store.DB) (hidden []unseenPerson) {
	b.Helper()
	r := db.Reading(scopeOf("manager", "", access.OwnLevel, access.View), store.HowListed)
	page := store.Page{Limit: store.MaxPage}
	for {
		found, next, err := r.List(context.Background(), store.Listing{Kinds: []string{"case.person"}, Page: page}, store.Moment{})
		if err != nil {
			b.Fatal(err)
		}
		for _, f := range found[:len(found)/100] {
			last := len(f.Thing) - 1
			other := map[bool]string{true: "1", false: "0"}[f.Thing[last] == '0']
			hidden = append(hidden, unseenPerson{f.Thing, f.Sort, f.Thing[:last] + other, f.Sort + "z"})
		}
		if page.Before = next; next == "" {
			return hidden
		}
	}
}
