package rules903

import (
	"slices"

	s "throughline/ingest/returns/ssda903"
)

// ends is the last day of an episode that is judged: one that is open goes on to the end of the year.
func (d *data) ends(r *row) day {
	if r.no(s.Dec) {
		return d.end
	}
	return r.d(s.Dec)
}

// runs judges how many days a legal status may last: episodes that follow one another without a gap count as one.
func runs(status string, most int) judge {
	return func(d *data) {
		for _, of := range d.seq(eps, s.Decom) {
			var run []*row
			length := 0
			over := func() {
				if length > most {
					d.hit(run...)
				}
				run, length = nil, 0
			}
			for _, r := range of {
				if !r.is(s.LS, status) {
					continue
				}
				if len(run) > 0 && gt(r.d(s.Decom), d.ends(run[len(run)-1])) {
					over()
				}
				run = append(run, r)
				if to := d.ends(r); !to.IsZero() {
					length += to.Sub(r.d(s.Decom))
				}
			}
			over()
		}
	}
}

var durationRules = map[string]judge{
	"361": runs("L1", 3),
	"362": runs("L2", 21),
	"363": runs("L3", 7),
	"364": runs("J2", 21),
	"365": each(eps, func(d *data, r *row) bool { return r.is(s.LS, "V3") && gt(d.ends(r), days(r.d(s.Decom), 17)) }),
	"367": func(d *data) {
		for _, of := range d.seq(eps, s.Decom) {
			var breaks []*row
			total := 0
			for _, r := range of {
				from, to := r.d(s.Decom), d.ends(r)
				if from.Before(d.start) {
					from = d.start
				}
				if gt(to, d.end) {
					to = d.end
				}
				if r.is(s.LS, "V3") && gt(to, from) {
					breaks = append(breaks, r)
					total += to.Sub(from)
				}
			}
			if total > 75 {
				d.hit(breaks...)
			}
		}
	},
}

// period is a time in care: episodes that follow one another without a gap.
type period struct {
	from, to day // to is none when it is open
	open     bool
}

// periods are a child's times in care.
func (d *data) periods(child string) []period {
	var all []period
	for _, r := range inOrder(d.of(eps, child), s.Decom) {
		if n := len(all); n > 0 && (all[n-1].open || le(r.d(s.Decom), all[n-1].to)) {
			all[n-1].to, all[n-1].open = r.d(s.Dec), r.no(s.Dec)
			continue
		}
		all = append(all, period{r.d(s.Decom), r.d(s.Dec), r.no(s.Dec)})
	}
	return all
}

// outside says that every time in care of a child is as out says; a child without any is for another rule.
func (d *data) outside(child string, out func(p period) bool) bool {
	all := d.periods(child)
	return len(all) > 0 && !slices.ContainsFunc(all, func(p period) bool { return !out(p) })
}
