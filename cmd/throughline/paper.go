package main

import (
	"throughline/app"
	"throughline/board"
	"throughline/render/pdf"
	"throughline/render/word"
	"throughline/web/assets"
)

type paperCommand struct {
	AsAt   string `placeholder:"DATE" help:"The day to describe (default: today)."`
	Format string `enum:"html,txt,docx,pdf,csv" default:"html" help:"html, txt, docx (Word), pdf (by Chromium, where this machine has it) or csv (the rows)."`
	Style  string `placeholder:"FILE" help:"A Word document (.docx) of yours, whose styles a docx takes."`
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
	style, err := s.styleOf(c.Style)
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
	body, err := c.write(s, data, style)
	if err != nil {
		return err
	}
	return s.writeWhole(c.Out, body)
}

func (c paperCommand) write(s *session, data board.PaperData, style []byte) ([]byte, error) {
	switch c.Format {
	case "txt":
		return []byte(board.RenderText(data)), nil
	case "csv":
		return board.RenderCSV(data), nil
	case "docx":
		return word.Paper(data, style)
	}
	if err := assets.Check(); err != nil {
		return nil, err
	}
	page, err := board.RenderHTML(data, assets.Paper())
	if err != nil || c.Format == "html" {
		return page, err
	}
	return pdf.Print(s.ctx, page)
}

// styleOf reads the document that papers take their styles from, and refuses
// one that has none. It is nil when none is named.
func (s *session) styleOf(path string) ([]byte, error) {
	if path == "" {
		return nil, nil
	}
	_, content, err := s.contentOf(path)
	if err != nil {
		return nil, err
	}
	if content == nil {
		content = []byte{}
	}
	if _, err := word.Paper(board.PaperData{}, content); err != nil {
		return nil, err
	}
	return content, nil
}
