package app

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os/exec"
	"time"

	"throughline/naming"
	"throughline/plan"
)

// PDFReader gives the words of a PDF, with a form feed after each page. ok is
// false when it can't.
type PDFReader func(ctx context.Context, content io.Reader) (words string, ok bool)

// ReadPDFsWith changes what reads the words of PDFs. At first it is pdftotext
// of Poppler, where the machine has it. Call it before the service is used.
func (s *Service) ReadPDFsWith(read PDFReader) { s.pdf = read }

const (
	pdfTime  = 30 * time.Second
	pdfWords = 32 << 20 // bytes of words: more than any report has
)

// errMuch stops pdftotext when it gives more words than a report can have.
var errMuch = errors.New("too many words")

// The buffer has a name, since its own ways of being filled would pass the bound by.
type bounded struct{ kept bytes.Buffer }

func (b *bounded) Write(p []byte) (int, error) {
	if b.kept.Len()+len(p) > pdfWords {
		return 0, errMuch
	}
	return b.kept.Write(p)
}

// poppler runs pdftotext over a PDF, with nothing of our own environment.
func poppler(ctx context.Context, content io.Reader) (string, bool) {
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		return "", false
	}
	ctx, stop := context.WithTimeout(ctx, pdfTime)
	defer stop()
	var words bounded
	run := exec.CommandContext(ctx, program, "-q", "-enc", "UTF-8", "-", "-") //nolint:gosec // the machine's own pdftotext, by its name
	run.Stdin, run.Stdout, run.Env = content, &words, []string{}
	if err := run.Run(); err != nil {
		return "", false
	}
	return words.kept.String(), true
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
