package bench

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store"
)

// The limits that the product promises for what is kept about people.
const (
	manyPeople   = 100_000
	scopedAtMost = 4.0 // times the same list without the predicate, for a caller who may see all
)

var identity = access.Class{Sensitivity: access.Personal, Compartment: access.Identity}

// scopeOf is a scope that opens people's names and dates of birth at a level.
func scopeOf(member, team string, level access.Level, act access.Act) access.Scope {
	s := access.Scope{Purpose: access.DirectWork, Act: act, Caller: access.Caller{Account: "account-" + member, Authority: authority, Membership: member,
		Agency: "agency", Roles: []access.Role{access.SocialWorker}, Teams: []string{team}}}
	number, _ := identity.Number()
	for wall := range s.Masks {
		s.Masks[wall][level] = 1 << number
	}
	return s
}

var people struct {
	sync.Mutex
	path string
}

// peopleOf gives a database of 100,000 people, made once. Each has a tie that
// runs and one that ended; 20 are tied to the member "few", and 2,000 to the
// team "many".
func peopleOf(b *testing.B) string {
	b.Helper()
	ledgerOf(b, 1000) // makes the folder that is removed at the end
	people.Lock()
	defer people.Unlock()
	if people.path != "" {
		return people.path
	}
	path := filepath.Join(large.folder, "people.db")
	ctx := context.Background()
	if _, _, err := store.Migrate(ctx, path, nil); err != nil {
		b.Fatal(err)
	}
	db := openLedger(b, path)
	if _, err := db.CreateAuthority(ctx, Operator, authority, "A council made for measuring"); err != nil {
		b.Fatal(err)
	}
	today := calendar.DayOf(time.Now())
	const together = 1000
	for first := 0; first < manyPeople; first += together {
		if _, err := db.WriteFiled(ctx, scopeOf("clerk", "", access.OwnLevel, access.Record), access.RecordCasework, "load people", calendar.Date{}, func(tx *store.Tx) error {
			for i := first; i < first+together; i++ {
				if err := tx.Put(onePerson(i, today)); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
	people.path = path
	return path
}

func onePerson(i int, today calendar.Date) change.Put {
	id := store.NewID()
	name := fmt.Sprintf("%05d example, child", (i*7919)%manyPeople) // made in another order than lists show
	f := &change.Filing{About: []string{id}, Person: true, Class: identity, Sort: name, Finds: []string{"name:" + name, fmt.Sprintf("nhs:%010d", i)},
		Ties: []change.Tie{{Person: id, Holder: fmt.Sprint("member-", i%400), Level: access.AllocatedLevel, From: today.AddDays(-200)},
			{Person: id, Holder: "few", Level: access.AllocatedLevel, From: today.AddDays(-900), Until: today.AddDays(-300)}}}
	if i%5000 == 17 {
		f.Ties = append(f.Ties, change.Tie{Person: id, Holder: "few", Level: access.AllocatedLevel, From: today.AddDays(-10)})
	}
	if i%50 == 3 {
		f.Ties = append(f.Ties, change.Tie{Person: id, Holder: "many", Level: access.TeamLevel, From: today.AddDays(-10)})
	}
	return change.Put{Kind: "case.person", Thing: id, Filing: f, Body: map[string]string{"name": name, "born": "2004-03-09", "local": fmt.Sprint("L", i)}}
}

// unscoped is the list of 50 as it would be without the predicate.
const unscoped = `SELECT c.thing_id, c.kind, c.class_no, c.sort_key, c.seq, v.seq, v.version, v.parent_id, v.effective_on, CASE WHEN p.place = 0 THEN v.body END,
	e.at_us, p.own_person_id, p.person_id, p.wall_no, 0
FROM (SELECT f.thing_id, f.kind, f.class_no, f.sort_key, f.seq FROM filing f WHERE f.authority_id = $1 AND f.place = 0 AND f.kind IN ($2)
	AND (f.sort_key, f.thing_id) > ($3, '') ORDER BY f.sort_key, f.thing_id LIMIT 51) c
JOIN version v ON v.authority_id = $1 AND v.thing_id = c.thing_id AND v.seq = c.seq
JOIN ledger_entry e ON e.authority_id = $1 AND e.seq = v.seq
JOIN filing p ON p.authority_id = $1 AND p.thing_id = c.thing_id
ORDER BY c.sort_key, c.thing_id, p.place`

func readUnscoped(b *testing.B, list *sql.Stmt, from string) {
	b.Helper()
	rows, err := list.Query(authority, "case.person", []byte(from))
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := rows.Close(); err != nil {
			b.Error(err)
		}
	}()
	n := 0
	for rows.Next() {
		row := make([]any, 15)
		for i := range row {
			row[i] = new(any)
		}
		if err := rows.Scan(row...); err != nil {
			b.Fatal(err)
		}
		n++
	}
	if err := rows.Err(); err != nil || n != 51 {
		b.Fatalf("%d rows, %v", n, err)
	}
}

// BenchmarkScopedList lists 50 of 100,000 people for callers who may see 20,
// 2,000 and all of them, each beside the same list without the predicate.
func BenchmarkScopedList(b *testing.B) {
	path := peopleOf(b)
	db := openLedger(b, path)
	raw, err := sql.Open("sqlite", "file:"+path+"?_pragma=query_only(1)&_pragma=cache_size(-32768)")
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := raw.Close(); err != nil {
			b.Error(err)
		}
	}()
	raw.SetMaxOpenConns(1)
	bare, err := raw.Prepare(unscoped)
	if err != nil {
		b.Fatal(err)
	}
	q := store.Listing{Kinds: []string{"case.person"}}
	callers := []struct {
		name  string
		scope access.Scope
		sees  int
	}{
		{"sees20", scopeOf("few", "", access.AllocatedLevel, access.View), 20},
		{"sees2000", scopeOf("one", "many", access.TeamLevel, access.View), 2000},
		{"seesAll", scopeOf("manager", "", access.OwnLevel, access.View), manyPeople},
	}
	var bareTimes []time.Duration
	times := map[string][]time.Duration{}
	for b.Loop() {
		for range 100 {
			start := time.Now()
			readUnscoped(b, bare, "")
			bareTimes = append(bareTimes, time.Since(start))
			for _, c := range callers {
				r := db.Reading(c.scope, store.HowListed)
				start := time.Now()
				found, _, err := r.List(context.Background(), q, store.Moment{})
				times[c.name] = append(times[c.name], time.Since(start))
				if err != nil || len(found) != min(c.sees, store.DefaultPage) {
					b.Fatalf("%s: %d found, %v", c.name, len(found), err)
				}
			}
		}
	}
	base := middle(bareTimes)
	b.ReportMetric(float64(base.Microseconds()), "unscoped-µs")
	for _, c := range callers {
		took := middle(times[c.name])
		b.ReportMetric(float64(took.Microseconds()), c.name+"-µs")
		b.ReportMetric(float64(took)/float64(base), c.name+"-times")
	}
	limit(b, "all-times", float64(middle(times["seesAll"]))/float64(base), scopedAtMost)
}

// BenchmarkSearchPeople finds people by one whole key, and by the beginning of
// a name that 100 of 100,000 have.
func BenchmarkSearchPeople(b *testing.B) {
	db := openLedger(b, peopleOf(b))
	scope := scopeOf("manager", "", access.OwnLevel, access.View)
	for name, keys := range map[string][]string{"whole": {"nhs:0000050000"}, "beginning": {"name:500*"}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if found, _, err := db.Reading(scope, store.HowSearched).Search(context.Background(), keys, store.Listing{Kinds: []string{"case.person"}}, store.Moment{}); err != nil || len(found) == 0 {
					b.Fatalf("%d found, %v", len(found), err)
				}
			}
		})
	}
}

