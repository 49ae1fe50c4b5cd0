package dfedaily_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/dfedaily"
	"throughline/ingest/returns"
	"throughline/ingest/returns/ssd"
	"throughline/ingest/returns/tabular"
)

var extract = []string{
	"pers_person_id,pers_forename,pers_surname,pers_sex,pers_dob,pers_ethnicity\np1,Ann,Otter,F,05/06/2007,WBRI\n",
	"link_table_id,link_person_id,link_identifier_type,link_identifier_value\nk1,p1,Unique Pupil Number,A123456789012\n",
	"cine_referral_id,cine_person_id,cine_referral_date,cine_referral_source_code,cine_referral_nfa\nf1,p1,2023-03-01,1A,N\n",
	"cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_auth_date\na1,p1,f1,2023-03-02,2023-03-30\na2,p1,f1,2023-06-02,\n",
	"s47e_s47_enquiry_id,s47e_referral_id,s47e_person_id,s47e_s47_start_date\ns1,f1,p1,2023-03-06\n",
	"icpc_icpc_id,icpc_s47_enquiry_id,icpc_person_id,icpc_icpc_date\nk1,s1,p1,2023-03-20\n",
	"clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_id,clae_cla_placement_id\n" +
		"e1,p1,2023-05-10,S,2024-02-14,E4A,c1,l1\n",
	"clap_cla_placement_id,clap_cla_placement_start_date,clap_cla_placement_type,clap_cla_placement_end_date,clap_person_id,clap_cla_id\nl1,2023-05-10,U6,2024-02-14,p1,c1\n",
	"csdq_table_id,csdq_person_id,csdq_sdq_completed_date,csdq_sdq_score\nq1,p1,2023-10-01,17\n",
	"invo_involvements_id,invo_professional_id,invo_professional_role_id,invo_involvement_start_date,invo_person_id\ni1,SW1,Social Worker,2023-03-02,p1\n",
}

func rowsOf(t testing.TB, texts ...string) []tabular.Row {
	t.Helper()
	files := make([]returns.File, len(texts))
	for i, text := range texts {
		files[i] = returns.File{Name: fmt.Sprint(i), Content: strings.NewReader(text)}
	}
	made, _, err := ssd.Read(files, returns.Usual())
	if err != nil {
		t.Fatal(err)
	}
	return made.Subjects[0].Rows
}

