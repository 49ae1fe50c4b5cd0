package live

import (
	"errors"
	"fmt"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/demo"
	"throughline/store"
)

// takeCase takes a step about children and families as its person, for the
// purpose they had: what the policy does not allow them is refused.
func (b *builder) takeCase(step demo.CaseStep) error {
	caller, err := b.caller(step.Who)
	if err != nil {
		return err
	}
	switch {
	case step.Opens != "":
		return b.open(caller, step)
	case step.Answers != nil:
		return b.answer(caller, step)
	default:
		on := step.On
		if on.IsZero() {
			on = b.service.Today()
		}
		_, err = b.service.DoCaseOn(b.ctx, caller, step.Purpose, step.Change, on)
		return err
	}
}

// open looks at a person's record, as a page would.
func (b *builder) open(caller access.Caller, step demo.CaseStep) error {
	look, err := b.service.Look(b.ctx, caller, step.Purpose, store.HowOpened, app.When{})
	if err != nil {
		return err
	}
	if _, err := look.File(b.ctx, step.Opens); err != nil {
		return err
	}
	return look.Recorded(b.ctx)
}

// answer answers the alerts that somebody's look at a person raised.
func (b *builder) answer(caller access.Caller, step demo.CaseStep) error {
	look, err := b.service.Look(b.ctx, caller, step.Purpose, store.HowListed, app.When{})
	if err != nil {
		return err
	}
	open, err := look.EveryOpen(b.ctx, casework.KindAlert)
	if err != nil {
		return err
	}
	if err := look.Recorded(b.ctx); err != nil {
		return err
	}
	answered := 0
	for _, held := range open {
		alert, ok := held.Body.(*casework.Alert)
		if !ok || alert.Person != step.Answers.Person {
			continue
		}
		ch := casework.AnswerAlert{Alert: held.Filed.Thing, Outcome: step.Answers.Outcome, Reason: step.Answers.Reason}
		if _, err := b.service.DoCase(b.ctx, caller, step.Purpose, ch); err != nil {
			return err
		}
		answered++
	}
	if answered == 0 {
		return errors.New("no alert about this person is open")
	}
	return nil
}

// publishFigures publishes the figures about children for a day.
func (b *builder) publishFigures(figures demo.Figures) error {
	caller, err := b.caller(figures.Who)
	if err != nil {
		return err
	}
	if _, err := b.service.PublishFigures(b.ctx, caller, figures.Day, 0); err != nil {
		return fmt.Errorf("figures were not published: %w", err)
	}
	return nil
}
