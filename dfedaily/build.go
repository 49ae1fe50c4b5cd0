package dfedaily

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"throughline/ingest/returns"
	"throughline/ingest/returns/ssd"
	"throughline/ingest/returns/tabular"
)

// Of makes a child's payload of their rows of the Standard Safeguarding Dataset. What lies in no referral goes with the latest one that was made by
// then; where there was none, with an episode of its own for the time in care.
func Of(rows []tabular.Row) Child {
	b := &builder{by: map[string][]*tabular.Row{}, at: map[string]*Episode{}}
	for i := range rows {
		b.by[rows[i].Table] = append(b.by[rows[i].Table], &rows[i])
	}
	b.person()
	b.scores()
	b.referrals()
	b.needs()
	b.enquiries()
	b.placements()
	b.workers()
	b.leaving()
	for _, e := range b.order {
		b.child.Episodes = append(b.child.Episodes, *e)
	}
	return b.child
}

type builder struct {
	by    map[string][]*tabular.Row
	child Child
	at    map[string]*Episode // by the referral's identifier
	order []*Episode
}

// day gives a day as the schema has it; "" where it can't be read.
func day(row *tabular.Row, column string) string {
	read := returns.ReadDate(row.Cell(column))
	if read.Day.IsZero() {
		return ""
	}
	return read.Day.String()
}

// code takes a code that may have its words after it.
func code(row *tabular.Row, column string) string {
	first, _, _ := strings.Cut(row.Cell(column), " ")
	return strings.ToUpper(strings.Trim(first, ":-"))
}

// inOrder gives a table's rows in the order of a day.
func (b *builder) inOrder(table, column string) []*tabular.Row {
	rows := slices.Clone(b.by[table])
	slices.SortStableFunc(rows, func(x, y *tabular.Row) int { return strings.Compare(day(x, column), day(y, column)) })
	return rows
}

func (b *builder) person() {
	for _, p := range b.by["ssd_person"] {
		b.child.ID = strings.ToUpper(p.Cell("pers_person_id"))
		b.child.Details = &Details{
			Born: day(p, "pers_dob"), Expected: day(p, "pers_expected_dob"), Sex: code(p, "pers_sex"), Ethnicity: code(p, "pers_ethnicity"), UPNUnknown: code(p, "pers_upn_unknown"),
		}
	}
	if b.child.Details == nil {
		b.child.Details = &Details{}
	}
	d := b.child.Details
	for _, l := range b.by["ssd_linked_identifiers"] {
		if of := strings.ToLower(l.Cell("link_identifier_type")); strings.Contains(of, "unique pupil") && !strings.Contains(of, "former") {
			d.UPN, d.UPNUnknown = l.Cell("link_identifier_value"), ""
		}
	}
	for _, row := range b.by["ssd_disability"] {
		if said := code(row, "disa_disability_code"); said != "" && !slices.Contains(d.Disabilities, said) {
			d.Disabilities = append(d.Disabilities, said)
		}
	}
	for _, row := range b.by["ssd_immigration_status"] {
		if said := strings.ToUpper(row.Cell("immi_immigration_status")); strings.Contains(said, "UASC") || strings.Contains(said, "UNACCOMPANIED") {
			yes := true
			d.Alone = &yes
		}
	}
}

func (b *builder) scores() {
	for _, row := range b.inOrder("ssd_sdq_scores", "csdq_sdq_completed_date") {
		if score, err := strconv.Atoi(row.Cell("csdq_sdq_score")); err == nil {
			if b.child.Health == nil {
				b.child.Health = &Health{}
			}
			b.child.Health.Scores = append(b.child.Health.Scores, Score{On: day(row, "csdq_sdq_completed_date"), Score: score})
		}
	}
}

func (b *builder) referrals() {
	for _, row := range b.inOrder("ssd_cin_episodes", "cine_referral_date") {
		id := row.Cell("cine_referral_id")
		if id == "" || b.at[id] != nil {
			continue
		}
		e := &Episode{ID: id, Referred: day(row, "cine_referral_date"), Source: code(row, "cine_referral_source_code"), NFA: ssd.Yes(row.Cell("cine_referral_nfa")),
			Closed: day(row, "cine_close_date"), Why: code(row, "cine_close_reason")}
		b.at[id], b.order = e, append(b.order, e)
	}
}

// episode is the one that something of a day lies in.
func (b *builder) episode(referral, on string) *Episode {
	if e := b.at[referral]; e != nil && referral != "" {
		return e
	}
	var found *Episode
	for _, e := range b.order {
		if e.Referred != "" && e.Referred <= on && (found == nil || e.Referred >= found.Referred) {
			found = e
		}
	}
	if found != nil {
		return found
	}
	const own = "\x1Fown"
	if b.at[own] == nil {
		e := &Episode{ID: b.child.ID + "-care"}
		b.at[own], b.order = e, append(b.order, e)
	}
	return b.at[own]
}

