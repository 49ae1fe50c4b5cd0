package main

import (
	"strings"
	"testing"
)

func TestProofIsAskedOnStandardInput(t *testing.T) {
	if listed := tl(t, "proof").ok(); listed != "before-after\nbyar\nfunnel\nfunnel-od\ni\nits\nkappa\npoisson-limits\nproportions\nrare\nruns\nwilson\nxmr\n" {
		t.Errorf("it lists %q", listed)
	}
	typing(t, `{"x": 0, "n": 1}`)
	if got := tl(t, "proof", "wilson").ok(); !strings.HasPrefix(got, `{"lower95":0,"upper95":0.79345068562276`) || !strings.HasSuffix(got, "}\n") {
		t.Errorf("it says %q", got)
	}
	typing(t, `[{"x": 0, "n": 1}, {"x": 1, "n": 1}]`)
	if got := tl(t, "proof", "wilson").ok(); !strings.HasPrefix(got, `[{"lower95":0,`) || strings.Count(got, "lower95") != 2 {
		t.Errorf("it says %q", got)
	}
	typing(t, `{"x": 2, "n": 1}`)
	tl(t, "proof", "wilson").fails(exitError, "2 of 1 can't be. Give a number from 0 to 1.")
	tl(t, "proof", "magic").fails(exitError, "There is no kind of proof called “magic”. There are before-after, byar, funnel, funnel-od, i, its, kappa, poisson-limits, proportions, rare, runs, wilson, xmr.")
}
