package live

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/demo"
	"throughline/ingest/returned"
	"throughline/ingest/returns"
	"throughline/invent"
	"throughline/plan"
)

// CouncilSetting is the name under which a database says whether the invented council was loaded.
const CouncilSetting = "demonstration-council"

// The years of the council's returns, by the March in which they end. The year of the story's end is not over, so no return of it is made yet; what is
// made up of it ends the day before.
const firstReturn, lastReturn, thisYear = 2010, 2012, 2013

// Council is the invented council of the demonstration, of so many children known over its years; some five in nine of them were looked after. Its
// stories tell what became of finished actions: first health assessments and records of strategy discussions got better after the go-live, the child's
// views in conferences stayed as they were, and managers out of hours got fewer.
func Council(children int) invent.Council {
	return invent.Council{
		Seed: 2013, Children: children, First: firstReturn, Last: thisYear, Faults: 0.01, Edges: 0.01, Until: calendar.Must(2013, 1, 31),
		Trusts: demo.HealthTrusts(),
		Stories: []invent.Story{
			{Measure: "initial-health-assessment-on-time", Day: calendar.Must(2012, 5, 1), From: 0.46, To: 0.88},
			{Measure: "strategy-record-complete", Day: calendar.Must(2012, 5, 21), From: 0.52, To: 0.88},
			{Measure: "views-in-conference", Day: calendar.Must(2012, 6, 1), From: 0.66, To: 0.66},
			{Measure: "out-of-hours-manager", Day: calendar.Must(2012, 6, 1), From: 0.95, To: 0.84},
		},
	}
}

// WithCouncil loads the returns and files of the invented council into a demonstration that was built, and links each area for improvement to the
// measures that answer it. What was loaded before is not loaded again, so one that was interrupted goes on. Progress is told of each file that is loaded,
// of how many.
func WithCouncil(ctx context.Context, service *app.Service, children int, progress func(done, of int)) error {
	id, _ := demo.Authority()
	b := &loading{ctx: ctx, service: service, operator: app.Operator(id), council: Council(children), progress: progress}
	if state, err := service.Store().Setting(ctx, CouncilSetting); err != nil || state == Whole {
		return err
	}
	if err := b.state(BeingBuilt); err != nil {
		return err
	}
	b.of = 2*(lastReturn-firstReturn+1) + len(localKinds())
	for year := firstReturn; year <= lastReturn; year++ {
		if err := b.year(year); err != nil {
			return fmt.Errorf("the invented returns of the year to March %d: %w", year, err)
		}
	}
	if err := b.others(); err != nil {
		return fmt.Errorf("the invented files that no return carries: %w", err)
	}
	if err := b.link(); err != nil {
		return err
	}
	if _, err := service.WorkOutVerdicts(ctx, b.operator); err != nil {
		return fmt.Errorf("the verdicts: %w", err)
	}
	return b.state(Whole)
}

func (b *loading) state(of string) error {
	return b.service.Store().PutSetting(b.ctx, b.operator, CouncilSetting, of)
}

type loading struct {
	ctx      context.Context //nolint:containedctx // it lives as long as one call of WithCouncil
	service  *app.Service
	operator access.Caller
	council  invent.Council
	progress func(done, of int)
	done, of int
}

func (b *loading) told() {
	b.done++
	b.progress(b.done, b.of)
}

// kept is a file that is written to memory.
type kept struct{ *bytes.Buffer }

func (kept) Close() error { return nil }

// written collects files as they are written.
func written(write func(create func(name string) (io.WriteCloser, error)) error) (files []returns.File, err error) {
	var made []kept
	err = write(func(name string) (io.WriteCloser, error) {
		one := kept{&bytes.Buffer{}}
		made, files = append(made, one), append(files, returns.File{Name: name, Content: one})
		return one, nil
	})
	return files, err
}

func (b *loading) year(year int) error {
	files, err := written(func(create func(string) (io.WriteCloser, error)) error { return b.council.Write903(year, create) })
	if err != nil {
		return err
	}
	if err := b.load(app.ReturnFiles{Source: returned.SSDA903, Year: year, Files: files}); err != nil {
		return err
	}
	var census bytes.Buffer
	if err := b.council.WriteCIN(year, &census); err != nil {
		return err
	}
	return b.load(app.ReturnFiles{Source: returned.CIN, Year: year, Files: []returns.File{{Name: "cin.xml", Content: &census}}})
}

// others loads each kind of file that no return carries, from the first year to the day before the story's end.
func (b *loading) others() error {
	until := b.council.Until
	of := map[string][]returns.File{}
	for year := firstReturn; year <= thisYear; year++ {
		files, err := written(func(create func(string) (io.WriteCloser, error)) error { return b.council.WriteLocal(year, create) })
		if err != nil {
			return err
		}
		for _, f := range files {
			kind := f.Name
			f.Name = fmt.Sprintf("%s-%d.csv", kind, year)
			of[kind] = append(of[kind], f)
		}
	}
	for _, kind := range localKinds() {
		file := app.LocalFile{Kind: kind, From: calendar.Must(firstReturn-1, 4, 1), Until: until}
		if err := b.load(app.ReturnFiles{Source: returned.Local, Local: file, Files: of[kind]}); err != nil {
			return fmt.Errorf("%s: %w", kind, err)
		}
	}
	return nil
}

func (b *loading) load(in app.ReturnFiles) error {
	defer b.told()
	_, err := b.service.ImportReturn(b.ctx, b.operator, in)
	return err
}

// link links each area to the measures that the pack has for it, as the plan's owner would who looked at them all.
func (b *loading) link() error {
	st, err := b.service.State(b.ctx, b.operator, app.When{})
	if err != nil {
		return err
	}
	owner, err := b.service.CallerAs(b.ctx, b.operator.Authority, ownerAccount(st.Plan))
	if err != nil {
		return err
	}
	for area := range st.Plan.Areas.All() {
		suggested, about, err := b.service.SuggestedMeasures(b.ctx, owner, area.ID, app.When{})
		if err != nil {
			return err
		}
		for _, m := range suggested {
			if slices.ContainsFunc(st.Plan.MeasuresOf(area.ID), func(l *plan.MeasureLink) bool { return l.Measure == m.ID }) {
				continue
			}
			why := "It counts what inspectors asked for: " + strings.ToLower(about[:1]) + about[1:] + "."
			if _, err := b.service.Do(b.ctx, owner, plan.LinkMeasure{ID: demo.ID("measure/" + area.ID + "/" + m.ID), Area: area.ID, Measure: m.ID, Why: why}); err != nil {
				return fmt.Errorf("linking %s to %s: %w", area.Ref, m.ID, err)
			}
		}
	}
	return nil
}

// ownerAccount is the account of whoever owns the plan.
func ownerAccount(p *plan.Plan) string {
	for m := range p.Memberships.All() {
		if m.Ended.IsZero() && slices.Contains(m.Roles, access.PlanOwner) {
			return m.Account
		}
	}
	return ""
}

// localKinds are those that are loaded: all but the largest, whose rows of the mission have figures without them.
func localKinds() []string {
	return slices.DeleteFunc(invent.LocalKinds(), func(kind string) bool {
		return slices.Contains([]string{"review_record", "reviewing_officer_allocation", "dental_check"}, kind)
	})
}
