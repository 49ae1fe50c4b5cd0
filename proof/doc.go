// Package proof says what statistics say about a series, a comparison or a
// sample: control charts, run charts, intervals, funnels, interrupted series
// and agreement between auditors. It decides nothing about anybody: it gives
// limits, labels and intervals by published rules, each named where it is
// used.
//
// It reads no clock and no file. Numbers that can't be had (the limits of a
// single point, the rate of nobody) are NaN, and a caller shows them as "not
// available". Input that no rule can be used on is refused with a Refusal.
package proof

import "fmt"

// Refusal is why a rule can't be used on what was given, in a sentence.
type Refusal string

func (r Refusal) Error() string { return string(r) }

func refuse(format string, args ...any) error { return Refusal(fmt.Sprintf(format, args...)) }

// z95 and z998 are the standard normal's points for 95% and 99.8%.
const (
	z95  = 1.959963984540054
	z998 = 3.090232306167813
)
