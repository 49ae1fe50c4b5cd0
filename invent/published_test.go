package invent_test

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"throughline/invent"
)

// published are the counts for England by group and item: see testdata/SOURCE.md.
func published(t *testing.T) map[string]float64 {
	t.Helper()
	file, err := os.Open("testdata/published.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	}()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]float64{}
	for _, row := range rows[1:] {
		if n, err := strconv.ParseFloat(row[4], 64); err == nil {
			counts[row[2]+": "+row[3]] = n
		}
	}
	return counts
}

// What a large council says of its children lies within three in a hundred of what is published of England, wherever something is published.
func TestSharesAreThoseThatArePublished(t *testing.T) {
	england := published(t)
	c := invent.Council{Seed: 11, Children: 12_000, First: 2024, Last: 2025, Edges: 0.01}
	all, older, under5, fiveTo16 := 0.0, 0.0, 0.0, 0.0
	got := map[string]float64{}
	rows := func(file string) (all []map[string]string) {
		lines, err := csv.NewReader(strings.NewReader(written(t, c, 2025)[file])).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range lines[1:] {
			row := map[string]string{}
			for i, name := range lines[0] {
				row[name] = line[i]
			}
			all = append(all, row)
		}
		return all
	}
	for _, row := range rows("oc2.csv") {
		all++
		for column, item := range map[string]string{
			"HEALTH_ASSESSMENT": "Health assessments: Children looked after all ages: Had their annual health assessment",
			"TEETH_CHECK":       "Health assessments: Children looked after all ages: Had their teeth checked by a dentist",
			"IMMUNISATIONS":     "Health assessments: Children looked after all ages: Had their immunisations up to date",
			"SUBSTANCE_MISUSE":  "Substance misuse: Children looked after all ages: Identified as having a substance misuse problem",
		} {
			if row[column] == "1" {
				got[item]++
			}
		}
		if row["HEALTH_CHECK"] != "" {
			under5++
			if row["HEALTH_CHECK"] == "1" {
				got["Development assessments: Children looked after ages 0 to 4 years: Development assessments up to date"]++
			}
		}
		if row["SDQ_REASON"] != "SDQ1" {
			fiveTo16++
			if row["SDQ_SCORE"] != "" {
				got["Ages 5 to 16 years with SDQ score: SDQ score was received"]++
			}
		}
	}
	for _, row := range rows("oc3.csv") {
		if row["DOB"] > "" && bornBefore(row["DOB"], 2006) && row["IN_TOUCH"] != "DIED" && row["IN_TOUCH"] != "RHOM" {
			older++
			switch {
			case row["ACCOM"] == "0":
				got["19 to 21 years: No information"]++
			case strings.HasSuffix(row["ACCOM"], "1"):
				got["19 to 21 years: Accommodation considered suitable"]++
			default:
				got["19 to 21 years: Accommodation considered unsuitable"]++
			}
			if strings.HasPrefix(row["ACTIV"], "F") || strings.HasPrefix(row["ACTIV"], "P") {
				got["19 to 21 years: Total in education, employment or training"]++
			}
		}
	}
	for item, n := range got {
		of, total := all, "Health assessments: Children looked after all ages: Total all ages"
		switch {
		case strings.HasPrefix(item, "Development"):
			of, total = under5, "Development assessments: Children looked after ages 0 to 4 years: Total ages 0 to 4 years"
		case strings.HasPrefix(item, "Ages 5"):
			of, total = fiveTo16, "Ages 5 to 16 years with SDQ score: Total ages 5 to 16 years"
		case strings.HasPrefix(item, "19 to 21 years: Total"):
			of, total = older, "19 to 21 years: Total"
		case strings.HasPrefix(item, "19"):
			of, total = older, "19 to 21 years: Suitability total"
		}
		want, known := england[item]
		if !known || england[total] == 0 || of < 250 {
			t.Fatalf("%s: published %v of %v, and %v here", item, want, england[total], of)
		}
		if math.Abs(n/of-want/england[total]) > 0.03 {
			t.Errorf("%s is %.3f of %v, and in England %.3f", item, n/of, of, want/england[total])
		}
	}
	if len(got) != 10 {
		t.Errorf("%d shares were compared", len(got))
	}
	many, children := map[string]map[string]bool{}, 0.0
	for _, row := range rows("sw_episodes.csv") {
		if many[row["CHILD"]] == nil {
			many[row["CHILD"]] = map[string]bool{}
		}
		many[row["CHILD"]][row["SW_ID"]] = true
	}
	for _, workers := range many {
		if len(workers) >= 3 {
			children++
		}
	}
	want := england["CLA on 31 March: 3 or more social workers during the year"] / england["CLA on 31 March: Total children"]
	if share := children / float64(len(many)); math.Abs(share-want) > 0.03 {
		t.Errorf("%.3f had three or more social workers, and in England %.3f", share, want)
	}
}

func bornBefore(day string, year int) bool {
	born, err := strconv.Atoi(day[6:])
	return err == nil && born < year
}
