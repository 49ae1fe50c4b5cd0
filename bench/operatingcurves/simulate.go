package main

import (
	"math"
	"math/rand/v2"
	"runtime"
	"sync"

	"throughline/calendar"
	"throughline/proof"
)

// noise makes a series that stands still but for chance: values with their
// denominators (0 where there are none), and how large one sigma of it is.
type noise struct {
	name  string
	share bool
	sigma float64
	draw  func(r *rand.Rand, n int) (values, of []float64)
}

// noises are those that the specification names, and what lies beyond them.
var noises = []noise{
	{"Normal", false, 1, plain((*rand.Rand).NormFloat64)},
	{"Skewed to the high side (log-normal, 0.6)", false, skewedSigma, plain(func(r *rand.Rand) float64 { return math.Exp(0.6 * r.NormFloat64()) })},
	{"Skewed to the low side", false, skewedSigma, plain(func(r *rand.Rand) float64 { return -math.Exp(0.6 * r.NormFloat64()) })},
	{"Very skewed (exponential)", false, 1, plain((*rand.Rand).ExpFloat64)},
	{"Lag-1 correlation 0.3", false, 1, alike(0.3)},
	{"Shares of 5 to 20, 90%", true, math.Sqrt(0.9 * 0.1 / 11), shares(0.9)},
	{"Shares of 5 to 20, 50%", true, math.Sqrt(0.5 * 0.5 / 11), shares(0.5)},
	{"Shares of 5 to 20, 10%", true, math.Sqrt(0.1 * 0.9 / 11), shares(0.1)},
	{"Counts with many ties (Poisson, 0.7)", false, math.Sqrt(0.7), plain(few)},
}

// beyond is what the rule does not promise.
var beyond = []noise{{"Lag-1 correlation 0.5", false, 1, alike(0.5)}}

var skewedSigma = math.Sqrt((math.Exp(0.36) - 1) * math.Exp(0.36))

func plain(one func(*rand.Rand) float64) func(*rand.Rand, int) ([]float64, []float64) {
	return func(r *rand.Rand, n int) ([]float64, []float64) {
		values := make([]float64, n)
		for i := range values {
			values[i] = one(r)
		}
		return values, make([]float64, n)
	}
}

func alike(correlation float64) func(*rand.Rand, int) ([]float64, []float64) {
	return func(r *rand.Rand, n int) ([]float64, []float64) {
		values, x := make([]float64, n), r.NormFloat64()
		for i := range values {
			values[i] = x
			x = correlation*x + math.Sqrt(1-correlation*correlation)*r.NormFloat64()
		}
		return values, make([]float64, n)
	}
}

func shares(p float64) func(*rand.Rand, int) ([]float64, []float64) {
	return func(r *rand.Rand, n int) ([]float64, []float64) {
		values, of := make([]float64, n), make([]float64, n)
		for i := range values {
			of[i] = float64(5 + r.IntN(16))
			hits := 0.0
			for range int(of[i]) {
				if r.Float64() < p {
					hits++
				}
			}
			values[i] = hits / of[i]
		}
		return values, of
	}
}

func few(r *rand.Rand) float64 {
	n, left := 0.0, math.Exp(-0.7)
	for at := r.Float64(); at > left; at *= r.Float64() {
		n++
	}
	return n
}

// cell is one case of the tables: how long the baseline and the follow-up are,
// and by how many sigmas practice moved the figures.
type cell struct {
	noise         noise
	before, after int
	shift         float64
}

// rates are the shares of the simulated series that got each verdict, with
// higher taken as better.
type rates map[proof.Verdict]float64

// simulate judges so many series of a cell. The same seed gives the same rates,
// on however many processors.
func simulate(c cell, runs int, seed uint64) (rates, error) {
	const parts = 8 // fixed, so that the rates don't depend on the machine
	counts := make([]map[proof.Verdict]int, parts)
	errs := make([]error, parts)
	var wait sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for part := range parts {
		wait.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			counts[part], errs[part] = c.judgeMany(runs/parts, rand.New(rand.NewPCG(seed, uint64(part)))) //nolint:gosec // a simulation, not a secret
		})
	}
	wait.Wait()
	made, all := rates{}, 0
	for part := range parts {
		if errs[part] != nil {
			return nil, errs[part]
		}
		for verdict, n := range counts[part] {
			made[verdict] += float64(n)
			all += n
		}
	}
	for verdict := range made {
		made[verdict] /= float64(all)
	}
	return made, nil
}

func (c cell) judgeMany(runs int, r *rand.Rand) (map[proof.Verdict]int, error) {
	began := calendar.Must(2010, 1, 1)
	months := make([]calendar.Date, c.before+c.after+1)
	for i := range months {
		months[i] = began.AddMonths(i)
	}
	counts := map[proof.Verdict]int{}
	for range runs {
		values, of := c.noise.draw(r, c.before+c.after)
		q := proof.Question{Share: c.noise.share, Improves: proof.Increase, GoLive: months[c.before], Points: make([]proof.VerdictPoint, len(values))}
		for i, v := range values {
			if i >= c.before {
				v += c.shift * c.noise.sigma
				if c.noise.share {
					v = min(v, 1)
				}
			}
			q.Points[i] = proof.VerdictPoint{First: months[i], Last: months[i+1].AddDays(-1), Value: v, Of: of[i]}
		}
		j, err := proof.Judge(q)
		if err != nil {
			return nil, err
		}
		counts[j.Verdict]++
	}
	return counts, nil
}
