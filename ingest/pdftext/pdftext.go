// Package pdftext gives the words of a PDF as they lie on its pages, by
// running pdftotext of Poppler, where the machine has it.
package pdftext

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// Limit is the most, in bytes, that a PDF may be.
const Limit = 30 << 20

// Bounds are how much one reading may take.
type Bounds struct {
	Time  time.Duration
	Words int  // bytes of words
	Flat  bool // the words as they follow on one another, and not as they lie on the page
}

// ofReport are the bounds of reading a report: more words than any has.
var ofReport = Bounds{Time: 20 * time.Second, Words: 16 << 20}

const mostMemory = 1 << 30 // bytes that the program may take

// Refused says why a PDF's words can't be had, and what to do, in a sentence.
type Refused struct{ Why string }

func (r *Refused) Error() string { return r.Why }

func refuse(why string) (string, error) { return "", &Refused{why} }

// Reader reads PDFs. Its zero value runs the machine's own pdftotext.
type Reader struct {
	Program string        // "" for pdftotext
	Time    time.Duration // 0 for 20 seconds
}

// Read gives the words of a PDF, line by line as they lie on the page, with a
// form feed after each page. The error is a *Refused for what is no PDF, is
// encrypted, damaged, too large or too slow, has no words, or when the machine
// has no pdftotext.
func (r Reader) Read(ctx context.Context, content []byte) (string, error) {
	head := content[:min(len(content), 1024)]
	switch {
	case len(content) == 0:
		return refuse("The file is empty. Choose the report again.")
	case len(content) > Limit:
		return refuse(fmt.Sprintf("The file is larger than %d MB. Paste the text of the report, or send the part with its areas.", Limit>>20))
	case !bytes.Contains(head, []byte("%PDF-")):
		return refuse("This file is not a PDF, whatever its name says. Choose the report as a PDF or a text file, or paste its text.")
	}
	bounds := ofReport
	if r.Time > 0 {
		bounds.Time = r.Time
	}
	words, said, err := run(ctx, orElse(r.Program, "pdftotext"), bytes.NewReader(content), bounds)
	switch {
	case errors.Is(err, errMissing):
		return refuse("PDFs can’t be read on this machine because pdftotext is missing. Ask whoever runs it to install Poppler (on Debian: apt-get install poppler-utils). Until then, paste the text of the report.")
	case errors.Is(ctx.Err(), context.Canceled):
		return "", ctx.Err()
	case errors.Is(err, errSlow), errors.Is(err, context.DeadlineExceeded):
		return refuse(fmt.Sprintf("The PDF took longer than %d seconds to read, so it was left. Paste the text of the report.", int(bounds.Time.Seconds())))
	case errors.Is(err, errMuch):
		return refuse("The PDF holds more words than any report has. Send the report alone.")
	case strings.Contains(strings.ToLower(said), "password"):
		return refuse("The PDF is encrypted and asks for a password. Save a copy without a password and send that, or paste the text of the report.")
	case err != nil:
		return refuse("The PDF can’t be read: it is damaged or cut short. Download it again, or paste the text of the report.")
	case strings.TrimSpace(words) == "":
		return refuse("The PDF has pictures of pages and no words, as when paper is scanned. Run it through text recognition (OCR) first, or type the areas in.")
	}
	return words, nil
}

func orElse(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

// Words gives the words of a PDF within bounds, with a form feed after each
// page. It takes any PDF, and refuses none for having no words.
func Words(ctx context.Context, content io.Reader, b Bounds) (string, error) {
	words, _, err := run(ctx, "pdftotext", content, b)
	return words, err
}

var (
	errMissing = errors.New("the machine has no pdftotext")
	errSlow    = errors.New("it took too long")
	errMuch    = errors.New("it has too many words")
)

// The buffer has a name, since its own ways of being filled would pass the bound by.
type bounded struct {
	kept bytes.Buffer
	most int
	stop func() // ends the program, which would wait for us to take its words
	much bool
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.kept.Len()+len(p) > b.most {
		b.much = true
		b.stop()
		return 0, errMuch
	}
	return b.kept.Write(p)
}

// clipped keeps the beginning of what is said, and takes the rest without a word.
type clipped struct{ kept bytes.Buffer }

func (c *clipped) Write(p []byte) (int, error) {
	c.kept.Write(p[:min(len(p), max(0, 4096-c.kept.Len()))])
	return len(p), nil
}

// run starts the program without a shell and with nothing of our environment.
// Where the machine has prlimit, its memory and its time on the processor are
// bounded too. Words that were cut short are not given.
func run(ctx context.Context, name string, content io.Reader, b Bounds) (words, said string, err error) {
	program, err := exec.LookPath(name)
	if err != nil {
		return "", "", errMissing
	}
	args := []string{program, "-enc", "UTF-8"}
	if !b.Flat {
		args = append(args, "-layout")
	}
	args = append(args, "-", "-")
	if prlimit, missing := exec.LookPath("prlimit"); missing == nil {
		args = append([]string{
			prlimit, "--as=" + strconv.Itoa(mostMemory), "--cpu=" + strconv.Itoa(int(b.Time.Seconds())+1), "--core=0", "--fsize=0",
		}, args...)
	}
	within, stop := context.WithTimeout(ctx, b.Time)
	defer stop()
	out, errs := bounded{most: b.Words, stop: stop}, clipped{}
	cmd := exec.CommandContext(within, args[0], args[1:]...) //nolint:gosec // the machine's own programs, with arguments that are ours
	cmd.Stdin, cmd.Stdout, cmd.Stderr, cmd.Env = content, &out, &errs, []string{}
	cmd.WaitDelay = time.Second
	err = cmd.Run()
	switch {
	case out.much:
		err = errMuch
	case ctx.Err() != nil:
		err = ctx.Err()
	case within.Err() != nil:
		err = errSlow
	}
	if err != nil {
		return "", errs.kept.String(), err
	}
	return out.kept.String(), "", nil
}
