package invent

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"throughline/calendar"
)

// ssdTables are the tables of the Standard Safeguarding Dataset that are written, with all the columns that the specification gives them and this
// program fills in. Days are written as 2013-04-15.
var ssdTables = []struct{ name, columns string }{
	{"ssd_person", "pers_person_id,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob,pers_legacy_id"},
	{"ssd_cla_episodes", "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_primary_need_code,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_id,clae_cla_placement_id,clae_entered_care_date,clae_cla_last_iro_contact_date"},
	{"ssd_cla_placement", "clap_cla_placement_id,clap_cla_placement_start_date,clap_cla_placement_type,clap_cla_placement_urn,clap_cla_id,clap_cla_placement_provider,clap_cla_placement_postcode,clap_cla_placement_end_date,clap_cla_placement_change_reason,clap_person_id"},
	{"ssd_cla_health", "clah_health_check_id,clah_person_id,clah_health_check_type,clah_health_check_date,clah_health_check_status"},
	{"ssd_cla_reviews", "clar_cla_review_id,clar_cla_id,clar_cla_review_due_date,clar_cla_review_date,clar_cla_review_cancelled,clar_cla_review_participation"},
	{"ssd_sdq_scores", "csdq_table_id,csdq_person_id,csdq_sdq_completed_date,csdq_sdq_reason,csdq_sdq_score"},
	{"ssd_missing", "miss_table_id,miss_person_id,miss_missing_episode_start_date,miss_missing_episode_type,miss_missing_episode_end_date,miss_missing_rhi_offered,miss_missing_rhi_accepted"},
	{"ssd_care_leavers", "clea_table_id,clea_person_id,clea_care_leaver_eligibility,clea_care_leaver_in_touch,clea_care_leaver_latest_contact,clea_care_leaver_accommodation,clea_care_leaver_accom_suitable,clea_care_leaver_activity,clea_care_leaver_allocated_team"},
	{"ssd_involvements", "invo_involvements_id,invo_professional_id,invo_professional_role_id,invo_professional_team,invo_involvement_start_date,invo_involvement_end_date,invo_worker_change_reason,invo_person_id"},
	{"ssd_professionals", "prof_professional_id,prof_staff_id,prof_professional_name,prof_professional_job_title,prof_full_time_equivalency,prof_agency_worker_flag"},
}

const (
	ssdPerson = iota
	ssdEpisodes
	ssdPlacement
	ssdHealth
	ssdReviews
	ssdSDQ
	ssdMissing
	ssdLeavers
	ssdInvolvements
	ssdProfessionals
)

// WriteSSD writes tables of the Standard Safeguarding Dataset as they stood at the end of a year: CSV files, one for each table. They tell of the
// children who were looked after or had left care in the year.
func (c Council) WriteSSD(year int, create func(name string) (io.WriteCloser, error)) error {
	return c.writeSSD(year, nil, create)
}

func (c Council) writeSSD(year int, note func(Fault), create func(name string) (io.WriteCloser, error)) error {
	if err := c.check(year); err != nil {
		return err
	}
	w := &dataset{council: c, year: year, from: yearStart(year), to: c.lastOf(year), note: note}
	for i, t := range ssdTables {
		file, openErr := create(t.name + ".csv")
		if openErr != nil {
			return errors.Join(fmt.Errorf("%s: %w", t.name, openErr), w.close())
		}
		w.open, w.out = append(w.open, file), append(w.out, bufio.NewWriterSize(file, 1<<16))
		w.kinds = append(w.kinds, ssdKinds(t.columns))
		if _, err := w.out[i].WriteString(t.columns + "\n"); err != nil {
			return errors.Join(fmt.Errorf("%s: %w", t.name, err), w.close())
		}
	}
	c.each(w.child)
	w.faults = faults{dice: newDice(c.Seed, uint64(year), 10)}
	for n := range c.workers() {
		d := newDice(c.Seed, uint64(n), 11)
		w.write(ssdProfessionals, worker(n), worker(n), d.one(givens...)+" "+d.one(families...), "Social worker", "1", d.one("N", "N", "N", "Y"))
	}
	for n := range c.officers() {
		d := newDice(c.Seed, uint64(n), 12)
		w.write(ssdProfessionals, officer(n), officer(n), d.one(givens...)+" "+d.one(families...), "Independent Reviewing Officer", "1", "N")
	}
	return w.close()
}

type dataset struct {
	council  Council
	year     int
	from, to calendar.Date
	open     []io.WriteCloser
	out      []*bufio.Writer
	kinds    [][]int
	note     func(Fault)
	faults
}

func ssdKinds(columns string) (kinds []int) {
	for name := range strings.SplitSeq(columns, ",") {
		switch {
		case strings.HasSuffix(name, "_date") || strings.HasSuffix(name, "_dob"):
			kinds = append(kinds, isoDates)
		case strings.HasSuffix(name, "_type") || strings.HasSuffix(name, "_status") || strings.HasSuffix(name, "_participation"):
			kinds = append(kinds, codes)
		default:
			kinds = append(kinds, kept)
		}
	}
	return kinds
}

