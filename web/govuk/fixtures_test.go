package govuk

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const fixturesFolder = "../../node_modules/govuk-frontend/dist/govuk/components"

// built names the Go type that draws each of GOV.UK's components.
var built = map[string]reflect.Type{
	"back-link":           reflect.TypeFor[BackLink](),
	"breadcrumbs":         reflect.TypeFor[Breadcrumbs](),
	"button":              reflect.TypeFor[Button](),
	"character-count":     reflect.TypeFor[CharacterCount](),
	"checkboxes":          reflect.TypeFor[Checkboxes](),
	"date-input":          reflect.TypeFor[DateInput](),
	"details":             reflect.TypeFor[Details](),
	"error-message":       reflect.TypeFor[ErrorMessage](),
	"error-summary":       reflect.TypeFor[ErrorSummary](),
	"fieldset":            reflect.TypeFor[Fieldset](),
	"file-upload":         reflect.TypeFor[FileUpload](),
	"footer":              reflect.TypeFor[Footer](),
	"generic-header":      reflect.TypeFor[GenericHeader](),
	"hint":                reflect.TypeFor[Hint](),
	"input":               reflect.TypeFor[Input](),
	"inset-text":          reflect.TypeFor[InsetText](),
	"label":               reflect.TypeFor[Label](),
	"notification-banner": reflect.TypeFor[NotificationBanner](),
	"pagination":          reflect.TypeFor[Pagination](),
	"panel":               reflect.TypeFor[Panel](),
	"password-input":      reflect.TypeFor[PasswordInput](),
	"phase-banner":        reflect.TypeFor[PhaseBanner](),
	"radios":              reflect.TypeFor[Radios](),
	"select":              reflect.TypeFor[Select](),
	"service-navigation":  reflect.TypeFor[ServiceNavigation](),
	"skip-link":           reflect.TypeFor[SkipLink](),
	"summary-list":        reflect.TypeFor[SummaryList](),
	"table":               reflect.TypeFor[Table](),
	"tabs":                reflect.TypeFor[Tabs](),
	"tag":                 reflect.TypeFor[Tag](),
	"textarea":            reflect.TypeFor[Textarea](),
	"warning-text":        reflect.TypeFor[WarningText](),
}

// leftOut says why a component of GOV.UK's is not drawn here.
var leftOut = map[string]string{
	"accordion":           "hides what a reader of a plan came to see; details and headings serve",
	"cookie-banner":       "only strictly necessary cookies are set, which need no consent",
	"exit-this-page":      "no page is for someone who must hide it from a person beside them",
	"feedback":            "asks about a service on GOV.UK",
	"header":              "carries the crown and the GOV.UK name, which only services on GOV.UK may; generic-header is drawn instead",
	"language-navigation": "every page is in English only",
	"task-list":           "no page is a list of tasks to be done in one sitting",
}

// without names parts of a fixture's markup that are left out on purpose, with the reason.
var without = map[string]struct{ open, reason string }{
	"footer": {`<svg class="govuk-footer__crown"`, "the crown is only for services on GOV.UK"},
}

type fixture struct {
	Name    string         `json:"name"`
	Options map[string]any `json:"options"`
	HTML    string         `json:"html"`
}

