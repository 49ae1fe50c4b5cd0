package board

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/change"
	"throughline/naming"
	"throughline/plan"
)

func TestAPaperThatNamesSomebodyIsRefused(t *testing.T) {
	p := foundingWorld(t).plan()
	for place, plant := range map[string]func(*PaperText){
		"The title":                          func(t *PaperText) { t.Title += " for Jordan Smith" },
		"The purpose of the report":          func(t *PaperText) { t.Purpose += "\n\nJordan Smith asked." },
		"The background":                     func(t *PaperText) { t.Background += " Jordan Smith asked." },
		"The words about additional actions": func(t *PaperText) { t.Additional += " Jordan Smith asked." },
		"The words before statement 2":       func(t *PaperText) { t.Around[1].Before = "Jordan Smith asked." },
		"The words after statement 3":        func(t *PaperText) { t.Around[2].After = "As Jordan Smith asked." },
		"Question 2":                         func(t *PaperText) { t.Questions[1] = "What became of Jordan Smith?" },
		"Decision 1":                         func(t *PaperText) { t.Decisions[0].Text = "what became of Jordan Smith" },
		"The contact’s role":                 func(t *PaperText) { t.Contact.Role = "Carer of Jordan Smith" },
	} {
		d := newDesk(t)
		d.drafted("paper", p)
		text := d.paper("paper").Words()
		plant(&text)
		d.do(EditPaper{ID: "paper", Seen: 2, Text: text}, p)
		refusedWith(t, d.try(PublishPaper{ID: "paper", Seen: 3}, p), change.Invalid,
			place+": “Jordan Smith” looks like a person’s name. Reword it, or confirm with a reason that it names no child.")
		d.do(ConfirmNames{ID: "paper", Seen: 3, Passages: []string{"Jordan Smith"}, Reason: " She is the inspector "}, p)
		want := []plan.Confirmation{{By: "owner", On: asAt, Reason: "She is the inspector", Passages: []string{"Jordan Smith"}}}
		if diff := cmp.Diff(want, d.paper("paper").Confirmations); diff != "" {
			t.Errorf("%s: (-want +got):\n%s", place, diff)
		}
		d.do(PublishPaper{ID: "paper", Seen: 4}, p)
		if f := d.paper("paper").Frozen; strings.Contains(f.HTML+f.Dataset, "inspector\"") {
			t.Errorf("%s: the reason is printed", place)
		}
	}
}

func TestWordsOfThePlanAreLookedThrough(t *testing.T) {
	for place, plant := range map[string]func(w *world){
		"Part a of action A1": func(w *world) {
			plantIn(w, plan.KindPart, "action-1-part-0", `"text":"Agree it"`, `"text":"Agree it with Jordan Smith"`)
		},
		"Action A1": func(w *world) {
			plantIn(w, plan.KindAction, "action-1", `"title":"Review governance`, `"title":"Review what Jordan Smith said, governance`)
		},
		"The reason why action A20 is left out": func(w *world) {
			plantIn(w, plan.KindAction, "action-20", "The service it was about has closed.", "It was about Jordan Smith.")
		},
		"Area R1": func(w *world) {
			plantIn(w, plan.KindArea, "area-1", "keep one record", "keep one record of Jordan Smith")
		},
		"A figure published before": func(w *world) {
			plantIn(w, plan.KindStatedFigure, "stated-1", "Five of nine", "Jordan Smith: five of nine")
		},
		"The title of evidence for part a of action A1": func(w *world) {
			plantIn(w, plan.KindEvidence, "action-1-part-0-evidence", "Minutes", "Chronology of Jordan Smith")
		},
	} {
		w := foundingWorld(t)
		plant(w)
		p := w.plan()
		d := newDesk(t)
		d.drafted("paper", p)
		refusedWith(t, d.try(PublishPaper{ID: "paper", Seen: 2}, p), change.Invalid, place+": “Jordan Smith” looks like a person’s name. Change it in the plan and refresh the statements, or confirm")
	}
	w := foundingWorld(t)
	plantIn(w, plan.KindEvidence, "action-1-part-0-evidence", `"Minutes"`, `"Report of Jordan Smith"`)
	plantIn(w, plan.KindEvidence, "action-1-part-0-evidence", `"confirmation":null`, `"confirmation":{"by":"owner","reason":"The inspector"}`)
	p, d := w.plan(), newDesk(t)
	d.drafted("paper", p)
	d.do(PublishPaper{ID: "paper", Seen: 2}, p)
}