func written(t testing.TB, child dfedaily.Child) string {
	t.Helper()
	body, err := json.Marshal(child)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestAPayloadHoldsWhatIsKnown(t *testing.T) {
	child := dfedaily.Of(rowsOf(t, extract...))
	want := `{"la_child_id":"P1","child_details":{"unique_pupil_number":"A123456789012","date_of_birth":"2007-06-05","sex":"F","ethnicity":"WBRI"},` +
		`"health_and_wellbeing":{"sdq_assessments":[{"date":"2023-10-01","score":17}]},"social_care_episodes":[{"social_care_episode_id":"f1","referral_date":"2023-03-01","referral_source":"1A",` +
		`"referral_no_further_action_flag":false,"care_worker_details":[{"worker_id":"SW1","start_date":"2023-03-02"}],"child_and_family_assessments":[` +
		`{"child_and_family_assessment_id":"a1","start_date":"2023-03-02","authorisation_date":"2023-03-30"},{"child_and_family_assessment_id":"a2","start_date":"2023-06-02"}],` +
		`"section_47_assessments":[{"section_47_assessment_id":"s1","start_date":"2023-03-06","icpc_required_flag":true,"icpc_date":"2023-03-20"}],` +
		`"child_looked_after_placements":[{"child_looked_after_placement_id":"l1","start_date":"2023-05-10","start_reason":"S","placement_type":"U6","end_date":"2024-02-14","end_reason":"E4A"}]}]}`
	if diff := cmp.Diff(want, written(t, child)); diff != "" {
		t.Error(diff)
	}
	if faults, err := dfedaily.Check(child); err != nil || len(faults) > 0 {
		t.Errorf("%v, %v", faults, err)
	}
}

func TestTheSchemaFindsFaults(t *testing.T) {
	for name, c := range map[string]struct {
		planted func(*dfedaily.Child)
		want    string
	}{
		"an id that isn't letters and digits": {func(c *dfedaily.Child) { c.ID = "P-1" }, "la_child_id pattern"},
		"a day that can't be":                 {func(c *dfedaily.Child) { c.Details.Born = "2007-02-30" }, "child_details/date_of_birth format"},
		"a code too long":                     {func(c *dfedaily.Child) { c.Episodes[0].Source = "1AB" }, "social_care_episodes/0/referral_source maxLength"},
		"a pupil number too short":            {func(c *dfedaily.Child) { c.Details.UPN = "A1" }, "child_details/unique_pupil_number minLength"},
	} {
		child := dfedaily.Of(rowsOf(t, extract...))
		c.planted(&child)
		faults, err := dfedaily.Check(child)
		if err != nil || len(faults) != 1 || faults[0].Where+" "+faults[0].Rule != c.want {
			t.Errorf("%s: %v, %v", name, faults, err)
		}
	}
	if faults, err := dfedaily.CheckBody([]byte(`[{"la_child_id":"P1","colour":"red"}]`)); err != nil || len(faults) != 1 {
		t.Errorf("something that the schema has no place for: %v, %v", faults, err)
	}
	many := "[" + strings.Repeat(`{"la_child_id":"P1"},`, dfedaily.MostInAPost) + `{"la_child_id":"P1"}]`
	if faults, err := dfedaily.CheckBody([]byte(many)); err != nil || len(faults) != 1 || faults[0].Rule != "maxItems" {
		t.Errorf("101 children in a post: %v, %v", faults, err)
	}
}

func changes(t testing.TB, a *dfedaily.Accepted, now []dfedaily.Child, purge bool) ([]dfedaily.Child, []string) {
	t.Helper()
	send, gone, err := a.Changes(now, purge)
	if err != nil {
		t.Fatal(err)
	}
	return send, gone
}

func TestOnlyWhatChangedIsSent(t *testing.T) {
	child := dfedaily.Of(rowsOf(t, extract...))
	var a dfedaily.Accepted
	if send, _ := changes(t, &a, []dfedaily.Child{child}, false); len(send) != 1 {
		t.Fatalf("%d are sent first", len(send))
	}
	if err := a.Take(child); err != nil {
		t.Fatal(err)
	}
	if send, gone := changes(t, &a, []dfedaily.Child{child}, true); len(send)+len(gone) > 0 {
		t.Errorf("what was taken is sent again: %v", send)
	}
	texts := slices.Clone(extract)
	texts[3] = "cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_auth_date\na1,p1,f1,2023-03-02,2023-03-31\n"
	texts[8] = "csdq_table_id,csdq_person_id,csdq_sdq_completed_date,csdq_sdq_score\n"
	now := dfedaily.Of(rowsOf(t, texts...))
	send, _ := changes(t, &a, []dfedaily.Child{now}, false)
	if len(send) != 1 {
		t.Fatalf("%d are sent", len(send))
	}
	body := written(t, send[0])
	for _, want := range []string{`"health_and_wellbeing":{"purge":true}`, `{"child_and_family_assessment_id":"a2","purge":true}`, `"authorisation_date":"2023-03-31"`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in %s", want, body)
		}
	}
	if faults, err := dfedaily.Check(send[0]); err != nil || len(faults) > 0 {
		t.Errorf("%v, %v", faults, err)
	}
	if err := a.Take(send[0]); err != nil {
		t.Fatal(err)
	}
	if send, _ := changes(t, &a, []dfedaily.Child{now}, false); len(send) > 0 {
		t.Errorf("it is sent again once it was taken: %s", written(t, send[0]))
	}
}

func TestAChildWhoIsGoneIsPurgedOnlyWhenAsked(t *testing.T) {
	child := dfedaily.Of(rowsOf(t, extract...))
	var a dfedaily.Accepted
	if err := a.Take(child); err != nil {
		t.Fatal(err)
	}
	if send, gone := changes(t, &a, nil, false); len(send) != 0 || !slices.Equal(gone, []string{"P1"}) {
		t.Errorf("%v, %v", send, gone)
	}
	send, _ := changes(t, &a, nil, true)
	if len(send) != 1 || written(t, send[0]) != `{"la_child_id":"P1","purge":true}` {
		t.Fatalf("%+v", send)
	}
	if err := a.Take(send[0]); err != nil || len(a.Children) > 0 {
		t.Errorf("%v, %v", a.Children, err)
	}
}

func TestAPostHoldsAHundredChildren(t *testing.T) {
	posts := dfedaily.Posts(make([]dfedaily.Child, 250))
	if len(posts) != 3 || len(posts[0]) != 100 || len(posts[2]) != 50 {
		t.Errorf("%d posts", len(posts))
	}
}
