package app_test

import (
	"strings"
	"testing"
	"time"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
)

// Whoever loads returns asks an agency or a role; who was asked sees it, others don't, and it is ended with one of a few words alone.
func TestAskingForWhatIsMissing(t *testing.T) {
	onEach(t, func(w *world) {
		ctx := w.Context()
		analyst, manager := w.person("analyst", "council", access.DataAnalyst), w.person("manager", "council", access.TeamManager)
		seen := func(by access.Caller, when app.When) int {
			w.Helper()
			asks, err := w.service.DataAsks(ctx, by, when)
			if err != nil {
				w.Fatal(err)
			}
			return len(asks)
		}
		refused := func(err error, says string) {
			w.Helper()
			if err == nil || !strings.Contains(err.Error(), says) {
				w.Errorf("%v, not %q", err, says)
			}
		}
		good := app.DataAsk{About: app.AskFile, Of: "training_return", From: calendar.Must(2012, time.January, 1), Until: calendar.Must(2012, time.March, 31), Agency: "trust"}
		for says, spoil := range map[string]func(*app.DataAsk){
			"nothing of that name":      func(a *app.DataAsk) { a.Of = "no-such" },
			"has nothing of that name":  func(a *app.DataAsk) { a.Of = "visit" }, // nobody is asked for such a file
			"pack has nothing of that":  func(a *app.DataAsk) { a.From, a.Until = a.Until, a.From },
			"practice pack has nothing": func(a *app.DataAsk) { a.About = "child" },
			"Choose who":                func(a *app.DataAsk) { a.Agency = "" },
			"Choose who is asked: a":    func(a *app.DataAsk) { a.Role = access.TeamManager },
			"no such agency":            func(a *app.DataAsk) { a.Agency = "nowhere" },
			"no such role":              func(a *app.DataAsk) { a.Agency, a.Role = "", "king" },
			"nothing to ask for":        func(a *app.DataAsk) { a.About, a.Of, a.Missing = app.AskMeasure, "dental-check", 9 }, // what is missing is counted
		} {
			wrong := good
			spoil(&wrong)
			_, err := w.service.AskForData(ctx, analyst, wrong)
			refused(err, says)
		}
		for _, other := range []access.Caller{w.lead, manager} {
			if _, err := w.service.AskForData(ctx, other, good); err == nil {
				w.Errorf("%s asks", other.Name)
			}
		}
		first, err := w.service.AskForData(ctx, analyst, good)
		if err != nil {
			w.Fatal(err)
		}
		_, err = w.service.AskForData(ctx, analyst, good)
		refused(err, "already")
		role := good
		role.Agency, role.Role = "", access.TeamManager
		if _, err := w.service.AskForData(ctx, analyst, role); err != nil {
			w.Fatal(err)
		}
		if a, l, m, c := seen(analyst, app.When{}), seen(w.lead, app.When{}), seen(manager, app.When{}), seen(w.chair, app.When{}); a != 2 || l != 1 || m != 2 || c != 0 {
			w.Errorf("the analyst sees %d, the lead who was asked %d, the manager %d, the chair %d", a, l, m, c)
		}
		police := w.person("constable", "police", access.AgencyLead)
		if n := seen(police, app.When{}); n != 0 {
			w.Errorf("an agency that wasn't asked sees %d", n)
		}
		if _, err := w.service.DataAskOf(ctx, police, first.IDs[0]); err == nil {
			w.Error("an agency that wasn't asked opens it")
		}
		if n := seen(analyst, app.When{KnownEntry: first.Seq - 1}); n != 0 {
			w.Errorf("%d were asked before anybody was", n)
		}
		id := first.IDs[0]
		w.goTo(calendar.Must(2012, time.April, 10))
		if n := seen(analyst, app.When{AsAt: calendar.Must(2012, time.April, 1)}); n != 0 {
			w.Errorf("%d were asked on the day before", n)
		}
		_, err = w.service.CloseDataAsk(ctx, w.lead, id, "")
		refused(err, "Choose what came of it")
		_, err = w.service.CloseDataAsk(ctx, w.lead, id, app.AskTakenBack)
		refused(err, "Only whoever may ask")
		for _, other := range []access.Caller{police, manager, w.chair} {
			_, err = w.service.CloseDataAsk(ctx, other, id, app.AskRecorded)
			refused(err, "can't find")
		}
		if _, err := w.service.CloseDataAsk(ctx, w.lead, id, app.AskSent); err != nil {
			w.Fatal(err)
		}
		_, err = w.service.CloseDataAsk(ctx, analyst, id, app.AskTakenBack)
		refused(err, "ended already")
		_, err = w.service.CloseDataAsk(ctx, analyst, "nothing", app.AskTakenBack)
		refused(err, "can't find")
		asks, err := w.service.DataAsks(ctx, w.lead, app.When{})
		if err != nil || len(asks) != 1 || asks[0].Open() || asks[0].ClosedOn != calendar.Must(2012, time.April, 10) || asks[0].On != calendar.Must(2012, time.April, 2) || asks[0].ByName == "" || asks[0].ClosedName == "" || asks[0].Missing != 1 {
			w.Errorf("%+v, %v", asks, err)
		}
		before, err := w.service.DataAsks(ctx, w.lead, app.When{AsAt: calendar.Must(2012, time.April, 9)})
		if err != nil || len(before) != 1 || !before[0].Open() {
			w.Errorf("the day before it was ended: %+v, %v", before, err)
		}
		again, err := w.service.AskForData(ctx, analyst, good)
		if err != nil {
			w.Fatalf("what was ended can't be asked again: %v", err)
		}
		if _, err := w.service.CloseDataAsk(ctx, analyst, again.IDs[0], app.AskTakenBack); err != nil {
			w.Errorf("whoever asked can't take it back: %v", err)
		}
	})
}
