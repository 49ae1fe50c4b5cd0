package assurance

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Candidate is a case that could be drawn.
type Candidate struct {
	ID      string
	Stratum string   // such as a team; "" where the draw has no strata
	Part    []string // who had a part in the case: they may not audit it
}

// Drawn is one case of a sample, and who audits it.
type Drawn struct {
	ID      string `json:"id"`
	Stratum string `json:"stratum,omitempty"`
	Auditor string `json:"auditor"`
	Second  string `json:"second,omitempty"` // who audits it too, apart from the first, so that their grades can be compared
}

// Sample is what was drawn and from what, so that anybody with the same list of
// cases can draw it again.
type Sample struct {
	Seed     string         `json:"seed"`
	Frame    string         `json:"frame"` // digest of the cases it was drawn from
	Cases    int            `json:"cases"` // how many they were
	Strata   map[string]int `json:"strata"`
	Excluded []string       `json:"excluded,omitempty"` // nobody who audits was free of a part in them
	Drawn    []Drawn        `json:"drawn"`
}

// Wanted is what is to be drawn.
type Wanted struct {
	Seed     string // chosen before the list of cases is known; any text
	Size     int
	Auditors []string
	Double   int // how many of the drawn are audited by a second auditor too
}

// Draw draws a sample at random from the cases, in proportion to the strata. It
// depends on the seed, the cases and the auditors alone: not on the order that
// they are given in. Each stratum that has cases gets one at least where the size
// allows. A case goes to an auditor who had no part in it, each auditor to about
// as many; one in which all of them had a part is left out and named.
//
// It refuses a blank seed, no auditor, a case that is there twice or without an id,
// and a sample larger than the cases that can be audited.
func Draw(frame []Candidate, w Wanted) (Sample, error) {
	auditors := slices.Compact(slices.Sorted(slices.Values(w.Auditors)))
	frame = slices.Clone(frame)
	slices.SortFunc(frame, func(a, b Candidate) int { return cmp.Compare(a.ID, b.ID) })
	if err := w.check(auditors, frame); err != nil {
		return Sample{}, err
	}
	made := Sample{Seed: w.Seed, Frame: digest(frame), Cases: len(frame), Strata: map[string]int{}}
	strata := map[string][]Candidate{}
	free := 0
	for _, c := range frame {
		if len(without(auditors, c.Part)) == 0 {
			made.Excluded = append(made.Excluded, c.ID)
			continue
		}
		strata[c.Stratum] = append(strata[c.Stratum], c)
		free++
	}
	if w.Size > free {
		return Sample{}, fmt.Errorf("there are %d cases that can be audited, fewer than the %d asked for. Ask for fewer, or for auditors who had no part in the cases", free, w.Size)
	}
	var drawn []Candidate
	for stratum, share := range shares(strata, w.Size, free) {
		cases := strata[stratum]
		slices.SortFunc(cases, func(a, b Candidate) int { return cmp.Compare(lot(w.Seed, a.ID), lot(w.Seed, b.ID)) })
		drawn = append(drawn, cases[:share]...)
		made.Strata[stratum] = share
	}
	slices.SortFunc(drawn, func(a, b Candidate) int { return cmp.Compare(lot(w.Seed, a.ID), lot(w.Seed, b.ID)) })
	made.Drawn = give(drawn, auditors, w)
	return made, nil
}

func (w *Wanted) check(auditors []string, frame []Candidate) error {
	switch {
	case strings.TrimSpace(w.Seed) == "":
		return fmt.Errorf("the draw needs a seed, so that it can be made again: any words will do")
	case w.Size < 1:
		return fmt.Errorf("say how many cases to draw: one at least")
	case w.Double < 0 || w.Double > w.Size:
		return fmt.Errorf("%d of %d cases can't be audited twice. Ask for fewer", w.Double, w.Size)
	case len(auditors) == 0:
		return fmt.Errorf("name an auditor: nobody is there to audit the cases")
	}
	for i, c := range frame {
		switch {
		case strings.TrimSpace(c.ID) == "":
			return fmt.Errorf("a case in the list has no id")
		case i > 0 && frame[i-1].ID == c.ID:
			return fmt.Errorf("the case %s is in the list twice. Take one out", c.ID)
		}
	}
	return nil
}

// shares divides the size by the strata's cases, the largest remainders first.
func shares(strata map[string][]Candidate, size, all int) map[string]int {
	names := slices.Sorted(maps.Keys(strata))
	got, left := map[string]int{}, size
	for _, name := range names {
		got[name] = size * len(strata[name]) / all
		left -= got[name]
	}
	byRemainder := slices.Clone(names)
	slices.SortStableFunc(byRemainder, func(a, b string) int {
		return cmp.Compare(size*len(strata[b])%all, size*len(strata[a])%all)
	})
	for _, name := range byRemainder {
		if left == 0 {
			break
		}
		if got[name] < len(strata[name]) {
			got[name]++
			left--
		}
	}
	for _, poor := range names { // each that has cases gets one, from the one with the most
		if got[poor] > 0 || size < len(names) {
			continue
		}
		rich := slices.MaxFunc(names, func(a, b string) int { return cmp.Compare(got[a], got[b]) })
		got[rich]--
		got[poor]++
	}
	return got
}

// give gives each case to the auditor with the fewest so far of those who had no
// part in it, and the first cases that can be to a second auditor too.
func give(drawn []Candidate, auditors []string, w Wanted) []Drawn {
	load := map[string]int{}
	least := func(of []string) string {
		who := slices.MinFunc(of, func(a, b string) int { return cmp.Or(cmp.Compare(load[a], load[b]), cmp.Compare(a, b)) })
		load[who]++
		return who
	}
	all := make([]Drawn, len(drawn))
	for i, c := range drawn {
		all[i] = Drawn{ID: c.ID, Stratum: c.Stratum, Auditor: least(without(auditors, c.Part))}
	}
	double := w.Double
	for i, c := range drawn {
		others := without(auditors, append(slices.Clone(c.Part), all[i].Auditor))
		if double > 0 && len(others) > 0 {
			all[i].Second = least(others)
			double--
		}
	}
	return all
}

func without(all, some []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(one string) bool { return slices.Contains(some, one) })
}

// lot is a case's place in the draw.
func lot(seed, id string) string {
	h := hmac.New(sha256.New, []byte(seed))
	h.Write([]byte(id))
	return string(h.Sum(nil))
}

func digest(frame []Candidate) string {
	h := sha256.New()
	for _, c := range frame {
		fmt.Fprintf(h, "%q %q %q\n", c.ID, c.Stratum, slices.Sorted(slices.Values(c.Part)))
	}
	return hex.EncodeToString(h.Sum(nil))
}
