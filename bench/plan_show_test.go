package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"throughline/calendar"
	"throughline/change"
	"throughline/deadline"
	"throughline/plan"
	"throughline/store"
)

// actionsShown and partsShown are the size of the plan that plan show reads.
const (
	actionsShown = 300
	partsShown   = 3 * actionsShown
)

// story puts a plan of 300 actions and 900 parts, and then, for ever, an
// update to one part, with a new version of it each tenth time.
func story() func(i int) change.Put {
	var first []change.Put
	put := func(kind, id, parent string, body any) {
		first = append(first, change.Put{Kind: kind, Thing: id, Parent: parent, Body: body})
	}
	day := calendar.Must(2012, time.January, 2)
	for _, a := range []string{"council", "trust"} {
		put(plan.KindAgency, a, "", plan.Agency{Names: []plan.Named{{Name: a}}})
		put(plan.KindPost, a+"-post", a, plan.Post{Agency: a, Title: "Head of " + a})
	}
	put(plan.KindInspection, "inspection", "", plan.Inspection{Title: "Inspection", Regime: "slac", Inspectorates: []string{"Ofsted"}})
	for i := range actionsShown {
		put(plan.KindAction, fmt.Sprintf("action-%d", i), "inspection", plan.Action{Inspection: "inspection", Ref: fmt.Sprintf("A%d", i+1), Title: fmt.Sprintf("Action %d", i+1),
			Section: plan.Sections[i%2], Timescale: deadline.Timescales[i%3], Due: day.AddMonths(3), PlannedOn: day, Order: i + 1, Standing: plan.Live, Origin: plan.FromArea})
	}
	part := func(i int, progress plan.Progress) plan.Part {
		return plan.Part{Action: fmt.Sprintf("action-%d", i%actionsShown), Ref: string(rune('a' + i/actionsShown)), Text: "A part of the action",
			Owner: "council-post", Signer: "trust-post", Kind: plan.YesOrNo, Due: day.AddMonths(3), Progress: progress}
	}
	for i := range partsShown {
		put(plan.KindPart, fmt.Sprintf("part-%d", i), fmt.Sprintf("action-%d", i%actionsShown), part(i, plan.Progress{}))
	}
	versions := make([]int, partsShown)
	return func(i int) change.Put {
		if i < len(first) {
			return first[i]
		}
		n := i % partsShown
		id := fmt.Sprintf("part-%d", n)
		if i/partsShown%10 == 0 {
			versions[n]++
			return change.Put{Kind: plan.KindPart, Thing: id, Parent: fmt.Sprintf("action-%d", n%actionsShown), Replaces: versions[n],
				Body: part(n, plan.Progress{LastUpdate: day.AddDays(i / 100)})}
		}
		return change.Put{Kind: plan.KindUpdate, Thing: store.NewID(), Parent: id, Body: plan.Update{Part: id, Membership: "lead",
			Text: fmt.Sprintf("Update %d: the dates are confirmed with the named nurse, and two of the three cohorts are booked.", i)}}
	}
}

// BenchmarkPlanShow runs the program itself, from nothing, over a ledger of
// 1,000,000 entries: now, and known at positions early, midway and late.
func BenchmarkPlanShow(b *testing.B) {
	folder := b.TempDir()
	program := filepath.Join(folder, "throughline")
	build := exec.CommandContext(b.Context(), "go", "build", "-o", program, "throughline/cmd/throughline")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	database := filepath.Join(folder, "large.db")
	if err := LargeLedger(context.Background(), database, authority, 1_000_000, story()); err != nil {
		b.Fatal(err)
	}
	show := func(known string) time.Duration {
		args := []string{"plan", "show", "--format", "json", "--database", "sqlite:" + database, "--files", "file://" + folder}
		if known != "" {
			args = append(args, "--known-at", known)
		}
		command := exec.CommandContext(b.Context(), program, args...)
		var out, errs bytes.Buffer
		command.Stdout, command.Stderr = &out, &errs
		if err := command.Run(); err != nil {
			b.Fatalf("%v: %s", err, errs.String())
		}
		// Time on the processor, since a whole process waits for whatever else the machine does.
		took := command.ProcessState.UserTime() + command.ProcessState.SystemTime()
		var shown struct{ Groups []struct{ Total int } }
		if err := json.Unmarshal(out.Bytes(), &shown); err != nil || len(shown.Groups) != 7 || shown.Groups[0].Total != actionsShown/6 {
			b.Fatalf("plan show gave %d groups, %v", len(shown.Groups), err)
		}
		return took
	}
	positions := []int{3_000, 250_000, 500_000, 999_000}
	times := map[string][]time.Duration{}
	for b.Loop() {
		for range 9 {
			times[""] = append(times[""], show(""))
			for _, seq := range positions {
				known := strconv.Itoa(seq)
				times[known] = append(times[known], show(known))
			}
		}
	}
	now := middle(times[""])
	b.ReportMetric(float64(now.Milliseconds()), "now-cpu-ms")
	worst := 0.0
	for _, seq := range positions {
		worst = max(worst, float64(middle(times[strconv.Itoa(seq)]))/float64(now))
	}
	limit(b, "times-now", worst, knownAtAtMost)
}
