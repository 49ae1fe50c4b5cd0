package invent

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"throughline/calendar"
)

// localKind is one file that no return carries: the code of its kind in the practice pack, and the columns of the kind's layout that are filled in.
type localKind struct{ code, columns string }

// The kinds, in the order in which their files are written. Those of a child are told by the child's life, the others by the council's.
var localKinds = []localKind{
	{"initial_health_assessment", "child_id,requested_on,paperwork_on,consent_type,consented_on,offered_on,attendance,assessed_on,assessor,registration,report_ready_on,copied_to_social_worker,copied_to_iro,team,district,agency"},
	{"dental_check", "child_id,checked_on,outcome,evidence,team,district,agency"},
	{"health_issue", "child_id,found_on,found_by,urgency,owner,due_on,done_on,evidence,team,district,agency"},
	{"reviewing_officer_allocation", "child_id,officer,from_on,until_on,changed_why,team,district"},
	{"review_record", "child_id,review,held_on,finished_on,chair,participation,previous_done,decisions_1_what,decisions_1_owner,decisions_1_due,written_on,recipients_1_who,recipients_1_part,recipients_1_sent_on,recipients_2_who,recipients_2_part,recipients_2_sent_on,team,district"},
	{"personal_education_plan", "child_id,begun_on,meeting_on,finished_on,school,targets_1_what,targets_1_who,targets_1_by,targets_1_term,designated_teacher,grade,own_view,team,district"},
	{"living_skills", "child_id,baseline_on,skills_1_domain,skills_1_before,skills_1_after,programme,provider,offered_on,started_on,done_on,team,district"},
	{"money_package", "adult_id,status,course,level,hours,course_from,course_until,assessed_on,needs_1_what,needs_1_pounds,need_a_week,income_a_week,package_a_week,agreed_by,from_on,until_on,due_on,paid_on,says,team,district"},
	{"psychology_dates", "child_id,referred_on,referred_by,sdq_score,sdq_on,answer,first_contact_on,team,district,agency"},
	{"strategy_discussion", "child_id,concern_on,held_on,held_time,mode,trigger,attendees_1_agency,attendees_1_who,attendees_1_came,attendees_1_received_on,attendees_2_agency,attendees_2_who,attendees_2_came,attendees_2_received_on,attendees_3_agency,attendees_3_who,attendees_3_came,attendees_3_received_on,information,harm,child_spoken_to,started_enquiry,jointly,actions_1_agency,actions_1_who,actions_1_what,actions_1_by,rationale,chair,team,district"},
	{"conference_views", "child_id,conference,conference_on,initial,age,participation,own_words,observed,gathered_how,gathered_by,gathered_on,alone,advocate,advocate_reason,changed,team,district"},
	{"outcome_plan", "child_id,kind_of,made_on,items_1_need,items_1_outcome,items_1_measure,items_1_action,items_1_owner,items_1_by,team,district"},
	{"management_decision", "child_id,what,options,reason,risk,decided_by,decided_on,decided_time,team,district"},
	{"open_case", "child_id,counted_on,worker,opened_on,discussed_on,team,district"},
	{"audit_grade", "child_id,audited_on,criterion,grade,audited_twice,second_grade,team,district"},
	{"reviewing_officer_post", "officer,from_on,whole_time,counted_on,children,team"},
	{"training_return", "trust,period_end,due_on,supplied_on,by,staff_required,staff_in_date,level,payroll,errors,signed_off"},
	{"designated_post", "body,role,profession,for_what,holder,from_on,needed,contracted,protected,document,signed_on,review_on"},
	{"governance_review", "body,site,site_name,commissioner,lead,independent,began_on,finished_on,findings_1_what,findings_1_severity,findings_1_action,findings_1_owner,findings_1_due,findings_1_done_on,findings_1_evidence,findings_1_evidence_by"},
	{"lado_allegation", "adult_id,sector,role,limb_harmed,raised_on,told_on,responded_on,source,barring,outcome,closed_on,team"},
	{"abuse_commitment", "service,what,adopted_on,amount,years,minute,live_on,district"},
	{"out_of_hours_shift", "shift,begins_on,begins_at,ends_on,ends_at,area,workers,manager,tested,team"},
	{"family_group_conference", "family,referred_on,referred_by,consent_by,standing,standing_why,coordinator,independent,held_on,plan_1_what,plan_1_who,agreed,team,district"},
}

