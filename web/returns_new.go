package web

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"throughline/app"
	"throughline/blobs"
	"throughline/calendar"
	"throughline/change"
	"throughline/ingest/returned"
	"throughline/ingest/returns/cin"
	"throughline/ingest/returns/ssda903"
	"throughline/web/govuk"
)

// What may be done with rows that can't be read.
const (
	loadGood    = "good"
	refuseWhole = "refuse"
)

func (s *Server) sendReturnPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.askReturn(w, http.StatusOK, v.start())
}

func (v *visit) askReturn(w http.ResponseWriter, status int, form *govuk.Form) error {
	fill(form, "source", string(returned.SSDA903))
	fill(form, "unread", loadGood)
	which := form.Radios("source", "Which return is it?", []govuk.Choice{
		{Value: string(returned.SSDA903), Text: sourceNames[returned.SSDA903], Hint: govuk.HintText("Its CSV files, all together, or its one XML file")},
		{Value: string(returned.CIN), Text: sourceNames[returned.CIN], Hint: govuk.HintText("Its XML file")},
		{Value: string(returned.AnnexA), Text: sourceNames[returned.AnnexA], Hint: govuk.HintText("Its workbook with the lists 1 to 11 (.xlsx)")},
		{Value: string(returned.SSD), Text: sourceNames[returned.SSD], Hint: govuk.HintText("Its CSV files, one for each table, all together")},
	})
	day := dateField(form, "day", "The day of which it tells (optional)", "For Annex A and the dataset alone. Leave it blank and the last day that the rows show is taken.")
	year := wholeNumberField(form, "year", "The year in whose March it ends (optional)", "For example 2025 for April 2024 to March 2025. Leave it blank and the files are asked.")
	unread := form.Radios("unread", "If a row can’t be read", []govuk.Choice{
		{Value: loadGood, Text: "Load what can be read", Hint: govuk.HintText("The report names every row and cell that could not be read")},
		{Value: refuseWhole, Text: "Refuse the file", Hint: govuk.HintText("Nothing is loaded until every row can be read")},
	})
	files := form.File(fileField, "The files of the return")
	files.Multiple = true
	files.Hint = govuk.HintText("CSV, XML or an Excel workbook, just as your system made them. Choose all of them at once.")
	files.Attributes = govuk.Attributes{"accept": ".csv,.xml,.txt,.xlsx"}
	return v.ask(w, status, askView{
		Form: form, Caption: "Returns", Heading: "Load a return", Action: "/returns/new", File: true,
		About: []string{
			"Send a return as it was made. You will see what is in it before anything is loaded.",
			"The files are kept for a day at most, for you alone, and are erased once they are loaded.",
		},
		Fields: []govuk.Component{which, year, day, unread, files}, Button: "Send the files", Cancel: &pageLink{Text: "Cancel", Href: "/returns"},
	})
}

// sentFiles is a form that came with several files, which follow its fields.
type sentFiles struct {
	form   *govuk.Form
	parts  *multipart.Reader
	part   *multipart.Part // the next file, nil when there is none
	finish func()          // reads what is left of the form; safe to call twice
}

// typedWithFiles reads a form up to its first file.
func (v *visit) typedWithFiles(w http.ResponseWriter) (*sentFiles, error) {
	if v.r.Header.Get("Content-Type") == "application/x-www-form-urlencoded" {
		form, err := v.typed(w)
		return &sentFiles{form: form, finish: func() {}}, err
	}
	within(w, v.r, fileTime)
	sent := &sentFiles{finish: func() { drain(w, v.r) }}
	values := url.Values{}
	var err error
	if sent.parts, err = v.r.MultipartReader(); err == nil {
		err = sent.fields(values)
	}
	if err != nil {
		sent.finish()
		return nil, tooLong(err)
	}
	sent.form = govuk.NewForm(chosen(values))
	return sent, nil
}

func (f *sentFiles) fields(values url.Values) error {
	left := int64(formLimit)
	for range fieldsLimit {
		part, err := f.parts.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case part.FileName() != "":
			f.part = part
			return nil
		case part.FormName() == fileField: // the field without a file
			continue
		}
		text, err := io.ReadAll(io.LimitReader(part, left+1))
		if err != nil {
			return err
		}
		if left -= int64(len(text)); left < 0 {
			break
		}
		values.Add(part.FormName(), string(text))
	}
	return &http.MaxBytesError{Limit: formLimit}
}

// next gives the files one after another, and io.EOF after the last.
func (f *sentFiles) next() (string, io.Reader, error) {
	for part := f.part; f.parts != nil; {
		if f.part = nil; part == nil {
			var err error
			if part, err = f.parts.NextPart(); err != nil {
				if !errors.Is(err, io.EOF) {
					err = change.Problems{{Kind: change.Invalid, Field: fileField, Sentence: "A file did not arrive whole. Send the files again."}}
				}
				return "", nil, err
			}
		}
		if part.FileName() != "" {
			return blobs.CleanName(part.FileName()), part, nil
		}
		part = nil
	}
	return "", nil, io.EOF
}

func (s *Server) sendReturn(w http.ResponseWriter, r *http.Request, v *visit) error {
	sent, err := v.typedWithFiles(w)
	if err != nil {
		return err
	}
	defer sent.finish()
	form := sent.form
	again := func(status int) error {
		sent.finish()
		return v.askReturn(w, status, form)
	}
	about := app.WaitingReturn{Source: form.Value("source"), Year: yearTyped(form), Refuse: form.Value("unread") == refuseWhole, Day: dayTyped(form)}
	if !slices.Contains(sentHere, returned.Source(about.Source)) {
		form.Wrong("source", "Choose which return it is.")
	}
	if sent.part == nil {
		form.Wrong(fileField, "Choose the files of the return.")
	}
	if !form.OK() {
		return again(http.StatusUnprocessableEntity)
	}
	kept, err := s.app.KeepWaiting(r.Context(), v.caller, about, sent.next)
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return again(status)
	}
	words := count(len(kept.Names), "file has", "files have") + " been received. Nothing has been loaded yet."
	return v.done(w, words, "/returns-sent/"+kept.ID)
}

// sentHere are the returns that the page takes. Files that no return carries have
// a page of their own.
var sentHere = []returned.Source{returned.SSDA903, returned.CIN, returned.AnnexA, returned.SSD}

// ofADay says whether a return tells of one day, and not of a year.
func ofADay(form *govuk.Form) bool {
	return slices.Contains([]returned.Source{returned.AnnexA, returned.SSD}, returned.Source(form.Value("source")))
}

// dayTyped reads the day of which Annex A or the dataset tells; none when it was
// left blank.
func dayTyped(form *govuk.Form) calendar.Date {
	day := dateOf(form, "day", "The day of which it tells")
	if !day.IsZero() && !ofADay(form) {
		form.WrongAt("day", "day-day", "This return tells of a year. Leave the day blank.")
		return calendar.Date{}
	}
	return day
}

// yearTyped reads the year of a return; 0 when it was left blank.
func yearTyped(form *govuk.Form) int {
	text := form.Text("year")
	if text == "" {
		return 0
	}
	if ofADay(form) {
		form.Wrong("year", "This file tells of a day. Leave the year blank.")
		return 0
	}
	first, last := ssda903.FirstYear, ssda903.LastYear
	if returned.Source(form.Value("source")) == returned.CIN {
		first, last = cin.FirstYear, cin.LastYear
	}
	year, err := strconv.Atoi(text)
	if err != nil || year < first || year > last {
		form.Wrong("year", fmt.Sprintf("Enter a year from %d to %d, or leave it blank.", first, last))
		return 0
	}
	return year
}
