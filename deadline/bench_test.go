package deadline_test

import (
	"testing"

	"throughline/deadline"
)

func BenchmarkReckon(b *testing.B) {
	facts, ends := sampleFacts(b)
	rules := shippedRules(b, ends)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n = len(deadline.Reckon(rules, facts))
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/deadline")
}
