package intofacts_test

import (
	"testing"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/intofacts"
	"throughline/ingest/returned"
	"throughline/ingest/returns/tabular"
)

// fourCodings is one boy as each of the four sources writes him (formats.md,
// section 7): born on 5 June 2007 and, where the source tells of care, taken into
// it on 10 May 2023 under a placement order.
func fourCodings(t *testing.T) map[string][]deadline.Fact {
	t.Helper()
	return map[string][]deadline.Fact{
		"903": intofacts.From903(read(t, header+"P1,1,05/06/2007,WBRI,UN1,,\n", episodes+"P1,10/05/2023,S,E1,N1,U6,PR1,,,,,,\n")),
		"CIN": intofacts.FromCIN(readCIN(t, `<Child><ChildIdentifiers><LAchildID>P1</LAchildID><PersonBirthDate>2007-06-05</PersonBirthDate><Sex>M</Sex></ChildIdentifiers></Child>`)),
		"Annex A": intofacts.FromAnnexA([]tabular.Row{ofAnnexA("list_8", "P1", "Date of Birth", "05/06/2007", "Gender", "a) Male", "Date Started to be Looked After", "10/05/2023",
			"Start date of current legal status", "10/05/2023", "Child's Legal Status", "d) Placement order granted")}, snapshot),
		"dataset": intofacts.FromSSD(readSSD(t, "pers_person_id,pers_sex,pers_dob\nP1,M,2007-06-05\n",
			"clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_primary_need_code,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_id,clae_cla_placement_id\n"+
				"e1,P1,10/05/2023,S - Started to be looked after,N1,,,c1,l1\n",
			"lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date,lega_legal_status_end_date\ng1,P1,E1,2023-05-10,\n")),
	}
}

func factOf(facts []deadline.Fact, event string) (found []deadline.Fact) {
	for _, f := range facts {
		if f.Event == event {
			found = append(found, f)
		}
	}
	return found
}

// However a source codes it, a boy is a boy and a placement order is one.
func TestTheFourCodingsSayTheSame(t *testing.T) {
	for source, facts := range fourCodings(t) {
		person := factOf(facts, deadline.Person)
		if len(person) != 1 || person[0].Values["sex"] != "M" || person[0].Values["born"] != calendar.Must(2007, 6, 5) {
			t.Errorf("%s tells of %+v", source, person)
		}
		care := factOf(facts, "care.started")
		if source == "CIN" {
			continue // it doesn't tell of care
		}
		if len(care) != 1 || care[0].On != calendar.Must(2023, 5, 10) || care[0].Values["legal_status"] != "E1" {
			t.Errorf("%s tells of care %+v", source, care)
		}
	}
}

// Whichever sources are believed first, what the others tell of the same things
// adds none: the boy is there once, and taken into care once.
func TestTheFourCodingsOfOneFactLandAsOne(t *testing.T) {
	all := fourCodings(t)
	for _, order := range [][]string{{"903", "CIN", "Annex A", "dataset"}, {"dataset", "Annex A", "CIN", "903"}, {"CIN", "dataset", "903", "Annex A"}} {
		var believed []deadline.Fact
		for _, source := range order {
			kept, differ := returned.Once(all[source], believed)
			if len(differ) > 0 {
				t.Errorf("%v: %s is said to contradict: %+v", order, source, differ)
			}
			believed = append(believed, kept...)
		}
		person, care := factOf(believed, deadline.Person), factOf(believed, "care.started")
		if len(person) != 1 || len(care) != 1 || care[0].Values["legal_status"] != "E1" {
			t.Errorf("%v: %d people and %d times in care", order, len(person), len(care))
		}
	}
}
