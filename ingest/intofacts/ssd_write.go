package intofacts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/returns/ssd"
	"throughline/ingest/returns/tabular"
)

// SSDOf writes what is known of one child as rows of the Standard Safeguarding Dataset, and gives back the facts that it has no place for. Reading
// the rows gives the other facts again: their events, days and values. child is what the dataset is to call them, pupil their unique pupil number or "".
func SSDOf(child, pupil string, facts []deadline.Fact) (rows []tabular.Row, left []deadline.Fact) {
	w := &ssdWriter{child: child, at: map[[2]string]*deadline.Fact{}, names: map[string]string{}, taken: map[string]int{}, done: map[*deadline.Fact]bool{}}
	facts = slices.Clone(facts)
	slices.SortStableFunc(facts, func(a, b deadline.Fact) int { return a.On.Compare(b.On) })
	for i := range facts {
		w.facts = append(w.facts, &facts[i])
		if key := [2]string{facts[i].Event, facts[i].ID}; w.at[key] == nil {
			w.at[key] = &facts[i]
		}
	}
	w.person(pupil)
	w.care()
	w.reviews()
	w.inNeed()
	w.protection()
	w.health()
	w.workers()
	for _, f := range w.facts {
		if !w.done[f] && f.Event != turned16 && f.Event != eligibleBegan { // those two follow from the others
			left = append(left, *f)
		}
	}
	return w.rows, left
}

type ssdWriter struct {
	child string
	facts []*deadline.Fact
	at    map[[2]string]*deadline.Fact // by event and id
	names map[string]string            // the dataset's identifiers of things, by kind and id
	taken map[string]int
	done  map[*deadline.Fact]bool
	cared string // a period of care that the child has
	rows  []tabular.Row
}

// put writes a row of the named cells: column, cell, column, cell.
func (w *ssdWriter) put(table string, pairs ...string) {
	row := tabular.Row{Table: table, Line: len(w.rows) + 2, Columns: ssd.Kept(table)}
	row.Written = make([]string, len(row.Columns))
	for i := 0; i+1 < len(pairs); i += 2 {
		if at := slices.Index(row.Columns, pairs[i]); at >= 0 {
			row.Written[at] = pairs[i+1]
		}
	}
	w.rows = append(w.rows, row)
}

// each goes through the dated facts of an event, in the order of their days, and marks them as written.
func (w *ssdWriter) each(event string, write func(f *deadline.Fact)) {
	for _, f := range w.facts {
		if f.Event == event && !f.On.IsZero() && !w.done[f] {
			w.done[f] = true
			write(f)
		}
	}
}

// end gives the day of the event that ends what an id names.
func (w *ssdWriter) end(event, id string) (on string, f *deadline.Fact) {
	if f = w.at[[2]string{event, id}]; f == nil || f.On.IsZero() {
		return "", nil
	}
	w.done[f] = true
	return f.On.String(), f
}

// name gives a thing an identifier of the dataset: letters and digits, made of the child's own and a day, so that the next extract has the same.
func (w *ssdWriter) name(letter, kind, id string, on calendar.Date) string {
	made := w.child + letter + strings.ReplaceAll(on.String(), "-", "")
	if w.taken[made]++; w.taken[made] > 1 {
		made = fmt.Sprint(made, "_", w.taken[made])
	}
	if id != "" {
		w.names[kind+"\x1F"+id] = made
	}
	return made
}

func (w *ssdWriter) named(kind, id string) string { return w.names[kind+"\x1F"+id] }

func words(f *deadline.Fact, name string) string {
	said, _ := f.Values[name].(string)
	return said
}

// flagOf writes what a fact says yes or no to; "" where it says neither.
func flagOf(f *deadline.Fact, name string) string {
	yes, said := f.Values[name].(bool)
	switch {
	case !said:
		return ""
	case yes:
		return "Y"
	}
	return "N"
}

func (w *ssdWriter) person(pupil string) {
	born, sex, alone := "", "", ""
	for _, f := range w.facts {
		if f.Event != deadline.Person {
			continue
		}
		w.done[f] = f.Values["disabled"] != true // the dataset asks which disability
		if day, ok := f.Values["born"].(calendar.Date); ok {
			born = day.String()
		}
		sex, alone = cmp.Or(words(f, "sex"), sex), cmp.Or(flagOf(f, "unaccompanied"), alone)
	}
	w.put("ssd_person", "pers_person_id", w.child, "pers_sex", sex, "pers_dob", born)
	if alone == "Y" {
		w.put("ssd_immigration_status", "immi_person_id", w.child, "immi_immigration_status_id", w.child+"U", "immi_immigration_status", unaccompaniedTag)
	}
	if pupil != "" {
		w.put("ssd_linked_identifiers", "link_table_id", w.child+"L", "link_person_id", w.child, "link_identifier_type", "Unique Pupil Number", "link_identifier_value", pupil)
	}
}

