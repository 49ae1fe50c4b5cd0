package intofacts_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/intofacts"
	"throughline/ingest/returns"
	"throughline/ingest/returns/ssd"
	"throughline/ingest/returns/tabular"
	"throughline/measure"
)

var extract = []string{
	"pers_person_id,pers_sex,pers_dob\np1,F,2007-06-05\n",
	"immi_person_id,immi_immigration_status\np1,UASC\n",
	"clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_primary_need_code,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_id,clae_cla_placement_id\n" +
		"e1,p1,10/05/2023,S - Started to be looked after,N1,2023-05-20 00:00:00,X1,c1,l1\ne2,p1,2023-05-20,L,N1,2023-08-01,X1,c1,l1\ne3,p1,2023-08-01,P,N1,2024-02-14,E4A,c1,\n",
	"clap_cla_placement_id,clap_cla_placement_start_date,clap_cla_placement_type,clap_cla_placement_provider,clap_cla_placement_end_date,clap_person_id,clap_cla_id\n" +
		"l1,2023-05-10,U6,PR1,2023-08-01,p1,c1\nl2,2023-08-01,K2,PR4,2024-02-14,p1,c1\n",
	"lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date,lega_legal_status_end_date\ng1,p1,V2,2023-05-10,2023-05-20\ng2,p1,C1,2023-05-20,\n",
	"clar_cla_review_id,clar_cla_id,clar_cla_review_due_date,clar_cla_review_date,clar_cla_review_cancelled,clar_cla_review_participation\n" +
		"r1,c1,2023-06-07,2023-06-06,N,PN1\nr2,c1,2023-09-06,2023-09-06,Y,PN1\nr3,c1,2024-03-06,,,\n",
	"clah_health_check_id,clah_person_id,clah_health_check_type,clah_health_check_date,clah_health_check_status\n" +
		"h1,p1,Health Assessment,2023-06-01,Completed\nh2,p1,Dental Check,2023-06-20,Refused\nh3,p1,Dental Check,2023-07-20,Completed\nh4,p1,Health Assessment,2024-05-01,Planned\n",
	"clai_person_id,clai_immunisations_status,clai_immunisations_status_date\np1,Y,2023-06-01\n",
	"csdq_table_id,csdq_person_id,csdq_sdq_completed_date,csdq_sdq_score\nq1,p1,2023-10-01,17\n",
	"invo_involvements_id,invo_professional_id,invo_professional_role_id,invo_involvement_start_date,invo_involvement_end_date,invo_person_id\n" +
		"i1,w1,Allocated Case Worker,2023-05-10,2023-09-01,p1\ni2,w2,Independent Reviewing Officer,2023-05-16,,p1\ni3,w3,GP,2023-05-16,,p1\n",
	"voch_table_id,voch_person_id,voch_agree_worker\nv1,p1,Y\n",
	"cine_referral_id,cine_person_id,cine_referral_date,cine_referral_source_code,cine_referral_nfa\nf1,p1,2023-03-01,1A,N\n",
	"cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_auth_date\na1,p1,f1,2023-03-02,2023-03-30\n",
	"s47e_s47_enquiry_id,s47e_referral_id,s47e_person_id,s47e_s47_start_date,s47e_s47_nfa\ns1,f1,p1,2023-03-06,N\n",
	"icpc_icpc_id,icpc_s47_enquiry_id,icpc_person_id,icpc_icpc_date,icpc_icpc_transfer_in\nk1,s1,p1,2023-03-20,N\n",
	"cppl_cp_plan_id,cppl_referral_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date\nn1,f1,p1,2023-03-20,\n",
	"cppr_cp_review_id,cppr_person_id,cppr_cp_plan_id,cppr_cp_review_due,cppr_cp_review_date\nx1,p1,n1,2023-06-18,2023-06-15\nx2,p1,n1,2023-12-15,\n",
}

func readSSD(t testing.TB, texts ...string) (rows []tabular.Row) {
	t.Helper()
	files := make([]returns.File, len(texts))
	for i, text := range texts {
		files[i] = returns.File{Name: fmt.Sprint(i, ".csv"), Content: strings.NewReader(text)}
	}
	made, report, err := ssd.Read(files, returns.Usual())
	if err != nil || report.Unreadable > 0 {
		t.Fatal(err, report.Problems)
	}
	for i := range made.Subjects {
		rows = append(rows, made.Subjects[i].Rows...)
	}
	return rows
}