// plantIn changes the body of a thing of the world.
func plantIn(w *world, kind, id, was, becomes string) {
	w.t.Helper()
	for i, v := range w.versions {
		if v.Kind == kind && v.ID == id {
			if !strings.Contains(string(v.Body), was) {
				w.t.Fatalf("%s does not hold %s: %s", id, was, v.Body)
			}
			w.versions[i].Body = []byte(strings.ReplaceAll(string(v.Body), was, becomes))
			return
		}
	}
	w.t.Fatalf("there is no %s %s", kind, id)
}

func TestConfirmingThatWordsNameNoChild(t *testing.T) {
	p := foundingWorld(t).plan()
	d := newDesk(t)
	d.drafted("paper", p)
	refusedWith(t, d.try(ConfirmNames{ID: "paper", Seen: 2}, p), change.Invalid, "Say why these words name no child.", "Choose the words that name no child.")
	refusedWith(t, d.try(ConfirmNames{ID: "paper", Seen: 2, Passages: []string{"Jordan Smith"}, Reason: "No"}, p), change.Invalid, "“Jordan Smith” is not among the words")
	refusedWith(t, d.try(ConfirmNames{ID: "paper", Seen: 1}, p), change.Stale)
	d.do(PublishPaper{ID: "paper", Seen: 2}, p)
	refusedWith(t, d.try(ConfirmNames{ID: "paper", Seen: 3}, p), change.Stale)
}

// Every text of a paper's data is looked through, but for those below, which
// nobody types or which name staff on purpose. A new field has to be put in one
// of the two.
func TestEveryTextOfAPaperIsLookedThrough(t *testing.T) {
	notLooked := regexp.MustCompile(`^(state|reference|authority|author\..*|contact\.(name|phone|email)|known_at\.time|definitions\..*|decisions\.\d+\.kind|stated_figures\.\d+\.(group|figures\.\d+\.figure)|` +
		`statements\.\d+\.heading|sections\.\d+\.(section|heading|timescales\.\d+\.heading)|exempt\..*|inspection\.(start|end)\.precision|inspection\.reports\.\d+\.published\.precision|` +
		`(statements\.\d+\.statement\.(section|timescale|unit|definitions\.\d+|due_before\.definition|as_at))|` +
		`.*\.(id|ref|action_ref|part_ref|actions\.\d+|left_out\.\d+|bucket|standing|state|words_of_state|superseded_by|by|timescale|section|definition|precision|progress)|.*\.(done|checked|difference)\.(state|words))$`)
	w := foundingWorld(t)
	p := w.plan()
	d := newDesk(t)
	paper := d.drafted("paper", p)
	data := PaperDataFrom(p, paper)
	var looked []string
	for _, text := range data.texts() {
		looked = append(looked, strings.Join(strings.Fields(text.text), " "))
	}
	all := strings.Join(looked, "\n")
	var value any
	if err := json.Unmarshal([]byte(asJSON(t, data)), &value); err != nil {
		t.Fatal(err)
	}
	seen := 0
	var walk func(path string, value any)
	walk = func(path string, value any) {
		switch value := value.(type) {
		case string:
			seen++
			words := strings.Join(strings.Fields(value), " ")
			if words != "" && !isADay.MatchString(words) && !notLooked.MatchString(path) && !strings.Contains(all, words) {
				t.Errorf("%s is not looked through: %q", path, value)
			}
		case []any:
			for i, each := range value {
				walk(fmt.Sprintf("%s.%d", path, i), each)
			}
		case map[string]any:
			for name, each := range value {
				walk(strings.TrimPrefix(path+"."+name, "."), each)
			}
		}
	}
	walk("", value)
	if seen < 500 {
		t.Errorf("only %d texts were met", seen)
	}
}

var isADay = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}`)

// The sentences that this program writes raise no alarm, whatever the counts.
func TestThePapersOwnWordsRaiseNoAlarm(t *testing.T) {
	texts := slices.Concat(Definitions(), []string{DemoMark, ExemptMark, PaperData{}.FurtherWords(), PaperData{}.AreasWords(), PaperData{}.StatedWords()}, noticeOf(exemptItems()).Sentences())
	for _, st := range StatementsFor(foundingWorld(t).plan(), "inspection") {
		texts = append(texts, st.Sentence, st.Lateness, st.LeftOutSentence, st.Checks, st.Words())
		for _, disagreement := range Reconcile(st) {
			texts = append(texts, disagreement.Words())
		}
	}
	for _, text := range texts {
		if found := naming.Scan(text, foundingWorld(t).plan().KnownNames()); len(found) > 0 {
			t.Errorf("%+v in %q", found, text)
		}
	}
}