func (b *builder) needs() {
	for _, row := range b.inOrder("ssd_cin_assessments", "cina_assessment_start_date") {
		made := Assessed{ID: row.Cell("cina_assessment_id"), Started: day(row, "cina_assessment_start_date"), Authorised: day(row, "cina_assessment_auth_date")}
		if e := b.episode(row.Cell("cina_referral_id"), cmp.Or(made.Started, made.Authorised)); made.ID != "" {
			e.Assessments = append(e.Assessments, made)
		}
	}
	for _, row := range b.inOrder("ssd_cin_plans", "cinp_cin_plan_start_date") {
		made := NeedPlan{ID: row.Cell("cinp_cin_plan_id"), From: day(row, "cinp_cin_plan_start_date"), Until: day(row, "cinp_cin_plan_end_date")}
		if made.ID != "" {
			e := b.episode(row.Cell("cinp_referral_id"), made.From)
			e.NeedPlans = append(e.NeedPlans, made)
		}
	}
	for _, row := range b.inOrder("ssd_cp_plans", "cppl_cp_plan_start_date") {
		made := Plan{ID: row.Cell("cppl_cp_plan_id"), From: day(row, "cppl_cp_plan_start_date"), Until: day(row, "cppl_cp_plan_end_date")}
		if made.ID != "" {
			e := b.episode(row.Cell("cppl_referral_id"), made.From)
			e.Plans = append(e.Plans, made)
		}
	}
}

func (b *builder) enquiries() {
	held := map[string]string{}
	for _, row := range b.inOrder("ssd_initial_cp_conference", "icpc_icpc_date") {
		if enquiry := row.Cell("icpc_s47_enquiry_id"); enquiry != "" && held[enquiry] == "" {
			held[enquiry] = day(row, "icpc_icpc_date")
		}
	}
	for _, row := range b.inOrder("ssd_s47_enquiry", "s47e_s47_start_date") {
		made := Enquiry{ID: row.Cell("s47e_s47_enquiry_id"), From: day(row, "s47e_s47_start_date"), Until: day(row, "s47e_s47_end_date")}
		if made.ID == "" {
			continue
		}
		made.Conference, made.Required = held[made.ID], required(row)
		if made.Conference != "" {
			yes := true
			made.Required = &yes
		}
		e := b.episode(row.Cell("s47e_referral_id"), made.From)
		e.Enquiries = append(e.Enquiries, made)
	}
}

// required says whether the outcomes of an enquiry ask for a conference; nil where they don't say.
func required(row *tabular.Row) *bool {
	var outcomes map[string]any
	if json.Unmarshal([]byte(row.Cell("s47e_s47_outcome_json")), &outcomes) != nil {
		return nil // a text that is no list of outcomes says nothing of it
	}
	for name, said := range outcomes {
		if text, is := said.(string); is && strings.Contains(strings.ToUpper(name), "CP_CONFERENCE") {
			return ssd.Yes(text)
		}
	}
	return nil
}

func (b *builder) placements() {
	episodes := b.inOrder("ssd_cla_episodes", "clae_cla_episode_start_date")
	for _, row := range b.inOrder("ssd_cla_placement", "clap_cla_placement_start_date") {
		made := Placed{
			ID: row.Cell("clap_cla_placement_id"), From: day(row, "clap_cla_placement_start_date"), Type: code(row, "clap_cla_placement_type"), Postcode: strings.ToUpper(row.Cell("clap_cla_placement_postcode")),
			Until: day(row, "clap_cla_placement_end_date"), Changed: code(row, "clap_cla_placement_change_reason"),
		}
		if made.ID == "" {
			continue
		}
		referral := ""
		for _, e := range episodes {
			if e.Cell("clae_cla_placement_id") != made.ID {
				continue
			}
			if made.Why == "" {
				made.Why = code(e, "clae_cla_episode_start_reason")
			}
			referral, made.Ended = cmp.Or(e.Cell("clae_referral_id"), referral), code(e, "clae_cla_episode_ceased_reason")
		}
		e := b.episode(referral, made.From)
		e.Placements = append(e.Placements, made)
	}
	for _, row := range b.inOrder("ssd_permanence", "perm_adm_decision_date") {
		made := Adoption{Decided: day(row, "perm_adm_decision_date"), Matched: day(row, "perm_matched_date"), Placed: day(row, "perm_placed_for_adoption_date")}
		if made != (Adoption{}) {
			b.episode("", cmp.Or(made.Decided, made.Matched, made.Placed)).Adoption = &made
		}
	}
}

func (b *builder) workers() {
	for _, row := range b.inOrder("ssd_involvements", "invo_involvement_start_date") {
		role := strings.ToLower(row.Cell("invo_professional_role_id"))
		if id := row.Cell("invo_professional_id"); id != "" && (strings.Contains(role, "social worker") || strings.Contains(role, "case worker")) {
			made := Worker{ID: id, From: day(row, "invo_involvement_start_date"), Until: day(row, "invo_involvement_end_date")}
			e := b.episode(row.Cell("invo_referral_id"), made.From)
			e.Workers = append(e.Workers, made)
		}
	}
}

func (b *builder) leaving() {
	for _, row := range b.inOrder("ssd_care_leavers", "clea_care_leaver_latest_contact") {
		made := Leaver{Contact: day(row, "clea_care_leaver_latest_contact"), Activity: code(row, "clea_care_leaver_activity"), Lives: code(row, "clea_care_leaver_accommodation")}
		if made != (Leaver{}) {
			b.episode("", made.Contact).Leaver = &made
		}
	}
}
