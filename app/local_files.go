package app

import (
	"context"
	"slices"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/ingest/local"
	"throughline/ingest/returned"
	"throughline/ingest/returns"
	"throughline/measure"
)

// LocalReturn is one period of one file that an agency is asked for.
type LocalReturn struct {
	Kind, Name, Agency string
	Period             measure.Period
	Due                calendar.Date // zero where no day can be told
	Received           *ReturnImport // the load that counts; nil while there is no return
}

// periodsAsked is how many periods that are over are listed.
const periodsAsked = 4

// SendLocalFile takes in a file that no return carries. Who may load returns sends for any agency; anybody else for their own, and only what it is
// asked for. With try nothing is written. Somebody who sends for an agency is told about their own file alone: not whom it was matched to.
func (s *Service) SendLocalFile(ctx context.Context, caller access.Caller, of LocalFile, files []returns.File, try bool) (*ReturnLook, error) {
	analyst := caller.May(access.LoadReturns)
	if !analyst {
		if of.Agency == "" {
			of.Agency = caller.Agency
		}
		if !caller.May(access.SendFiles) || caller.Agency == "" || of.Agency != caller.Agency {
			return nil, s.db.Denied(ctx, caller, access.SendFiles, of.Kind)
		}
		asked, err := s.askedKinds(ctx, caller)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(asked, func(a askedKind) bool { return a.layout.Kind == of.Kind && a.agency == of.Agency }) {
			return nil, s.db.Denied(ctx, caller, access.SendFiles, of.Kind)
		}
	}
	act := s.ImportReturn
	if try {
		act = s.LookAtReturn
	}
	look, err := act(ctx, loader(caller), ReturnFiles{Source: returned.Local, Files: files, Local: of})
	if !analyst && look != nil {
		look.Notes, look.Matched, look.Unchanged, look.Absent, look.Import.New, look.plan = nil, 0, 0, 0, 0, nil
	}
	return look, err
}

// loader lets the program load what somebody who may send files sends.
func loader(caller access.Caller) access.Caller {
	if !caller.May(access.LoadReturns) {
		caller.Roles = append(slices.Clone(caller.Roles), access.DataAnalyst)
	}
	return caller
}

type askedKind struct {
	layout local.Layout
	agency string
}

// askedKinds lists what is asked of the caller's agency; of every agency for somebody who may load returns.
func (s *Service) askedKinds(ctx context.Context, caller access.Caller) (all []askedKind, err error) {
	pack, err := s.packNow(ctx, loader(caller))
	if err != nil {
		return nil, err
	}
	state, err := s.Plan(ctx, loader(caller), When{})
	if err != nil {
		return nil, err
	}
	for _, kind := range local.Kinds(pack) {
		layout, ok := local.Of(pack, kind)
		if !ok || !layout.Send.Asked() {
			continue
		}
		if len(layout.Send.From) == 0 {
			if caller.May(access.LoadReturns) || caller.Council {
				all = append(all, askedKind{layout, ownAgency(caller)})
			}
			continue
		}
		for agency := range state.Agencies.All() {
			if (caller.May(access.LoadReturns) || agency.ID == caller.Agency) && layout.Send.Asks(agency.Kind) {
				all = append(all, askedKind{layout, agency.ID})
			}
		}
	}
	return all, nil
}

// ownAgency is the agency in whose name the council's own files are sent.
func ownAgency(caller access.Caller) string {
	if caller.Council {
		return caller.Agency
	}
	return ""
}

// LocalFilesOf lists the files that the caller's agency is asked for, the latest period first, and whether each was received: a period with no return
// is there without one. Who may load returns sees those of every agency.
func (s *Service) LocalFilesOf(ctx context.Context, caller access.Caller) (all []LocalReturn, err error) {
	if !caller.May(access.SendFiles) {
		return nil, s.db.Denied(ctx, caller, access.SendFiles, "files")
	}
	asked, err := s.askedKinds(ctx, caller)
	if err != nil {
		return nil, err
	}
	pack, err := s.packNow(ctx, loader(caller))
	if err != nil {
		return nil, err
	}
	known, err := s.position(ctx, loader(caller), When{})
	if err != nil {
		return nil, err
	}
	imports, err := s.imports(ctx, loader(caller), known.Seq)
	if err != nil {
		return nil, err
	}
	received := map[string]*ReturnImport{}
	for i := range imports {
		if imports[i].Source == returned.Local && imports[i].Gone == 0 {
			received[imports[i].Of] = &imports[i]
		}
	}
	for _, each := range asked {
		periods := measure.Complete(each.layout.Send.Each, s.Today(), periodsAsked, pack.Rules(s.Today()).Terms)
		for _, p := range slices.Backward(periods) {
			line := LocalReturn{Kind: each.layout.Kind, Name: each.layout.Name, Agency: each.agency, Period: p}
			if due, failed := calendar.AddWorkingDays(p.Last, each.layout.Send.Within); failed == nil {
				line.Due = due
			}
			line.Received = received[returned.LocalSlot(line.Kind, line.Agency, p.First, p.Last).Of]
			all = append(all, line)
		}
	}
	return all, nil
}

// LocalFileOf gives one load of the caller's own agency.
func (s *Service) LocalFileOf(ctx context.Context, caller access.Caller, id string) (ReturnImport, error) {
	all, err := s.LocalFilesOf(ctx, caller)
	if err != nil {
		return ReturnImport{}, err
	}
	for i := range all {
		if all[i].Received != nil && all[i].Received.ID == id {
			return *all[i].Received, nil
		}
	}
	return ReturnImport{}, change.Missing("file")
}
