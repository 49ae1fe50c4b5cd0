package app

import (
	"context"

	"throughline/access"
	"throughline/change"
	"throughline/ingest/outofplan"
)

// An Exported plan is one inspection's plan at a moment, as a table.
type Exported struct {
	Table outofplan.Table
	About outofplan.About
}

// Export lays out the plan of an inspection at a moment as a table for
// spreadsheets. Who may read the plan may have it; columns of imported files
// that the plan has no place for come with it for those who change the plan.
func (s *Service) Export(ctx context.Context, caller access.Caller, when When, inspection string, demo bool) (Exported, error) {
	st, err := s.State(ctx, caller, when)
	if err != nil {
		return Exported{}, err
	}
	i, ok := st.Plan.Inspections.Get(inspection)
	if !ok {
		return Exported{}, change.Missing("inspection")
	}
	kept := caller.May(access.EditPlan)
	return Exported{
		Table: outofplan.Of(st.Plan, inspection, kept),
		About: outofplan.About{
			Council: st.Plan.AuthorityName, Inspection: i.Title, AsAt: st.Plan.Day, Entry: st.Plan.Position, EntryAt: st.Known.At, Demo: demo, Kept: kept,
		},
	}, nil
}
