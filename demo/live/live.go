package live

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"throughline/access"
	"throughline/account"
	"throughline/app"
	"throughline/board"
	"throughline/calendar"
	"throughline/demo"
	"throughline/store"
)

// Setting is the name under which a database says that it is a demonstration.
const Setting = "demonstration"

// Through builds the demonstration in an empty database. Progress is told
// after each step how many of how many are done.
func Through(ctx context.Context, service *app.Service, accounts *account.Service, files app.Files, clock *Clock, css []byte, progress func(done, of int)) error {
	b, err := begin(ctx, service, accounts, files, clock, css)
	if err != nil {
		return err
	}
	if err := b.live(End(), progress); err != nil {
		return err
	}
	clock.Set(End())
	return service.Store().PutSetting(ctx, b.operator, Setting, Whole)
}

// begin makes the council, its people's accounts and the files they will show.
func begin(ctx context.Context, service *app.Service, accounts *account.Service, files app.Files, clock *Clock, css []byte) (*builder, error) {
	id, name := demo.Authority()
	operator := app.Operator(id)
	clock.Set(demo.Steps(demo.ID)[0].At)
	if err := service.Store().PutSetting(ctx, operator, Setting, BeingBuilt); err != nil {
		return nil, err
	}
	if _, err := service.Store().CreateAuthority(ctx, operator, id, name); err != nil {
		return nil, err
	}
	b := &builder{ctx, service, accounts, files, operator, id, map[string]string{}, css, clock}
	if err := b.openAccounts(); err != nil {
		return nil, err
	}
	if err := b.keepFiles(); err != nil {
		return nil, err
	}
	return b, nil
}

// live takes every step and publishes every paper and figure up to an instant,
// each at its own.
func (b *builder) live(until time.Time, progress func(done, of int)) error {
	all, steps := b.happenings()
	done := 0
	for _, h := range all {
		if h.at.Before(b.clock.Now()) {
			return fmt.Errorf("%s is out of order", h.what)
		}
		if h.at.After(until) {
			return nil
		}
		b.clock.Set(h.at)
		if err := h.do(); err != nil {
			return fmt.Errorf("%s on %s: %w", h.what, calendar.DayOf(h.at), err)
		}
		if h.step {
			done++
			progress(done, steps)
		}
	}
	return nil
}

// happening is one thing of the story, at its instant.
type happening struct {
	at   time.Time
	what string
	step bool // one that progress is told of
	do   func() error
}

// happenings puts the plan, the casework, the papers and the figures in the
// order in which they were lived, and says how many are steps. The last paper
// is left for whoever tries the demonstration.
func (b *builder) happenings() (all []happening, steps int) {
	for i, step := range demo.Steps(b.id) {
		what := fmt.Sprintf("step %d of the demonstration, %s by %s", i+1, step.Change.Name(), step.Who)
		all = append(all, happening{step.At, what, true, func() error { return b.take(step) }})
	}
	for i, step := range demo.CaseSteps(b.id) {
		what := fmt.Sprintf("step %d of the casework of the demonstration, %s by %s", i+1, step.Name(), step.Who)
		all = append(all, happening{step.At, what, true, func() error { return b.takeCase(step) }})
	}
	steps = len(all)
	for _, paper := range demo.Papers() {
		if paper.At.Before(demo.Ends()) {
			all = append(all, happening{paper.At, "the paper for " + paper.Meeting.Long(), false, func() error { return b.publish(paper) }})
		}
	}
	for _, figures := range demo.AllFigures() {
		all = append(all, happening{figures.At, "the figures for " + figures.Day.Long(), false, func() error { return b.publishFigures(figures) }})
	}
	slices.SortStableFunc(all, func(a, b happening) int { return a.at.Compare(b.at) })
	return all, steps
}

type builder struct {
	ctx       context.Context //nolint:containedctx // it lives as long as one call of Through
	service   *app.Service
	accounts  *account.Service
	files     app.Files
	operator  access.Caller
	authority string
	account   map[string]string // by the key the story gives it
	css       []byte            // of published papers
	clock     *Clock
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

// keepFiles keeps the attachments, which the steps name by their hashes.
func (b *builder) keepFiles() error {
	for _, file := range demo.Files() {
		kept, err := b.files.Keep(b.ctx, file.Attachment.Name, file.Attachment.Type, bytes.NewReader(file.Content))
		if err != nil {
			return err
		}
		if kept.SHA256 != file.Attachment.SHA256 {
			return fmt.Errorf("the demonstration's file %s is not the one its story names", file.Attachment.Name)
		}
	}
	return nil
}

// publish writes one of the papers that the Board was given before the story's
// end. The last is left for whoever tries the demonstration.
func (b *builder) publish(paper demo.Paper) error {
	caller, err := b.caller(paper.Who)
	if err != nil {
		return err
	}
	st, err := b.service.State(b.ctx, caller, app.When{})
	if err != nil {
		return err
	}
	inspection, ok := board.MainInspection(st.Plan)
	if !ok {
		return errors.New("the demonstration's paper has no inspection to be about")
	}
	id := demo.ID("paper/" + paper.AsAt.String())
	when := app.When{AsAt: paper.AsAt}
	if _, err := b.service.Compose(b.ctx, caller, when, board.ComposePaper{ID: id, Inspection: inspection, Meeting: paper.Meeting, Demo: true}); err != nil {
		return err
	}
	draft, err := b.draft(caller, id)
	if err != nil {
		return err
	}
	text := draft.Words()
	for _, p := range demo.People() {
		if p.Key == paper.Who {
			text.Contact = board.Contact{Name: p.Name, Role: p.RoleLabel, Email: p.Email}
		}
	}
	if _, err := b.service.EditPaper(b.ctx, caller, board.EditPaper{ID: id, Seen: draft.Version, Text: text}); err != nil {
		return err
	}
	if draft, err = b.draft(caller, id); err != nil {
		return err
	}
	_, err = b.service.Publish(b.ctx, caller, board.PublishPaper{ID: id, Seen: draft.Version, CSS: b.css})
	return err
}

func (b *builder) draft(caller access.Caller, id string) (*board.Paper, error) {
	st, err := b.service.State(b.ctx, caller, app.When{})
	if err != nil {
		return nil, err
	}
	draft, ok := st.Shelf.Paper(id)
	if !ok {
		return nil, errors.New("the demonstration's paper was not kept")
	}
	return draft, nil
}

func (b *builder) caller(who string) (access.Caller, error) {
	if who == "" {
		return b.operator, nil
	}
	return b.service.CallerAs(b.ctx, b.authority, b.account[demo.Person{Key: who}.AccountKey()])
}

func (b *builder) take(step demo.Step) error {
	caller, err := b.caller(step.Who)
	if err != nil {
		return err
	}
	on := step.On
	if on.IsZero() {
		on = b.service.Today()
	}
	_, err = b.service.DoOn(b.ctx, caller, step.Change, on)
	return err
}

// The settings of a demonstration that was begun, and of one that was built to
// its end.
const (
	BeingBuilt = "being built"
	Whole      = "whole"
)

// End is the moment at which the story ends and the demonstration's clock
// goes on: the morning of the founding paper.
func End() time.Time { return demo.Ends() }

// HoldsSomething says whether any council is in the database already.
func HoldsSomething(ctx context.Context, db *store.DB) (bool, error) {
	all, err := db.Authorities(ctx, app.Operator(""))
	return len(all) > 0, err
}