// care writes each time in care: an episode for each placement, the first of which began it.
func (w *ssdWriter) care() {
	w.each(careStarted, func(f *deadline.Fact) {
		care := w.name("C", kindCare, f.Of[kindCare], f.On)
		w.cared = cmp.Or(w.cared, care)
		ended, end := w.end(careEnded, f.ID)
		reason := ""
		if end != nil {
			reason = words(end, "reason")
		}
		status := words(f, "legal_status")
		if slices.Contains(shortBreaks, status) && f.Values["short_breaks"] == false { // it changed, on a day that isn't known: care must not pass for short breaks
			status = ""
		}
		if status != "" {
			w.put("ssd_legal_status", "lega_legal_status_id", w.name("L", "", "", f.On), "lega_person_id", w.child, "lega_legal_status", status,
				"lega_legal_status_start_date", f.On.String(), "lega_legal_status_end_date", ended)
		}
		first := f.On.String()
		episode := func(on calendar.Date, until, placement string) {
			why, over := "P", "X1"
			if on == f.On {
				why = started
			}
			switch until {
			case "":
				over = ""
			case ended:
				over = reason
			}
			w.put("ssd_cla_episodes", "clae_cla_episode_id", w.name("E", "", "", on), "clae_person_id", w.child, "clae_cla_episode_start_date", on.String(),
				"clae_cla_episode_start_reason", why, "clae_cla_episode_ceased_date", until, "clae_cla_episode_ceased_reason", over, "clae_cla_id", care,
				"clae_cla_placement_id", placement, "clae_entered_care_date", first)
		}
		anywhere := false
		w.each(placementStarted, func(p *deadline.Fact) {
			if p.Of[kindCare] != f.Of[kindCare] {
				delete(w.done, p)
				return
			}
			until, _ := w.end(placementEnded, p.ID)
			placement := w.name("PL", kindPlacement, p.ID, p.On)
			w.put("ssd_cla_placement", "clap_cla_placement_id", placement, "clap_cla_placement_start_date", p.On.String(), "clap_cla_placement_type", words(p, "type"),
				"clap_cla_placement_provider", words(p, "provider"), "clap_cla_placement_end_date", until, "clap_cla_id", care, "clap_person_id", w.child)
			if p.On != f.On && !anywhere { // in care before any placement that is known
				episode(f.On, p.On.String(), "none")
			}
			episode(p.On, until, placement)
			anywhere = true
		})
		if !anywhere {
			episode(f.On, ended, "none")
		}
	})
}

func (w *ssdWriter) reviews() {
	if w.cared == "" {
		return // the dataset knows a review by its time in care alone
	}
	w.each(reviewHeld, func(f *deadline.Fact) {
		if care := f.Of[kindCare]; care != "" && care != f.ID && w.named(kindCare, care) == "" { // of a time in care whose start isn't known
			delete(w.done, f)
			return
		}
		w.put("ssd_cla_reviews", "clar_cla_review_id", w.name("RV", "", "", f.On), "clar_cla_id", cmp.Or(w.named(kindCare, f.Of[kindCare]), w.cared),
			"clar_cla_review_date", f.On.String(), "clar_cla_review_cancelled", "N", "clar_cla_review_participation", words(f, "participation"))
	})
}

