package intofacts

import (
	"encoding/json"
	"strings"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/returns/cin"
	"throughline/ingest/returns/ssd"
	"throughline/ingest/returns/tabular"
)

// inNeed is what the dataset says of referrals and what followed, as a census of children in need would.
type inNeed struct {
	d *dossier
	c *census
}

func (d *dossier) census() *inNeed {
	details := cin.Cells{Table: cin.TableCINdetails, Columns: []cin.Column{cin.CINreferralDate, cin.ReferralSource, cin.ReferralNFA}}
	for _, r := range d.inOrder("ssd_cin_episodes", "cine_referral_date") {
		details.Rows = append(details.Rows, cin.Given{Child: d.child, Details: r.Cell("cine_referral_id"),
			Values: []string{iso(r, "cine_referral_date"), code(r.Cell("cine_referral_source_code")), bit(r.Cell("cine_referral_nfa"))}})
	}
	assessments := cin.Cells{Table: cin.TableAssessments, Columns: []cin.Column{cin.AssessmentActualStartDate, cin.AssessmentAuthorisationDate}}
	for _, r := range d.inOrder("ssd_cin_assessments", "cina_assessment_start_date") {
		assessments.Rows = append(assessments.Rows, cin.Given{Child: d.child, Details: r.Cell("cina_referral_id"), Assessment: r.Cell("cina_assessment_id"),
			Values: []string{iso(r, "cina_assessment_start_date"), iso(r, "cina_assessment_auth_date")}})
	}
	enquiries := cin.Cells{Table: cin.TableSection47, Columns: []cin.Column{cin.S47ActualStartDate, cin.ICPCnotRequired}}
	for _, r := range d.inOrder("ssd_s47_enquiry", "s47e_s47_start_date") {
		enquiries.Rows = append(enquiries.Rows, cin.Given{Child: d.child, Details: r.Cell("s47e_referral_id"),
			Values: []string{iso(r, "s47e_s47_start_date"), notRequired(r)}})
	}
	plans := cin.Cells{Table: cin.TableChildProtectionPlans, Columns: []cin.Column{cin.CPPstartDate, cin.CPPendDate}}
	referral := map[string]string{}
	for _, r := range d.inOrder("ssd_cp_plans", "cppl_cp_plan_start_date") {
		referral[r.Cell("cppl_cp_plan_id")] = r.Cell("cppl_referral_id")
		plans.Rows = append(plans.Rows, cin.Given{Child: d.child, Details: r.Cell("cppl_referral_id"), Plan: r.Cell("cppl_cp_plan_id"),
			Values: []string{iso(r, "cppl_cp_plan_start_date"), iso(r, "cppl_cp_plan_end_date")}})
	}
	reviews := cin.Cells{Table: cin.TableReviews, Columns: []cin.Column{cin.CPPreviewDate}}
	for _, r := range d.inOrder("ssd_cp_reviews", "cppr_cp_review_date") {
		if plan := r.Cell("cppr_cp_plan_id"); r.Cell("cppr_cp_review_date") != "" { // one that is only due was not held
			reviews.Rows = append(reviews.Rows, cin.Given{Child: d.child, Details: referral[plan], Plan: plan, Values: []string{iso(r, "cppr_cp_review_date")}})
		}
	}
	made, _, err := cin.Of(cin.LastYear, details, assessments, enquiries, plans, reviews)
	if err != nil { // only for a year that can't be read
		made = &cin.Return{Year: cin.LastYear}
	}
	for _, table := range cin.Tables() { // what lies in a referral is found by its file too
		rows := made.Rows(table)
		for i := range rows {
			rows[i].File = ""
		}
	}
	return &inNeed{d: d, c: newCensus(made)}
}

func bit(flag string) string {
	switch yes := ssd.Yes(flag); {
	case yes == nil:
		return ""
	case *yes:
		return "1"
	}
	return "0"
}

// notRequired says whether an enquiry led to no conference: it ended with no further action, or its outcomes say so.
func notRequired(r *tabular.Row) string {
	if yes := ssd.Yes(r.Cell("s47e_s47_nfa")); yes != nil && *yes {
		return "1"
	}
	var outcomes map[string]any
	if json.Unmarshal([]byte(r.Cell("s47e_s47_outcome_json")), &outcomes) != nil {
		return "" // a text that is no list of outcomes says nothing of it
	}
	for name, said := range outcomes {
		text, _ := said.(string)
		if yes := ssd.Yes(text); yes != nil && strings.Contains(strings.ToUpper(name), "CP_CONFERENCE") {
			if *yes {
				return "0"
			}
			return "1"
		}
	}
	return ""
}

func (n *inNeed) facts() []deadline.Fact {
	facts := n.c.facts()
	starts := map[string]calendar.Date{}
	for _, r := range n.d.by["ssd_s47_enquiry"] {
		starts[r.Cell("s47e_s47_enquiry_id")], _ = day(r, "s47e_s47_start_date")
	}
	t := &teller{subject: n.d.child}
	for i, r := range n.d.inOrder("ssd_initial_cp_conference", "icpc_icpc_date") {
		held, written := day(r, "icpc_icpc_date")
		if !written {
			continue // it is only due
		}
		enquiry := ""
		if start, is := starts[r.Cell("icpc_s47_enquiry_id")]; is && !start.IsZero() {
			enquiry = t.dated(kindEnquiry, start)
		}
		moved := ssd.Yes(r.Cell("icpc_icpc_transfer_in"))
		if id, told := n.c.conference(t, enquiry, held, i+1); told && moved != nil && *moved {
			n.c.transfers[id] = true
			t.facts[len(t.facts)-1].Values = map[string]any{"transfer_in": true}
		}
	}
	return append(facts, t.facts...)
}
