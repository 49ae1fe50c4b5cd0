package app_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"throughline/access"
	"throughline/app"
	"throughline/blobs"
	"throughline/calendar"
	"throughline/change"
	"throughline/ingest/reconcile"
	"throughline/plan"
)

// withFiles gives the world a place to keep files.
func (w *world) withFiles() {
	w.Helper()
	files, err := blobs.Open(w.Context(), blobs.In(filepath.Join(w.TempDir(), "files")))
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() {
		if err := files.Close(); err != nil {
			w.Error(err)
		}
	})
	w.service = app.New(w.service.Store(), files, w.clock)
}

// goesOut is the plan as a text table, as it is now.
func (w *world) goesOut() string {
	w.Helper()
	e, err := w.service.Export(w.Context(), w.owner, app.When{}, "inspection", false)
	if err != nil {
		w.Fatal(err)
	}
	var out bytes.Buffer
	if err := e.Table.WriteCSV(&out); err != nil {
		w.Fatal(err)
	}
	return out.String()
}

func (w *world) comesBack(name, content string) (string, error) {
	w.Helper()
	id := w.service.NewID()
	_, err := w.service.ReceiveCopy(w.Context(), w.owner, plan.ReceiveCopy{ID: id, Inspection: "inspection"}, name, "text/csv", strings.NewReader(content))
	return id, err
}

func (w *world) received(content string) string {
	w.Helper()
	id, err := w.comesBack("Copy.csv", content)
	if err != nil {
		w.Fatal(err)
	}
	return id
}

func (w *world) copyFile(id string) *app.CopyFile {
	w.Helper()
	f, err := w.service.CopyFile(w.Context(), w.owner, id)
	if err != nil {
		w.Fatal(err)
	}
	return f
}

func (w *world) settle(by access.Caller, id string, all ...app.Settling) []app.Settled {
	w.Helper()
	done, err := w.service.SettleCopy(w.Context(), by, id, all)
	if err != nil || len(done) != len(all) {
		w.Fatalf("%d of %d: %v", len(done), len(all), err)
	}
	return done
}

func (w *world) settled(by access.Caller, id string, all ...app.Settling) {
	w.Helper()
	for _, one := range w.settle(by, id, all...) {
		if one.Err != nil {
			w.Errorf("%s: %v", one.Key, one.Err)
		}
	}
}

func kindOf(err error) change.Kind {
	problems, ok := errors.AsType[change.Problems](err)
	if !ok {
		return -1
	}
	return problems.Kind()
}

func accepted(key, reason string) app.Settling {
	return app.Settling{Key: key, Outcome: plan.TakenUp, Answers: reconcile.Answers{Reason: reason}}
}

// A copy that came back is compared with the plan as it went out and as it is, and settled one difference at a time.
func TestACopyThatCameBackIsSettled(t *testing.T) {
	onEach(t, func(w *world) {
		w.withFiles()
		one, two := w.action("one"), w.action("two")
		out := w.goesOut()
		w.goTo(calendar.Must(2012, time.April, 10))
		held := w.plan().part(one)
		held.Text = "Ours"
		w.do(w.owner, plan.EditPart{Seen: held.Version, Body: held})
		due := w.plan().part(two).Due
		rows := strings.SplitAfter(out, "\r\n")
		for i, row := range rows {
			switch {
			case strings.Contains(row, "Action one"):
				rows[i] = strings.Replace(row, "The part", "Theirs", 1)
			case strings.Contains(row, "Action two"):
				rows[i] = strings.Replace(strings.Replace(row, "Action two", "Action two, sooner", 1), due.String(), "2012-12-01", 1)
			}
		}
		id := w.received(strings.Join(rows, ""))
		f := w.copyFile(id)
		keys := map[string]reconcile.Difference{}
		for _, d := range f.Unsettled() {
			keys[d.Key] = d
		}
		words, title, later := "part:"+one+":Part", "action:two:Action", "part:"+two+":Due date"
		if len(keys) != 3 || keys[words].Kind != reconcile.Conflict || keys[words].Was != "The part" || keys[words].Now != "Ours" || keys[title].Kind != reconcile.Changed {
			t.Fatalf("got %+v", keys)
		}
		seen := keys[words]
		stamp := seen.Stamp()

		// Each by itself: what can't be settled leaves the others as they are.
		done := w.settle(w.owner, id, accepted(title, ""), accepted(later, ""), accepted("part:none:Part", ""), app.Settling{Key: words, Stamp: "earlier", Outcome: plan.TakenUp})
		if done[0].Err != nil || kindOf(done[1].Err) != change.Invalid || kindOf(done[2].Err) != change.Stale || kindOf(done[3].Err) != change.Stale {
			t.Errorf("settled %+v", done)
		}
		if a, _ := w.plan().p.Actions.Get("two"); a.Title != "Action two, sooner" {
			t.Errorf("the action is called %q", a.Title)
		}
		w.settled(w.owner, id, accepted(later, "The trainer left"), app.Settling{Key: words, Stamp: stamp, Outcome: plan.TurnedDown, Answers: reconcile.Answers{Reason: "Ours is later"}})
		if p := w.plan().part(two); p.Due != due || !p.Extended.IsZero() || len(w.plan().p.ExtensionsOf(two)) != 1 {
			t.Errorf("a later date in a copy made the part due %v and %v", p.Due, p.Extended)
		}
		if f = w.copyFile(id); len(f.Unsettled()) != 0 || len(f.Settled) != 3 {
			t.Errorf("left %+v", f.Unsettled())
		}
		if kindOf(w.settle(w.owner, id, app.Settling{Key: words, Outcome: plan.TurnedDown, Answers: reconcile.Answers{Reason: "Again"}})[0].Err) != change.Stale {
			t.Error("a difference was settled twice")
		}

		// Taken back, it can be settled anew; the extension is for its own page.
		if _, err := w.service.TakeBackSettlement(w.Context(), w.owner, f.Settled[words].ID); err != nil {
			t.Fatal(err)
		}
		w.settled(w.owner, id, accepted(words, ""))
		if w.plan().part(one).Text != "Theirs" {
			t.Error("the copy's words were not taken")
		}
		for key, want := range map[string]string{words: "Ours", title: ""} {
			if _, err := w.service.TakeBackSettlement(w.Context(), w.owner, w.copyFile(id).Settled[key].ID); err != nil {
				t.Fatal(err)
			}
			if want != "" && w.plan().part(one).Text != want {
				t.Errorf("put back as %q", w.plan().part(one).Text)
			}
		}
		if _, err := w.service.TakeBackSettlement(w.Context(), w.owner, w.copyFile(id).Settled[later].ID); kindOf(err) != change.Invalid {
			t.Errorf("an extension was taken back: %v", err)
		}
		if _, err := w.service.TakeBackSettlement(w.Context(), w.owner, "none"); kindOf(err) != change.NotFound {
			t.Errorf("got %v", err)
		}
	})
}