// LocalKinds lists the codes of the kinds of file that a council has for each year.
func LocalKinds() (codes []string) {
	for _, k := range localKinds {
		codes = append(codes, k.code)
	}
	return codes
}

// LocalColumns gives the columns of a kind that are filled in.
func LocalColumns(code string) []string {
	at := slices.IndexFunc(localKinds, func(k localKind) bool { return k.code == code })
	if at < 0 {
		return nil
	}
	return strings.Split(localKinds[at].columns, ",")
}

// WriteLocal writes the local files of one year, one for each kind, as CSV. create opens a file of a kind's code to write to.
func (c Council) WriteLocal(year int, create func(kind string) (io.WriteCloser, error)) error {
	return c.writeLocal(year, nil, create)
}

func (c Council) writeLocal(year int, note func(Fault), create func(kind string) (io.WriteCloser, error)) error {
	if err := c.check(year); err != nil {
		return err
	}
	w := &localFiles{council: c, year: year, from: yearStart(year), to: c.lastOf(year), at: map[string]int{}, held: map[string][12]int{}, note: note}
	for i, k := range localKinds {
		w.at[k.code] = i
		file, openErr := create(k.code)
		if openErr != nil {
			return errors.Join(fmt.Errorf("the file of %s: %w", k.code, openErr), w.close())
		}
		w.open, w.out = append(w.open, file), append(w.out, bufio.NewWriterSize(file, 1<<16))
		w.kinds = append(w.kinds, kindsOf(k))
		if _, err := w.out[i].WriteString(k.columns + "\n"); err != nil {
			return errors.Join(fmt.Errorf("the file of %s: %w", k.code, err), w.close())
		}
	}
	c.each(w.child)
	w.faults = faults{dice: newDice(c.Seed, uint64(year), 9), rate: c.Faults}
	w.services()
	return w.close()
}

type localFiles struct {
	council  Council
	year     int
	from, to calendar.Date
	at       map[string]int
	held     map[string][12]int // how many children each reviewing officer had at the end of each month
	open     []io.WriteCloser
	out      []*bufio.Writer
	kinds    [][]int
	note     func(Fault)
	faults
}

func kindsOf(k localKind) (kinds []int) {
	for name := range strings.SplitSeq(k.columns, ",") {
		kind := kept
		switch {
		case strings.HasSuffix(name, "_on") || strings.HasSuffix(name, "_due") || strings.HasSuffix(name, "_by") && strings.Contains(name, "_1_") && !strings.Contains(name, "evidence"):
			kind = dates
		case slices.Contains([]string{"outcome", "assessor", "participation", "grade", "harm", "answer", "standing", "says", "what"}, name):
			kind = codes
		}
		kinds = append(kinds, kind)
	}
	return kinds
}

func (w *localFiles) close() (err error) {
	for i := range w.open {
		err = errors.Join(err, w.out[i].Flush(), w.open[i].Close())
	}
	return err
}

// write writes a row of a kind, as it is or as somebody got it wrong.
func (w *localFiles) write(kind string, cells ...string) {
	i := w.at[kind]
	for _, row := range w.spoilt(Fault{File: kind, Year: w.year}, localKinds[i].columns, cells, w.kinds[i], w.note) {
		for at, cell := range row {
			if at > 0 {
				_ = w.out[i].WriteByte(',') // kept by the writer, and given by Flush
			}
			if strings.ContainsAny(cell, ",\"\n") {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			_, _ = w.out[i].WriteString(cell)
		}
		_ = w.out[i].WriteByte('\n')
	}
}

func (w *localFiles) within(day calendar.Date) bool { return !day.Before(w.from) && !day.After(w.to) }

// known is a day as the file of the year tells it: blank where it lies after the year's end.
func (w *localFiles) known(day calendar.Date) string {
	if day.IsZero() || day.After(w.to) {
		return ""
	}
	return slashes(day)
}

func yesNo(yes bool) string {
	if yes {
		return "Yes"
	}
	return "No"
}

func pounds(n int) string { return strconv.Itoa(n) }
