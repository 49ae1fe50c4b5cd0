package govuk

import (
	"html/template"
	"net/url"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestFormKeepsWhatWasTypedAndSaysWhatIsWrong(t *testing.T) {
	form := NewForm(url.Values{"title": {"Train <all> staff"}, "due-day": {"31"}, "due-month": {"April"}, "due-year": {"2012"}})
	form.Wrong("title", "Enter a title of 10 characters or fewer")
	if _, _, _, ok := form.Date("due", "Due date", true); ok {
		t.Error("31 April was taken for a date")
	}
	page := draw(t, `{{govuk .Summary}}{{govukInput (.Input "title" "Title")}}{{govukDateInput (.DateInput "due" "When is it due?")}}`, form)
	for _, wanted := range []string{
		`value="Train &lt;all&gt; staff"`,
		`<a href="#title">Enter a title of 10 characters or fewer</a>`,
		`<a href="#due-day">Due date must be a real date: there is no 31 April 2012.</a>`,
		`aria-describedby="title-error"`, `id="title-error"`, `id="due-error"`,
		`value="31"`, `value="April"`, `value="2012"`, `name="due-month"`,
	} {
		if !strings.Contains(page, wanted) {
			t.Errorf("the page lacks %s:\n%s", wanted, page)
		}
	}
	if got := form.Title("Add an action"); got != "Error: Add an action" {
		t.Errorf("title %q", got)
	}
}

func TestFormWithoutFaults(t *testing.T) {
	form := NewForm(nil)
	form.SetDate("due", 2012, time.June, 9)
	year, month, day, ok := form.Date("due", "Due date", true)
	if !ok || year != 2012 || month != time.June || day != 9 {
		t.Errorf("read %d %s %d, %v", day, month, year, ok)
	}
	if page := draw(t, `[{{govuk .Summary}}]`, form); page != "[]" {
		t.Errorf("a form without faults has the summary %s", page)
	}
	if got := form.Title("Add an action"); got != "Add an action" {
		t.Errorf("title %q", got)
	}
}

func TestDatesThatAreNotDates(t *testing.T) {
	for name, test := range map[string]struct{ day, month, year, link, message string }{
		"nothing":       {"", "", "", "#due-day", "Enter the due date."},
		"no year":       {"9", "6", "", "#due-year", "Due date must include a year."},
		"no day":        {"", "6", "2012", "#due-day", "Due date must include a day."},
		"day of words":  {"ninth", "6", "2012", "#due-day", "Due date must have a day from 1 to 31."},
		"month 13":      {"9", "13", "2012", "#due-month", "Due date must have a month from 1 to 12, or its name."},
		"short year":    {"9", "6", "12", "#due-year", "The year of the due date must have four numbers, like 2013."},
		"29 February":   {"29", "2", "2013", "#due-day", "Due date must be a real date: there is no 29 February 2013."},
		"negative year": {"1", "1", "-201", "#due-year", "The year of the due date must have four numbers, like 2013."},
	} {
		t.Run(name, func(t *testing.T) {
			form := NewForm(url.Values{"due-day": {test.day}, "due-month": {test.month}, "due-year": {test.year}})
			if _, _, _, ok := form.Date("due", "Due date", true); ok {
				t.Fatal("it was taken for a date")
			}
			page := draw(t, `{{govuk .Summary}}`, form)
			if wanted := `<a href="` + test.link + `">` + test.message + `</a>`; !strings.Contains(page, wanted) {
				t.Errorf("wanted %s in:\n%s", wanted, page)
			}
		})
	}
}

func TestADateNamedWithItsArticle(t *testing.T) {
	form := NewForm(url.Values{"until-day": {"1"}, "until-month": {"7"}, "until-year": {"12"}})
	form.Date("until", "The new date", true)
	if page := draw(t, `{{govuk .Summary}}`, form); !strings.Contains(page, ">The year of the new date must have four numbers, like 2013.<") {
		t.Error(page)
	}
}

func TestOnlyTheWrongPartOfADateIsMarked(t *testing.T) {
	form := NewForm(url.Values{"due-day": {"9"}, "due-month": {"6"}})
	form.Date("due", "Due date", true)
	page := draw(t, `{{govukDateInput (.DateInput "due" "When is it due?")}}`, form)
	if strings.Count(page, "govuk-input--error") != 1 || !strings.Contains(page, `govuk-input--error govuk-input--width-4`) {
		t.Errorf("not only the year is marked:\n%s", page)
	}
}

func TestEveryRealDateIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 20000).Draw(t, "days"))
		form := NewForm(nil)
		form.SetDate("d", day.Year(), day.Month(), day.Day())
		if rapid.Bool().Draw(t, "named month") {
			form.Set("d-month", day.Month().String()[:3])
		}
		year, month, date, ok := form.Date("d", "Day", true)
		if !ok || !time.Date(year, month, date, 0, 0, 0, 0, time.UTC).Equal(day) {
			t.Fatalf("%s was read as %d %s %d", day, date, month, year)
		}
	})
}

// draw executes a page template with the components' functions.
func draw(t *testing.T, text string, data any) string {
	t.Helper()
	page, err := template.New("page").Funcs(Funcs()).Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := page.Execute(&out, data); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
