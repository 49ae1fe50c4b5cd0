package main

import (
	"encoding/json"
	"fmt"
	"os"

	"throughline/board"
	"throughline/web/assets"
)

type planCommand struct {
	Show planShowCommand `cmd:"" help:"Show the plan as at any day."`
}

type planShowCommand struct {
	AsAt   string `placeholder:"DATE" help:"The day to describe (default: today)."`
	Format string `enum:"json,text" default:"text" help:"json or text."`
}

// Run prints the plan.
func (c planShowCommand) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	caller, err := s.caller()
	if err != nil {
		return err
	}
	when, err := s.moment(c.AsAt)
	if err != nil {
		return err
	}
	st, err := s.service.State(s.ctx, caller, when)
	if err != nil {
		return err
	}
	show := board.PlanShow(st.Plan, st.Known.At)
	if c.Format == "text" {
		_, err = fmt.Fprint(s.out, show.Text())
		return err
	}
	encoder := json.NewEncoder(s.out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(show)
}

type paperCommand struct {
	AsAt   string `placeholder:"DATE" help:"The day to describe (default: today)."`
	Format string `enum:"html,txt" default:"html" help:"html or txt."`
	Out    string `required:"" placeholder:"FILE" help:"File to write; - for standard output."`
}

// Run writes the paper as it would be composed, marked as a draft: papers
// are published in the pages, where they are given a reference.
func (c paperCommand) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	caller, err := s.caller()
	if err != nil {
		return err
	}
	when, err := s.moment(c.AsAt)
	if err != nil {
		return err
	}
	data, err := s.service.DraftOf(s.ctx, caller, when, "", when.AsAt, s.demo)
	if err != nil {
		return err
	}
	body := []byte(board.RenderText(data))
	if c.Format == "html" {
		if body, err = board.RenderHTML(data, assets.Paper()); err != nil {
			return err
		}
	}
	if c.Out == "-" {
		_, err = s.out.Write(body)
		return err
	}
	return os.WriteFile(c.Out, body, 0o600)
}
