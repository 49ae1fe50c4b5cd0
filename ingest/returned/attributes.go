package returned

import (
	"cmp"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/returns/ssda903"
	"throughline/measure"
)

// bands are the ages by which the Department for Education publishes figures of children looked after: from which birthday on.
// Source: Children looked after in England including adoptions, methodology.
var bands = []struct {
	from  int
	words string
}{{0, "Under 1"}, {1, "1 to 4"}, {5, "5 to 9"}, {10, "10 to 15"}, {16, "16 and over"}}

func ages(born calendar.Date) (all []measure.Attribute) {
	if born.IsZero() {
		return nil
	}
	for i, band := range bands {
		a := measure.Attribute{Cut: "age", Value: band.words, From: calendar.Birthday(born, band.from)}
		if i+1 < len(bands) {
			a.Until = calendar.Birthday(born, bands[i+1].from).AddDays(-1)
		}
		all = append(all, a)
	}
	return all
}

// placementWords groups the codes of placements as the published tables do.
// Source: Children looked after in England including adoptions, methodology; the SSDA903 guide’s list of placement types.
var placementWords = map[string]string{
	"U1": "Foster placement with a relative or friend", "U2": "Foster placement with a relative or friend", "U3": "Foster placement with a relative or friend",
	"U4": "Foster placement with another carer", "U5": "Foster placement with another carer", "U6": "Foster placement with another carer",
	"A3": "Placed for adoption", "A4": "Placed for adoption", "A5": "Placed for adoption", "A6": "Placed for adoption",
	"P1": "Placed with parents", "P2": "Independent living", "P3": "Other placement",
	"H5": "Semi-independent living, not a children’s home", "K1": "Secure children’s home", "K2": "Children’s home", "K3": "Supported accommodation",
	"R1": "Residential care home", "R2": "NHS or health establishment", "R3": "Family centre or mother and baby unit", "R5": "Young offender institution or prison",
	"S1": "Residential school", "T0": "Temporary placement", "T1": "Temporary placement", "T2": "Temporary placement", "T3": "Temporary placement", "T4": "Temporary placement",
	"Z1": "Other placement",
}

func placements(r *ssda903.Return) (all []measure.Attribute) {
	rows := r.Rows(ssda903.TableEpisodes)
	for i := range rows {
		e := &rows[i]
		from, ok := e.Day(ssda903.Decom)
		code := e.Code(ssda903.Place)
		if !ok || code == "" {
			continue
		}
		a := measure.Attribute{Cut: "placement_type", Value: placementWords[code], From: from}
		if a.Value == "" {
			a.Value = "Other placement"
		}
		if day, ok := e.Day(ssda903.Dec); ok {
			a.Until = day.AddDays(-1) // the next begins on the day this one ends
			if a.Until.Before(from) {
				continue
			}
		}
		all = append(all, a)
	}
	return all
}

// AttributesOf gives by what figures are broken down of somebody whom the council's own records tell of: their age, and the type of each placement.
// Placements for adoption are not told, as in the counts of children looked after, so that none can be known from one that nobody recorded.
func AttributesOf(facts []deadline.Fact) (all []measure.Attribute) {
	ended := map[string]calendar.Date{}
	for i := range facts {
		if f := &facts[i]; f.Event == "placement.ended" && !f.Gone {
			ended[f.Of["placement"]] = f.On
		}
	}
	for i := range facts {
		switch f := &facts[i]; f.Event {
		case deadline.Person:
			born, _ := f.Values["born"].(calendar.Date)
			all = append(all, ages(born)...)
		case "placement.started":
			code, _ := f.Values["type"].(string)
			if f.On.IsZero() || code == "" || code[0] == 'A' {
				continue
			}
			a := measure.Attribute{Cut: "placement_type", Value: cmp.Or(placementWords[code], "Other placement"), From: f.On}
			if end := ended[f.Of["placement"]]; !end.IsZero() {
				a.Until = end.AddDays(-1) // the next begins on the day this one ends
			}
			if a.Until.IsZero() || !a.Until.Before(a.From) {
				all = append(all, a)
			}
		}
	}
	return all
}
