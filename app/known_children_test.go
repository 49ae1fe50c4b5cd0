package app_test

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/ingest/returned"
	"throughline/ingest/returns"
)

// What is known of everybody is the operator's alone; and a child who was adopted is not given under the number of before.
func TestWhatIsKnownIsTheOperatorsAlone(t *testing.T) {
	s, caller := office(t)
	load := func(year int, episodes string) {
		t.Helper()
		if _, err := s.ImportReturn(t.Context(), caller, app.ReturnFiles{Source: returned.SSDA903, Year: year, Files: []returns.File{
			{Name: "header.csv", Content: bytes.NewReader([]byte("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,2,05/06/2012,WBRI,A123456789012,,\n2,1,05/06/2009,WBRI,B123456789012,,\n"))},
			{Name: "episodes.csv", Content: bytes.NewReader([]byte("CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n" + episodes))},
		}}); err != nil {
			t.Fatal(err)
		}
	}
	load(2018, "1,10/04/2016,S,C2,N1,A5,PR1,10/05/2017,E11,,,,\n2,10/05/2017,S,C2,N1,U4,PR1,,,,,,\n")
	load(2019, "1,10/09/2018,S,C2,N1,U4,PR1,,,,,,\n2,10/05/2017,S,C2,N1,U4,PR1,,,,,,\n")
	when := app.When{AsAt: calendar.Must(2019, 3, 31)}
	given := map[string][]bool{}
	done, of := 0, 0
	if _, _, err := s.EachKnown(t.Context(), caller, "a test", when, func(d, o int) { done, of = d, o }, func(k app.KnownChild) error {
		if len(k.Facts) == 0 {
			t.Errorf("nothing is known of child %s", k.Child)
		}
		if k.Child == "1" && k.Pupil != "" || k.Child == "2" && k.Pupil != "B123456789012" {
			t.Errorf("child %s is given with the pupil number %q", k.Child, k.Pupil)
		}
		given[k.Child] = append(given[k.Child], k.Shared)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if one, two := given["1"], given["2"]; len(given) != 2 || len(one) != 2 || !one[0] || !one[1] || len(two) != 1 || two[0] || done != of || of == 0 {
		t.Errorf("%v, %d of %d", given, done, of)
	}
	for _, role := range []access.Role{access.DataAnalyst, access.CaldicottGuardian, access.Auditor, access.Administrator} {
		other := caller
		other.Roles = []access.Role{role}
		if _, _, err := s.EachKnown(t.Context(), other, "a test", when, nil, func(app.KnownChild) error {
			t.Errorf("a %s is given a child", role)
			return nil
		}); err == nil {
			t.Errorf("a %s may", role)
		}
	}
}

// A child who is told of by the dataset alone has their number there, and a number of the statutory return goes before it.
func TestAChildOfTheDatasetIsKnownByTheirNumber(t *testing.T) {
	s, caller := office(t)
	files := func(texts map[string]string) (all []returns.File) {
		for _, name := range slices.Sorted(maps.Keys(texts)) {
			all = append(all, returns.File{Name: name, Content: strings.NewReader(texts[name])})
		}
		return all
	}
	const upn = "Unique Pupil Number"
	for _, in := range []app.ReturnFiles{
		{Source: returned.SSDA903, Year: 2018, Files: files(map[string]string{
			"header.csv":   "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nB2,1,05/06/2009,WBRI,B123456789012,,\n",
			"episodes.csv": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\nB2,10/05/2017,S,C2,N1,U4,PR1,,,,,,\n",
		})},
		{Source: returned.SSD, Day: calendar.Must(2019, 3, 31), Files: files(map[string]string{
			"ssd_person.csv":             "pers_person_id,pers_sex,pers_dob\nC3,F,2010-06-05\nother-B2,M,2009-06-05\n",
			"ssd_linked_identifiers.csv": "link_table_id,link_person_id,link_identifier_type,link_identifier_value\n1,C3," + upn + ",C123456789012\n2,other-B2," + upn + ",B123456789012\n",
			"ssd_sdq_scores.csv":         "csdq_table_id,csdq_person_id,csdq_sdq_completed_date,csdq_sdq_score\nq1,C3,2018-10-01,17\n",
			"ssd_cin_episodes.csv":       "cine_referral_id,cine_person_id,cine_referral_date,cine_referral_source_code,cine_referral_nfa\nf1,C3,2018-03-01,1A,N\n",
		})},
	} {
		if _, err := s.ImportReturn(t.Context(), caller, in); err != nil {
			t.Fatal(err)
		}
	}
	given := map[string]string{}
	if _, _, err := s.EachKnown(t.Context(), caller, "a test", app.When{AsAt: calendar.Must(2019, 3, 31)}, nil, func(k app.KnownChild) error {
		given[k.Child] = k.Pupil
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"B2": "B123456789012", "C3": "C123456789012"}, given); diff != "" {
		t.Error(diff)
	}
}