const wantOfExtract = `person person 2007-06-05 map[] map[born:2007-06-05 sex:F unaccompanied:true]
P1/care/2023-05-10 care.started 2023-05-10 map[care:P1/care/2023-05-10] map[legal_status:V2 short_breaks:false]
P1/care/2023-05-10 care.ended 2024-02-14 map[care:P1/care/2023-05-10] map[reason:E4A]
P1/placement/2023-05-10 placement.started 2023-05-10 map[care:P1/care/2023-05-10 placement:P1/placement/2023-05-10] map[first:true provider:PR1 type:U6]
P1/placement/2023-05-10 placement.ended 2023-08-01 map[care:P1/care/2023-05-10 placement:P1/placement/2023-05-10] map[]
P1/placement/2023-08-01 placement.started 2023-08-01 map[care:P1/care/2023-05-10 placement:P1/placement/2023-08-01] map[first:false provider:PR4 type:K2]
P1/placement/2023-08-01 placement.ended 2024-02-14 map[care:P1/care/2023-05-10 placement:P1/placement/2023-08-01] map[]
person turned_16 2023-06-05 map[] map[]
P1/care/2023-05-10/eligible eligible.began 2023-08-08 map[care:P1/care/2023-05-10] map[]
P1/review/2023-06-06 review.held 2023-06-06 map[care:P1/care/2023-05-10 review:P1/review/2023-06-06] map[participation:PN1]
P1/referral/2023-03-01 referral.received 2023-03-01 map[referral:P1/referral/2023-03-01] map[no_further_action:false source:1A]
P1/assessment/2023-03-02 assessment.started 2023-03-02 map[assessment:P1/assessment/2023-03-02 referral:P1/referral/2023-03-01] map[]
P1/assessment/2023-03-02 assessment.authorised 2023-03-30 map[assessment:P1/assessment/2023-03-02 referral:P1/referral/2023-03-01] map[]
P1/enquiry/2023-03-06 section47.started 2023-03-06 map[enquiry:P1/enquiry/2023-03-06 referral:P1/referral/2023-03-01] map[]
P1/protection_plan/2023-03-20 protection_plan.started 2023-03-20 map[protection_plan:P1/protection_plan/2023-03-20] map[]
P1/protection_review/2023-06-15 protection_review.held 2023-06-15 map[protection_plan:P1/protection_plan/2023-03-20] map[]
P1/conference/2023-03-20 initial_conference.held 2023-03-20 map[conference:P1/conference/2023-03-20 enquiry:P1/enquiry/2023-03-06] map[]
P1/health/2023-06-01 health.assessed 2023-06-01 map[] map[]
P1/dental/2023-07-20 dental.checked 2023-07-20 map[] map[]
P1/immunisations/2023-06-01 immunisations.told 2023-06-01 map[] map[up_to_date:true]
P1/sdq/2023-10-01 sdq.scored 2023-10-01 map[] map[score:17]
P1/worker/2023-05-10/w1 worker.allocated 2023-05-10 map[involvement:P1/worker/2023-05-10/w1] map[worker:w1]
P1/worker/2023-05-10/w1 worker.ended 2023-09-01 map[involvement:P1/worker/2023-05-10/w1] map[]
P1/iro/2023-05-16/w2 iro.allocated 2023-05-16 map[involvement:P1/iro/2023-05-16/w2] map[worker:w2]
P1/voice/undated/1 voice.told no day map[] map[agree_worker:Y]
`

func TestFactsOfTheDataset(t *testing.T) {
	facts := intofacts.FromSSD(readSSD(t, extract...))
	if diff := cmp.Diff(wantOfExtract, told(facts)); diff != "" {
		t.Error(diff)
	}
	for _, f := range facts {
		if !slices.Contains(intofacts.EventsSSD(), f.Event) {
			t.Errorf("%s is not in the list of events", f.Event)
		}
	}
}

func TestACheckThatIsOnlyPlannedOrRefusedIsNone(t *testing.T) {
	for _, planted := range []string{"Planned", "Refused", "Cancelled", ""} { // each said of the one dental check that was done
		texts := slices.Clone(extract)
		texts[6] = strings.Replace(texts[6], "2023-07-20,Completed", "2023-07-20,"+planted, 1)
		if got := told(intofacts.FromSSD(readSSD(t, texts...))); strings.Contains(got, "dental.checked") {
			t.Errorf("a dental check that is %q counts", planted)
		}
	}
}

