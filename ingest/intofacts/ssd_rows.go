package intofacts

import (
	"slices"
	"strconv"

	"throughline/calendar"
	"throughline/ingest/returns/ssd"
	"throughline/ingest/returns/ssda903"
	"throughline/ingest/returns/tabular"
	"throughline/measure"
)

// RowsSSD gives what measures count of tables of the Standard Safeguarding Dataset: the same rows as the statutory returns give, for every year to
// 31 March that was over on the last day of the child's own rows. Whether a check was done in a year can be told of a child of whom the dataset has
// any such check; of another it is left blank.
func RowsSSD(rows []tabular.Row) []measure.Row { return RowsSSDUntil(rows, calendar.Date{}) }

// RowsSSDUntil is RowsSSD for an extract of a day that is known; zero for the last day that the rows themselves say.
func RowsSSDUntil(rows []tabular.Row, snapshot calendar.Date) (all []measure.Row) {
	for _, d := range dossiers(rows, snapshot) {
		all = append(all, d.rows()...)
	}
	return all
}

func (d *dossier) rows() (all []measure.Row) {
	if len(d.by["ssd_cla_reviews"]) > 0 {
		held := newChildren(d.return903(ssda903.LastYear)).reviews()
		for i := range held {
			held[i].Within = d.until
		}
		all = held
	}
	first, last := d.years()
	for year := first; year <= last; year++ {
		r := d.return903(year, d.checks(year), d.leaving(year))
		c := newChildren(r)
		if len(d.by["ssd_cla_episodes"]) > 0 {
			all = append(all, c.allYear()...)
		}
		all = append(all, c.leavers()...)
	}
	n := d.census()
	return append(all, n.c.rows(n.facts(), d.until)...)
}

// years are those to 31 March, as collected, that were over; none where first is after last.
func (d *dossier) years() (first, last int) {
	began := d.until
	if e := d.firstEpisode(); e != nil {
		began, _ = day(e, "clae_cla_episode_start_date")
	}
	for _, row := range d.by["ssd_care_leavers"] {
		if on, _ := day(row, "clea_care_leaver_latest_contact"); !on.IsZero() && on.Before(began) {
			began = on
		}
	}
	if began.IsZero() || d.until.IsZero() {
		return 1, 0
	}
	last = d.until.Year
	if d.until.Before(calendar.Must(last, 3, 31)) {
		last--
	}
	return max(collected(began), ssda903.FirstYear), min(last, ssda903.LastYear)
}

// collected is the March that a day's collection year ends in.
func collected(on calendar.Date) int {
	if on.After(calendar.Must(on.Year, 3, 31)) {
		return on.Year + 1
	}
	return on.Year
}

// checks are a year's row of what the return asks of the health of a child who was looked after all year.
func (d *dossier) checks(year int) ssda903.Cells {
	to := calendar.Must(year, 3, 31)
	from := calendar.Must(year-1, 4, 1)
	within := func(on calendar.Date) bool { return !on.Before(from) && !on.After(to) }
	assessed, checked, anyAssessed, anyChecked := 0, 0, false, false
	for _, row := range d.by["ssd_cla_health"] {
		event, _ := checkOf(row)
		on, _ := day(row, "clah_health_check_date")
		counts := completed(row) && within(on)
		switch event {
		case healthAssessed:
			if anyAssessed = true; counts {
				assessed++
			}
		case dentalChecked:
			if anyChecked = true; counts {
				checked++
			}
		}
	}
	asked := 1
	if born, ok := d.born(); ok { // under 5 both of the year's two assessments are needed
		if years, known := calendar.Age(born, to); known && years < 5 {
			asked = 2
		}
	}
	row := []string{d.child, oneOr0(anyAssessed, assessed >= asked), oneOr0(anyChecked, checked > 0), "", ""}
	for _, i := range d.inOrder("ssd_cla_immunisations", "clai_immunisations_status_date") {
		if on, _ := day(i, "clai_immunisations_status_date"); !on.IsZero() && !on.After(to) {
			row[3] = bit(i.Cell("clai_immunisations_status"))
		}
	}
	for _, s := range d.inOrder("ssd_sdq_scores", "csdq_sdq_completed_date") {
		if on, _ := day(s, "csdq_sdq_completed_date"); within(on) {
			if score, ok := scoreOf(s); ok {
				row[4] = strconv.FormatInt(score, 10)
			}
		}
	}
	made := ssda903.Cells{Table: ssda903.TableOC2, Columns: []ssda903.Column{ssda903.Child, ssda903.HealthAssessment, ssda903.TeethCheck, ssda903.Immunisations, ssda903.SDQScore}}
	if slices.ContainsFunc(row[1:], func(cell string) bool { return cell != "" }) {
		made.Rows = append(made.Rows, row)
	}
	return made
}

func (d *dossier) born() (calendar.Date, bool) {
	for _, p := range slices.Backward(d.by["ssd_person"]) {
		if on, _ := day(p, "pers_dob"); !on.IsZero() {
			return on, true
		}
	}
	return calendar.Date{}, false
}

// oneOr0 is blank where nothing can be told.
func oneOr0(told, yes bool) string {
	switch {
	case !told:
		return ""
	case yes:
		return "1"
	}
	return "0"
}

// leaving is what the dataset says of a care leaver in the year of the latest contact: of another year it says nothing.
func (d *dossier) leaving(year int) ssda903.Cells {
	made := ssda903.Cells{Table: ssda903.TableOC3, Columns: []ssda903.Column{ssda903.Child, ssda903.InTouch, ssda903.Activ, ssda903.Accom}}
	for _, row := range d.by["ssd_care_leavers"] {
		if on, _ := day(row, "clea_care_leaver_latest_contact"); !on.IsZero() && collected(on) == year {
			touch := code(row.Cell("clea_care_leaver_in_touch"))
			if yes := ssd.Yes(touch); yes != nil {
				touch = map[bool]string{true: "YES", false: "NO"}[*yes]
			}
			made.Rows = append(made.Rows, []string{d.child, touch, code(row.Cell("clea_care_leaver_activity")), code(row.Cell("clea_care_leaver_accommodation"))})
		}
	}
	return made
}
