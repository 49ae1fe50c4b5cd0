package main

import (
	"bytes"
	"fmt"
	"slices"

	"throughline/app"
	"throughline/ingest/returns/findings"
)

// findingsOf gives what reading a return found, and what its rules name.
func findingsOf(look *app.ReturnLook) *findings.Findings {
	return findings.Of(&findings.Looked{
		Report: look.Report, Return903: look.Return903, ReturnCIN: look.ReturnCIN, Judged903: look.Judged903, JudgedCIN: look.JudgedCIN,
	})
}

// reportEndings are what a report can be, by the ending of its name.
var reportEndings = []string{".xlsx", ".csv"}

func checkReportName(path string) error {
	if path != "" && !slices.Contains(reportEndings, kindOf(path)) {
		return fmt.Errorf("the report can't be called %s: end its name in .xlsx for a workbook, or in .csv for a text table", path)
	}
	return nil
}

// reportBody is the report as a file, by the ending of its name.
func reportBody(path, about string, found *findings.Findings) ([]byte, error) {
	var body bytes.Buffer
	if kindOf(path) == ".csv" {
		err := found.WriteCSV(&body)
		return body.Bytes(), err
	}
	err := found.WriteWorkbook(&body, findings.About{Title: about})
	return body.Bytes(), err
}
