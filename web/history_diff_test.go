package web

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/app"
	"throughline/board"
	"throughline/plan"
	"throughline/store"
)

func noNames(string) (string, bool) { return "", false }

func TestDifferences(t *testing.T) {
	const id = "01890000-0000-7000-8000-000000000001"
	names := func(asked string) (string, bool) { return "Head of safeguarding", asked == id }
	for name, test := range map[string]struct {
		kind, before, after string
		want                []difference
	}{
		"nothing": {"part", `{"text":"a","owner":""}`, `{"owner":null,"text":"a"}`, nil},
		"changed": {"part", `{"text":"a"}`, `{"text":"b"}`, []difference{{"text", "What the part is", []string{"a"}, []string{"b"}, false}}},
		"a name":  {"part", `{"owner":""}`, `{"owner":"` + id + `"}`, []difference{{"owner", "Owner", nil, []string{"Head of safeguarding"}, false}}},
		"removed": {"part", `{"signed":{"on":"2012-05-01"}}`, `{"signed":null}`, []difference{{"signed.on", "Sign-off: on", []string{"1 May 2012"}, nil, false}}},
		"a list": {"area", `{"notes":["a","b","b"]}`, `{"notes":["b","c"]}`,
			[]difference{{"notes", "Notes", []string{"a", "b"}, []string{"c"}, true}}},
		"another order":   {"area", `{"notes":["a","b"]}`, `{"notes":["b","a"]}`, []difference{{"notes", "Notes", []string{"a", "b"}, []string{"b", "a"}, false}}},
		"an emptied list": {"area", `{"notes":["a"]}`, `{"notes":null}`, []difference{{"notes", "Notes", []string{"a"}, []string{}, true}}},
		"items": {"part", `{"milestones":[]}`, `{"milestones":[{"text":"Start","due":"2012-05-01","reached":""}]}`,
			[]difference{{"milestones", "Milestones", []string{}, []string{"Text: Start; Due: 1 May 2012"}, true}}},
		"codes": {"action", `{"standing":"live","section":"safeguarding"}`, `{"standing":"not_accepted","section":"looked_after_children"}`, []difference{
			{"standing", "Standing", []string{"Live"}, []string{"Not accepted"}, false}, {"section", "Section", []string{"Safeguarding"}, []string{"Looked-after children"}, false},
		}},
		"roles": {"membership", `{"roles":["auditor"]}`, `{"roles":["auditor","plan_owner"]}`, []difference{{"roles", "Roles", []string{}, []string{"Plan owner"}, true}}},
		"a month": {"inspection", `{"start":{"date":"","precision":""}}`, `{"start":{"date":"2012-05-01","precision":"month"}}`,
			[]difference{{"start", "First day on site", nil, []string{"May 2012"}, false}}},
		"yes": {"part", `{"progress":{"complete":false}}`, `{"progress":{"complete":true}}`, []difference{{"progress.complete", "Progress: said to be complete", []string{"No"}, []string{"Yes"}, false}}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := teller{test.kind, names}.differences([]byte(test.before), []byte(test.after))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	for _, damaged := range []string{`[]`, `{"a":`, `nothing`} {
		if _, err := (teller{"part", noNames}).differences(nil, []byte(damaged)); err == nil {
			t.Errorf("%s was read", damaged)
		}
	}
	long, err := json.Marshal(map[string]string{"html": strings.Repeat("é", longestShown+1)})
	if err != nil {
		t.Fatal(err)
	}
	got, err := teller{"paper", noNames}.differences(nil, long)
	if err != nil || len(got) != 1 || !strings.HasSuffix(got[0].After[0], "… (4,001 characters in all)") {
		t.Errorf("a long text is shown as %v, %v", got, err)
	}
}

// Two bodies differ in words just when they differ in what they hold.
func TestDifferencesMissNothing(t *testing.T) {
	body := rapid.Custom(func(t *rapid.T) map[string]any {
		text := rapid.StringMatching(`[a-z]{1,3}`)
		return map[string]any{
			"text": text.Draw(t, "text"), "notes": rapid.SliceOfN(text, 0, 4).Draw(t, "notes"), "target": rapid.IntRange(0, 3).Draw(t, "target"),
			"progress":   map[string]any{"complete": rapid.Bool().Draw(t, "complete"), "by": text.Draw(t, "by")},
			"milestones": rapid.SliceOfN(rapid.Map(text, func(s string) any { return map[string]any{"text": s} }), 0, 3).Draw(t, "milestones"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := body.Draw(t, "a"), body.Draw(t, "b")
		before, errA := json.Marshal(a)
		after, errB := json.Marshal(b)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		forward, err := teller{"part", noNames}.differences(before, after)
		if err != nil {
			t.Fatal(err)
		}
		if same := cmp.Equal(a, b); same != (len(forward) == 0) {
			t.Fatalf("the same: %t, but %d differences: %v", same, len(forward), forward)
		}
		back, err := teller{"part", noNames}.differences(after, before)
		if err != nil || len(back) != len(forward) {
			t.Fatalf("%d differences one way and %d the other: %v", len(forward), len(back), err)
		}
	})
}

// bodies is every kind of body that the trail can show.
var bodies = map[string]any{
	plan.KindAgency: plan.Agency{}, plan.KindPost: plan.Post{}, plan.KindHolding: plan.Holding{}, plan.KindMembership: plan.Membership{},
	plan.KindDelegation: plan.Delegation{}, plan.KindInspection: plan.Inspection{}, plan.KindReport: plan.Report{}, plan.KindJudgement: plan.Judgement{},
	plan.KindTeam: plan.Team{}, plan.KindTeamPlace: plan.TeamPlace{},
	plan.KindArea: plan.Area{}, plan.KindStatedFigure: plan.StatedFigure{}, plan.KindAction: plan.Action{}, plan.KindPart: plan.Part{},
	plan.KindEvidence: plan.Evidence{}, plan.KindExtension: plan.Extension{}, plan.KindUpdate: plan.Update{}, plan.KindImport: plan.Import{}, plan.KindImportedRow: plan.ImportedRow{}, plan.KindCopy: plan.Copy{}, plan.KindSettlement: plan.Settlement{}, plan.KindMeasureLink: plan.MeasureLink{}, plan.KindRebase: plan.Rebase{}, plan.KindYardstick: plan.Yardstick{}, plan.KindVerdict: plan.Verdict{}, board.KindPaper: board.Paper{}, board.KindExempt: board.ExemptPart{},
	board.KindHold: board.Hold{}, board.KindMeetingRule: board.MeetingRule{},
	app.KindPack: app.PackUse{}, app.KindDataAsk: app.DataAsk{}, board.KindTemplate: board.Template{}, board.KindClearance: board.ClearanceNote{},
	board.KindNumbering: board.Numbering{}, board.KindFiguresRelease: board.FiguresRelease{}, store.KindErasure: store.Erasure{}, plan.KindAuthority: struct {
		Name string `json:"name"`
	}{},
}

func TestEveryFieldHasWords(t *testing.T) {
	for _, kind := range slices.Concat(plan.Kinds, board.Kinds, []string{plan.KindUpdate, store.KindErasure}) {
		if kindWords[kind] == "" || bodies[kind] == nil {
			t.Errorf("the kind %s has no words, or the test has no body of it", kind)
		}
	}
	for kind, body := range bodies {
		for _, field := range fieldsIn(reflect.TypeOf(body)) {
			_, own := fieldWords[kind+"."+field]
			_, shared := fieldWords[field]
			if !own && !shared {
				t.Errorf("the field %s of a %s has no words", field, kind)
			}
		}
	}
}

func fieldsIn(of reflect.Type) (names []string) {
	for field := range of.Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name != "" && name != "-" {
			names = append(names, name)
		}
	}
	return names
}

// TestEveryChangeCanBeFilteredBy reads the names of changes from the code, so
// that a new one is not forgotten.
func TestEveryChangeCanBeFilteredBy(t *testing.T) {
	found := 0
	for _, room := range []string{"plan", "board"} {
		files, err := filepath.Glob(filepath.Join("..", room, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			for _, changed := range changesIn(t, name) {
				found++
				if !slices.Contains(changeNames, changed) {
					t.Errorf("%s: the change %q can't be filtered by", name, changed)
				}
			}
		}
	}
	if found < 30 || !slices.IsSorted(changeNames) {
		t.Errorf("%d changes were found; sorted: %t", found, slices.IsSorted(changeNames))
	}
}

// changesIn gives what the methods func (T) Name() string of a file return.
func changesIn(t *testing.T, name string) (names []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range file.Decls {
		method, ok := decl.(*ast.FuncDecl)
		if !ok || method.Recv == nil || method.Name.Name != "Name" || len(method.Body.List) != 1 {
			continue
		}
		gives, ok := method.Body.List[0].(*ast.ReturnStmt)
		if !ok || len(gives.Results) != 1 {
			continue
		}
		if text, ok := gives.Results[0].(*ast.BasicLit); ok {
			unquoted, err := strconv.Unquote(text.Value)
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, unquoted)
		}
	}
	return names
}

func TestAPackIsToldOfByItsFiles(t *testing.T) {
	got, err := teller{app.KindPack, noNames}.differences([]byte(`{"hash":"a","shipped":{"r1.yaml":"one","r2.yaml":"two"}}`),
		[]byte(`{"hash":"b","shipped":{"r1.yaml":"one","r2.yaml":"2"},"council":{"ours.yaml":"mine"}}`))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || got[0].Label != "Hash of the pack" || got[1].Label != "Files of the program" || len(got[1].Before) != 1 || !strings.HasPrefix(got[1].After[0], "r2.yaml, SHA-256 ") ||
		len(got[1].After) != 1 || got[2].Label != "The council’s own files" || len(got[2].After) != 1 {
		t.Errorf("%+v", got)
	}
}