// planNow is the plan as a test looks into it.
type planNow struct {
	w *world
	p *plan.Plan
}

func (w *world) plan() planNow {
	w.Helper()
	p, err := w.service.Plan(w.Context(), w.owner, app.When{})
	if err != nil {
		w.Fatal(err)
	}
	return planNow{w, p}
}

func (n planNow) part(id string) plan.Part {
	n.w.Helper()
	part, ok := n.p.Parts.Get(id)
	if !ok {
		n.w.Fatalf("there is no part %s", id)
	}
	return *part
}

func TestCopiesThatAreNotTakenIn(t *testing.T) {
	onEach(t, func(w *world) {
		w.withFiles()
		part := w.action("one")
		out := w.goesOut()
		id := w.received(out)
		if f := w.copyFile(id); len(f.Result.Differences) != 0 || f.Copy.Exported == 0 {
			t.Errorf("an untouched copy, of entry %d, differs: %+v", f.Copy.Exported, f.Result.Differences)
		}
		for want, content := range map[string]string{
			"This file was received as Copy.csv on 2 April 2012.": out, "its headings are not those of one": "a,b\r\n1,2\r\n", "empty": "",
		} {
			if _, err := w.comesBack("Again.csv", content); err == nil || kindOf(err) != change.Invalid || !strings.Contains(err.Error(), want) {
				t.Errorf("%q: %v", want, err)
			}
		}
		if _, err := w.service.ReceiveCopy(w.Context(), w.owner, plan.ReceiveCopy{Inspection: "none"}, "Copy.csv", "text/csv", strings.NewReader(out)); kindOf(err) != change.NotFound {
			t.Errorf("of no inspection: %v", err)
		}
		w.do(w.owner, plan.RecordInspection{ID: "other", Body: plan.Inspection{Title: "Another inspection", Regime: "slac", Inspectorates: []string{"Ofsted"}}})
		_, err := w.service.ReceiveCopy(w.Context(), w.owner, plan.ReceiveCopy{Inspection: "other"}, "Copy.csv", "text/csv", strings.NewReader(out))
		if kindOf(err) != change.Invalid || !strings.Contains(err.Error(), "another inspection, “Inspection”") {
			t.Errorf("of another inspection: %v", err)
		}
		if _, err := w.service.CopyFile(w.Context(), w.owner, "none"); kindOf(err) != change.NotFound {
			t.Errorf("of no copy: %v", err)
		}

		// Who may not change the plan has no business with copies of it.
		if _, err := w.service.CopyFile(w.Context(), w.lead, id); err == nil {
			t.Error("an agency's lead read a copy")
		}
		if _, err := w.service.SettleCopy(w.Context(), w.lead, id, []app.Settling{{Key: "part:" + part + ":Part", Outcome: plan.TurnedDown}}); err == nil {
			t.Error("an agency's lead settled a difference")
		}
		if _, err := w.service.ReceiveCopy(w.Context(), w.lead, plan.ReceiveCopy{Inspection: "inspection"}, "Copy.csv", "text/csv", strings.NewReader(out+"\r\n")); err == nil {
			t.Error("an agency's lead sent a copy in")
		}
		if _, err := w.service.TakeBackSettlement(w.Context(), w.lead, "none"); err == nil {
			t.Error("an agency's lead took a settlement back")
		}
	})
}
