package web

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"

	"throughline/change"
	"throughline/web/govuk"
)

// formLimit bounds a form without files: about 200 pages of typing.
const formLimit = 1 << 20

// typed reads the form that was sent.
func (v *visit) typed(w http.ResponseWriter) (*govuk.Form, error) {
	v.r.Body = http.MaxBytesReader(w, v.r.Body, formLimit)
	if err := v.r.ParseForm(); err != nil {
		return nil, tooLong(err)
	}
	return govuk.NewForm(chosen(v.r.PostForm)), nil
}

func tooLong(err error) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return change.Problems{{Kind: change.Invalid, Sentence: "That is too long to send in one form. Put the longer text in a file and attach it as evidence."}}
	}
	return change.Problems{{Kind: change.Invalid, Sentence: "The form did not arrive whole, so nothing was saved. Go back and send it again."}}
}

// start gives an empty form, or what was typed here when a session ended.
func (v *visit) start() *govuk.Form {
	ctx := v.r.Context()
	if v.s.sessions.GetString(ctx, keyKeptFor) != v.r.URL.Path {
		return govuk.NewForm(nil)
	}
	v.s.sessions.Remove(ctx, keyKeptFor)
	values, err := unpack(v.s.sessions.PopString(ctx, keyKept))
	if err != nil {
		return govuk.NewForm(nil) // it was not ours: the page starts empty
	}
	v.s.sessions.Put(ctx, keyDone, "You had been signed out. What you typed is back: check it, attach any file again, and send it.")
	return govuk.NewForm(values)
}

// fill sets a field unless something was typed in it before.
func fill(f *govuk.Form, name string, values ...string) {
	if len(f.Values(name)) == 0 {
		f.Set(name, values...)
	}
}

// wrong puts the problems of a refused change beside their fields, and gives
// back any error that is no such problem.
func wrong(f *govuk.Form, err error) error {
	var problems change.Problems
	if err == nil || !errors.As(err, &problems) || problems.Kind() != change.Invalid {
		return err
	}
	for _, p := range problems {
		f.Wrong(p.Field, p.Sentence)
	}
	return nil
}

// keepTyped packs what was typed in a form, without files or passwords, so
// that it outlives a session.
func keepTyped(w http.ResponseWriter, r *http.Request) (string, error) {
	sent, _, err := fieldsBeforeFile(r)
	switch {
	case errors.Is(err, http.ErrNotMultipart):
		r.Body = http.MaxBytesReader(w, r.Body, formLimit)
		err = r.ParseForm()
		sent = r.PostForm
	default:
		defer drain(w, r)
	}
	if err != nil {
		return "", tooLong(err)
	}
	values := url.Values{}
	for name, all := range chosen(sent) {
		if name != "password" && name != "old" && name != "new" && name != "again" {
			values[name] = all
		}
	}
	packed, err := json.Marshal(values)
	return base64.RawURLEncoding.EncodeToString(packed), err
}

func unpack(kept string) (url.Values, error) {
	packed, err := base64.RawURLEncoding.DecodeString(kept)
	if err != nil {
		return nil, err
	}
	var values url.Values
	return values, json.Unmarshal(packed, &values)
}
