// Trim writes what package compare holds of the department's published tables,
// from the folder that has them:
//
//	go run ./compare/trim ../shared/returns/published
package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// wanted is one indicator, and the rows of a table that give it.
type wanted struct{ indicator, file, group, groupIs, breakdown string }

var all = []wanted{
	{"annual-health-assessment", "la_conviction_health_outcome_cla.csv", "characteristic", "Health assessments: Children looked after all ages", "Had their annual health assessment"},
	{"immunisations", "la_conviction_health_outcome_cla.csv", "characteristic", "Health assessments: Children looked after all ages", "Had their immunisations up to date"},
	{"teeth-checked", "la_conviction_health_outcome_cla.csv", "characteristic", "Health assessments: Children looked after all ages", "Had their teeth checked by a dentist"},
	{"development-assessment", "la_conviction_health_outcome_cla.csv", "characteristic", "Development assessments: Children looked after ages 0 to 4 years", "Development assessments up to date"},
	{"sdq-received", "la_conviction_health_outcome_cla.csv", "characteristic", "Ages 5 to 16 years with SDQ score", "SDQ score was received"},
	{"suitable-accommodation-19-to-21", "la_care_leavers_accommodation_suitability.csv", "care_leaver_age", "19 to 21 years", "Accommodation considered suitable"},
	{"education-or-work-19-to-21", "la_care_leavers_activity.csv", "care_leaver_age", "19 to 21 years", "Total in education, employment or training"},
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "name the folder of the published tables")
		os.Exit(2)
	}
	if err := trim(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func trim(from string) error {
	lines := [][]string{{"indicator", "year", "level", "code", "name", "region", "percent"}}
	for _, w := range all {
		rows, err := read(filepath.Join(from, w.file))
		if err != nil {
			return err
		}
		found := 0
		for _, r := range rows {
			if r[w.group] != w.groupIs || r["breakdown"] != w.breakdown {
				continue
			}
			code, name := r["old_la_code"], r["la_name"]
			switch r["geographic_level"] {
			case "National":
				code, name = r["country_code"], r["country_name"]
			case "Regional":
				code, name = r["region_code"], r["region_name"]
			}
			percent := r["children_percent"] + r["care_leaver_percent"]
			lines = append(lines, []string{w.indicator, r["time_period"], r["geographic_level"], code, name, r["region_name"], percent})
			found++
		}
		if found == 0 {
			return fmt.Errorf("%s has no rows of %q, %q", w.file, w.groupIs, w.breakdown)
		}
	}
	if err := write("compare/published.csv", lines); err != nil {
		return err
	}
	rows, err := read(filepath.Join(from, "sn_model_2025_wide.csv"))
	if err != nil {
		return err
	}
	near := [][]string{{"code", "name", "neighbours"}}
	for _, r := range rows {
		var ten []string
		for i := 1; i <= 10; i++ {
			if code := strings.TrimSpace(r[fmt.Sprintf("SN_%d", i)]); code != "" {
				ten = append(ten, code)
			}
		}
		near = append(near, []string{r["old_la_code"], r["la_name"], strings.Join(ten, " ")})
	}
	return write("compare/neighbours.csv", near)
}

func read(path string) ([]map[string]string, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(content), "\uFEFF"))).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var named []map[string]string
	for _, row := range rows[1:] {
		one := map[string]string{}
		for i, head := range rows[0] {
			one[strings.TrimSpace(head)] = strings.TrimSpace(row[i])
		}
		named = append(named, one)
	}
	return named, nil
}

func write(path string, lines [][]string) error {
	var text strings.Builder
	out := csv.NewWriter(&text)
	if err := out.WriteAll(lines); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text.String()), 0o600)
}