func TestCareFromBeforeTheExtract(t *testing.T) {
	facts := told(intofacts.FromSSD(readSSD(t,
		"clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_id,clae_entered_care_date\ne1,p1,2020-04-01,P,c1,2018-02-03\n",
		"clar_cla_review_id,clar_cla_id,clar_cla_review_date\nr1,c1,2020-05-01\n")))
	for _, want := range []string{"P1/care/2020-04-01 care.started 2018-02-03 ", "review.held 2020-05-01 map[care:P1/care/2020-04-01 review:P1/review/2020-05-01] map[earlier:unknown]"} {
		if !strings.Contains(facts, want) {
			t.Errorf("no %s in\n%s", want, facts)
		}
	}
}

func rowsTold(rows []measure.Row) string {
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintln(&b, r.On, r.Source, r.ID, r.Values)
	}
	return b.String()
}

func TestRowsOfTheDataset(t *testing.T) {
	texts := slices.Clone(extract)
	texts[2] = strings.Replace(texts[2], "2024-02-14,E4A", ",", 1) // still looked after, from 2023-05-10
	texts[3] = strings.Replace(texts[3], "K2,PR4,2024-02-14", "K2,PR4,", 1)
	texts = append(texts, "clav_cla_visit_id,clav_cla_id,clav_person_id,clav_cla_visit_date\nvi,c1,p1,2025-04-02\n")
	got := rowsTold(intofacts.RowsSSD(readSSD(t, texts...)))
	want := `2023-06-06 reviews_held P1/review/2023-06-06 map[age:16 participation:PN1 short_breaks:false]
2025-03-31 looked_after_12_months P1/looked_after_12_months/2025 map[age:17 health_assessment:false immunisations:true short_breaks:false teeth_check:false]
2023-03-30 assessments_authorised P1/assessment/2023-03-02 map[working_days:21]
2023-03-20 initial_conferences P1/conference/2023-03-20 map[start_used:the day the section 47 enquiry started working_days:10]
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if early := rowsTold(intofacts.RowsSSDUntil(readSSD(t, texts...), calendar.Must(2025, 3, 30))); strings.Contains(early, "looked_after_12_months") {
		t.Error("a year that is not over is counted")
	}
	noChecks := slices.Delete(slices.Clone(texts), 6, 7)
	if got := rowsTold(intofacts.RowsSSD(readSSD(t, noChecks...))); strings.Contains(got, "teeth_check") {
		t.Error("a child of whom the dataset has no check is counted as having had none")
	}
}

// again writes facts as the dataset and reads them.
func again(t testing.TB, child string, facts []deadline.Fact) (read, left []deadline.Fact) {
	t.Helper()
	rows, left := intofacts.SSDOf(child, "", facts)
	var texts []string
	for _, table := range ssd.Tables() {
		var out bytes.Buffer
		if err := ssd.Write(&out, table, rows); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, out.String())
	}
	return intofacts.FromSSDUntil(readSSD(t, texts...), calendar.Must(2026, 3, 31)), left
}

func lines(facts []deadline.Fact, keep func(deadline.Fact) bool) []string {
	var all []string
	for _, f := range facts {
		if keep == nil || keep(f) {
			all = append(all, told([]deadline.Fact{f}))
		}
	}
	slices.Sort(all)
	return all
}

func TestWhatIsWrittenAsTheDatasetIsReadBack(t *testing.T) {
	facts := intofacts.FromSSDUntil(readSSD(t, extract...), calendar.Must(2026, 3, 31))
	back, left := again(t, "P1", facts)
	if len(left) > 0 {
		t.Errorf("left out: %s", told(left))
	}
	if diff := cmp.Diff(lines(facts, nil), lines(back, nil)); diff != "" {
		t.Error(diff)
	}
}

func TestAnyFactsAreWrittenAndReadBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var b [7]strings.Builder
		b[0].WriteString("pers_person_id,pers_sex,pers_dob\np1," + rapid.SampledFrom([]string{"M", "F", ""}).Draw(rt, "sex") + ",2010-02-03\n")
		b[1].WriteString("clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_id,clae_cla_placement_id\n")
		b[2].WriteString("clap_cla_placement_id,clap_cla_placement_start_date,clap_cla_placement_type,clap_cla_placement_provider,clap_cla_placement_end_date,clap_person_id\n")
		b[3].WriteString("clah_health_check_id,clah_person_id,clah_health_check_type,clah_health_check_date,clah_health_check_status\n")
		b[4].WriteString("invo_involvements_id,invo_professional_id,invo_professional_role_id,invo_involvement_start_date,invo_involvement_end_date,invo_person_id\n")
		b[5].WriteString("cine_referral_id,cine_person_id,cine_referral_date,cine_referral_source_code,cine_referral_nfa\n")
		b[6].WriteString("cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_auth_date\n")
		on := calendar.Must(2018, 1, 1)
		next := func(name string) calendar.Date {
			on = on.AddDays(rapid.IntRange(1, 200).Draw(rt, name))
			return on
		}
		n := 0
		for care := range rapid.IntRange(0, 2).Draw(rt, "times in care") {
			from, reason := next("from"), "S"
			for range rapid.IntRange(1, 3).Draw(rt, "placements") {
				n++
				kind := rapid.SampledFrom([]string{"U1", "K2", "H5", ""}).Draw(rt, "type")
				until := next("until")
				fmt.Fprintf(&b[1], "e%d,p1,%s,%s,%s,X1,c%d,l%d\n", n, from, reason, until, care, n)
				fmt.Fprintf(&b[2], "l%d,%s,%s,PR1,%s,p1\n", n, from, kind, until)
				from, reason = until, "P"
			}
			n++
			until := next("end")
			fmt.Fprintf(&b[1], "e%d,p1,%s,P,%s,E4A,c%d,l%d\n", n, from, until, care, n)
			fmt.Fprintf(&b[2], "l%d,%s,U1,PR1,%s,p1\n", n, from, until)
		}
		for i := range rapid.IntRange(0, 3).Draw(rt, "others") {
			fmt.Fprintf(&b[3], "h%d,p1,%s,%s,Completed\n", i, rapid.SampledFrom([]string{"Dental Check", "Health Assessment"}).Draw(rt, "check"), next("check on"))
			ends := rapid.SampledFrom([]string{"", "2025-01-01"}).Draw(rt, "ends")
			fmt.Fprintf(&b[4], "i%d,w%d,%s,%s,%s,p1\n", i, i, rapid.SampledFrom([]string{"IRO", "Social Worker"}).Draw(rt, "role"), next("named"), ends)
			fmt.Fprintf(&b[5], "f%d,p1,%s,1A,%s\n", i, next("referred"), rapid.SampledFrom([]string{"Y", "N", ""}).Draw(rt, "nfa"))
			fmt.Fprintf(&b[6], "a%d,p1,f%d,%s,%s\n", i, i, next("assessed"), rapid.SampledFrom([]string{"", on.AddDays(30).String()}).Draw(rt, "authorised"))
		}
		var texts []string
		for i := range b {
			texts = append(texts, b[i].String())
		}
		facts := intofacts.FromSSDUntil(readSSD(t, texts...), calendar.Must(2026, 3, 31))
		back, left := again(t, "P1", facts)
		if len(left) > 0 {
			rt.Fatalf("left out: %s", told(left))
		}
		if diff := cmp.Diff(lines(facts, nil), lines(back, nil)); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// TestTheSampleReturnAsTheDataset writes the invented return as the dataset: what the dataset has a place for comes back the same.
func TestTheSampleReturnAsTheDataset(t *testing.T) {
	of := map[string][]deadline.Fact{}
	for _, f := range intofacts.From903(sampleReturn(t)) {
		of[f.Subject] = append(of[f.Subject], f)
	}
	compared := 0
	for _, child := range slices.Sorted(maps.Keys(of)) {
		facts := of[child]
		clear := func(facts []deadline.Fact) { // the dataset can't say that what came before isn't known
			for i := range facts {
				facts[i].Values = maps.Clone(facts[i].Values)
				delete(facts[i].Values, "earlier")
				if status := facts[i].Values["legal_status"]; status == "V3" || status == "V4" { // nor on what day short breaks became care
					delete(facts[i].Values, "legal_status")
				}
			}
		}
		if !slices.ContainsFunc(facts, func(f deadline.Fact) bool { return f.Event == "care.started" && !f.On.IsZero() }) {
			continue
		}
		same := func(f deadline.Fact) bool {
			return f.Event == "care.started" || f.Event == "care.ended" || f.Event == "placement.started" || f.Event == "review.held"
		}
		compared++
		_, left := intofacts.SSDOf(child, "", facts)
		back, _ := again(t, child, facts)
		clear(facts)
		clear(back)
		want := lines(facts, func(f deadline.Fact) bool {
			return same(f) && !f.On.IsZero() && !slices.ContainsFunc(left, func(l deadline.Fact) bool { return l.Event == f.Event && l.ID == f.ID })
		})
		if diff := cmp.Diff(want, lines(back, same)); diff != "" {
			t.Fatalf("%s: %s", child, diff)
		}
	}
	if compared < 300 {
		t.Errorf("only %d children were compared", compared)
	}
}
