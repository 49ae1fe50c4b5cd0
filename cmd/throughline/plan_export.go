package main

import (
	"bytes"

	"throughline/app"
)

type planExportCommand struct {
	AsAt       string `placeholder:"DATE" help:"The day to describe (default: today)."`
	Inspection string `placeholder:"NAME" help:"The inspection whose plan it is, by its name or id (default: the only one)."`
	Format     string `enum:"xlsx,csv" default:"xlsx" help:"xlsx (an Excel workbook) or csv (a text table)."`
	Out        string `required:"" placeholder:"FILE" help:"File to write; - for standard output."`
}

// Run writes the plan of an inspection for a spreadsheet. A changed copy can
// be brought back.
func (c planExportCommand) Run(s *session) error {
	when, err := s.moment(c.AsAt)
	if err != nil {
		return err
	}
	if err := s.open(); err != nil {
		return err
	}
	caller, err := s.caller("plan export")
	if err != nil {
		return err
	}
	at, err := s.service.Plan(s.ctx, caller, when)
	if err != nil {
		return err
	}
	inspection, err := inspectionNamed(at, c.Inspection)
	if err != nil {
		return err
	}
	exported, err := s.service.Export(s.ctx, caller, when, inspection, s.demo)
	if err != nil {
		return err
	}
	body, err := c.write(&exported)
	if err != nil {
		return err
	}
	return s.writeWhole(c.Out, body)
}

func (c planExportCommand) write(e *app.Exported) ([]byte, error) {
	var body bytes.Buffer
	if c.Format == "csv" {
		err := e.Table.WriteCSV(&body)
		return body.Bytes(), err
	}
	err := e.Table.WriteWorkbook(&body, e.About)
	return body.Bytes(), err
}
