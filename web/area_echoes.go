package web

import (
	"net/http"
	"slices"
	"strings"

	"throughline/app"
	"throughline/change"
	"throughline/plan"
)

// echoView is an earlier area beside the one on the page.
type echoView struct {
	app.EarlierArea
	Link   string // to the earlier area's own page, where this record has it
	Judged string // what a person said of the two, or ""
	Same   bool
}

// mostEchoes is how many earlier areas an area's page shows.
const mostEchoes = 6

// echoesOf gives the earlier areas that an area may echo, those confirmed
// first and those said not to be the same last.
func (v *visit) echoesOf(p *plan.Plan, area *plan.Area) []echoView {
	var confirmed, open, refused []echoView
	for _, each := range app.Echoes(p, area) {
		view := echoView{EarlierArea: each}
		if each.Held {
			view.Link = v.To("/areas/" + each.ID)
		}
		judged, ok := area.Judged(each.ID)
		switch {
		case ok && judged.Same:
			view.Judged, view.Same = "Confirmed as the same thing asked again, by "+nameOf(p, judged.By)+" on "+judged.On.Long()+".", true
			confirmed = append(confirmed, view)
		case ok:
			view.Judged = "Said not to be the same, by " + nameOf(p, judged.By) + " on " + judged.On.Long() + "."
			refused = append(refused, view)
		default:
			open = append(open, view)
		}
	}
	all := slices.Concat(confirmed, open)
	return slices.Concat(all[:min(len(all), mostEchoes)], refused)
}

func (s *Server) judgeEcho(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	area, ok := v.now.Plan.Areas.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("area for improvement")
	}
	ch := plan.JudgeEcho{Area: area.ID, Seen: seenIn(form), Earlier: form.Value("earlier"), Same: form.Value("same") == "yes"}
	for _, each := range app.Echoes(v.now.Plan, area) {
		if each.ID == ch.Earlier {
			ch.Words, ch.Source = each.Words, each.Source
		}
	}
	if ch.Words == "" {
		return change.Missing("earlier area")
	}
	if _, err := v.do(ch); err != nil {
		return err
	}
	said := "The two areas have been confirmed as the same thing asked again."
	if !ch.Same {
		said = "It has been noted that the two areas are not the same."
	}
	return v.done(w, said, "/areas/"+area.ID+"#echoes")
}

// InCommon is why two areas may be the same, in words.
func (e echoView) InCommon() string { return strings.Join(e.Shared, ", ") }
