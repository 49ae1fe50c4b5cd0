package web

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/change"
	"throughline/store"
	"throughline/web/govuk"
)

// guarding is a form that makes one change to what is kept about people.
type guarding struct {
	form    *govuk.Form
	purpose access.Purpose
	change  casework.Change
	done    func(app.Receipt) error
	again   func(status int) error // shows the form with what is wrong
	at      map[string]string      // the fields that the rules name otherwise; "" for none
}

// placed puts the problems of an error beside the fields of the form.
func (c guarding) placed(err error) error {
	problems, ok := errors.AsType[change.Problems](err)
	if !ok {
		return err
	}
	placed := slices.Clone(problems)
	for i, p := range placed {
		if field, ok := c.at[p.Field]; ok {
			placed[i].Field = field
		}
		placed[i].Sentence = strings.Replace(p.Sentence, "Compare the two and choose what to keep.", "Look at what is there now. What you typed was not saved.", 1)
	}
	return placed
}

// carryGuarding makes the change of a form, or shows the form again with
// everything that is wrong with it. Whoever was second reads what the first
// wrote on the page shown again, and what they typed is still there.
func (v *visit) carryGuarding(c guarding) error {
	ctx := v.r.Context()
	if !c.form.OK() {
		var problems change.Problems
		if errors.As(c.placed(v.s.app.AskCase(ctx, v.caller, c.purpose, c.change)), &problems) && problems.Kind() == change.Invalid {
			for _, p := range problems {
				if c.form.Error(p.Field) == nil {
					wrongAt(c.form, p)
				}
			}
		}
		return c.again(http.StatusUnprocessableEntity)
	}
	receipt, err := v.s.app.DoCase(ctx, v.caller, c.purpose, c.change)
	if err == nil {
		return c.done(receipt)
	}
	status, err := v.refused(c.form, c.placed(err))
	if err != nil {
		return err
	}
	if status == http.StatusConflict {
		c.form.Set(seenField) // the page shown again is of what is there now
	}
	return c.again(status)
}

// governs says that the thing an address names is of a kind, and open to the
// caller, before anything can be learned by trying to change it.
func (v *visit) governs(kind string) error {
	return v.seesThing(access.Governance, v.r.PathValue("id"), kind)
}

func (v *visit) seesThing(purpose access.Purpose, id, kind string) error {
	looking, err := v.lookFor(purpose, store.HowOpened)
	if err != nil {
		return err
	}
	filed, _, err := looking.One(v.r.Context(), id)
	if err == nil && filed.Kind != kind {
		err = unseenPerson()
	}
	return err
}

// notSaved is what somebody typed who was second, so that they can take it
// with them.
func notSaved(form *govuk.Form, field string) []factRow {
	if form.Text(field) == "" {
		return nil
	}
	return []factRow{{Key: "What you typed, which was not saved", Lines: []string{textOf(form, field)}}}
}
