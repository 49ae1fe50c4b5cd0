package planfile

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/ingest/document"
)

// A mapping is kept as JSON, and reads the same when it comes back.
func TestAMappingIsKept(t *testing.T) {
	for _, p := range plans {
		m := Guess(p.doc)
		body, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		var back Mapping
		if err := json.Unmarshal(body, &back); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(Read(p.doc, m), Read(p.doc, back)); diff != "" {
			t.Errorf("%s reads otherwise by the mapping that was kept:\n%s", p.name, diff)
		}
	}
}

// A mapping of another file, or one that makes no sense, is answered with warnings or a refusal, and nothing worse.
func TestAnyMappingCanBeTried(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc, other := workbook(someTable(t)), workbook(someTable(t))
		m := Guess(other)
		for i := range m.Tables {
			table := &m.Tables[i]
			table.Plan = true
			table.Block = rapid.IntRange(-1, 2).Draw(t, "block")
			table.First, table.Last = rapid.IntRange(-1, 9).Draw(t, "first"), rapid.IntRange(-1, 99).Draw(t, "last")
			table.Headers = rapid.SliceOfN(rapid.IntRange(-1, 9), 0, 3).Draw(t, "headers")
			for j := range table.Columns {
				table.Columns[j].Column = rapid.IntRange(-1, 12).Draw(t, "column")
			}
		}
		if _, err := Read(doc, m).MarshalJSON(); err != nil {
			t.Fatal(err)
		}
	})
}

func TestEveryGuessSaysWhy(t *testing.T) {
	for _, p := range plans {
		m := Guess(p.doc)
		for _, table := range m.Tables {
			if table.Why == "" || table.Confidence < 1 || table.Confidence > 99 {
				t.Errorf("%s: table %+v", p.name, table)
			}
			for _, c := range table.Columns {
				if c.Why == "" || c.Confidence < 1 || c.Confidence > 99 {
					t.Errorf("%s: column %+v", p.name, c)
				}
			}
		}
		for _, s := range m.Statuses {
			if s.Why == "" {
				t.Errorf("%s: status %+v", p.name, s)
			}
		}
	}
}

// What each column of the published plans means.
func TestColumnsOfPublishedPlans(t *testing.T) {
	want := map[string][]Meaning{
		"torbay":        {Ref, Action, Owner, Steps, DueDate, Other, Progress, Other},
		"bathnes":       {Action, Owner, DueDate, Progress, Other},
		"norfolk":       {Area, Other, Action, Agency, Steps, DueDate, Progress, Other, Finished},
		"lscb":          {Action, Steps, Owner, DueDate, Other, Other},
		"apa":           {Area, Progress, Narrative, Action, Owner, Other},
		"southglos":     {Area, Narrative, Progress},
		"staffordshire": {Area, Owner, Owner, Action, Other, Other, Other, Other},
		"lancashire":    {Area, Action, Other, Other, Other, Owner, DueDate, Progress},
		"sheffield":     {Ref, Other, Action, Owner, DueDate, Progress},
		"stockport":     {Other, Action, Owner, DueDate, Progress},
		"bromsgrove":    {Ref, Action, Owner, DueDate, NewDate, ApprovedBy, Progress, Other},
		"northdevon":    {Ref, Area, Action, Owner, DueDate, Progress},
	}
	for _, p := range plans {
		var got []Meaning
		for _, c := range Guess(p.doc).plan()[0].Columns {
			got = append(got, c.Means)
		}
		if diff := cmp.Diff(want[p.name], got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", p.name, diff)
		}
	}
}

// Whatever stands in a file of text, it is answered the same way twice, and nothing of a plan is lost.
func FuzzRead(f *testing.F) {
	for _, p := range plans {
		if p.doc.Kind == document.Text {
			f.Add(string(asText(f, p.doc.Blocks[0])))
		}
	}
	f.Add("Action,Lead,When?\n\"1. a\n2. b\",\"x and y\",\"1. 31/12/16\n2. end of Q2 2016/17\"\n")
	f.Add("Area;Action;RAG\nKey: Green = complete;;\nx;y;G\n;z;Phase 1 completed Phase 2\n")
	f.Fuzz(func(t *testing.T, content string) {
		doc, err := document.Read(t.Context(), "plan.csv", []byte(content), document.Usual(), nil)
		if err != nil || doc.Kind != document.Text {
			return
		}
		m := Guess(doc)
		r := Read(doc, m)
		if diff := cmp.Diff(r, Read(doc, Guess(doc))); diff != "" {
			t.Error(diff)
		}
		missing, err := lost(doc, m, r)
		if err != nil {
			t.Fatal(err)
		}
		if r.Refused == "" && !unreadable(m) && len(missing) > 0 {
			t.Errorf("lost: %q of %q", missing, content)
		}
	})
}

// A long plan tells how far it has been read, up to its end.
func TestReadTellingCountsUp(t *testing.T) {
	doc := long(1000)
	last, times := 0, 0
	r := ReadTelling(doc, Guess(doc), func(done, total int) {
		if done <= last || done > total || total != 1001 {
			t.Errorf("%d of %d after %d", done, total, last)
		}
		last, times = done, times+1
	})
	if last != 1001 || times < 3 || len(r.Entries) != 1000 {
		t.Errorf("%d, told %d times, %d entries", last, times, len(r.Entries))
	}
}
