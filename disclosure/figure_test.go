package disclosure

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"testing"

	"throughline/calendar"
)

// The numbers that must not leave: one that is small, and one that protects it.
const (
	smallSecret = 3
	largeSecret = 7919
)

func secretive(t *testing.T) Release {
	t.Helper()
	c, atoms, spec := list([]int{smallSecret, largeSecret, 65_104})
	spec.Percent = OfTotal
	release, err := Publish(c, atoms, []Spec{spec})
	if err != nil {
		t.Fatal(err)
	}
	if got := lines(release.tables[0].numbers()); got != "c | c | 65104 | 73026" {
		t.Fatal(got)
	}
	return release
}

// TestNothingIsHeldOfASuppressedNumber walks everything a release holds, exported or not.
func TestNothingIsHeldOfASuppressedNumber(t *testing.T) {
	release := secretive(t)
	var walk func(path string, v reflect.Value)
	walk = func(path string, v reflect.Value) {
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				walk(path+"."+v.Type().Field(i).Name, v.Field(i))
			}
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				walk(fmt.Sprintf("%s[%d]", path, i), v.Index(i))
			}
		case reflect.Map:
			for _, key := range v.MapKeys() {
				walk(path+"[]", key)
				walk(path+"[]", v.MapIndex(key))
			}
		case reflect.Pointer, reflect.Interface:
			if !v.IsNil() {
				walk(path, v.Elem())
			}
		case reflect.Func, reflect.Chan, reflect.UnsafePointer:
			t.Error(path, "could hold anything")
		default:
			if text := fmt.Sprint(v); strings.Contains(text, "7919") || text == "3" && v.CanInt() && !strings.HasSuffix(path, ".Month") && !strings.HasSuffix(path, ".state") {
				t.Error(path, "holds", text)
			}
		}
	}
	walk("release", reflect.ValueOf(release))
	walk("released", reflect.ValueOf(release.Released()))
}

// TestNoPrinterShowsASuppressedNumber tries the ways there are to print a value.
func TestNoPrinterShowsASuppressedNumber(t *testing.T) {
	release := secretive(t)
	table := release.tables[0]
	f, p := table.Figure("A2", ""), table.Percentage("A2", "")
	inside := struct {
		Figure     Figure
		figure     Figure
		Percentage Percentage
		Any        any
		table      *Table
	}{f, f, p, &f, &table}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%t", "%p"} {
		for _, value := range []any{f, &f, []Figure{f}, map[string]Figure{"": f}, p, &p, inside, &inside, table, release, release.Released()} {
			fmt.Fprintf(&out, verb+"\n", value)
		}
	}
	for _, value := range []any{f, &f, p, inside, table, release.Released()} {
		text, err := json.Marshal(value)
		if err != nil {
			t.Error(err)
		}
		out.Write(text)
	}
	page := `<p title="{{.Figure}}">{{.Figure}} {{.Percentage}} {{printf "%+v" .Figure}}</p><a href="?n={{.Figure}}">x</a><script>x = {{.Figure}}</script>`
	if err := template.Must(template.New("").Parse(page)).Execute(&out, inside); err != nil {
		t.Error(err)
	}
	for _, value := range []any{f, p, table} {
		if err := gob.NewEncoder(&out).Encode(value); err == nil {
			t.Errorf("gob took a %T", value)
		}
	}
	for _, record := range table.Records() {
		fmt.Fprintln(&out, record)
	}
	fmt.Fprintln(&out, f.Words(), p.Words(), table.Note(), table.PlainNote())
	for _, secret := range []string{"7919", "7,919", fmt.Sprintf("%x", largeSecret), "10.8"} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("%s was printed", secret)
		}
	}
	if _, ok := f.Bar(100); ok {
		t.Error("a suppressed figure has a bar")
	}
	if _, ok := p.Bar(); ok {
		t.Error("a suppressed percentage has a bar")
	}
	if _, ok := f.Number(); ok {
		t.Error("a suppressed figure has a number")
	}
}

