package rules903

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"sync"

	s "throughline/ingest/returns/ssda903"
)

// judges are the rules by their codes.
var judges = joined(codeRules, dateRules, leaverRules, formRules, healthRules, yearRules, placeRules, providerRules, episodeRules, durationRules, orderRules,
	adoptionRules, placedRules, missingRules, motherRules, permanenceRules, tableRules, workerRules, libertyRules)

func joined(all ...map[string]judge) map[string]judge {
	one := map[string]judge{}
	for _, some := range all {
		maps.Copy(one, some)
	}
	return one
}

//go:embed data/ssda903_codesets.json
var codeSets []byte

// lists are the code lists by rule and year.
var lists = sync.OnceValue(func() map[string]map[int]map[string]bool {
	made, err := readLists(codeSets)
	if err != nil {
		panic("the lists of codes built into this program are damaged: " + err.Error())
	}
	return made
})

func readLists(text []byte) (map[string]map[int]map[string]bool, error) {
	var ruled map[string]map[string]struct {
		Codes []string `json:"codes"`
	}
	if err := json.Unmarshal(text, &ruled); err != nil {
		return nil, fmt.Errorf("the lists of codes: %w", err)
	}
	made := map[string]map[int]map[string]bool{}
	for rule, years := range ruled {
		made[rule] = map[int]map[string]bool{}
		for year, name := range yearNames {
			made[rule][year] = map[string]bool{}
			for _, c := range years[name].Codes {
				made[rule][year][strings.ToUpper(c)] = true // k3 is written so by mistake in 2024-25
			}
		}
	}
	return made, nil
}

// listed judges that a code is in the list of the rule and year; a blank is for another rule to judge.
func listed(rule string, t s.Table, c s.Column) judge {
	return each(t, func(d *data, r *row) bool { return r.has(c) && !lists()[rule][d.year][r.c(c)] })
}

// given judges that a code is there, and in the list.
func given(rule string, t s.Table, c s.Column) judge {
	return each(t, func(d *data, r *row) bool { return !lists()[rule][d.year][r.c(c)] })
}

var codeRules = map[string]judge{
	"1006": listed("1006", mis, s.Missing),
	"1009": listed("1009", eps, s.ReasonPlaceChange),
	"101":  given("101", hdr, s.Sex),
	"103": func(d *data) {
		known := codes(s.Codes(d.year, hdr, s.Ethnic)...)
		for _, r := range d.rows(hdr) {
			if !known[r.c(s.Ethnic)] {
				d.hit(r)
			}
		}
	},
	"114": listed("114", ad1, s.FosterCare),
	"120": listed("120", pla, s.ReasonPlacedCeased),
	"131": given("131", oc3, s.InTouch),
	"132": given("132", oc3, s.Activ),
	"133": given("133", oc3, s.Accom),
	"143": listed("143", eps, s.RNE),
	"144": listed("144", eps, s.LS),
	"145": listed("145", eps, s.CIN),
	"146": listed("146", eps, s.Place),
	"149": listed("149", eps, s.Rec),
	"175": listed("175", ad1, s.NbAdoptr),
	"176": listed("176", ad1, s.SexAdoptr),
	"177": listed("177", ad1, s.LSAdoptr),
	"196": listed("196", oc2, s.SDQReason),
	"631": listed("631", per, s.PrevPerm),
	"633": listed633,
}

// listed633 has its list in a file of its own: the codes of the authorities.
func listed633(d *data) {
	for _, r := range d.rows(per) {
		if r.has(s.LAPerm) && !authorities()[r.c(s.LAPerm)] && !r.is(s.LAPerm, "WAL", "SCO", "NUK", "NIR") {
			d.hit(r)
		}
	}
}

//go:embed data/authorities.txt
var authorityCodes string

var authorities = sync.OnceValue(func() map[string]bool { return codes(strings.Fields(authorityCodes)...) })
