package board

import (
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/change"
	"throughline/plan"
)

func TestBuiltInTemplatesNeedNoSettingUp(t *testing.T) {
	p := clearingWorld(t).plan()
	for _, built := range BuiltIns() {
		d := newDesk(t)
		if built.Source == "" || built.Kind.Words() == "" || !built.BuiltIn() {
			t.Errorf("%s has no source, or is for nothing", built.ID)
		}
		of := *built
		of.Thing, of.From = plan.Thing{}, built.ID
		d.do(MakeTemplate{PutTemplate{Of: of}}, p) // each can be made a council's own as it is
		own, ok := d.shelf.TemplateFor(built.Committee)
		if !ok || own.BuiltIn() || own.From != built.ID || len(d.shelf.Templates()) != len(BuiltIns()) {
			t.Errorf("%s does not give way to the council's own", built.ID)
		}
		if diff := cmp.Diff(built.Implications, own.Implications); diff != "" && len(built.Implications) > 0 {
			t.Errorf("%s: %s", built.ID, diff)
		}
	}
}

// A paper to each built-in committee is written, cleared by those named in it
// and published, without anything being set up.
func TestAPaperToEachBuiltInCommittee(t *testing.T) {
	p := clearingWorld(t).plan()
	for _, built := range BuiltIns() {
		d := newDesk(t)
		d.do(ComposePaper{ID: "paper", Inspection: "inspection", Known: knownTime, Template: built.ID}, p)
		text := d.paper("paper").Words()
		text.Contact.Email = "imran.dellacott@redmoor.example"
		for i := range text.Implications {
			text.Implications[i].Text = "What follows from it."
		}
		d.do(EditPaper{ID: "paper", Seen: 1, Text: text}, p)
		if needs := d.paper("paper").ClearancesNeeded(p); len(needs) > 0 {
			d.do(AskClearance{Paper: "paper", Seen: 2, AnswerBy: asAt}, p)
			for key, who := range map[string]string{council: "owner", trust: "nurse"} {
				d.doBy(person(t, p, who), ClearPaper{d.about(key, p)}, p)
			}
		}
		d.do(PublishPaper{ID: "paper", Seen: 2}, p)
		data := frozenData(t, d.paper("paper").Frozen)
		if said := data.Purpose + strings.Join(data.Questions, " "); built.Committee != "Corporate Parenting Board" && (strings.Contains(said, "the Corporate Parenting Board") || strings.Contains(said, "the Board") || !strings.Contains(said, "tells the "+built.Committee)) {
			t.Errorf("%s: the paper speaks to another committee: %s", built.ID, said)
		}
		if data.Committee != built.Committee || len(data.Clearances) > 0 != built.Factual {
			t.Errorf("%s: published to the %s, cleared by %v", built.ID, data.Committee, data.ClearedWords())
		}
		if diff := cmp.Diff(wordsOfPage(t, d.paper("paper").Frozen.HTML), wordsOfLayout(Layout(data))); diff != "" {
			t.Errorf("%s: the layout has other words than the page: %s", built.ID, diff)
		}
	}
}

func frozenData(t *testing.T, f *Frozen) PaperData {
	t.Helper()
	var data PaperData
	if err := json.Unmarshal([]byte(f.Dataset), &data); err != nil {
		t.Fatal(err)
	}
	data.DataHash = f.DataHash
	return data
}

