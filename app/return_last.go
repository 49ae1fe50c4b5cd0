package app

import (
	"context"
	"slices"

	"throughline/access"
	"throughline/ingest/returned"
	"throughline/ingest/returns/ssda903"
)

// lastReturn gives the return of the year before, put together from what is held of it, for the rules that ask for it. It is nil when none
// is loaded, or when it can't be read: those rules are then named as not judged.
func (s *Service) lastReturn(ctx context.Context, caller access.Caller, look *ReturnLook) *ssda903.Return {
	if look.Return903 == nil {
		return nil
	}
	before := returned.Slot{Source: returned.SSDA903, Year: look.Import.Year - 1}
	known, err := s.position(ctx, caller, When{})
	if err != nil {
		return nil
	}
	imports, err := s.imports(ctx, caller, known.Seq)
	if err != nil {
		return nil
	}
	imports = slices.DeleteFunc(imports, func(i ReturnImport) bool { return i.slot() != before || i.Gone > 0 })
	about := map[string]bool{}
	for i := range imports {
		subjects, err := s.db.SubjectsOf(ctx, caller, imports[i].ID)
		if err != nil {
			return nil
		}
		for _, subject := range subjects {
			about[subject] = true
		}
	}
	if len(about) == 0 {
		return nil
	}
	subjects := keysOf(about)
	held, err := s.heldOf(ctx, caller, subjects)
	if err != nil {
		return nil
	}
	var rows []ssda903.Kept
	xml := false
	for _, subject := range subjects {
		story := returned.Resolve(rulesOf(imports), held[subject], known.Seq)
		for i := range story.Parts {
			if story.Parts[i].Slot == before {
				rows, xml = append(rows, story.Parts[i].Rows903...), xml || story.Parts[i].XML
			}
		}
	}
	made := ssda903.Restore(before.Year, xml, rows)
	for _, table := range ssda903.Tables() {
		if slices.ContainsFunc(imports, func(i ReturnImport) bool { return slices.Contains(i.Tables, table.String()) }) {
			made.Covers(table)
		}
	}
	return made
}
