package document

import (
	"slices"
	"sort"
	"strings"
)

const mostMerged = 200_000

// mergeCell notes one area of merged cells, such as A2:A5.
func (s *sheetReader) mergeCell(ref string) error {
	from, to, two := strings.Cut(ref, ":")
	left, top, ok := reference(from)
	right, bottom, ok2 := reference(to)
	if !two || !ok || !ok2 || left > right || top > bottom {
		return nil // no area: nothing is hidden by it
	}
	if len(s.merged) >= mostMerged {
		return refuse("The sheet “%s” has more than %s merged cells, the most we read. Unmerge them, and try again.", s.sheet.name, number(mostMerged))
	}
	s.merged = append(s.merged, area{top, left, bottom, right})
	return nil
}

// merge puts what the first cell of each merged area shows into the others, in rows that are kept, as far right as the sheet is used.
func (s *sheetReader) merge() error {
	if len(s.merged) == 0 || len(s.rows) == 0 {
		return nil
	}
	used := 0
	for _, row := range s.rows {
		used = max(used, row.Cells[len(row.Cells)-1].Column)
	}
	steps := 0
	added := make([][]Cell, len(s.rows))
	for _, m := range s.merged {
		first := sort.Search(len(s.rows), func(i int) bool { return s.rows[i].Number >= m.top })
		if first == len(s.rows) || s.rows[first].Number != m.top {
			continue // the row that holds its words shows nothing
		}
		i, found := position(s.rows[first].Cells, m.left)
		if !found {
			continue
		}
		shows := &s.rows[first].Cells[i]
		if shows.Merged {
			continue
		}
		shows.Columns, shows.Rows = m.right-m.left+1, m.bottom-m.top+1
		repeated := *shows
		repeated.Merged, repeated.Columns, repeated.Rows = true, 1, 1
		for at := first; at < len(s.rows) && s.rows[at].Number <= m.bottom; at++ {
			for column := m.left; column <= min(m.right, used); column++ {
				if at == first && column == m.left {
					continue
				}
				if steps++; steps > 2*s.r.limits.Cells {
					return refuse("The merged cells of the sheet “%s” lie over one another. Unmerge them, and try again.", s.sheet.name)
				}
				repeated.Column, repeated.Hidden = column, s.columnHidden(column)
				if i, found := position(s.rows[at].Cells, column); found {
					s.rows[at].Cells[i] = repeated
					continue
				}
				added[at] = append(added[at], repeated)
				s.r.tally.rows-- // the row is counted already
				if err := s.r.keep(s.at(s.rows[at].Number, 0), Row{Cells: added[at][len(added[at])-1:]}); err != nil {
					return err
				}
			}
		}
	}
	for at, more := range added {
		if len(more) == 0 {
			continue
		}
		cells := append(append(make([]Cell, 0, len(s.rows[at].Cells)+len(more)), s.rows[at].Cells...), more...)
		slices.SortStableFunc(cells, func(a, b Cell) int { return a.Column - b.Column })
		s.rows[at].Cells = slices.CompactFunc(cells, func(a, b Cell) bool { return a.Column == b.Column })
	}
	return nil
}

// position finds a column's cell among the cells of a row.
func position(cells []Cell, column int) (int, bool) {
	i := sort.Search(len(cells), func(i int) bool { return cells[i].Column >= column })
	return i, i < len(cells) && cells[i].Column == column
}
