package intofacts

import (
	"fmt"
	"strings"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/returns/ssda903"
	"throughline/ingest/returns/tabular"
)

// return903 is what the dataset says of care as a return of a year would: so that both are read by the same rules, and give the same facts. Tables
// that only a year has come with it.
func (d *dossier) return903(year int, more ...ssda903.Cells) *ssda903.Return {
	header := ssda903.Cells{Table: ssda903.TableHeader, Columns: []ssda903.Column{ssda903.Child, ssda903.Sex, ssda903.DOB}}
	for _, p := range d.by["ssd_person"] {
		header.Rows = append(header.Rows, []string{d.child, code(p.Cell("pers_sex")), iso(p, "pers_dob")})
	}
	alone := ssda903.Cells{Table: ssda903.TableUASC, Columns: []ssda903.Column{ssda903.Child}}
	for _, s := range d.by["ssd_immigration_status"] {
		if said := strings.ToUpper(s.Cell("immi_immigration_status")); strings.Contains(said, unaccompaniedTag) || strings.Contains(said, "UNACCOMPANIED") {
			alone.Rows = append(alone.Rows, []string{d.child})
		}
	}
	episodes := ssda903.Cells{Table: ssda903.TableEpisodes, Columns: []ssda903.Column{
		ssda903.Child, ssda903.Decom, ssda903.RNE, ssda903.LS, ssda903.CIN, ssda903.Place, ssda903.PlaceProvider, ssda903.Dec, ssda903.Rec, ssda903.ReasonPlaceChange,
	}}
	for _, e := range d.by["ssd_cla_episodes"] {
		began, _ := day(e, "clae_cla_episode_start_date")
		place := d.placementOf(e, began)
		row := []string{d.child, iso(e, "clae_cla_episode_start_date"), code(e.Cell("clae_cla_episode_start_reason")), d.legalStatus(began), code(e.Cell("clae_cla_primary_need_code")),
			"", "", iso(e, "clae_cla_episode_ceased_date"), code(e.Cell("clae_cla_episode_ceased_reason")), ""}
		if place != nil {
			row[5], row[6], row[9] = code(place.Cell("clap_cla_placement_type")), code(place.Cell("clap_cla_placement_provider")), code(place.Cell("clap_cla_placement_change_reason"))
		}
		episodes.Rows = append(episodes.Rows, row)
	}
	reviews := ssda903.Cells{Table: ssda903.TableReviews, Columns: []ssda903.Column{ssda903.Child, ssda903.Review, ssda903.ReviewCode}}
	for _, r := range d.by["ssd_cla_reviews"] { // one that was cancelled, or is only due, was not held
		if cancelled := strings.ToUpper(r.Cell("clar_cla_review_cancelled")); r.Cell("clar_cla_review_date") != "" && !strings.HasPrefix(cancelled, "Y") {
			reviews.Rows = append(reviews.Rows, []string{d.child, iso(r, "clar_cla_review_date"), code(r.Cell("clar_cla_review_participation"))})
		}
	}
	made, _, err := ssda903.Of(year, false, append([]ssda903.Cells{header, alone, episodes, reviews}, more...)...)
	if err != nil { // only for a year that can't be read, and none is asked for
		return &ssda903.Return{Year: year}
	}
	return made
}

// placementOf finds an episode's placement: the one that it names, or else the one that was in force on its first day.
func (d *dossier) placementOf(episode *tabular.Row, began calendar.Date) *tabular.Row {
	named := episode.Cell("clae_cla_placement_id")
	var found *tabular.Row
	for _, p := range d.inOrder("ssd_cla_placement", "clap_cla_placement_start_date") {
		if named != "" && p.Cell("clap_cla_placement_id") == named {
			return p
		}
		from, _ := day(p, "clap_cla_placement_start_date")
		if until, ended := day(p, "clap_cla_placement_end_date"); !from.IsZero() && !from.After(began) && (!ended || until.After(began)) {
			found = p
		}
	}
	if named != "" {
		return nil
	}
	return found
}

// legalStatus is the one in force on a day.
func (d *dossier) legalStatus(on calendar.Date) (status string) {
	for _, s := range d.inOrder("ssd_legal_status", "lega_legal_status_start_date") {
		from, _ := day(s, "lega_legal_status_start_date")
		if until, ended := day(s, "lega_legal_status_end_date"); !from.IsZero() && !from.After(on) && (!ended || until.After(on)) {
			status = code(s.Cell("lega_legal_status"))
		}
	}
	return status
}

// careFacts are those that a return of children looked after would tell, all years at once.
func (d *dossier) careFacts() []deadline.Fact {
	first := d.firstEpisode()
	var starts calendar.Date // nothing is before what the dataset tells
	if first != nil {
		if began, _ := day(first, "clae_cla_episode_start_date"); code(first.Cell("clae_cla_episode_start_reason")) != started {
			starts = began.AddDays(1)
		}
	}
	facts := from903([]*ssda903.Return{d.return903(ssda903.LastYear)}, starts, d.until)
	for i := range facts {
		if facts[i].Event != deadline.Person {
			continue
		}
		if len(d.by["ssd_immigration_status"]) == 0 { // then it doesn't say
			delete(facts[i].Values, "unaccompanied")
		}
		if d.disabled() {
			facts[i].Values["disabled"] = true
		}
	}
	if !starts.IsZero() { // the child came into care before the first episode of the extract: on what day, it may say
		began, _ := day(first, "clae_cla_episode_start_date")
		if entered, _ := day(first, "clae_entered_care_date"); !entered.IsZero() && !entered.After(began) {
			spell := fmt.Sprint(d.child, "/care/", began)
			t := &teller{subject: d.child}
			t.tell(careStarted, spell, entered, of(kindCare, spell), said(map[string]any{"legal_status": d.legalStatus(began), "short_breaks": false, earlier: unknown}))
			facts = append(facts, t.facts...)
		}
	}
	return facts
}

func (d *dossier) firstEpisode() *tabular.Row {
	for _, e := range d.inOrder("ssd_cla_episodes", "clae_cla_episode_start_date") {
		if on, _ := day(e, "clae_cla_episode_start_date"); !on.IsZero() {
			return e
		}
	}
	return nil
}

func (d *dossier) disabled() bool {
	for _, row := range d.by["ssd_disability"] {
		if said := code(row.Cell("disa_disability_code")); said != "" && said != "NONE" {
			return true
		}
	}
	return false
}
