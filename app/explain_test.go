package app_test

import (
	"errors"
	"strings"
	"testing"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/store"
)

func TestExplain(t *testing.T) {
	withCasework(t, func(w *caseworld) {
		w.child("ada", "Larch")
		w.doCase(w.manager, access.Supervising, casework.Allocate{ID: "to-worker", Person: "ada", Membership: "worker", Role: casework.LeadWorker, From: w.service.Today()})
		w.doCase(w.worker, access.DirectWork, casework.WriteRecord{ID: "note", Of: "case_note", People: []string{"ada"}, Details: casework.RecordDetails{
			Happened: w.service.Today(), Title: "First visit", Words: "Ada showed me her drawings.", Complete: true,
		}})
		operator := app.Operator(council)
		for name, c := range map[string]struct {
			of      access.Caller
			record  string
			allowed bool
			words   string
		}{
			"the worker allocated":       {w.worker, "note", true, "allocated to them"},
			"a worker with no tie":       {w.other, "note", false, "may not open this record"},
			"a nurse":                    {w.nurse, "note", false, "may not open this record"},
			"the chair of the group":     {w.chair, "note", false, "may not open this record"},
			"the chair, an area of plan": {w.chair, "area", true, "part of the plan"},
		} {
			why, err := w.service.Explain(w.Context(), operator, c.of, "", access.View, c.record)
			if err != nil || why.Allowed != c.allowed || !strings.Contains(why.Sentence, c.words) || strings.Contains(why.Sentence, "Larch") || strings.Contains(why.Sentence, "visit") {
				w.Errorf("%s: %v %q %v", name, why.Allowed, why.Sentence, err)
			}
		}
		// What is explained is what happens.
		for _, caller := range []access.Caller{w.worker, w.other, w.manager, w.nurse} {
			why, err := w.service.Explain(w.Context(), operator, caller, access.DirectWork, access.View, "note")
			if err != nil {
				t.Fatal(err)
			}
			looking, err := w.service.Look(w.Context(), caller, access.DirectWork, store.HowOpened, app.When{})
			if err != nil {
				t.Fatal(err)
			}
			_, _, err = looking.One(w.Context(), "note")
			if opened := err == nil; opened != why.Allowed {
				w.Errorf("%s: opened %v, but: %s", caller.Name, opened, why.Sentence)
			}
		}
		if _, err := w.service.Explain(w.Context(), w.worker, w.other, "", access.View, "note"); !errors.Is(err, store.ErrDenied) {
			w.Errorf("a worker asked why a colleague may look: %v", err)
		}
		if _, err := w.service.Explain(w.Context(), operator, w.other, "", access.View, "nowhere"); !errors.Is(err, store.ErrNotFound) {
			w.Errorf("a record that isn't there: %v", err)
		}
	})
}