// Every form of one frozen paper has the implications, the council's headings
// in the template's order, and who cleared it.
func TestEveryFormHasTheSections(t *testing.T) {
	p := clearingWorld(t).plan()
	d := newDesk(t)
	draft := writtenForCabinet(d, p)
	d.do(AskClearance{Paper: "paper", Seen: draft.Version, AnswerBy: asAt}, p)
	d.clearAll(p)
	d.do(PublishPaper{ID: "paper", Seen: draft.Version, CSS: []byte("body{}")}, p)
	frozen := d.paper("paper").Frozen
	data := frozenData(t, frozen)
	var headings []string
	for _, b := range Layout(data) {
		if b.Kind == HeadingBlock && (b.Level == 1 || strings.Contains(b.Text, "mplications") || strings.HasPrefix(b.Text, "Questions")) {
			headings = append(headings, b.Text)
		}
	}
	want := []string{
		"Purpose of the report", "Recommendations", "Key information", "Questions for Cabinet", "The inspection and its areas for improvement", "Additional actions", "Implications",
		"Legal implications", "Financial implications", "Equality implications", "Data protection implications", "Contact", "Cleared by",
		"Annex A: the rows behind each statement", "Annex B: what the words and figures mean", "Annex C: figures published before",
	}
	if diff := cmp.Diff(want, headings); diff != "" {
		t.Errorf("the layout's headings: %s", diff)
	}
	if diff := cmp.Diff(wordsOfPage(t, frozen.HTML), wordsOfLayout(Layout(data))); diff != "" {
		t.Errorf("the layout has other words than the page: %s", diff)
	}
	for _, words := range []string{
		"For Cabinet, of the plan on 1 February 2013.", "What follows for legal.", "There are none. No new use is made of information.", "Sol Marsh, Solicitor, Redmoor County Council, on 1 February 2013.",
	} {
		for name, form := range map[string]string{"page": strings.Join(wordsOfPage(t, frozen.HTML), " "), "text": strings.Join(strings.Fields(frozen.Text), " ")} {
			if !strings.Contains(form, words) {
				t.Errorf("the %s lacks %q", name, words)
			}
		}
	}
	if strings.Contains(frozen.HTML, "Climate") {
		t.Error("a section that may be left blank stands though it is blank")
	}
	rows, err := csv.NewReader(strings.NewReader(string(RenderCSV(data)))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, row := range rows[1:] {
		kinds[row[slices.Index(rows[0], "row")]]++
	}
	if kinds["implication"] != 6 || kinds["clearance"] != 5 {
		t.Errorf("the CSV has %v", kinds)
	}
	page, err := RenderHTML(data, []byte("body{}"))
	if err != nil || string(page) != frozen.HTML || RenderText(data) != frozen.Text {
		t.Errorf("the frozen data does not give the paper again: %v", err)
	}
}

func TestImplicationsThatAreWanted(t *testing.T) {
	p := clearingWorld(t).plan()
	d := newDesk(t)
	writtenForCabinet(d, p)
	for name, c := range map[string]struct {
		text ImplicationText
		want string
	}{
		"required and blank":          {ImplicationText{Key: "legal"}, "Legal implications: write this section. This committee’s papers must have it."},
		"required, said to be none":   {ImplicationText{Key: "legal", None: true, Text: "Nothing."}, "Legal implications: this committee wants the section written."},
		"none or why, and blank":      {ImplicationText{Key: "risk", Text: "  "}, "Risks: write this section, or say that there are none and why."},
		"none, without why":           {ImplicationText{Key: "risk", None: true}, "Risks: say why there are none."},
		"optional, none, without why": {ImplicationText{Key: "climate", None: true}, "Climate implications: say why there are none."},
		"none, with why":              {ImplicationText{Key: "risk", None: true, Text: "Nothing changes."}, ""},
		"optional and blank":          {ImplicationText{Key: "climate"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			desk := &desk{t: t, shelf: d.shelf, made: d.made}
			text := desk.paper("paper").Words()
			i := slices.IndexFunc(text.Implications, func(one ImplicationText) bool { return one.Key == c.text.Key })
			text.Implications[i] = c.text
			desk.do(EditPaper{ID: "paper", Seen: 2, Text: text}, p)
			got := ""
			for _, problem := range implicationsWanting(desk.paper("paper")) {
				got += problem.Sentence
				if problem.Field != ImplicationField(c.text.Key) {
					t.Errorf("it stands beside %s", problem.Field)
				}
			}
			if !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
				t.Errorf("got %q", got)
			}
			if c.want != "" {
				refusedWith(t, desk.try(PublishPaper{ID: "paper", Seen: desk.paper("paper").Version}, p), change.Invalid, c.want)
			}
		})
	}
	text := d.paper("paper").Words()
	text.Implications = append(text.Implications, ImplicationText{Key: "weather", Text: "Rain."})
	refusedWith(t, d.try(EditPaper{ID: "paper", Seen: 2, Text: text}, p), change.Invalid, "no section “weather”")
	text = d.paper("paper").Words()
	text.Implications[0].Text = "As for Keeley Brannigan, born 4 May 2001, the duty is met."
	d.do(EditPaper{ID: "paper", Seen: 2, Text: text}, p)
	refusedWith(t, d.try(PublishPaper{ID: "paper", Seen: 3}, p), change.Invalid, "Legal implications: ", "Reword it")
}

