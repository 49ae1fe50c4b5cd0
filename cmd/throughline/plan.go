package main

import (
	"encoding/json"
	"fmt"

	"throughline/board"
)

type planCommand struct {
	Show   planShowCommand   `cmd:"" help:"Show the plan as at any day."`
	Import planImportCommand `cmd:"" help:"Read a plan that is kept in Word, Excel or a text table."`
	Export planExportCommand `cmd:"" help:"Write the plan for Excel and other spreadsheets."`
}

type planShowCommand struct {
	AsAt   string `placeholder:"DATE" help:"The day to describe (default: today)."`
	Format string `enum:"json,text" default:"text" help:"json or text."`
}

// Run prints the plan.
func (c planShowCommand) Run(s *session) error {
	when, err := s.moment(c.AsAt)
	if err != nil {
		return err
	}
	if err := s.open(); err != nil {
		return err
	}
	caller, err := s.caller("plan show")
	if err != nil {
		return err
	}
	st, err := s.service.State(s.ctx, caller, when)
	if err != nil {
		return err
	}
	show := board.PlanShow(st.Plan, st.Known.At)
	if show.Authority == "" { // before anything was recorded: its name now tells best which council is meant
		now, err := s.service.Plan(s.ctx, caller, whenNow)
		if err != nil {
			return err
		}
		show.Authority = now.AuthorityName
	}
	if c.Format == "text" {
		_, err = fmt.Fprint(s.out, show.Text())
		return err
	}
	encoder := json.NewEncoder(s.out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(show)
}
