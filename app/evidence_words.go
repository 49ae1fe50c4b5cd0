package app

import (
	"bytes"
	"context"
	"errors"
	"io"
	"time"

	"throughline/ingest/pdftext"
	"throughline/naming"
	"throughline/plan"
)

// PDFReader gives the words of a PDF, with a form feed after each page. ok is
// false when it can't.
type PDFReader func(ctx context.Context, content io.Reader) (words string, ok bool)

// ReadPDFsWith changes what reads the words of PDFs. At first it is pdftotext
// of Poppler, where the machine has it. Call it before the service is used.
func (s *Service) ReadPDFsWith(read PDFReader) { s.pdf = read }

// ofEvidence are the bounds of reading a PDF for names, whatever it holds. Its
// words are read as they follow on one another.
var ofEvidence = pdftext.Bounds{Time: 30 * time.Second, Words: 32 << 20, Flat: true}

// poppler reads with pdftotext.
func poppler(ctx context.Context, content io.Reader) (string, bool) {
	words, err := pdftext.Words(ctx, content, ofEvidence)
	return words, err == nil
}

// readKept reads an attachment that was just kept for words that tell who
// somebody is. Files are read one at a time, so that many sent at once don't
// fill the memory. One that can't be read is told as such.
func (s *Service) readKept(ctx context.Context, kept plan.Attachment, known naming.Known) (naming.Reading, error) {
	s.reading.Lock()
	defer s.reading.Unlock()
	from, err := s.files.Open(ctx, kept)
	if err != nil {
		return naming.Reading{}, err
	}
	raw, err := io.ReadAll(from)
	if err := errors.Join(err, from.Close()); err != nil {
		return naming.Reading{}, err
	}
	if naming.IsPDF(kept.Name) {
		words, ok := s.pdf(ctx, bytes.NewReader(raw))
		return naming.ReadPDF(words, ok, known), nil
	}
	return naming.ReadFile(kept.Name, bytes.NewReader(raw), int64(len(raw)), known), nil
}