func (w *dataset) close() (err error) {
	for i := range w.open {
		err = errors.Join(err, w.out[i].Flush(), w.open[i].Close())
	}
	return err
}

func (w *dataset) write(table int, cells ...string) {
	for _, row := range w.spoilt(Fault{File: ssdTables[table].name + ".csv", Year: w.year}, ssdTables[table].columns, cells, w.kinds[table], w.note) {
		_, _ = w.out[table].WriteString(strings.Join(row, ",") + "\n") // the error is kept by the writer, and given by Flush
	}
}

func (w *dataset) known(day calendar.Date) string {
	if day.IsZero() || day.After(w.to) {
		return ""
	}
	return day.String()
}

func (w *dataset) child(m *child) {
	leaver := m.leaver(w.from, w.to)
	if !leaver && !m.looked(w.from, w.to) {
		return
	}
	number, _ := strconv.ParseUint(m.ID, 10, 64)
	w.faults = faults{newDice(w.council.Seed, number, uint64(w.year), 3), w.council.Faults}
	b := w.council.belonging(m)
	sex := "M"
	if m.girl {
		sex = "F"
	}
	id := "P" + m.ID
	w.write(ssdPerson, id, b.given, b.family, sex, m.ethnic, m.born.String(), m.ID)
	for i := range m.spells {
		if s := &m.spells[i]; !s.from.After(w.to) {
			w.spell(m, s, id, b)
		}
	}
	for i, c := range w.council.checks(m) {
		kind := "Health Assessment"
		if c.dentist {
			kind = "Dental Check"
		}
		if !c.on.After(w.to) {
			w.write(ssdHealth, fmt.Sprintf("H%s-%d", m.ID, i+1), id, kind, c.on.String(), "Completed")
		}
	}
	if n, ok := w.council.score(m, w.year); ok && w.council.over(w.year) && m.allYear(w.from, w.to) {
		w.write(ssdSDQ, fmt.Sprintf("Q%s-%d", m.ID, w.year), id, w.to.AddDays(-40).String(), "", strconv.Itoa(n))
	}
	if leaver {
		known := w.council.leavingCare(m, w.year)
		suitable := ""
		if len(known.home) == 2 {
			suitable = map[byte]string{'1': "1", '2': "2"}[known.home[1]]
		}
		w.write(ssdLeavers, fmt.Sprintf("L%s-%d", m.ID, w.year), id, "Former Relevant child", known.touch, w.to.AddDays(-30).String(), known.home[:1], suitable, known.activity, leaving)
	}
}

func (w *dataset) spell(m *child, s *spell, id string, b belonging) {
	care := fmt.Sprintf("C%s-%s", m.ID, s.from)
	contact := ""
	for _, r := range s.reviews {
		if !r.on.After(w.to) {
			contact = r.on.String()
		}
	}
	for i, e := range s.episodes {
		if e.from.After(w.to) {
			break
		}
		to, ended, moved := e.to.String(), e.ended, e.moved
		if e.to.After(w.to) {
			to, ended, moved = "", "", ""
		}
		key := fmt.Sprintf("%s-%d", care, i+1)
		w.write(ssdEpisodes, "E"+key, id, e.from.String(), e.why, e.need, to, ended, care, "A"+key, s.from.String(), contact)
		w.write(ssdPlacement, "A"+key, e.from.String(), e.place, e.urn, care, e.provider, e.placePost, to, moved, id)
	}
	due := workingDays(s.from, 20)
	for i, r := range s.reviews {
		if r.on.After(w.to) {
			break
		}
		w.write(ssdReviews, fmt.Sprintf("R%s-%d", care, i+1), care, due.String(), r.on.String(), "N", r.code)
		if due = r.on.AddMonths(6); i == 0 {
			due = r.on.AddMonths(3)
		}
	}
	for i, a := range s.missing {
		if !a.from.After(w.to) {
			w.write(ssdMissing, fmt.Sprintf("M%s-%d", care, i+1), id, a.from.String(), a.kind, w.known(a.to), "Y", "Y")
		}
	}
	if m.shortBreaks {
		return
	}
	w.write(ssdInvolvements, "IR"+care, b.officer, "Independent Reviewing Officer", "", workingDays(s.from, 3).String(), w.known(s.to), "", id)
	last := w.to
	if s.to.Before(last) {
		last = s.to
	}
	if first := later(s.from, w.from); !last.Before(first) {
		for i, c := range w.council.changes(m, first, last) {
			w.write(ssdInvolvements, fmt.Sprintf("IW%s-%d-%d", care, w.year, i+1), c.worker, "Social Worker", b.team, c.from.String(), w.known(c.to), "", id)
		}
	}
}
