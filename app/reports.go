package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"throughline/access"
	"throughline/change"
	"throughline/ingest/pdftext"
	"throughline/ingest/report"
)

// ReportField is the field that a report which can't be read is wrong in.
const ReportField = "attachment"

// ReadReport reads the content of a report's file, a PDF or text. The file's
// own bytes say which it is, and not its name. Problems say why it can't be
// read.
func ReadReport(ctx context.Context, content io.Reader) (report.Report, []report.Warning, error) {
	raw, err := io.ReadAll(io.LimitReader(content, pdftext.Limit+1))
	if err != nil {
		return report.Report{}, nil, fmt.Errorf("the file did not arrive whole: %w", err)
	}
	var text string
	if bytes.Contains(raw[:min(len(raw), 1024)], []byte("%PDF-")) {
		text, err = pdftext.Reader{}.Read(ctx, raw)
		if refused, ok := errors.AsType[*pdftext.Refused](err); ok {
			return report.Report{}, nil, change.Problems{{Kind: change.Invalid, Field: ReportField, Sentence: refused.Why}}
		}
		if err != nil {
			return report.Report{}, nil, err
		}
	} else {
		text = report.Decode(raw)
	}
	read, warnings, err := report.Read(text)
	if err != nil {
		return report.Report{}, nil, change.Problems{{Kind: change.Invalid, Field: ReportField, Sentence: change.UpperFirst(err.Error()) + "."}}
	}
	return read, warnings, nil
}

// ReadReport reads a report for a caller who may record what it says. Nothing
// is kept.
func (s *Service) ReadReport(ctx context.Context, caller access.Caller, content io.Reader) (report.Report, []report.Warning, error) {
	if !caller.May(access.EditInspection) {
		return report.Report{}, nil, s.db.Denied(ctx, caller, access.EditInspection, "")
	}
	return ReadReport(ctx, content)
}

// ReadReportText reads the pasted text of a report.
func (s *Service) ReadReportText(ctx context.Context, caller access.Caller, text string) (report.Report, []report.Warning, error) {
	return s.ReadReport(ctx, caller, strings.NewReader(text))
}
