package app

import (
	"context"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/ingest/local"
	"throughline/ingest/returned"
	"throughline/ingest/returns"
	"throughline/ingest/returns/annexa"
	"throughline/ingest/returns/ssd"
	"throughline/ingest/returns/tabular"
)

// LocalFile is what a file that no return carries is for.
type LocalFile struct {
	Kind        string // the code of a kind of record
	Agency      string // who sends it; "" is the council itself
	From, Until calendar.Date
}

// readTables reads files that are not a statutory return.
func (s *Service) readTables(ctx context.Context, caller access.Caller, look *ReturnLook, in ReturnFiles, files []returns.File) (err error) {
	var read *tabular.Return
	made := &look.Import
	var slot returned.Slot
	switch in.Source {
	case returned.AnnexA:
		read, look.Report, err = annexa.Read(files, returns.Usual())
	case returned.SSD:
		read, look.Report, err = ssd.Read(files, returns.Usual())
	default:
		of := in.Local
		if of.Kind == "" || of.From.IsZero() || of.Until.Before(of.From) {
			return change.Problems{{Kind: change.Invalid, Field: "period", Sentence: "Say which kind of record the file has, and the first and last day of the period that it is for."}}
		}
		pack, failed := s.packNow(ctx, caller)
		if failed != nil {
			return failed
		}
		read, look.Report, err = local.Read(pack, of.Kind, files, returns.Usual())
		slot = returned.LocalSlot(of.Kind, of.Agency, of.From, of.Until)
	}
	if err != nil {
		return err
	}
	look.Report.YearFrom = "The day was given."
	if in.Source != returned.Local {
		day := in.Day
		if day.IsZero() {
			if day = lastDayOf(read, s.Today()); day.IsZero() {
				return change.Problems{{Kind: change.Invalid, Field: "day", Sentence: "The files don’t show the day of which they tell. Enter the day on which they were made."}}
			}
			look.Report.YearFrom = "They tell of the time up to " + day.Long() + ", the last day that their rows show."
		}
		slot = returned.SnapshotSlot(in.Source, day)
	} else {
		look.Report.YearFrom = "It is for " + in.Local.From.Long() + " to " + in.Local.Until.Long() + "."
	}
	look.Report.Year = slot.Year
	made.Year, made.Of, made.Tables = slot.Year, slot.Of, read.Tables
	look.children = returned.FromTables(slot, read)
	return nil
}

// lastDayOf is the last day, up to today, that any row names.
func lastDayOf(read *tabular.Return, today calendar.Date) (last calendar.Date) {
	for i := range read.Subjects {
		for j := range read.Subjects[i].Rows {
			row := &read.Subjects[i].Rows[j]
			for _, text := range row.Written {
				if day := returns.ReadDate(text).Day; day.After(last) && !day.After(today) {
					last = day
				}
			}
		}
	}
	return last
}
