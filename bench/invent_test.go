package bench

import (
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"throughline/invent"
)

// BenchmarkAnInventedCouncil writes all files of a council of 100,000 children over three years, with faults. It may take five minutes. Children are made
// one at a time, so the memory in use doesn't rise with how many there are.
func BenchmarkAnInventedCouncil(b *testing.B) {
	council := invent.Council{Seed: 1, Children: 100_000, First: 2022, Last: 2024, Faults: 0.02, Edges: 0.01, Stories: invent.ThreeStories(2022, 2024)}
	for b.Loop() {
		begun := time.Now()
		var most uint64
		if _, err := council.Folder(filepath.Join(b.TempDir(), "council"), func(int, int) {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
		}); err != nil {
			b.Fatal(err)
		}
		took := time.Since(begun)
		if took > 5*time.Minute {
			b.Errorf("it took %s", took)
		}
		b.ReportMetric(float64(council.Children)/took.Seconds(), "children/s")
		b.ReportMetric(float64(most)/(1<<20), "MB-heap")
	}
}
