package document

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
)

// Read says what a file holds. Its kind is found from its bytes; its name is used only in words, and to say when it misleads.
//
// The error is a *Refused, whose sentence is fit to show, when the file can't be read: damaged, locked with a password, of another kind,
// or over a limit; also when ctx ends before the file does. Read calls progress, if it isn't nil, as it goes: only the share that done
// is of total means anything. The content must not change while Read runs, and is not kept.
func Read(ctx context.Context, name string, content []byte, limits Limits, progress func(done, total int)) (Document, error) {
	if progress == nil {
		progress = func(int, int) {}
	}
	if len(content) > limits.Bytes {
		return Document{}, refuse("This file is %s, and the most we read is %s. Take out pictures, or split it into smaller files, and try again.",
			size(int64(len(content))), size(int64(limits.Bytes)))
	}
	r := &reader{ended: ctx.Err, name: name, limits: limits, progress: progress}
	doc, err := r.read(content)
	if err == nil && !holdsAnything(doc) {
		err = nothingIn(doc.Kind)
	}
	if err != nil {
		return Document{}, r.explain(err)
	}
	doc.Warnings = append(doc.Warnings, r.warned.all()...)
	progress(1, 1)
	return doc, nil
}

// A reader is what every kind of file is read with.
type reader struct {
	ended    func() error // why it must stop, if it must
	name     string
	limits   Limits
	progress func(done, total int)
	warned   warnings
	tally    tally
}

func (r *reader) read(content []byte) (Document, error) {
	if why := notRead(content); why != nil {
		return Document{}, why
	}
	if !bytes.HasPrefix(content, []byte("PK\x03\x04")) {
		r.warnOfName(Text)
		return r.text(content)
	}
	parts, err := r.open(content)
	if err != nil {
		return Document{}, err
	}
	kind, err := parts.kind()
	if err != nil {
		return Document{}, err
	}
	r.warnOfName(kind)
	if parts.macros() {
		r.warned.add(Place{}, "This file holds macros (small programs). They are not run and not kept.")
	}
	if kind == Word {
		return r.word(parts)
	}
	return r.workbook(parts)
}

// explain makes of any error one that can be shown.
func (r *reader) explain(err error) error {
	if r.ended() != nil {
		return refuse("This file took too long to read. Split it into smaller files, or copy the plan alone into a new file, and try again.")
	}
	if why := (*Refused)(nil); errors.As(err, &why) {
		return why
	}
	return refuse("This file is damaged: a part of it can't be read. Open it where it was made, save it again, and try the new copy.")
}

func refuse(words string, about ...any) *Refused { return &Refused{Why: fmt.Sprintf(words, about...)} }

func holdsAnything(doc Document) bool {
	for _, b := range doc.Blocks {
		if len(b.Rows) > 0 {
			return true
		}
	}
	return false
}

func nothingIn(kind Kind) *Refused {
	switch kind {
	case Workbook:
		return refuse("There is nothing in this workbook's cells. Check that it is the right file.")
	case Word:
		return refuse("There is no table and no bulleted or numbered list in this document. Put the plan in a table, save it, and try again.")
	case Text:
	}
	return refuse("There is nothing in this file. Check that it is the right file.")
}

func size(bytes int64) string {
	if mega := bytes >> 20; mega > 0 {
		return fmt.Sprintf("%d MB", mega)
	}
	return fmt.Sprintf("%d kB", max(1, bytes>>10))
}

// number writes a count as people do: 32,767.
func number(n int) string {
	digits := strconv.Itoa(n)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}