func TestADraftKeepsItsTemplate(t *testing.T) {
	p := clearingWorld(t).plan()
	d := newDesk(t)
	draft := writtenForCabinet(d, p)
	own, _ := d.shelf.TemplateFor("Cabinet")
	if d.shelf.TemplateChanged(draft) != "" {
		t.Error("a template that nobody changed is said to be changed")
	}
	then := d.shelf
	of := *own
	of.Implications = slices.Clone(of.Implications[1:])
	d.do(EditTemplate{PutTemplate{ID: own.ID, Seen: own.Version, Of: of}}, p)
	if was, _ := then.Template(own.ID); len(was.Implications) != len(of.Implications)+1 || len(was.Implications) != 7 {
		t.Error("the template as it was known before has changed with it")
	}
	refusedWith(t, d.try(EditTemplate{PutTemplate{ID: own.ID, Seen: own.Version, Of: of}}, p), change.Stale, "Someone else changed this committee template")
	seq := len(d.shelf.clearing.templates)
	d.do(EditTemplate{PutTemplate{ID: own.ID, Seen: 2, Of: of}}, p) // as it was: nothing is written
	if now, _ := d.shelf.Template(own.ID); now.Version != 2 || seq != 1 {
		t.Errorf("saving a template as it was made version %d", now.Version)
	}
	if got := d.shelf.TemplateChanged(d.paper("paper")); !strings.Contains(got, "was changed on 1 February 2013") || len(d.paper("paper").ImplicationsAsked()) != 7 {
		t.Errorf("the draft says %q and has %d sections", got, len(d.paper("paper").ImplicationsAsked()))
	}
	refusedWith(t, d.try(TakeTemplate{Paper: "paper", Seen: 2, Template: own.ID}, p), change.Invalid, "something under “Legal implications”, which that template does not have")
	text := d.paper("paper").Words()
	text.Implications[0] = ImplicationText{Key: "legal"}
	d.do(EditPaper{ID: "paper", Seen: 2, Text: text}, p)
	d.do(TakeTemplate{Paper: "paper", Seen: 3, Template: own.ID}, p)
	if got := d.shelf.TemplateChanged(d.paper("paper")); got != "" || len(d.paper("paper").Implications) != 5 {
		t.Errorf("after taking it: %q, %d texts", got, len(d.paper("paper").Implications))
	}
	d.do(RetireTemplate{ID: own.ID, Seen: 2, Reason: "There is no Cabinet any more."}, p)
	if got := d.shelf.TemplateChanged(d.paper("paper")); !strings.Contains(got, "was retired on 1 February 2013") {
		t.Errorf("the draft says %q", got)
	}
	refusedWith(t, d.try(ComposePaper{ID: "next", Inspection: "inspection", Template: own.ID}, p), change.Invalid, "Choose a committee template from the list")
	refusedWith(t, d.try(EditTemplate{PutTemplate{ID: own.ID, Seen: 3, Of: of}}, p), change.Stale, "was retired on 1 February 2013")
	refusedWith(t, d.try(RetireTemplate{ID: own.ID, Seen: 3, Reason: "Again."}, p), change.Stale, "was retired")
	if len(d.shelf.RetiredTemplates()) != 1 || len(d.shelf.Templates()) != len(BuiltIns()) {
		t.Error("a retired template is not listed as such, or the built-in one did not come back")
	}
}

// A paper can't go round its committee's own template by beginning without it.
func TestAPaperHasItsCommitteesOwnTemplate(t *testing.T) {
	p := clearingWorld(t).plan()
	d := newDesk(t)
	draft := d.drafted("plain", p)
	of := cabinetTemplate()
	of.Committee, of.From = "corporate parenting  board", ""
	d.do(MakeTemplate{PutTemplate{Of: of}}, p)
	refusedWith(t, d.try(PublishPaper{ID: "plain", Seen: draft.Version}, p), change.Invalid, "Papers to the corporate parenting board have a committee template of their own")
	own, _ := d.shelf.TemplateFor("Corporate Parenting Board")
	d.do(TakeTemplate{Paper: "plain", Seen: draft.Version, Template: own.ID}, p)
	refusedWith(t, d.try(PublishPaper{ID: "plain", Seen: draft.Version + 1}, p), change.Invalid, "Legal implications: write this section", "nobody has been asked yet")
}

