package app

import (
	"context"
	"maps"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/deadline"
	"throughline/practice"
	"throughline/store"
)

// ReviewingWeek is what a manager of reviewing officers looks at first: whose reviews are late or fall due within a week, and how many children
// each officer has, of the children whom the caller works with.
type ReviewingWeek struct {
	AsAt     calendar.Date
	Until    calendar.Date // the last day of the week
	Late     []DeadlineAt
	Due      []DeadlineAt
	Officers []ReviewingLoad
	Chairs   map[string]string // the reviewing officer of each child whose review is listed: a membership
}

// ReviewingLoad is how many children are allocated to one reviewing officer today, of those whom the caller may see.
type ReviewingLoad struct {
	Officer  string // a membership
	Children []string
	Late     int // of their children those with a late review
}

// reviewClocks are those of the pack by which a looked-after child's reviews are due.
var reviewClocks = []string{"C17", "C18", "C19"}

// ReviewingWeek gives the week that begins on the day asked about. The look is on record before it is given.
func (s *Service) ReviewingWeek(ctx context.Context, caller access.Caller, purpose access.Purpose, when When) (*ReviewingWeek, error) {
	f, err := s.figuresAt(ctx, caller, when, "reviews")
	if err != nil {
		return nil, err
	}
	week := &ReviewingWeek{AsAt: f.at.AsAt, Until: f.at.AsAt.AddDays(6), Chairs: map[string]string{}}
	for from := 0; ; {
		page, err := s.Deadlines(ctx, caller, purpose, WantedDeadlines{Clocks: reviewClocks, States: []deadline.State{deadline.Overdue, deadline.Running}, Tied: true}, when, from, 500)
		if err != nil {
			return nil, err
		}
		for _, d := range page.Deadlines {
			switch {
			case d.State == deadline.Overdue:
				week.Late = append(week.Late, d)
			case !d.Due.After(week.Until):
				week.Due = append(week.Due, d)
			}
		}
		if from = page.Next; from == 0 {
			break
		}
	}
	return week, s.reviewingLoads(ctx, caller, purpose, f, week)
}

// reviewingLoads counts the children of each reviewing officer by the allocations that are open on the day.
func (s *Service) reviewingLoads(ctx context.Context, caller access.Caller, purpose access.Purpose, f *figuresAt, week *ReviewingWeek) error {
	scope := s.Policy().Scope(caller, purpose, access.View)
	tied, err := s.db.SubjectsTied(ctx, scope)
	if err != nil || len(tied) == 0 {
		return err
	}
	latest := map[string]*casework.Allocation{}
	err = s.db.EachTelling(ctx, caller, []string{casework.KindAllocation}, tied, func(t store.Telling) error {
		if t.Seq > f.known.Seq {
			return nil
		}
		body, err := casework.Decode(versionTold(t))
		if err != nil {
			return err
		}
		latest[t.Thing], _ = body.(*casework.Allocation)
		return nil
	})
	if err != nil {
		return err
	}
	standings, err := s.db.StandingsOf(ctx, scope, tied)
	if err != nil {
		return err
	}
	loads := map[string]map[string]bool{}
	for _, a := range latest {
		standing, there := standings[a.Person]
		class, ok := casework.ClassOf(*a)
		works := standing.Ties.Allocated || standing.Ties.Team // and not their agency alone, which would be everybody's
		if !works || !there || !ok || a.Role != casework.Reviewer || a.Membership == "" || !a.Open(f.at.AsAt) || !scope.Allows(class, standing.Wall, standing.Ties) {
			continue
		}
		if loads[a.Membership] == nil {
			loads[a.Membership] = map[string]bool{}
		}
		loads[a.Membership][a.Person], week.Chairs[a.Person] = true, a.Membership
	}
	late := map[string]bool{}
	for i := range week.Late {
		late[week.Late[i].Subject] = true
	}
	seen := map[string]bool{}
	for officer, children := range loads {
		load := ReviewingLoad{Officer: officer, Children: slices.Sorted(maps.Keys(children))}
		for child := range children {
			seen[child] = true
			if late[child] {
				load.Late++
			}
		}
		week.Officers = append(week.Officers, load)
	}
	slices.SortFunc(week.Officers, func(a, b ReviewingLoad) int {
		if len(a.Children) != len(b.Children) {
			return len(b.Children) - len(a.Children)
		}
		return strings.Compare(a.Officer, b.Officer)
	})
	reading := s.db.Reading(scope, store.HowListed)
	if err := reading.Returned(ctx, keysOf(seen)); err != nil {
		return err
	}
	return reading.Recorded(ctx)
}

// ReviewingAlerts are the codes of the alerts about reviewing officers and reviews, in the order of the pack.
func ReviewingAlerts(pack *practice.Pack) (codes []string) {
	for _, a := range pack.Alerts {
		if a.On && !a.Raise.Judged && (strings.HasPrefix(a.Code, "R15-") || strings.HasPrefix(a.Code, "R18-")) {
			codes = append(codes, a.Code)
		}
	}
	return codes
}