// BenchmarkRecordView measures what recording adds to opening a person, and to
// listing 50, at 50 requests a second: the wait of one request, and the work.
// The part that a page plays is measured where pages are.
func BenchmarkRecordView(b *testing.B) {
	db := openLedger(b, peopleOf(b))
	scope := scopeOf("manager", "", access.OwnLevel, access.View)
	list := store.Listing{Kinds: []string{"case.person"}}
	found, _, err := db.Reading(scope, store.HowListed).List(context.Background(), list, store.Moment{})
	if err != nil {
		b.Fatal(err)
	}
	for name, read := range map[string]func(r *store.Reading, i int) error{
		"opened": func(r *store.Reading, i int) error {
			_, err := r.Thing(context.Background(), found[i%len(found)].Thing, store.Moment{})
			return err
		},
		"listed": func(r *store.Reading, _ int) error {
			_, _, err := r.List(context.Background(), list, store.Moment{})
			return err
		},
	} {
		b.Run(name, func(b *testing.B) {
			var bare, recorded time.Duration
			var waits []time.Duration
			for b.Loop() {
				bare, _ = atRate(b, func(i int) (time.Duration, error) { return 0, read(db.Reading(scope, store.HowOpened), i) })
				recorded, waits = atRate(b, func(i int) (time.Duration, error) {
					r := db.Reading(scope, store.HowOpened)
					if err := read(r, i); err != nil {
						return 0, err
					}
					start := time.Now()
					err := r.Recorded(context.Background())
					return time.Since(start), err
				})
			}
			b.ReportMetric(float64(middle(waits).Microseconds()), "wait-µs")
			b.ReportMetric(float64(bare.Microseconds()), "read-cpu-µs")
			b.ReportMetric(float64((recorded - bare).Microseconds()), "record-cpu-µs")
		})
	}
}

// atRate does something 50 times a second for 6 seconds, each by itself, and
// gives the time of one processor that one took, and what each gave.
func atRate(b *testing.B, do func(i int) (time.Duration, error)) (each time.Duration, gave []time.Duration) {
	b.Helper()
	const times = 300
	var mu sync.Mutex
	var all sync.WaitGroup
	tick := time.NewTicker(time.Second / 50)
	defer tick.Stop()
	used := cpuTime(b)
	for i := range times {
		<-tick.C
		all.Go(func() {
			took, err := do(i)
			mu.Lock()
			defer mu.Unlock()
			if gave = append(gave, took); err != nil {
				b.Error(err)
			}
		})
	}
	all.Wait()
	return (cpuTime(b) - used) / times, gave
}