func (w *ssdWriter) inNeed() {
	w.each(referralReceived, func(f *deadline.Fact) {
		w.put("ssd_cin_episodes", "cine_referral_id", w.name("R", kindReferral, f.Of[kindReferral], f.On), "cine_person_id", w.child, "cine_referral_date", f.On.String(),
			"cine_referral_source_code", words(f, "source"), "cine_referral_nfa", flagOf(f, "no_further_action"))
	})
	w.each(assessmentStarted, func(f *deadline.Fact) {
		done, _ := w.end(assessmentDone, f.ID)
		w.put("ssd_cin_assessments", "cina_assessment_id", w.name("A", "", "", f.On), "cina_person_id", w.child, "cina_referral_id", w.named(kindReferral, f.Of[kindReferral]),
			"cina_assessment_start_date", f.On.String(), "cina_assessment_auth_date", done)
	})
	w.each(section47Started, func(f *deadline.Fact) {
		outcome := ""
		switch flagOf(f, "conference_not_required") {
		case "Y":
			outcome = `{"OUTCOME_CP_CONFERENCE_FLAG":"N"}`
		case "N":
			outcome = `{"OUTCOME_CP_CONFERENCE_FLAG":"Y"}`
		}
		w.put("ssd_s47_enquiry", "s47e_s47_enquiry_id", w.name("S", kindEnquiry, f.Of[kindEnquiry], f.On), "s47e_person_id", w.child, "s47e_s47_start_date", f.On.String(),
			"s47e_referral_id", w.named(kindReferral, f.Of[kindReferral]), "s47e_s47_outcome_json", outcome)
	})
}

func (w *ssdWriter) protection() {
	w.each(conferenceHeld, func(f *deadline.Fact) {
		w.put("ssd_initial_cp_conference", "icpc_icpc_id", w.name("I", "", "", f.On), "icpc_person_id", w.child, "icpc_icpc_date", f.On.String(),
			"icpc_s47_enquiry_id", w.named(kindEnquiry, f.Of[kindEnquiry]), "icpc_icpc_transfer_in", flagOf(f, "transfer_in"))
	})
	w.each(planStarted, func(f *deadline.Fact) {
		ended, _ := w.end(planEnded, f.ID)
		w.put("ssd_cp_plans", "cppl_cp_plan_id", w.name("P", kindProtectionPlan, f.Of[kindProtectionPlan], f.On), "cppl_person_id", w.child, "cppl_cp_plan_start_date", f.On.String(),
			"cppl_cp_plan_end_date", ended)
	})
	w.each(planReviewHeld, func(f *deadline.Fact) {
		w.put("ssd_cp_reviews", "cppr_cp_review_id", w.name("PR", "", "", f.On), "cppr_person_id", w.child, "cppr_cp_review_date", f.On.String(),
			"cppr_cp_plan_id", w.named(kindProtectionPlan, f.Of[kindProtectionPlan]))
	})
}

func (w *ssdWriter) health() {
	for _, check := range []struct{ event, words, letter string }{{healthAssessed, "Health Assessment", "H"}, {dentalChecked, "Dental Check", "D"}} {
		w.each(check.event, func(f *deadline.Fact) {
			w.put("ssd_cla_health", "clah_health_check_id", w.name(check.letter, "", "", f.On), "clah_person_id", w.child, "clah_health_check_type", check.words,
				"clah_health_check_date", f.On.String(), "clah_health_check_status", "Completed")
		})
	}
	w.each(immunised, func(f *deadline.Fact) {
		w.put("ssd_cla_immunisations", "clai_person_id", w.child, "clai_immunisations_status", flagOf(f, "up_to_date"), "clai_immunisations_status_date", f.On.String())
	})
	w.each(scored, func(f *deadline.Fact) {
		w.put("ssd_sdq_scores", "csdq_table_id", w.name("Q", "", "", f.On), "csdq_person_id", w.child, "csdq_sdq_completed_date", f.On.String(), "csdq_sdq_score", fmt.Sprint(f.Values["score"]))
	})
}

func (w *ssdWriter) workers() {
	for _, role := range []struct{ named, left, words string }{{officerNamed, officerLeft, "Independent Reviewing Officer"}, {workerNamed, workerLeft, "Social Worker"}} {
		w.each(role.named, func(f *deadline.Fact) {
			until, _ := w.end(role.left, f.ID)
			w.put("ssd_involvements", "invo_involvements_id", w.name("V", "", "", f.On), "invo_professional_id", words(f, "worker"), "invo_professional_role_id", role.words,
				"invo_professional_team", words(f, "team"), "invo_involvement_start_date", f.On.String(), "invo_involvement_end_date", until, "invo_person_id", w.child)
		})
	}
	for i, f := range w.facts {
		if f.Event != voiceTold {
			continue
		}
		w.done[f] = true
		pairs := []string{"voch_table_id", fmt.Sprint(w.child, "W", i), "voch_person_id", w.child}
		for _, c := range voiceColumns {
			pairs = append(pairs, c, words(f, strings.TrimPrefix(c, "voch_")))
		}
		w.put("ssd_voice_of_child", pairs...)
	}
}
