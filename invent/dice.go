package invent

// dice gives the same numbers from the same seed on every machine and in every version of the language (SplitMix64: Steele, Lea and Flood, 2014).
type dice struct{ state uint64 }

func newDice(parts ...uint64) *dice {
	d := &dice{}
	for _, p := range parts {
		d.state ^= p
		d.state = d.next()
	}
	return d
}

func (d *dice) next() uint64 {
	d.state += 0x9e3779b97f4a7c15
	z := d.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below gives a number from 0 up to n, without n.
func (d *dice) below(n int) int {
	if n <= 1 {
		return 0
	}
	return int(d.next() % uint64(n))
}

func (d *dice) between(from, to int) int { return from + d.below(to-from+1) }

func (d *dice) chance(p float64) bool { return float64(d.next()>>11)/(1<<53) < p }

func (d *dice) one(of ...string) string { return of[d.below(len(of))] }

func (d *dice) number(of ...int) int { return of[d.below(len(of))] }
