package live

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"throughline/access"
	"throughline/account"
	"throughline/app"
	"throughline/calendar"
	"throughline/demo"
	"throughline/plan"
	"throughline/store"
)

// Setting is the name under which a database says that it is a demonstration.
const Setting = "demonstration"

// Through builds the demonstration in an empty database. Progress is told
// after each step how many of how many are done.
func Through(ctx context.Context, service *app.Service, accounts *account.Service, files app.Files, clock *Clock, progress func(done, of int)) error {
	id, name := demo.Authority()
	operator := app.Operator(id)
	clock.Set(demo.Steps(demo.ID)[0].At)
	if err := service.Store().PutSetting(ctx, operator, Setting, "being built"); err != nil {
		return err
	}
	if _, err := service.Store().CreateAuthority(ctx, operator, id, name); err != nil {
		return err
	}
	b := &builder{ctx, service, accounts, files, operator, id, map[string]string{}}
	if err := b.openAccounts(); err != nil {
		return err
	}
	steps := demo.Steps(b.id)
	for i, step := range steps {
		if step.At.Before(clock.Now()) {
			return fmt.Errorf("step %d of the demonstration is out of order", i+1)
		}
		clock.Set(step.At)
		if err := b.take(step); err != nil {
			return fmt.Errorf("step %d of the demonstration, %s on %s by %s: %w", i+1, step.Change.Name(), calendar.DayOf(step.At), step.Who, err)
		}
		progress(i+1, len(steps))
	}
	clock.Set(End())
	return service.Store().PutSetting(ctx, operator, Setting, Whole)
}

type builder struct {
	ctx       context.Context //nolint:containedctx // it lives as long as one call of Through
	service   *app.Service
	accounts  *account.Service
	files     app.Files
	operator  access.Caller
	authority string
	account   map[string]string // by person's key
}

// openAccounts gives each person an account with a password that nobody
// knows: they sign in by one click, which only a demonstration offers.
func (b *builder) openAccounts() error {
	for _, p := range demo.People() {
		id, err := b.accounts.CreateLocked(b.ctx, b.operator, p.Email, p.Name)
		if err != nil {
			return err
		}
		b.account[p.AccountKey()] = id
	}
	return nil
}

// id gives the accounts opened here their own ids, and everything else the
// story's fixed ones.
func (b *builder) id(key string) string {
	if account, ok := b.account[key]; ok {
		return account
	}
	return demo.ID(key)
}

func (b *builder) take(step demo.Step) error {
	caller := b.operator
	if step.Who != "" {
		var err error
		if caller, err = b.service.CallerAs(b.ctx, b.authority, b.account[demo.Person{Key: step.Who}.AccountKey()]); err != nil {
			return err
		}
	}
	ch := step.Change
	switch c := ch.(type) {
	case plan.OfferEvidence:
		kept, err := b.attach(c)
		if err != nil {
			return err
		}
		ch = kept
	}
	on := step.On
	if on.IsZero() {
		on = b.service.Today()
	}
	_, err := b.service.DoOn(b.ctx, caller, ch, on)
	return err
}

func (b *builder) attach(c plan.OfferEvidence) (plan.OfferEvidence, error) {
	if c.Attachment == nil {
		return c, nil
	}
	content, ok := demo.Attachment(c.ID)
	if !ok {
		return c, fmt.Errorf("the demonstration has no file for %s", c.Attachment.Name)
	}
	kept, err := b.files.Keep(b.ctx, c.Attachment.Name, c.Attachment.Type, io.Reader(bytes.NewReader(content)))
	if err != nil {
		return c, err
	}
	if kept.SHA256 != c.Attachment.SHA256 {
		return c, fmt.Errorf("the demonstration's file %s is not the one the story names", c.Attachment.Name)
	}
	c.Attachment = &kept
	return c, nil
}

// Whole is the setting of a demonstration that was built to its end.
const Whole = "whole"

// End is the moment at which the story ends and the demonstration's clock
// goes on: the morning of the founding paper.
func End() time.Time { return demo.Ends() }

// HoldsSomething says whether any council is in the database already.
func HoldsSomething(ctx context.Context, db *store.DB) (bool, error) {
	all, err := db.Authorities(ctx, app.Operator(""))
	return len(all) > 0, err
}
