package web

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/board"
	"throughline/calendar"
	"throughline/disclosure"
	"throughline/web/govuk"
)

var figuresDay = calendar.Must(2012, time.March, 31)

func TestFiguresFromADayToAPage(t *testing.T) {
	f := newFiguresCouncil(t, manyChildren(90))
	analyst := f.as("analyst")
	page := analyst.get("/figures").want(http.StatusOK)
	page.says("No figures have been published yet.", "Publish figures")
	page = analyst.get("/figures/new").want(http.StatusOK)
	if got := page.form("/figures/new"); got.Get("day-day") != "30" || got.Get("day-month") != "4" || got.Get("day-year") != "2012" {
		t.Errorf("the day offered is %v, not the last month end", got)
	}
	look := analyst.get("/figures/new?" + dayQuery(figuresDay)).want(http.StatusOK)
	look.says("Children looked after on 31 March 2012", "Publish these figures", "Legal status", "Age and sex", "V3 or V4", "short breaks")
	path := f.publish(figuresDay)
	for _, who := range []string{"analyst", "board", "young", "lead", "auditor"} {
		page := f.as(who).get(path).want(http.StatusOK)
		page.says("Children looked after on 31 March 2012", "looked after 90 children", "How we counted", "Every table as one file (CSV)")
		page.hides("Secret", "child-0")
		f.as(who).get("/figures").want(http.StatusOK).says("Children looked after on 31 March 2012")
	}
	f.as("admin").get(path).want(http.StatusForbidden)
	if page := f.as("board").get(path); strings.Contains(page.text(), "Withdraw") {
		t.Error("a Board member is offered to withdraw figures")
	}
	for _, other := range []string{"/figures/new", path + "/withdraw"} {
		f.as("board").get(other).want(http.StatusForbidden)
	}
	f.as("board").get("/figures/" + f.app.NewID()).want(http.StatusNotFound).says("We can")
}

func TestFiguresAsFiles(t *testing.T) {
	f := newFiguresCouncil(t, manyChildren(90))
	path := f.publish(figuresDay)
	file := f.as("board").get(path + "/tables.csv").want(http.StatusOK)
	if got := file.header.Get("Content-Type"); got != "text/csv; charset=utf-8" {
		t.Error(got)
	}
	records, err := csv.NewReader(strings.NewReader(string(file.body))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	formula, totals := 0, 0
	for _, record := range records {
		for _, cell := range record {
			if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
				t.Errorf("a spreadsheet would take %q for a formula", cell)
			}
			if cell == "'=South team" {
				formula++
			}
		}
		if record[1] == "Sex" && record[2] == "Total" && record[4] == "90" && record[5] == "100.0" {
			totals++
		}
	}
	if formula != 1 || totals != 1 {
		t.Errorf("%d cells of the team, %d totals: %v", formula, totals, records)
	}
	data := f.as("young").get(path + "/data.json").want(http.StatusOK)
	var read struct {
		Title      string           `json:"title"`
		Definition string           `json:"definition"`
		Withdrawn  *json.RawMessage `json:"withdrawn"`
		Tables     []struct {
			Title   string  `json:"title"`
			Figures [][]any `json:"figures"`
		} `json:"tables"`
	}
	if err := json.Unmarshal(data.body, &read); err != nil {
		t.Fatal(err)
	}
	if len(read.Tables) != 7 || read.Withdrawn != nil || !strings.Contains(read.Definition, "short breaks") {
		t.Errorf("%+v", read)
	}
}

func TestFiguresAreWithdrawnAndStillKnown(t *testing.T) {
	f := newFiguresCouncil(t, manyChildren(90))
	path := f.publish(figuresDay)
	analyst := f.as("analyst")
	page := analyst.post(path+"/withdraw", url.Values{"reason": {" "}}).want(http.StatusUnprocessableEntity)
	page.says("Say in a sentence why the figures are withdrawn.")
	analyst.post(path+"/withdraw", url.Values{"reason": {"A team was counted twice."}}).want(http.StatusOK).says("The figures are withdrawn.", "A team was counted twice.")
	f.as("young").get(path).want(http.StatusOK).says("withdrawn on 1 May 2012", "A team was counted twice.", "looked after 90 children")
	f.as("board").get("/figures").says("Withdrawn on 1 May 2012")
	if file := f.as("board").get(path + "/tables.csv"); !strings.Contains(string(file.body), "Withdrawn 2012-05-01") {
		t.Error("the file does not say that the figures were withdrawn")
	}
	analyst.get(path + "/withdraw").want(http.StatusConflict)
	f.as("board").post(path+"/withdraw", url.Values{"reason": {"Mine."}}).want(http.StatusForbidden)
}

