package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/deadline"
	"throughline/spreadsheet"
)

type deadlinesCommand struct {
	AsAt     string `placeholder:"DATE" help:"The day to describe (default: today)."`
	Clock    string `placeholder:"ID" help:"Only this clock, such as C26."`
	State    string `enum:",overdue,cannot_tell,running,late,met,not_required,superseded" default:"" help:"Only overdue, cannot_tell, running, late, met, not_required or superseded."`
	Counting string `enum:"day_0,day_1" default:"day_0" help:"How working days are counted: day_0 (from the day after the start) or day_1 (the start is day 1, as the public validator of the census counts)."`
	Purpose  string `placeholder:"PURPOSE" default:"statistics" help:"With --as: why they ask, such as direct_work."`
	Format   string `enum:"json,csv" default:"json" help:"json or csv."`
}

// deadlineLine is one deadline, as other programs read it. Days are empty
// where there is none.
type deadlineLine struct {
	Subject   string `json:"subject"`
	Clock     string `json:"clock"`
	Name      string `json:"name"`
	Of        string `json:"of"`
	Start     string `json:"start"`
	Due       string `json:"due"`
	Satisfied string `json:"satisfied"`
	State     string `json:"state"`
	Reason    string `json:"reason"`
	Counting  string `json:"counting"` // of working days; empty where none are counted
	AsAt      string `json:"as_at"`
}

// Run prints deadlines as they stood on a day.
func (c deadlinesCommand) Run(s *session) error {
	when, err := s.moment(c.AsAt)
	if err != nil {
		return err
	}
	purpose := access.Purpose(c.Purpose)
	if !purpose.Known() {
		return fmt.Errorf("“%s” is not a purpose: choose from %s", c.Purpose, purposesInWords())
	}
	if err := s.open(); err != nil {
		return err
	}
	caller, err := s.caller("deadlines")
	if err != nil {
		return err
	}
	want := app.WantedDeadlines{}
	if c.Clock != "" {
		pack, err := s.service.PackAt(s.ctx, caller, when)
		if err != nil {
			return err
		}
		if len(pack.Clock(c.Clock)) == 0 {
			return fmt.Errorf("there is no clock called “%s”: see them with throughline pack list", c.Clock)
		}
		want.Clocks = []string{c.Clock}
	}
	buffered := bufio.NewWriterSize(s.out, 1<<16)
	out, err := c.lister(buffered)
	if err != nil {
		return err
	}
	day := when.AsAt
	if day.IsZero() {
		day = s.service.Today()
	}
	give := func(d app.DeadlineAt) error {
		line := c.line(&d, day)
		if c.State != "" && line.State != c.State {
			return nil
		}
		return out.line(&line)
	}
	if s.where.As == "" {
		_, _, err = s.service.EachDeadline(s.ctx, caller, want, when, give)
	} else {
		err = c.pages(s, caller, purpose, want, when, give)
	}
	if err != nil {
		return err
	}
	if err := out.end(); err != nil {
		return err
	}
	return buffered.Flush()
}

// pages gives what somebody may see by their own rights, page by page.
func (c deadlinesCommand) pages(s *session, caller access.Caller, purpose access.Purpose, want app.WantedDeadlines, when app.When, give func(app.DeadlineAt) error) error {
	if c.State != "" && c.Counting == string(deadline.DayZero) {
		want.States = []deadline.State{deadline.State(c.State)}
	}
	for from := 0; ; {
		page, err := s.service.Deadlines(s.ctx, caller, purpose, want, when, from, 500)
		if err != nil {
			return err
		}
		for _, d := range page.Deadlines {
			if err := give(d); err != nil {
				return err
			}
		}
		if from = page.Next; from == 0 {
			return nil
		}
	}
}

func (c deadlinesCommand) line(d *app.DeadlineAt, day calendar.Date) deadlineLine {
	held, state, why := d.Deadline, d.State, d.Why
	if by := deadline.Counting(c.Counting); by == deadline.DayOne {
		held = held.Recounted(by, nil)
		state, why = held.At(day)
	}
	line := deadlineLine{
		Subject: d.Subject, Clock: held.Clock, Start: held.Start.On.String(), Due: held.Due.String(), State: string(state), Reason: why, AsAt: day.String(),
		Of: strings.TrimPrefix(held.Of, d.Child+"/"), // the child's number in the return stays in the record
	}
	if on := held.Satisfied.On; !on.After(day) { // what had not happened by then isn't told
		line.Satisfied = on.String()
	}
	if d.Clock != nil {
		line.Name = d.Clock.Name
	}
	if held.Limit.Span == deadline.InWorkingDays {
		line.Counting = string(held.Counting)
	}
	return line
}

// lister writes lines one after another, however many there are.
type lister interface {
	line(l *deadlineLine) error
	end() error
}

func (c deadlinesCommand) lister(to io.Writer) (lister, error) {
	if c.Format == "json" {
		return &jsonLister{to: to}, nil
	}
	out := csv.NewWriter(to)
	return csvLister{out}, out.Write([]string{"subject", "clock", "name", "of", "start", "due", "satisfied", "state", "reason", "counting", "as_at"})
}

type csvLister struct{ to *csv.Writer }

func (c csvLister) line(l *deadlineLine) error {
	return c.to.Write(spreadsheet.SafeRow([]string{l.Subject, l.Clock, l.Name, l.Of, l.Start, l.Due, l.Satisfied, l.State, l.Reason, l.Counting, l.AsAt}))
}

func (c csvLister) end() error {
	c.to.Flush()
	return c.to.Error()
}

type jsonLister struct {
	to    io.Writer
	lines int
}

func (j *jsonLister) line(l *deadlineLine) error {
	before := ",\n"
	if j.lines == 0 {
		before = "[\n"
	}
	j.lines++
	if _, err := io.WriteString(j.to, before); err != nil {
		return err
	}
	var body jsonBody
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(l); err != nil {
		return err
	}
	_, err := j.to.Write(slices.Concat([]byte("  "), body[:len(body)-1]))
	return err
}

// jsonBody gathers one line, of which the end is not written.
type jsonBody []byte

func (b *jsonBody) Write(p []byte) (int, error) {
	*b = append(*b, p...)
	return len(p), nil
}

func (j *jsonLister) end() error {
	if j.lines == 0 {
		_, err := io.WriteString(j.to, "[]\n")
		return err
	}
	_, err := io.WriteString(j.to, "\n]\n")
	return err
}

// longDay is a day of our own writing in words.
func longDay(text string) string {
	day, err := calendar.Parse(text)
	if err != nil {
		return text
	}
	return day.Long()
}
