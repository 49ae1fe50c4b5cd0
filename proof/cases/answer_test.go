package cases

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

type oracle struct {
	ID       string          `json:"id"`
	Input    json.RawMessage `json:"input"`
	Expected any             `json:"expected"`
}

func oracles(t *testing.T, kind string) []oracle {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "testdata", kind+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Cases []oracle }
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	return file.Cases
}

// differs says where an answer is another than the reference's: figures to
// 1e-9 relative, all else exactly, and not one field more or less.
func differs(at string, got, want any) string {
	switch w := want.(type) {
	case float64:
		g, ok := got.(float64)
		tolerance := 1e-9
		if strings.Contains(at, ".p_ols") {
			tolerance = 1e-8 // some are as small as 1e-16
		}
		if !ok || math.Abs(g-w) > tolerance*max(math.Abs(w), 1e-3) && !(strings.Contains(at, ".p_ols") && math.Abs(g-w) <= tolerance*math.Abs(w)) {
			return fmt.Sprintf("%s is %v, want %v", at, got, want)
		}
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			return fmt.Sprintf("%s is %v, want %v", at, got, want)
		}
		for i := range w {
			if d := differs(fmt.Sprintf("%s[%d]", at, i), g[i], w[i]); d != "" {
				return d
			}
		}
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok || len(g) != len(w) {
			return fmt.Sprintf("%s has the fields %v, want %v", at, keysOf(got), keysOf(want))
		}
		for key := range w {
			if d := differs(at+"."+key, g[key], w[key]); d != "" {
				return d
			}
		}
	default:
		if !reflect.DeepEqual(got, want) {
			return fmt.Sprintf("%s is %v, want %v", at, got, want)
		}
	}
	return ""
}

func keysOf(v any) (keys []string) {
	object, ok := v.(map[string]any)
	if !ok {
		return []string{fmt.Sprint(v)}
	}
	for key := range object {
		keys = append(keys, key)
	}
	return keys
}

// Every case of the reference is answered with just the object that it
// expects: one at a time, and all of a file as one array.
func TestEveryCaseIsAnswered(t *testing.T) {
	least := map[string]int{"xmr": 107, "runs": 36, "i": 9, "proportions": 9, "rare": 3, "funnel": 8, "funnel-od": 5, "poisson-limits": 5, "wilson": 30, "byar": 8, "before-after": 12, "its": 12, "kappa": 6}
	if len(least) != len(Kinds()) {
		t.Errorf("there are %d kinds, and cases of %d", len(Kinds()), len(least))
	}
	for _, kind := range Kinds() {
		all := oracles(t, kind)
		if len(all) < least[kind] || least[kind] == 0 {
			t.Errorf("%s has %d cases, fewer than %d", kind, len(all), least[kind])
		}
		var inputs []json.RawMessage
		var wants []any
		for _, c := range all {
			inputs, wants = append(inputs, c.Input), append(wants, c.Expected)
			compare(t, kind, c.ID, c.Input, c.Expected)
		}
		together, err := json.Marshal(inputs)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, kind, "all", together, wants)
	}
}

func compare(t *testing.T, kind, id string, question []byte, want any) {
	t.Helper()
	text, err := Answer(kind, question)
	if err != nil {
		t.Errorf("%s %s: %v", kind, id, err)
		return
	}
	var got any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if d := differs("answer", got, want); d != "" {
		t.Errorf("%s %s: %s", kind, id, d)
	}
}

// The comparison itself sees a figure, a label, or a field that is another.
func TestTheComparisonSeesADifference(t *testing.T) {
	want := map[string]any{"cl": 1.0, "label": "common_cause", "list": []any{1.0, nil}}
	for name, got := range map[string]any{
		"figure": map[string]any{"cl": 1 + 1e-8, "label": "common_cause", "list": []any{1.0, nil}}, "label": map[string]any{"cl": 1.0, "label": "concern", "list": []any{1.0, nil}},
		"null": map[string]any{"cl": 1.0, "label": "common_cause", "list": []any{1.0, 2.0}}, "more": map[string]any{"cl": 1.0, "label": "common_cause", "list": []any{1.0, nil}, "x": 1.0},
		"less": map[string]any{"cl": 1.0, "label": "common_cause"},
	} {
		if differs("", got, want) == "" {
			t.Errorf("%s: not seen", name)
		}
	}
}

