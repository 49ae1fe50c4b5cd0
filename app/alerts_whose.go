package app

import (
	"context"
	"slices"
	"strings"

	"throughline/access"
	"throughline/casework"
	"throughline/plan"
	"throughline/store"
)

// whoseAlerts finds teams, agencies and officers by what tells of them: an id, or a name as a file gives it. What it doesn't know stays as it was told.
type whoseAlerts struct {
	plan     *plan.Plan
	teams    map[string]string // ids by name, in small letters; "" for a name that several have
	agencies map[string]string
	officers map[string]string
}

func (w *whoseAlerts) team(told string) string {
	if _, known := w.plan.Teams.Get(told); known || told == "" {
		return told
	}
	if w.teams == nil {
		w.teams = map[string]string{}
		for t := range w.plan.Teams.All() {
			nameOnce(w.teams, t.Name, t.ID)
		}
	}
	return byName(w.teams, told)
}

func (w *whoseAlerts) agency(told string) string {
	if _, known := w.plan.Agencies.Get(told); known || told == "" {
		return told
	}
	if w.agencies == nil {
		w.agencies = map[string]string{}
		for a := range w.plan.Agencies.All() {
			for _, n := range a.Names {
				nameOnce(w.agencies, n.Name, a.ID)
			}
		}
	}
	return byName(w.agencies, told)
}

func (w *whoseAlerts) officer(told string) string {
	if _, known := w.plan.Memberships.Get(told); known || told == "" {
		return told
	}
	if w.officers == nil {
		w.officers = map[string]string{}
		for m := range w.plan.Memberships.All() {
			if slices.Contains(m.Roles, access.ReviewingOfficer) {
				nameOnce(w.officers, m.Name, m.ID)
			}
		}
	}
	return byName(w.officers, told)
}

func plainName(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(name), " "))
}

func nameOnce(ids map[string]string, name, id string) {
	key := plainName(name)
	if had, there := ids[key]; there && had != id {
		id = ""
	}
	ids[key] = id
}

func byName(ids map[string]string, told string) string {
	if id := ids[plainName(told)]; id != "" {
		return id
	}
	return told
}

// allocatedAs are the roles in which somebody is allocated who must act, the first before the others.
var allocatedAs = map[access.Role][]casework.AllocatedRole{
	access.SocialWorker: {casework.LeadWorker, casework.PersonalAdviser, casework.CoWorker}, access.TeamManager: {casework.Supervisor},
	access.ReviewingOfficer: {casework.Reviewer}, access.HealthProfessional: {casework.NamedNurse}, access.Psychologist: {casework.Therapist},
	access.EducationProfessional: {casework.SchoolLead}, access.LADO: {casework.Officer}, access.AdoptionWorker: {casework.AdoptionLead},
	access.EarlyHelpWorker: {casework.FamilySupport}, access.FinanceOfficer: {casework.MoneyOfficer},
}

// nameWorkers says of each alert who is allocated to the child in the role that must act, where the caller may see the allocation.
func (s *Service) nameWorkers(ctx context.Context, reckoned access.Caller, scope access.Scope, f *figuresAt, all []AlertAt) error {
	about := map[string]bool{}
	for i := range all {
		about[all[i].Subject] = true
	}
	latest := map[string]*casework.Allocation{}
	err := s.db.EachTelling(ctx, reckoned, []string{casework.KindAllocation}, keysOf(about), func(t store.Telling) error {
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
	if err != nil || len(latest) == 0 {
		return err
	}
	standings, err := s.db.StandingsOf(ctx, scope, keysOf(about))
	if err != nil {
		return err
	}
	worker := map[string]map[casework.AllocatedRole]*casework.Allocation{}
	for _, a := range latest {
		standing := standings[a.Person]
		class, ok := casework.ClassOf(*a)
		if !ok || a.Membership == "" || !a.Open(f.at.AsAt) || !scope.Allows(class, standing.Wall, standing.Ties) {
			continue
		}
		if worker[a.Person] == nil {
			worker[a.Person] = map[casework.AllocatedRole]*casework.Allocation{}
		}
		if had := worker[a.Person][a.Role]; had == nil || laterAllocation(a, had) {
			worker[a.Person][a.Role] = a
		}
	}
	for i := range all {
		for _, role := range allocatedAs[all[i].Declared.Who] {
			if a := worker[all[i].Subject][role]; a != nil {
				all[i].Worker = a.Membership
				break
			}
		}
	}
	return nil
}

func laterAllocation(a, b *casework.Allocation) bool {
	return a.From.After(b.From) || a.From == b.From && a.ID > b.ID
}
