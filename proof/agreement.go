package proof

import "math"

// Agreement is how far two auditors agree beyond chance, by Cohen's kappa. It
// is NaN where chance alone would have them agree on everything.
type Agreement struct{ Share, Kappa, Linear, Quadratic float64 }

// Unreliable is the linear kappa under which a round of audits is flagged.
const Unreliable = 0.6

// Agree compares two auditors' grades of the same cases, each a place in an
// ordered scale of so many grades, counted from 0. It refuses lists of unequal
// length, no case at all, and a grade beyond the scale.
func Agree(first, second []int, grades int) (Agreement, error) {
	if len(first) != len(second) {
		return Agreement{}, refuse("One auditor graded %d cases and the other %d. Compare the cases that both graded.", len(first), len(second))
	}
	if len(first) == 0 || grades < 2 {
		return Agreement{}, refuse("No case was graded by both auditors.")
	}
	table := make([][]float64, grades)
	rows, columns := make([]float64, grades), make([]float64, grades)
	for i := range table {
		table[i] = make([]float64, grades)
	}
	for i := range first {
		a, b := first[i], second[i]
		if a < 0 || a >= grades || b < 0 || b >= grades {
			return Agreement{}, refuse("A grade is not on the scale of %d.", grades)
		}
		table[a][b]++
		rows[a]++
		columns[b]++
	}
	n := float64(len(first))
	kappa := func(weight func(apart float64) float64) (seen, k float64) {
		var seens, chances []float64
		for i := range grades {
			for j := range grades {
				w := weight(math.Abs(float64(i-j)) / float64(grades-1))
				seens, chances = append(seens, w*table[i][j]/n), append(chances, w*rows[i]*columns[j]/(n*n))
			}
		}
		seen, chance := sum(seens), sum(chances)
		return seen, (seen - chance) / (1 - chance)
	}
	var out Agreement
	out.Share, out.Kappa = kappa(func(apart float64) float64 {
		if apart == 0 {
			return 1
		}
		return 0
	})
	_, out.Linear = kappa(func(apart float64) float64 { return 1 - apart })
	_, out.Quadratic = kappa(func(apart float64) float64 { return 1 - apart*apart })
	return out, nil
}
