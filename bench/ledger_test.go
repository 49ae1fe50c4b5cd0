package bench

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/store"
)

const authority = "authority-1"

// The limits that the product promises.
const (
	writeAtMost   = 3.0 // times a bare durable insert of the same row
	flatAtMost    = 1.2 // times the cost at 10,000 entries
	knownAtAtMost = 1.5 // times the cost of now
	stateAtMost   = 3.0 // times the cost of the same parts in 10,000 entries, which lie closer together
	verifyAtMost  = 6.0 // times sha256sum of the database file
)

var large = struct {
	sync.Mutex
	folder string
	made   map[int]string
}{made: map[int]string{}}

// ledgerOf gives a database of n entries, made once for all the benchmarks.
func ledgerOf(b *testing.B, n int) string {
	b.Helper()
	large.Lock()
	defer large.Unlock()
	if path, there := large.made[n]; there {
		return path
	}
	if large.folder == "" {
		folder, err := os.MkdirTemp("", "throughline-bench-")
		if err != nil {
			b.Fatal(err)
		}
		large.folder = folder
	}
	path := filepath.Join(large.folder, fmt.Sprintf("ledger-%d.db", n))
	if err := LargeLedger(context.Background(), path, authority, n, Update); err != nil {
		b.Fatal(err)
	}
	large.made[n] = path
	return path
}

func TestMain(m *testing.M) {
	code := m.Run()
	if large.folder != "" {
		if err := os.RemoveAll(large.folder); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
	os.Exit(code)
}

func openLedger(b *testing.B, path string) *store.DB {
	b.Helper()
	db, err := store.Open(context.Background(), path, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	})
	return db
}

// middle is the median, which a neighbour on the machine moves least.
func middle(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

func limit(b *testing.B, name string, got, atMost float64) {
	b.Helper()
	b.ReportMetric(got, name)
	if got > atMost {
		b.Fatalf("%s is %.2f, over the limit of %.1f", name, got, atMost)
	}
}

// BenchmarkWriteWithLedger compares a change, through the store, with a bare
// durable insert of the same row into a table with the same primary key and
// nothing else; and a ledger of 1,000,000 entries with one of 10,000. The
// three take turns, so that they meet the same weather.
func BenchmarkWriteWithLedger(b *testing.B) {
	bare, err := sql.Open("sqlite", "file:"+filepath.Join(b.TempDir(), "bare.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := bare.Close(); err != nil {
			b.Error(err)
		}
	}()
	bare.SetMaxOpenConns(1)
	if _, err := bare.Exec(`CREATE TABLE version (authority_id text NOT NULL, thing_id text NOT NULL, seq bigint NOT NULL, version bigint NOT NULL,
		kind text NOT NULL, parent_id text NOT NULL, effective_on text NOT NULL, salt bytea, body bytea, PRIMARY KEY (authority_id, thing_id, seq))`); err != nil {
		b.Fatal(err)
	}
	insert, err := bare.Prepare("INSERT INTO version VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
	if err != nil {
		b.Fatal(err)
	}
	small, big := openLedger(b, ledgerOf(b, 10_000)), openLedger(b, ledgerOf(b, 1_000_000))
	var bareTimes, smallTimes, bigTimes []time.Duration
	timed := func(times *[]time.Duration, do func() error) {
		start := time.Now()
		if err := do(); err != nil {
			b.Fatal(err)
		}
		*times = append(*times, time.Since(start))
	}
	write := func(db *store.DB, i int) func() error {
		put := Update(2001 + i*10)
		return func() error {
			_, err := db.Write(context.Background(), Owner(authority), access.Report, "report on a part", calendar.Date{}, func(tx *store.Tx) error { return tx.Put(put) })
			return err
		}
	}
	i := 0
	for b.Loop() {
		for range 2000 {
			i++
			put := Update(2001 + i*10)
			body, err := json.Marshal(put.Body)
			if err != nil {
				b.Fatal(err)
			}
			timed(&bareTimes, func() error {
				_, err := insert.Exec(authority, put.Thing, i, 1, put.Kind, put.Parent, "2012-03-09", make([]byte, 16), body)
				return err
			})
			timed(&smallTimes, write(small, i))
			timed(&bigTimes, write(big, i))
		}
	}
	base, at10k, at1M := middle(bareTimes), middle(smallTimes), middle(bigTimes)
	b.ReportMetric(float64(base.Microseconds()), "bare-µs")
	b.ReportMetric(float64(at10k.Microseconds()), "at10k-µs")
	b.ReportMetric(float64(at1M.Microseconds()), "at1M-µs")
	limit(b, "times-bare", float64(at1M)/float64(base), writeAtMost)
	limit(b, "times-10k", float64(at1M)/float64(at10k), flatAtMost)
}

// BenchmarkStateAtKnownAt compares the state of 2,000 parts now with the
// state known at old positions, in 1,000,000 entries.
func BenchmarkStateAtKnownAt(b *testing.B) {
	small, db := openLedger(b, ledgerOf(b, 10_000)), openLedger(b, ledgerOf(b, 1_000_000))
	positions := []int64{3_000, 250_000, 500_000, 750_000, 999_000}
	var smallTimes []time.Duration
	times := map[int64][]time.Duration{}
	for b.Loop() {
		for range 15 {
			smallTimes = append(smallTimes, stateTime(b, small, 0))
			for _, seq := range append([]int64{0}, positions...) {
				times[seq] = append(times[seq], stateTime(b, db, seq))
			}
		}
	}
	now := middle(times[0])
	b.ReportMetric(float64(now.Microseconds()), "now-µs")
	worst := 0.0
	for _, seq := range positions {
		worst = max(worst, float64(middle(times[seq]))/float64(now))
	}
	limit(b, "times-now", worst, knownAtAtMost)
	limit(b, "times-10k", float64(now)/float64(middle(smallTimes)), stateAtMost)
}

func stateTime(b *testing.B, db *store.DB, seq int64) time.Duration {
	b.Helper()
	start := time.Now()
	state, err := db.State(context.Background(), Owner(authority), []string{"part"}, store.Moment{Seq: seq})
	if err != nil || len(state) != 2000 {
		b.Fatal(len(state), err)
	}
	return time.Since(start)
}

// BenchmarkVerify compares verifying 1,000,000 entries with sha256sum of the
// file that holds them.
func BenchmarkVerify(b *testing.B) {
	path := ledgerOf(b, 1_000_000)
	db := openLedger(b, path)
	var verify, sum []time.Duration
	for b.Loop() {
		for range 3 {
			start := time.Now()
			if out, err := exec.Command("sha256sum", path).CombinedOutput(); err != nil {
				b.Fatal(string(out), err)
			}
			sum = append(sum, time.Since(start))
			start = time.Now()
			report, err := db.Verify(context.Background(), Operator, nil)
			if err != nil || report.Entries < 1_000_000 {
				b.Fatal(report, err)
			}
			verify = append(verify, time.Since(start))
		}
	}
	b.ReportMetric(middle(verify).Seconds(), "verify-s")
	b.ReportMetric(middle(sum).Seconds(), "sha256sum-s")
	limit(b, "times-sha256sum", float64(middle(verify))/float64(middle(sum)), verifyAtMost)
}
