package deadline_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/deadline"
)

// Counting again gives what reckoning by the other convention gives, and back.
func TestCountedAgainAsByTheOtherConvention(t *testing.T) {
	facts, ends := sampleFacts(t)
	compare := func(t interface {
		Helper()
		Fatalf(string, ...any)
	}, rules deadline.Rules, facts []deadline.Fact,
	) (moved int) {
		t.Helper()
		other := rules
		other.Counting = deadline.DayOne
		zero, one := deadline.Reckon(rules, facts), deadline.Reckon(other, facts)
		if len(zero) != len(one) {
			t.Fatalf("%d deadlines by one convention and %d by the other", len(zero), len(one))
		}
		for i := range zero {
			want := one[i]
			if want.Limit.Span != deadline.InWorkingDays {
				want.Counting = zero[i].Counting
			}
			if diff := cmp.Diff(want, zero[i].Recounted(deadline.DayOne, rules.Terms)); diff != "" {
				t.Fatalf("reckoned (-) and counted again (+):\n%s", diff)
			}
			if diff := cmp.Diff(zero[i], want.Recounted(zero[i].Counting, rules.Terms)); diff != "" {
				t.Fatalf("there and back:\n%s", diff)
			}
			if want.Due != zero[i].Due {
				moved++
			}
		}
		return moved
	}
	if moved := compare(t, shippedRules(t, ends), facts); moved < 1000 {
		t.Errorf("only %d deadlines of the sample are counted otherwise, so this shows little", moved)
	}
	rapid.Check(t, func(t *rapid.T) { compare(t, rules, deadline.Standing(drawFacts(t), 99)) })
}
