package main

import (
	"throughline/app"
	"throughline/board"
	"throughline/web/assets"
)

type paperCommand struct {
	AsAt   string `placeholder:"DATE" help:"The day to describe (default: today)."`
	Format string `enum:"html,txt" default:"html" help:"html or txt."`
	Out    string `required:"" placeholder:"FILE" help:"File to write; - for standard output."`
}

// whenNow is the plan today as it is known now.
var whenNow app.When

// Run writes the paper as it would be composed, marked as a draft: papers
// are published in the pages, where they are given a reference.
func (c paperCommand) Run(s *session) error {
	when, err := s.moment(c.AsAt)
	if err != nil {
		return err
	}
	if err := s.open(); err != nil {
		return err
	}
	caller, err := s.caller("paper")
	if err != nil {
		return err
	}
	data, err := s.service.DraftOf(s.ctx, caller, when, "", when.AsAt, s.demo)
	if err != nil {
		return err
	}
	body := []byte(board.RenderText(data))
	if c.Format == "html" {
		if err := assets.Check(); err != nil {
			return err
		}
		if body, err = board.RenderHTML(data, assets.Paper()); err != nil {
			return err
		}
	}
	return s.writeWhole(c.Out, body)
}
