package disclosure

import (
	"cmp"
	"slices"
)

// lineTargets are the groups that a total less the printed numbers of its line would count: the small cells of a line together,
// where they are 1 to 5 people in all.
func (s *system) lineTargets() (out []target) {
	line := func(ids []int) {
		total := ids[len(ids)-1]
		var t target
		sum := 0
		for _, i := range ids[:len(ids)-1] {
			if s.cells[i].standing == primary && !slices.Contains(t.cells, i) && i != total {
				t.cells, t.signs = append(t.cells, i), append(t.signs, 1)
				sum += s.cells[i].value
			}
		}
		if len(t.cells) > 1 && small(sum) && s.cells[total].standing != primary {
			out = append(out, t)
		}
	}
	for _, numbers := range s.numbers {
		for _, ids := range numbers {
			line(ids)
		}
		for column := range numbers[0] {
			var ids []int
			for row := range numbers {
				ids = append(ids, numbers[row][column])
			}
			line(ids)
		}
	}
	return out
}

// differences are the groups that two printed numbers would count between them: where one group is within another and has 1 to 5
// people fewer. Two filters, a total and one part, and the two sides of a percentage are all such pairs.
func (s *system) differences() (out []target) {
	var order []int
	for i, c := range s.cells {
		if (c.standing == open || c.standing == fixed || c.standing == secondary) && c.value > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(s.cells[a].value, s.cells[b].value) })
	for k, inner := range order {
		for _, outer := range order[k+1:] {
			less := s.cells[outer].value - s.cells[inner].value
			if less > Small {
				break
			}
			if less > 0 && (s.cells[inner].fresh || s.cells[outer].fresh) && s.cells[inner].people.within(s.cells[outer].people) {
				out = append(out, target{cells: []int{outer, inner}, signs: []int{1, -1}})
			}
		}
	}
	return out
}
