package intofacts

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/returns"
	"throughline/ingest/returns/ssd"
	"throughline/ingest/returns/tabular"
)

// What the Standard Safeguarding Dataset tells of besides what the returns do.
const (
	healthAssessed   = "health.assessed"
	dentalChecked    = "dental.checked"
	immunised        = "immunisations.told" // whether immunisations were up to date on the day
	scored           = "sdq.scored"
	officerNamed     = "iro.allocated"
	officerLeft      = "iro.ended"
	workerNamed      = "worker.allocated"
	workerLeft       = "worker.ended"
	voiceTold        = "voice.told"
	kindInvolvement  = "involvement"
	roleOfOfficer    = "iro"
	roleOfWorker     = "worker"
	unaccompaniedTag = "UASC"
)

// EventsSSD lists what the dataset's facts are of, in order.
func EventsSSD() []string {
	return slices.Sorted(slices.Values(append(Events(), healthAssessed, dentalChecked, immunised, scored, officerNamed, officerLeft, workerNamed, workerLeft, voiceTold)))
}

// FromSSD gives the facts of tables of the Standard Safeguarding Dataset, child by child: what the statutory returns tell, under the same ids, and
// dated health assessments, dental checks and immunisations, scores, the reviewing officers and workers who were named, and what children said. A
// check counts when the dataset says that it was completed. The last day of the rows themselves is the day up to which they tell.
func FromSSD(rows []tabular.Row) []deadline.Fact { return FromSSDUntil(rows, calendar.Date{}) }

// FromSSDUntil is FromSSD for an extract of a day that is known; zero for the last day that the rows themselves say.
func FromSSDUntil(rows []tabular.Row, snapshot calendar.Date) (facts []deadline.Fact) {
	for _, d := range dossiers(rows, snapshot) {
		facts = append(facts, d.facts()...)
	}
	return facts
}

// dossier is what the dataset says of one child.
type dossier struct {
	child string
	by    map[string][]*tabular.Row // by table
	until calendar.Date
}

// dossiers parts rows by their child. Reviews name a period of care and not a child: they are those of the child who has it.
func dossiers(rows []tabular.Row, snapshot calendar.Date) (all []*dossier) {
	care := map[string]string{}
	for i := range rows {
		for _, c := range []string{"clae_cla_id", "clap_cla_id", "clav_cla_id"} {
			if period := rows[i].Cell(c); period != "" {
				care[period] = ssdChild(&rows[i])
			}
		}
	}
	at := map[string]*dossier{}
	for i := range rows {
		child := ssdChild(&rows[i])
		if rows[i].Table == "ssd_cla_reviews" {
			child = care[rows[i].Cell("clar_cla_id")]
		}
		if child == "" {
			continue
		}
		d := at[child]
		if d == nil {
			d = &dossier{child: child, by: map[string][]*tabular.Row{}, until: snapshot}
			at[child], all = d, append(all, d)
		}
		d.by[rows[i].Table] = append(d.by[rows[i].Table], &rows[i])
		if snapshot.IsZero() {
			d.until = later(d.until, lastDay(&rows[i]))
		}
	}
	return all
}

func ssdChild(row *tabular.Row) string {
	for _, c := range row.Columns {
		if strings.HasSuffix(c, "_person_id") {
			return strings.ToUpper(row.Cell(c))
		}
	}
	return ""
}

// lastDay is the last day of something that happened: a day on which something is due or expected says nothing of how far a row tells.
func lastDay(row *tabular.Row) (last calendar.Date) {
	for i, c := range row.Columns {
		if i >= len(row.Written) || !strings.Contains(c, "date") || strings.Contains(c, "due") || strings.Contains(c, "target") || row.Table == "ssd_cla_health" && !completed(row) ||
			c == "clea_pathway_plan_review_date" {
			continue
		}
		last = later(last, returns.ReadDate(row.Written[i]).Day)
	}
	return last
}

// day reads a day of a row; written says whether the cell has anything in it.
func day(row *tabular.Row, column string) (on calendar.Date, written bool) {
	text := row.Cell(column)
	return returns.ReadDate(text).Day, text != ""
}

// iso is a day as the return's own readers take it; a day that can't be read goes as it was written.
func iso(row *tabular.Row, column string) string {
	if on, _ := day(row, column); !on.IsZero() {
		return on.String()
	}
	return row.Cell(column)
}

// code takes a code that may have its words after it, such as PN1 - Child attends.
func code(text string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	return strings.ToUpper(strings.Trim(first, ":-"))
}

// inOrder gives a table's rows in the order of a day.
func (d *dossier) inOrder(table, column string) []*tabular.Row {
	rows := slices.Clone(d.by[table])
	slices.SortStableFunc(rows, func(a, b *tabular.Row) int {
		dayA, _ := day(a, column)
		dayB, _ := day(b, column)
		return cmp.Or(dayA.Compare(dayB), cmp.Compare(a.Line, b.Line))
	})
	return rows
}

