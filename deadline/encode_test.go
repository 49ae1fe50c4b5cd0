package deadline_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/intofacts"
	"throughline/ingest/returns"
	"throughline/ingest/returns/cin"
	"throughline/ingest/returns/ssda903"
	"throughline/practice/england"
)

// sampleFacts are those of the invented return of looked-after children, with
// the day on which its year ends.
func sampleFacts(t testing.TB) ([]deadline.Fact, calendar.Date) {
	t.Helper()
	made, _, err := ssda903.Read(t.Context(), files(t, "../ingest/returns/ssda903/testdata/sample/*.csv", 13), 0)
	if err != nil {
		t.Fatal(err)
	}
	return intofacts.From903(made), made.Ends()
}

func files(t testing.TB, pattern string, want int) (all []returns.File) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) != want {
		t.Fatalf("%d files %s: %v", len(paths), pattern, err)
	}
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, returns.File{Name: filepath.Base(path), Content: bytes.NewReader(content)})
	}
	return all
}

func shippedRules(t testing.TB, horizon calendar.Date) deadline.Rules {
	t.Helper()
	pack, err := england.Pack()
	if err != nil {
		t.Fatal(err)
	}
	return pack.Rules(horizon)
}

// books parts deadlines by their subject.
func books(all []deadline.Deadline) (parted [][]deadline.Deadline) {
	for len(all) > 0 {
		n := slices.IndexFunc(all, func(d deadline.Deadline) bool { return d.Subject != all[0].Subject })
		if n < 0 {
			n = len(all)
		}
		parted, all = append(parted, all[:n]), all[n:]
	}
	return parted
}

func sampleBooks(t testing.TB) ([][]deadline.Deadline, int) {
	t.Helper()
	facts, ends := sampleFacts(t)
	all := deadline.Reckon(shippedRules(t, ends), facts)
	return books(all), len(all)
}

func TestNothingOfTheSamplesIsLostInABook(t *testing.T) {
	all, n := sampleBooks(t)
	if n != 36895 {
		t.Errorf("the sample return gives %d deadlines", n)
	}
	for _, file := range files(t, "../ingest/returns/cin/testdata/*.xml", 2) {
		census, _, err := cin.Read(t.Context(), []returns.File{file}, 0)
		if err != nil {
			t.Fatal(err)
		}
		made := books(deadline.Reckon(shippedRules(t, census.Ends()), intofacts.FromCIN(census)))
		if len(made) == 0 {
			t.Errorf("%s gives no deadlines", file.Name)
		}
		all = append(all, made...)
	}
	for _, want := range all {
		got, err := deadline.Decode(want[0].Subject, deadline.Encode(want))
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Fatalf("%s: %v\n%s", want[0].Subject, err, diff)
		}
	}
}

func drawDeadline(t *rapid.T, subject string) deadline.Deadline {
	text := func(name string) string { return rapid.StringMatching(`[a-é “”]{0,6}`).Draw(t, name) }
	id := func(name string) string {
		return rapid.SampledFrom([]string{"", subject, subject + "/care/2013-04-15", subject + "/care/2013-05-01", subject[:len(subject)/2], "other"}).Draw(t, name)
	}
	date := func(name string) (d calendar.Date) {
		if rapid.Bool().Draw(t, name) {
			d = calendar.Must(1900, 1, 1).AddDays(rapid.IntRange(0, 109_938).Draw(t, "day"))
		}
		return d
	}
	instant := func(name string) (at time.Time) {
		if rapid.IntRange(0, 3).Draw(t, name) == 0 {
			at = time.Unix(rapid.Int64Range(-2_208_988_800, 7_289_654_400).Draw(t, "seconds"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanoseconds")).In(calendar.London())
		}
		return at
	}
	point := func(name string) (p deadline.Point) {
		if rapid.Bool().Draw(t, name) {
			p = deadline.Point{Fact: id("fact"), Event: text("event"), Words: text("words"), Choice: rapid.IntRange(-1, 400).Draw(t, "choice"), On: date("on"), At: instant("at")}
		}
		return p
	}
	yes := func(name string) bool { return rapid.Bool().Draw(t, name) }
	d := deadline.Deadline{
		Clock: text("clock"), Subject: subject, Of: id("of"), Start: point("start"), Opens: date("opens"), Due: date("due"),
		DueFirst: instant("first"), DueLast: instant("last"), Before: yes("before"), NoLimit: yes("no limit"), Exempt: yes("exempt"),
		Limit:     deadline.Length{Amount: rapid.IntRange(-9, 1000).Draw(t, "amount"), Span: rapid.SampledFrom(deadline.Spans).Draw(t, "span")},
		Satisfied: point("satisfied"), Unsure: point("unsure"), Closed: point("closed"), ClosedAs: rapid.SampledFrom(append(deadline.States, "")).Draw(t, "closed as"),
		Because: text("because"), Counting: rapid.SampledFrom(deadline.Countings).Draw(t, "counting"),
	}
	for range rapid.IntRange(0, 3).Draw(t, "lacks") {
		d.Missing = append(d.Missing, text("missing"))
	}
	return d
}

func drawBook(t *rapid.T) (subject string, all []deadline.Deadline) {
	subject = rapid.StringMatching(`[a-é0-9-]{0,36}`).Draw(t, "subject")
	subject = string([]rune(subject))
	for range rapid.IntRange(0, 8).Draw(t, "deadlines") {
		all = append(all, drawDeadline(t, subject))
	}
	return subject, all
}

func TestNothingIsLostInABook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		subject, want := drawBook(t)
		book := deadline.Encode(want)
		got, err := deadline.Decode(subject, book)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Fatalf("%v\n%s", err, diff)
		}
		if again := deadline.Encode(got); !bytes.Equal(again, book) {
			t.Fatalf("written again, it is %x and not %x", again, book)
		}
	})
}

func TestADamagedBookIsRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		subject, all := drawBook(t)
		book := deadline.Encode(all)
		damaged := slices.Clone(book)
		switch rapid.SampledFrom([]string{"cut", "changed", "longer", "somebody else's"}).Draw(t, "damage") {
		case "cut":
			damaged = damaged[:rapid.IntRange(0, len(damaged)-1).Draw(t, "kept")]
		case "changed":
			damaged[rapid.IntRange(0, len(damaged)-1).Draw(t, "place")] ^= byte(rapid.IntRange(1, 255).Draw(t, "by"))
		case "longer":
			damaged = append(damaged, rapid.SliceOfN(rapid.Byte(), 1, 5).Draw(t, "more")...)
		default:
			if len(all) == 0 {
				return
			}
			subject += "2"
		}
		if got, err := deadline.Decode(subject, damaged); err == nil || got != nil {
			t.Fatalf("%x read as %v, %v", damaged, got, err)
		}
	})
}

// summed puts the right sum at the end of a book, so that what lies before it is read.
func summed(subject string, body []byte) []byte {
	table := crc32.MakeTable(crc32.Castagnoli)
	return binary.LittleEndian.AppendUint32(slices.Clone(body), crc32.Update(crc32.Checksum(body, table), table, []byte(subject)))
}

func FuzzDecode(f *testing.F) {
	all, _ := sampleBooks(f)
	for _, i := range []int{0, 7, 700} {
		book := deadline.Encode(all[i])
		f.Add(all[i][0].Subject, book, true)
		f.Add(all[i][0].Subject, book[:len(book)/2], true)
		f.Add("somebody", book, false)
	}
	f.Add("", deadline.Encode(nil), false)
	f.Add("", []byte{}, true)
	f.Fuzz(func(t *testing.T, subject string, book []byte, mend bool) {
		if mend && len(book) > 4 {
			book = summed(subject, book[:len(book)-4])
		}
		got, err := deadline.Decode(subject, book)
		if err != nil {
			if got != nil {
				t.Fatal("deadlines from a book that is refused")
			}
			return
		}
		again, err := deadline.Decode(subject, deadline.Encode(got))
		if diff := cmp.Diff(got, again); err != nil || diff != "" {
			t.Fatalf("%v\n%s", err, diff)
		}
	})
}

func BenchmarkBooks(b *testing.B) {
	all, n := sampleBooks(b)
	var encoded [][]byte
	size := 0
	for _, one := range all {
		encoded = append(encoded, deadline.Encode(one))
		size += len(encoded[len(encoded)-1])
	}
	b.Run("encode", func(b *testing.B) {
		for b.Loop() {
			for _, one := range all {
				deadline.Encode(one)
			}
		}
		b.ReportMetric(float64(size)/float64(n)*1e6, "bytes/million")
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/deadline")
	})
	b.Run("decode", func(b *testing.B) {
		for b.Loop() {
			for i, book := range encoded {
				if _, err := deadline.Decode(all[i][0].Subject, book); err != nil {
					b.Fatal(err)
				}
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/deadline")
	})
}
