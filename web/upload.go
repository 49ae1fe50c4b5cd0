package web

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"throughline/blobs"
	"throughline/web/govuk"
)

// fileLimit is the most that a file may be, in words.
var fileLimit = strconv.Itoa(blobs.Limit>>20) + "MB"

const (
	fileField = "attachment"

	// fieldsLimit bounds how many fields are read before the file.
	fieldsLimit = 1000

	// A browser shows an answer only when it has sent everything, so the rest
	// of a file that is refused is read and thrown away, for this long. After
	// that the connection is cut off.
	drainTime = 30 * time.Second
)

// sentFile is a form that came with a file. The form's fields stand before
// the file, so that they are kept even when the file is refused. The file is
// read as it arrives and is never held whole.
type sentFile struct {
	form        *govuk.Form
	name        string // "" when no file was attached
	contentType string
	file        io.Reader // nil when there is none, or it is refused unread
	tooLarge    bool
	finish      func() // reads what is left of the form; safe to call twice
}

// typedWithFile reads a form up to its file.
func (v *visit) typedWithFile(w http.ResponseWriter) (*sentFile, error) {
	if v.r.Header.Get("Content-Type") == "application/x-www-form-urlencoded" {
		form, err := v.typed(w)
		return &sentFile{form: form, finish: func() {}}, err
	}
	within(w, v.r, fileTime)
	values, part, err := fieldsBeforeFile(v.r)
	finish := func() { drain(w, v.r) }
	if err != nil {
		finish()
		return nil, tooLong(err)
	}
	sent := &sentFile{form: govuk.NewForm(chosen(values)), finish: finish}
	if part == nil {
		return sent, nil
	}
	sent.name, sent.contentType = part.FileName(), part.Header.Get("Content-Type")
	if v.r.ContentLength > blobs.Limit+2*formLimit { // no need to read it to know
		sent.tooLarge = true
		sent.form.Wrong(fileField, "“"+blobs.CleanName(sent.name)+"” is larger than "+fileLimit+". Attach a file of "+fileLimit+" or less.")
		return sent, nil
	}
	sent.file = part
	return sent, nil
}

// fieldsBeforeFile reads the text fields of a form with a file, and stops at
// the file, which is nil when none was attached.
func fieldsBeforeFile(r *http.Request) (url.Values, *multipart.Part, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, nil, err
	}
	values, left := url.Values{}, int64(formLimit)
	for range fieldsLimit {
		part, err := parts.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			return values, nil, nil
		case err != nil:
			return nil, nil, err
		case part.FileName() != "":
			return values, part, nil
		case part.FormName() == fileField: // the field without a file
			continue
		}
		text, err := io.ReadAll(io.LimitReader(part, left+1))
		if err != nil {
			return nil, nil, err
		}
		if left -= int64(len(text)); left < 0 {
			break
		}
		values.Add(part.FormName(), string(text))
	}
	return nil, nil, &http.MaxBytesError{Limit: formLimit}
}

// drain reads what is left of a request, for a while.
func drain(w http.ResponseWriter, r *http.Request) {
	if err := http.NewResponseController(w).SetReadDeadline(time.Now().Add(drainTime)); err != nil {
		return // a server that can't stop waiting does not start
	}
	_, _ = io.Copy(io.Discard, r.Body) // how it ends makes no difference: the answer is on its way
}