func (d *dossier) facts() []deadline.Fact {
	t := &teller{subject: d.child}
	t.facts = append(d.careFacts(), d.census().facts()...)
	d.health(t)
	d.involvements(t)
	d.voice(t)
	return t.facts
}

// checkOf gives the event of the two checks that a clock hangs on.
func checkOf(row *tabular.Row) (event, kind string) {
	switch strings.ToLower(row.Cell("clah_health_check_type")) {
	case "health assessment", "health", "initial health assessment", "review health assessment", "lac health assessment":
		return healthAssessed, "health"
	case "dental check", "dental":
		return dentalChecked, "dental"
	}
	return "", ""
}

func completed(row *tabular.Row) bool {
	return strings.HasPrefix(strings.ToLower(row.Cell("clah_health_check_status")), "complete")
}

func (d *dossier) health(t *teller) {
	blank := 0
	id := func(kind string, on calendar.Date) string {
		if on.IsZero() {
			blank++
			return fmt.Sprint(d.child, "/", kind, "/undated/", blank)
		}
		return fmt.Sprint(d.child, "/", kind, "/", on)
	}
	told := map[string]bool{}
	for _, row := range d.inOrder("ssd_cla_health", "clah_health_check_date") {
		event, kind := checkOf(row)
		on, _ := day(row, "clah_health_check_date")
		if event == "" || !completed(row) {
			continue
		}
		if name := id(kind, on); !told[name] {
			told[name] = true
			t.tell(event, name, on, nil, nil)
		}
	}
	for _, row := range d.inOrder("ssd_cla_immunisations", "clai_immunisations_status_date") {
		on, _ := day(row, "clai_immunisations_status_date")
		if yes := ssd.Yes(row.Cell("clai_immunisations_status")); yes != nil {
			t.tell(immunised, id("immunisations", on), on, nil, map[string]any{"up_to_date": *yes})
		}
	}
	for _, row := range d.inOrder("ssd_sdq_scores", "csdq_sdq_completed_date") {
		on, _ := day(row, "csdq_sdq_completed_date")
		if score, ok := scoreOf(row); ok {
			t.tell(scored, id("sdq", on), on, nil, map[string]any{"score": score})
		}
	}
}

// scoreOf is a score from 0 to 40.
func scoreOf(row *tabular.Row) (int64, bool) {
	n, err := strconv.ParseInt(row.Cell("csdq_sdq_score"), 10, 64)
	return n, err == nil && n >= 0 && n <= 40
}

// roleOf says whether a worker is the reviewing officer or the social worker; "" for anybody else.
func roleOf(row *tabular.Row) string {
	said := strings.ToLower(row.Cell("invo_professional_role_id"))
	switch {
	case said == "iro" || strings.Contains(said, "reviewing officer") || strings.Contains(said, "independent review"):
		return roleOfOfficer
	case strings.Contains(said, "social worker") || strings.Contains(said, "case worker"):
		return roleOfWorker
	}
	return ""
}

func (d *dossier) involvements(t *teller) {
	blank := 0
	for _, row := range d.inOrder("ssd_involvements", "invo_involvement_start_date") {
		role := roleOf(row)
		if role == "" {
			continue
		}
		named, left := workerNamed, workerLeft
		if role == roleOfOfficer {
			named, left = officerNamed, officerLeft
		}
		from, _ := day(row, "invo_involvement_start_date")
		until, ended := day(row, "invo_involvement_end_date")
		id := fmt.Sprint(d.child, "/", role, "/", from, "/", row.Cell("invo_professional_id"))
		if from.IsZero() {
			blank++
			id = fmt.Sprint(d.child, "/", role, "/undated/", blank)
		}
		part, values := of(kindInvolvement, id), said(map[string]any{"worker": row.Cell("invo_professional_id"), "team": row.Cell("invo_professional_team")})
		t.tell(named, id, from, part, values)
		if ended {
			t.tell(left, id, until, part, nil)
		}
	}
}

// voice tells what a child answered: the dataset gives no day of it.
func (d *dossier) voice(t *teller) {
	for i, row := range d.by["ssd_voice_of_child"] {
		values := map[string]any{}
		for _, c := range voiceColumns {
			if answer := row.Cell(c); answer != "" {
				values[strings.TrimPrefix(c, "voch_")] = answer
			}
		}
		if len(values) > 0 {
			t.tell(voiceTold, fmt.Sprint(d.child, "/voice/undated/", i+1), calendar.Date{}, nil, values)
		}
	}
}

var voiceColumns = []string{"voch_explained_worries", "voch_story_help_understand", "voch_agree_worker", "voch_plan_safe", "voch_tablet_help_explain"}