func fixturesOf(t *testing.T, folder, component string) []fixture {
	t.Helper()
	text, err := readFixtures(folder, component)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Fixtures []fixture `json:"fixtures"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatalf("the fixtures of %s cannot be read: %v", component, err)
	}
	if len(file.Fixtures) == 0 {
		t.Fatalf("the fixtures of %s are empty", component)
	}
	return file.Fixtures
}

func readFixtures(folder, component string) ([]byte, error) {
	text, err := os.ReadFile(filepath.Join(folder, component, "fixtures.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("GOV.UK's fixtures of " + component + " are missing: run npm ci")
	}
	return text, err
}

func TestEveryFixtureOfGOVUK(t *testing.T) {
	cases := 0
	for component, kind := range built {
		for _, fixture := range fixturesOf(t, fixturesFolder, component) {
			cases++
			t.Run(component+"/"+fixture.Name, func(t *testing.T) {
				if difference := compare(t, component, kind, fixture); difference != "" {
					t.Errorf("differs from GOV.UK's (-theirs +ours):\n%s", difference)
				}
			})
		}
	}
	if cases < 600 {
		t.Errorf("only %d fixtures were compared; GOV.UK Frontend 6.6 has more than 600", cases)
	}
}

func compare(t *testing.T, component string, kind reflect.Type, fixture fixture) string {
	t.Helper()
	params := reflect.New(kind).Elem()
	if err := fill(params, fixture.Options, component); err != nil {
		t.Fatal(err)
	}
	drawn, ok := reflect.TypeAssert[Component](params)
	if !ok {
		t.Fatalf("%s is not a component", kind)
	}
	ours, err := drawn.Render()
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := tree(fixture.HTML)
	if err != nil {
		t.Fatal(err)
	}
	mine, err := tree(string(ours))
	if err != nil {
		t.Fatal(err)
	}
	return cmp.Diff(lines(component, theirs), lines(component, mine))
}

// lines gives a tree's lines, without the part that the component leaves out on purpose.
func lines(component, outlined string) []string {
	all := strings.Split(outlined, "\n")
	omitted, some := without[component]
	if !some {
		return all
	}
	var kept []string
	depth := -1
	for _, line := range all {
		text := strings.TrimLeft(line, " ")
		indent := len(line) - len(text)
		if depth >= 0 && indent > depth {
			continue
		}
		depth = -1
		if class := strings.TrimPrefix(omitted.open, "<svg "); strings.HasPrefix(text, "<svg") && strings.Contains(text, class) {
			depth = indent
			continue
		}
		kept = append(kept, line)
	}
	return kept
}

func TestEveryComponentIsBuiltOrLeftOutWithAReason(t *testing.T) {
	entries, err := os.ReadDir(fixturesFolder)
	if err != nil {
		t.Fatalf("GOV.UK's components are missing: run npm ci (%v)", err)
	}
	for _, entry := range entries {
		if !entry.IsDir() {
			continue
		}
		_, drawn := built[entry.Name()]
		reason, omitted := leftOut[entry.Name()]
		if drawn == omitted || omitted && reason == "" {
			t.Errorf("the component %s must be drawn, or left out with a reason, and not both", entry.Name())
		}
	}
}

func TestEveryBuiltComponentHasAFunction(t *testing.T) {
	functions := Funcs()
	for component := range built {
		name := "govuk"
		for word := range strings.SplitSeq(component, "-") {
			name += capitalise(word)
		}
		if functions[name] == nil {
			t.Errorf("Funcs has no %s", name)
		}
	}
}

func TestMissingFixturesSayWhatToRun(t *testing.T) {
	_, err := readFixtures(t.TempDir(), "button")
	if err == nil || !strings.Contains(err.Error(), "run npm ci") {
		t.Errorf("got %v, wanted a sentence that says to run npm ci", err)
	}
}

func TestComparisonSeesADifference(t *testing.T) {
	kind := reflect.TypeFor[Button]()
	options := map[string]any{"text": "Save and continue"}
	right := `<button type="submit" class="govuk-button" data-module="govuk-button"> Save and continue </button>`
	if difference := compare(t, "button", kind, fixture{Options: options, HTML: right}); difference != "" {
		t.Fatalf("the same button differs:\n%s", difference)
	}
	for name, wrong := range map[string]string{
		"a class lost":      strings.Replace(right, `class="govuk-button"`, `class=""`, 1),
		"a type changed":    strings.Replace(right, "submit", "button", 1),
		"a word changed":    strings.Replace(right, "Save", "Send", 1),
		"an element around": "<div>" + right + "</div>",
		"a space lost":      strings.Replace(right, "Save and", "Saveand", 1),
	} {
		if compare(t, "button", kind, fixture{Options: options, HTML: wrong}) == "" {
			t.Errorf("%s was not seen", name)
		}
	}
}

func TestUnknownOptionIsRefused(t *testing.T) {
	err := fill(reflect.New(reflect.TypeFor[Tag]()).Elem(), map[string]any{"colour": "red"}, "tag")
	if err == nil || !strings.Contains(err.Error(), "tag.colour") {
		t.Errorf("got %v, wanted the option named", err)
	}
}
