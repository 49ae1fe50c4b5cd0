package practice

import "slices"

// MeasuresFor gives the measures of the files that answer an area for
// improvement of the founding inspection, such as L3-2, with what the last of
// those files is about.
func (p *Pack) MeasuresFor(area string) (all []*Measure, about string) {
	for _, m := range p.Measures {
		if sheet := p.SheetOf(m); slices.Contains(sheet.Areas, area) {
			all, about = append(all, m), sheet.Title
		}
	}
	return all, about
}
