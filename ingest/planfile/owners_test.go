package planfile

import (
	"strings"
	"testing"
)

func TestWhoACellNames(t *testing.T) {
	for text, want := range map[string]string{
		"Jane Smith":                                            "Jane Smith",
		"Jane Smith / CCG; Police":                              "Jane Smith|CCG|Police",
		"Jane Smith\nTom Brown":                                 "Jane Smith|Tom Brown",
		"Jane Smith and Tom Brown":                              "Jane Smith|Tom Brown",
		"Jane Smith & Tom Brown":                                "Jane Smith|Tom Brown",
		"Jane Smith, Tom Brown and Ann Lee":                     "Jane Smith|Tom Brown|Ann Lee",
		"Jane Smith, Head of Service":                           "Jane Smith, Head of Service",
		"Jane Smith (CCG)":                                      "Jane Smith (CCG)",
		"Health and Wellbeing Board":                            "Health and Wellbeing Board",
		"Health & Wellbeing Board":                              "Health & Wellbeing Board",
		"Health and Wellbeing Board and Police":                 "Health and Wellbeing Board|Police",
		"Police and Health":                                     "Police|Health",
		"Police, Probation and schools":                         "Police|Probation|schools",
		"Head of Safeguarding and Review":                       "Head of Safeguarding and Review",
		"Head of Adoption and Fostering and Jo Park":            "Head of Adoption and Fostering|Jo Park",
		"Director of Children's Services and Head of Education": "Director of Children's Services|Head of Education",
		"Norfolk and Suffolk NHS Foundation Trust":              "Norfolk and Suffolk NHS Foundation Trust",
		"Brighton and Hove City Council":                        "Brighton and Hove City Council",
		"Bath and North East Somerset Council":                  "Bath and North East Somerset Council",
		"Fire and Rescue Service":                               "Fire and Rescue Service",
		"DCS/AD":                                                "DCS|AD",
		"LCC & PCT":                                             "LCC|PCT",
		"Lead: Jane Smith; Support: Tom Brown":                  "Jane Smith|Tom Brown",
		"1. Jane Smith\n2. Tom Brown":                           "Jane Smith|Tom Brown",
		"Jane Smith; Jane Smith":                                "Jane Smith",
		"All agencies":                                          "All agencies",
		"n/a":                                                   "",
		"":                                                      "",
		"Lancashire Care NHS Foundation Trust; University Hospitals Trust": "Lancashire Care NHS Foundation Trust|University Hospitals Trust",
	} {
		if got := strings.Join(owners(text), "|"); got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}

func TestAgencies(t *testing.T) {
	for text, want := range map[string]string{
		"CCG": "CCG", "East Lancashire CCG": "East Lancashire CCG", "Police": "Police", "Lancashire Constabulary": "Lancashire Constabulary", "NHS England": "NHS England",
		"Jane Smith (CCG)": "CCG", "Jane Smith": "", "Safeguarding Unit, LCC": "LCC", "Head of Education": "", "LSCB": "LSCB", "St Mary's Primary School": "St Mary's Primary School", "Schools": "Schools",
		"Probation": "Probation", "Blackpool Council": "Blackpool Council", "North Lancashire Teaching PCT": "North Lancashire Teaching PCT",
		"Lancashire and South Cumbria ICB": "Lancashire and South Cumbria ICB", "": "", "Ward managers": "",
	} {
		if got := agencyIn(text); got != want {
			t.Errorf("%q is of %q, want %q", text, got, want)
		}
	}
	if one, several := agencyOf([]string{"Jane Smith", "CCG"}, agencyIn); one != "CCG" || several != nil {
		t.Errorf("%q %q", one, several)
	}
	if one, several := agencyOf([]string{"Police", "CCG"}, agencyIn); one != "" || len(several) != 2 {
		t.Errorf("%q %q", one, several)
	}
}