func TestHowFiguresPrint(t *testing.T) {
	for _, test := range []struct {
		figure                  Figure
		text, words, cell, json string
	}{
		{Figure{}, ":", "not available", ":", `":"`},
		{NoFigure(), ":", "not available", ":", `":"`},
		{Inapplicable(), "z", "not applicable", "z", `"z"`},
		{Figure{state: hidden}, "c", "not shown", "c", `"c"`},
		{shownFigure(0), "0", "0", "0", "0"},
		{shownFigure(999), "999", "999", "999", "999"},
		{shownFigure(1204567), "1,204,567", "1,204,567", "1204567", "1204567"},
	} {
		text, err := json.Marshal(test.figure)
		if err != nil || test.figure.String() != test.text || test.figure.Cell() != test.cell || test.figure.Words() != test.words || string(text) != test.json {
			t.Errorf("%s, %s, %s: %v", test.figure, test.figure.Cell(), text, err)
		}
	}
	if length, ok := shownFigure(25).Bar(100); !ok || length != 0.25 {
		t.Error("the bar of 25 in 100 is", length)
	}
	if length, ok := shownFigure(0).Bar(100); !ok || length != 0 {
		t.Error("nobody has no length, and is drawn:", length)
	}
	if length, ok := (Percentage{state: shown, tenths: 625}).Bar(); !ok || length != 0.625 {
		t.Error("the bar of 62.5% is", length)
	}
	if got := (Percentage{state: hidden}).Words() + ", " + (Percentage{state: shown, tenths: 625}).Words() + Shown.Words(); got != "not shown, 62.5%" {
		t.Error("percentages in words are", got)
	}
	if (Percentage{}).String() != ":" || (Percentage{}).Cell() != ":" {
		t.Error("the zero percentage is", Percentage{})
	}
	var read struct{ Figure Figure }
	if json.Unmarshal([]byte(`{"Figure": 12}`), &read) == nil {
		t.Error("JSON makes a figure")
	}
}

func TestTablePrints(t *testing.T) {
	c, atoms, spec := list([]int{3, 20, 50, 0}, []int{30, 40, 60, 9})
	spec.Percent = OfRow
	spec.Blank = []Blank{{Row: "A1", Column: "B4", Mark: NotApplicable}}
	table := printed(t, c, atoms, spec)
	var out []string
	for _, record := range table.Records() {
		out = append(out, strings.Join(record, ","))
	}
	want := `A,B1,B1 (%),B2,B2 (%),B3,B3 (%),B4,B4 (%),Total,Total (%)
A1,c,c,c,c,50,68.5,z,z,73,100.0
A2,c,c,c,c,60,43.2,9,6.5,139,100.0
Total,33,15.6,60,28.3,110,51.9,9,4.2,212,100.0`
	if got := strings.Join(out, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := table.Note(); got != "c: a number from 1 to 5, or one that would let such a number be worked out. z: not applicable." {
		t.Error(got)
	}
	if got := table.PlainNote(); got != "Not shown: a number from 1 to 5, or one that would let such a number be worked out." {
		t.Error(got)
	}
	if table.Longest() != 60 || table.Title() != "t" || table.Definition() != c.Definition || table.Day() != calendar.Must(2013, 3, 31) {
		t.Error(table.Longest(), table.Title(), table.Definition(), table.Day())
	}
	if table.Figure("A9", "").Mark() != NotAvailable || table.Percentage("", "B9").Mark() != NotAvailable || (Table{}).Figure("", "").Mark() != NotAvailable {
		t.Error("what the table does not have is available")
	}
	text, err := json.Marshal(table)
	if err != nil || !strings.Contains(string(text), `"figures":[["c","c",50,"z",73]`) || !strings.Contains(string(text), `"day":"2013-03-31"`) {
		t.Errorf("%s %v", text, err)
	}
}

func TestRounded(t *testing.T) {
	c, atoms, spec := list([]int{4, 15, 996})
	spec.Percent = OfTotal
	release, err := PublishRounded(c, atoms, []Spec{spec})
	if err != nil {
		t.Fatal(err)
	}
	table := release.tables[0]
	if got := lines(table.numbers()); got != "0 | 20 | 1000 | 1020" || table.Note() != RoundedLabel || table.PlainNote() != RoundedLabel {
		t.Error(got, table.Note())
	}
	if got := table.Percentage("A2", "").String(); got != "2.0%" {
		t.Error("the percentage is not of the rounded numbers:", got)
	}
	c, atoms, spec = list([]int{4, 15, 900})
	if _, err := PublishRounded(c, atoms, []Spec{spec}); err == nil || !strings.Contains(err.Error(), "suppress") {
		t.Error("a council's numbers are rounded:", err)
	}
}