func TestFiguresThatCannotBePublished(t *testing.T) {
	f := newFiguresCouncil(t, manyChildren(90))
	analyst := f.as("analyst")
	for query, says := range map[string]string{
		"day-day=2&day-month=5&day-year=2012":  "still to come",
		"day-day=31&day-month=2&day-year=2012": "must be a real date",
		"day-day=&day-month=&day-year=":        "Enter the day",
	} {
		page := analyst.get("/figures/new?" + query).want(http.StatusUnprocessableEntity)
		page.says(says)
	}
	analyst.post("/figures/new", url.Values{"day": {"nonsense"}, "known": {"1"}}).want(http.StatusUnprocessableEntity).says("Choose the day again")
	analyst.post("/figures/new", url.Values{"day": {"2012-05-02"}, "known": {"1"}}).want(http.StatusUnprocessableEntity).says("still to come")
	look := analyst.get("/figures/new?" + dayQuery(figuresDay)).form("/figures/new")
	f.publish(figuresDay)
	analyst.post("/figures/new", look).want(http.StatusUnprocessableEntity).says("just as they are")
	f.as("board").post("/figures/new", look).want(http.StatusForbidden)
}

// viewsOfFigures are the views of every page and file that figures leave by.
var viewsOfFigures = []any{figuresListView{}, figuresReleaseView{}, figuresNewView{}, figuresData{}}

// mayHoldNumbers are the types that a view of figures may have, though they
// hold numbers: package disclosure's own, days, moments, and parts of a form or
// of a list that count no children.
var mayHoldNumbers = []reflect.Type{
	reflect.TypeFor[disclosure.Table](), reflect.TypeFor[disclosure.Figure](), reflect.TypeFor[disclosure.Percentage](), reflect.TypeFor[calendar.Date](),
	reflect.TypeFor[board.KnownAt](), reflect.TypeFor[figuresPaging](), reflect.TypeFor[*govuk.Form](), reflect.TypeFor[*govuk.WarningText](),
}

// numbersIn lists the fields of a type that could hold a number that package
// disclosure did not let through.
func numbersIn(of reflect.Type, at string, seen map[reflect.Type]bool) (found []string) {
	if slices.Contains(mayHoldNumbers, of) || seen[of] {
		return nil
	}
	seen[of] = true
	switch of.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64,
		reflect.Uintptr, reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128, reflect.Interface, reflect.Func, reflect.Chan, reflect.UnsafePointer:
		return []string{at}
	case reflect.String:
		if of == reflect.TypeFor[json.Number]() {
			return []string{at}
		}
	case reflect.Pointer, reflect.Slice, reflect.Array:
		found = numbersIn(of.Elem(), at, seen)
	case reflect.Map:
		found = append(numbersIn(of.Key(), at, seen), numbersIn(of.Elem(), at, seen)...)
	case reflect.Struct:
		for field := range of.Fields() {
			found = append(found, numbersIn(field.Type, at+"."+field.Name, seen)...)
		}
	case reflect.Bool, reflect.Invalid:
	}
	delete(seen, of)
	return found
}

// TestNoPageOfFiguresCanHoldANumberOfItsOwn holds each view to what only
// package disclosure makes.
func TestNoPageOfFiguresCanHoldANumberOfItsOwn(t *testing.T) {
	pages := 0
	for _, page := range registry {
		if !strings.HasPrefix(page.name, "figures") {
			continue
		}
		pages++
		found := false
		for _, view := range viewsOfFigures {
			found = found || reflect.TypeOf(view) == reflect.TypeOf(page.view)
		}
		if !found {
			t.Errorf("%s has a view that the test does not look at", page.name)
		}
	}
	if pages != 3 {
		t.Errorf("%d pages of figures, not 3", pages)
	}
	for _, view := range viewsOfFigures {
		of := reflect.TypeOf(view)
		if found := numbersIn(of, of.Name(), map[reflect.Type]bool{}); len(found) > 0 {
			t.Errorf("could hold a number that was not suppressed: %v", found)
		}
	}
}

func TestANumberOfItsOwnIsFound(t *testing.T) {
	type line struct{ Children int }
	for name, view := range map[string]any{
		"a number": struct{ N int }{}, "a share": struct{ F float64 }{}, "one deep inside": struct{ A []map[string]*line }{},
		"one of JSON": struct{ J json.Number }{}, "anything at all": struct{ A any }{}, "one beside good ones": struct {
			Table disclosure.Table
			Raw   uint8
		}{}, "a thing of the plan": struct{ R *board.FiguresRelease }{},
	} {
		if found := numbersIn(reflect.TypeOf(view), "view", map[reflect.Type]bool{}); len(found) == 0 {
			t.Errorf("%s was not found", name)
		}
	}
}
