package main

import (
	"fmt"
	"strings"

	"throughline/app"
	"throughline/calendar"
	"throughline/plan"
	"throughline/proof"
)

type verdictCommand struct {
	AsAt   string `placeholder:"DATE" help:"The day to describe (default: today)."`
	Format string `enum:"json,text" default:"text" help:"json or text."`
	Record bool   `help:"Record in the plan what differs from the last time. Only for today."`
}

// verdictLine is what is shown of one action, as other programs read it.
type verdictLine struct {
	Action   string       `json:"action"` // its reference
	Title    string       `json:"title"`
	Verdict  string       `json:"verdict"`
	Reason   string       `json:"reason"`
	Strength string       `json:"strength"` // "charted", "indicative" or "none"
	Measure  *string      `json:"measure"`  // its id in the practice pack; null where nothing was laid down
	Baseline *stretchLine `json:"baseline"` // null without a measure
	FollowUp *stretchLine `json:"follow_up"`
	GoLive   string       `json:"go_live,omitempty"`
	Chart    string       `json:"chart,omitempty"`
	AsAt     string       `json:"as_at"`
}

// stretchLine is the points on one side of the change in practice.
type stretchLine struct {
	Points int      `json:"points"`
	First  string   `json:"first,omitempty"`
	Last   string   `json:"last,omitempty"`
	Centre *float64 `json:"centre"` // null of no points
}

// Run prints the verdict on every action of the plan.
func (c verdictCommand) Run(s *session) error {
	when, err := s.moment(c.AsAt)
	if err != nil {
		return err
	}
	if c.Record && c.AsAt != "" {
		return fmt.Errorf("--record is for today alone: leave out --as-at")
	}
	if err := s.open(); err != nil {
		return err
	}
	caller, err := s.caller("verdicts")
	if err != nil {
		return err
	}
	if c.Record {
		if _, err := s.service.WorkOutVerdicts(s.ctx, caller); err != nil {
			return err
		}
	}
	all, err := s.service.Verdicts(s.ctx, caller, when)
	if err != nil {
		return err
	}
	day := when.AsAt
	if day.IsZero() {
		day = s.service.Today()
	}
	lines := make([]verdictLine, len(all))
	for i := range all {
		lines[i] = verdictLineOf(&all[i], day)
	}
	if c.Format == "json" {
		return writeJSON(s.out, lines)
	}
	return verdictText(s, lines)
}

func verdictLineOf(v *app.ActionVerdict, day calendar.Date) verdictLine {
	line := verdictLine{Action: v.Action.Ref, Title: v.Action.Title, Verdict: string(v.Verdict), Reason: v.Reason, Strength: "none", AsAt: day.String()}
	if v.Strength != "" {
		line.Strength = v.Strength
	}
	if v.Action.Standing != plan.Live {
		line.Reason += " The action is " + v.Action.Standing.Words() + "."
	}
	if v.Yardstick != nil {
		line.Measure, line.GoLive, line.Chart = &v.Yardstick.Measure, v.Yardstick.GoLive.String(), string(v.Chart)
	}
	if v.Measure != nil {
		line.Baseline, line.FollowUp = stretchLineOf(v.Baseline), stretchLineOf(v.FollowUp)
	}
	return line
}

func stretchLineOf(s proof.Stretch) *stretchLine {
	if s.Points == 0 {
		return &stretchLine{}
	}
	return &stretchLine{s.Points, s.First.String(), s.Last.String(), &s.Centre}
}

func verdictText(s *session, lines []verdictLine) error {
	var b strings.Builder
	judged := 0
	for i := range lines {
		l := &lines[i]
		fmt.Fprintf(&b, "%s %s\n  %s: %s\n", l.Action, l.Title, l.Verdict, l.Reason)
		if l.Strength != "none" {
			judged++
			fmt.Fprintf(&b, "  Strength of proof: %s. Measure: %s. %s.\n", l.Strength, *l.Measure, l.Chart)
		}
	}
	if judged > 0 {
		fmt.Fprintf(&b, "\n%s\n", app.ByChance(judged))
	}
	_, err := fmt.Fprint(s.out, b.String())
	return err
}
