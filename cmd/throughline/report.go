package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"throughline/app"
	"throughline/change"
	"throughline/ingest/report"
)

type reportCommand struct {
	Read reportRead `cmd:"" help:"Say what an inspection report holds: council, dates, judgements and areas. Nothing is written, and no database is needed."`
}

type reportRead struct {
	File   string `arg:"" help:"The report: a PDF or a text file; - for standard input."`
	Format string `enum:"json,text" default:"text" help:"json or text."`
}

// Run prints what a report says, and what could not be found in it.
func (c reportRead) Run(s *session) error {
	_, content, err := s.contentOf(c.File)
	if err != nil {
		return err
	}
	read, warnings, err := app.ReadReport(s.ctx, bytes.NewReader(content))
	refused, ok := errors.AsType[change.Problems](err)
	if err != nil && !ok {
		return err
	}
	if c.Format == "text" {
		if ok {
			return refused
		}
		_, err = io.WriteString(s.out, report.Text(read, warnings))
		return err
	}
	answer := map[string]any{"report": read, "warnings": warnings}
	if ok {
		answer = map[string]any{"refused": refused.Error()}
	}
	out := json.NewEncoder(s.out)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	if err := out.Encode(answer); err != nil {
		return err
	}
	if ok {
		return refused
	}
	return nil
}