func TestTemplatesThatAreRefused(t *testing.T) {
	p := clearingWorld(t).plan()
	for want, break_ := range map[string]func(*Template){
		"Enter the committee or board":                         func(t *Template) { t.Committee = " " },
		"Choose whether the committee decides":                 func(t *Template) { t.Kind = "sings" },
		"at most 12 letters and digits":                        func(t *Template) { t.Initials = "C/B" },
		"whole number from 0 to 60. The law wants five":        func(t *Template) { t.ClearDays = -1 },
		"The working days must be a whole number":              func(t *Template) { t.DispatchBefore = 61 },
		"Every paper has “Decisions required”":                 func(t *Template) { t.Sections = inOrder(PurposeSection, KeySection, ContactSection) },
		"A paper has no section “poetry”":                      func(t *Template) { t.Sections = append(slices.Clone(t.Sections), TemplateSection{Key: "poetry"}) },
		"A paper has no section “purpose”, or has it once":     func(t *Template) { t.Sections = append(slices.Clone(t.Sections), TemplateSection{Key: PurposeSection}) },
		"Give the section a heading":                           func(t *Template) { t.Implications[0].Heading = " " },
		"Choose whether the section must be written":           func(t *Template) { t.Implications[0].Need = "perhaps" },
		"That post is not there":                               func(t *Template) { t.Implications[0].By = Clearer{Post: "no-post"} },
		"That person has no place here any more":               func(t *Template) { t.Clearances[0].By = Clearer{Membership: "no-one"} },
		"Cass Board has no role that lets them clear papers":   func(t *Template) { t.Clearances[0].By = Clearer{Membership: "councillor"} },
		"Say what is cleared":                                  func(t *Template) { t.Clearances[0].Heading = "" },
		"Choose who clears it":                                 func(t *Template) { t.Clearances[0].By = Clearer{} },
		"There is no built-in template “mine”":                 func(t *Template) { t.From = "mine" },
		"Choose whether the committee is asked to note, appro": func(t *Template) { t.Decisions = []Decision{{"applaud", "us"}} },
		"at most 20 implications sections": func(t *Template) {
			for range 20 {
				t.Implications = append(t.Implications, Implication{Heading: "More", Need: Optional})
			}
		},
	} {
		d := newDesk(t)
		of := cabinetTemplate()
		break_(&of)
		refusedWith(t, d.try(MakeTemplate{PutTemplate{Of: of}}, p), change.Invalid, want)
	}
	d := newDesk(t)
	d.do(MakeTemplate{PutTemplate{Of: cabinetTemplate()}}, p)
	refusedWith(t, d.try(MakeTemplate{PutTemplate{Of: cabinetTemplate()}}, p), change.Invalid, "There is a template for the Cabinet already")
	own, _ := d.shelf.TemplateFor("Cabinet")
	refusedWith(t, d.try(RetireTemplate{ID: own.ID, Seen: 1, Reason: " "}, p), change.Invalid, "Say why")
	refusedWith(t, d.try(RetireTemplate{ID: "cabinet", Seen: 0, Reason: "It is not ours."}, p), change.NotFound)
	refusedWith(t, d.try(EditTemplate{PutTemplate{ID: "cabinet", Of: cabinetTemplate()}}, p), change.NotFound)
	for _, ch := range []Change{MakeTemplate{}, EditTemplate{}, RetireTemplate{}} {
		if ch.Needs() != access.EditTemplates {
			t.Errorf("%s needs %s", ch.Name(), ch.Needs())
		}
	}
}

func TestKeysOfSections(t *testing.T) {
	taken := map[string]bool{}
	for _, c := range []struct{ key, heading, want string }{
		{"", "Children’s voice", "childrens_voice"}, {"", "Children's voice", "childrens_voice_2"}, {"legal", "Anything", "legal"}, {"legal", "Legal", "legal_2"}, {"", "…", "2"}, {"a-b c", "", "a_b_c"},
	} {
		if got := freshKey(c.key, c.heading, taken); got != c.want {
			t.Errorf("%q under %q: %s, want %s", c.heading, c.key, got, c.want)
		}
	}
}