func TestBadQuestionsAreAnsweredInASentence(t *testing.T) {
	day := `"2021-01-01"`
	for _, c := range []struct{ kind, question, says string }{
		{"magic", "{}", "there is no kind of proof called “magic”"},
		{"i", "", "nothing was given"},
		{"i", "{", "this JSON is cut off"},
		{"i", `{"y":[1,}`, "this is not JSON, at character 9"},
		{"i", `7`, "give an object, not number"},
		{"i", `{"y":["a"]}`, "can't be string. Give a number"},
		{"i", `{"y":[]}`, "“y” has no values"},
		{"i", `{"y":[1,null]}`, "value 2 of “y” is missing"},
		{"i", `{"y":[1],"z":2}`, "there is no field \"z\""},
		{"i", `{"y":[1]} {"y":[2]}`, "there is more after the object"},
		{"i", `[{"y":[1,2]},{"y":[]}]`, "object 2 of 2: “y” has no values"},
		{"i", `{"y":[NaN]}`, "this is not JSON"},
		{"rare", `{"y":[1,-2]}`, "value 2 of “y” is -2"},
		{"xmr", `{"dates":[` + day + `],"values":[1,2],"improvement_direction":"increase"}`, "there are 1 dates and 2 values"},
		{"xmr", `{"dates":[` + day + `],"values":[1],"improvement_direction":"up"}`, "It must be increase, decrease or neutral"},
		{"xmr", `{"dates":["2021-13-01"],"values":[1],"improvement_direction":"increase"}`, "date 1 is “2021-13-01”"},
		{"xmr", `{"dates":[` + day + `],"values":[1],"rebase_at_index":[2],"improvement_direction":"increase"}`, "there is no such point"},
		{"xmr", `{"dates":[` + day + `,` + day + `],"values":[1,2],"improvement_direction":"increase"}`, "1 January 2021"},
		{"xmr", `{"dates":[` + day + `],"values":[1],"fix_after_n_points":3,"improvement_direction":"increase"}`, "12"},
		{"proportions", `{"x":[1],"n":[0]}`, "period 1: the number of all is 0"},
		{"proportions", `{"x":[3],"n":[2]}`, "period 1: 3 of 2 can't be"},
		{"proportions", `{"x":[1],"n":[2,3]}`, "“x” has 1 values and “n” has 2"},
		{"funnel", `{"units":[{"numerator":1,"denominator":2}]}`, "at least two units"},
		{"funnel", `{"units":[{"numerator":1,"denominator":2},{"numerator":1}]}`, "unit 2: “denominator” is missing"},
		{"wilson", `{"x":1,"n":0}`, "the number of all is 0"},
		{"wilson", `{"x":1}`, "“n” is missing"},
		{"byar", `{"x":1.5}`, "A count is a whole number"},
		{"poisson-limits", `{"observed":-1}`, "A count is a whole number"},
		{"before-after", `{"x1":1,"n1":2,"x2":3,"n2":2}`, "3"},
		{"its", `{"y":[1,2,3]}`, "“intervention_index_1based” is missing"},
		{"its", `{"y":[1,2,3,4,5,6],"intervention_index_1based":9}`, "at least 2 points before and 2 after"},
		{"kappa", `{"auditor":["Good"],"moderator":[]}`, "Give both grades of each case"},
		{"kappa", `{"auditor":["good"],"moderator":["Good"]}`, "grade 1 of “auditor” is “good”"},
	} {
		got, err := Answer(c.kind, []byte(c.question))
		if err == nil || !strings.Contains(err.Error(), c.says) || got != nil {
			t.Errorf("%s %s: %s, %v; want %q", c.kind, c.question, got, err, c.says)
		}
	}
}

// Whatever finite values are given, an answer is JSON: what there is no figure
// of is null, and never made up.
func TestAnAnswerIsAlwaysJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values, err := json.Marshal(rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), 1, 40).Draw(t, "values"))
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range []string{"i", "runs"} {
			text, err := Answer(kind, []byte(`{"y":`+string(values)+`}`))
			if err != nil || !json.Valid(text) {
				t.Fatalf("%s: %s, %v", kind, text, err)
			}
		}
	})
}

func FuzzAnswer(f *testing.F) {
	for _, kind := range Kinds() {
		f.Add(kind, `{"y":[1,2,3]}`)
	}
	f.Add("xmr", `{"dates":["2021-01-01"],"values":[1],"improvement_direction":"increase"}`)
	f.Add("kappa", `[{"auditor":["Good"],"moderator":["Good"]}]`)
	f.Fuzz(func(t *testing.T, kind, question string) {
		if text, err := Answer(kind, []byte(question)); err == nil && !json.Valid(text) {
			t.Errorf("%s: %s", kind, text)
		}
	})
}
