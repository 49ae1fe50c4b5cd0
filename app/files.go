package app

import (
	"context"
	"errors"
	"io"

	"throughline/access"
	"throughline/change"
	"throughline/naming"
	"throughline/plan"
)

// OfferEvidence offers evidence with a file: the file is kept first, then the
// change that names it is made. Everything but the file is decided before the
// file is read, so that nobody sends one in vain. What is said to
// name no child has its file read for words that look otherwise. A file whose change was
// refused after all stays kept under its hash and is named by nothing.
//
// Errors are those of Do, and for the field "attachment" those of keeping a
// file.
func (s *Service) OfferEvidence(ctx context.Context, caller access.Caller, ch plan.OfferEvidence, name, contentType string, content Reader) (Receipt, error) {
	if !caller.May(ch.Needs()) {
		return Receipt{}, s.db.Denied(ctx, caller, ch.Needs(), "evidence")
	}
	st, err := s.stateAt(ctx, caller, When{})
	if err != nil {
		return Receipt{}, err
	}
	asked := ch
	asked.Attachment, asked.File = &plan.Attachment{Name: name}, &naming.Reading{Read: true} // it is read when it has come
	if _, err := asked.Decide(st.Plan, change.Context{By: caller, Today: st.Plan.Day, On: st.Plan.Day, NewID: s.NewID}); err != nil {
		return Receipt{}, err
	}
	kept, err := s.files.Keep(ctx, name, contentType, content)
	if err != nil {
		return Receipt{}, err
	}
	ch.Attachment = &kept
	if ch.Classification == plan.NamesNoChild {
		read, err := s.readKept(ctx, kept, st.Plan.KnownNames())
		if err != nil {
			return Receipt{}, err
		}
		ch.File = &read
	}
	return s.Do(ctx, caller, ch)
}

// OpenAttachment opens the file of a piece of evidence as it was at a moment.
// It takes the permission to open evidence. The whole file has been held to
// its hash before this returns, and is held to it again as it is read.
func (s *Service) OpenAttachment(ctx context.Context, caller access.Caller, evidence string, when When) (plan.Attachment, ReadCloser, error) {
	if !caller.May(access.ReadEvidence) {
		return plan.Attachment{}, nil, s.db.Denied(ctx, caller, access.ReadEvidence, evidence)
	}
	st, err := s.stateAt(ctx, caller, when)
	if err != nil {
		return plan.Attachment{}, nil, err
	}
	e, ok := st.Plan.Evidence.Get(evidence)
	if !ok || e.Attachment == nil {
		return plan.Attachment{}, nil, change.Missing("file")
	}
	if err := s.intact(ctx, *e.Attachment); err != nil {
		return plan.Attachment{}, nil, err
	}
	content, err := s.files.Open(ctx, *e.Attachment)
	return *e.Attachment, content, err
}

// intact reads a file to its end, which fails when it is not what was kept.
func (s *Service) intact(ctx context.Context, a plan.Attachment) error {
	content, err := s.files.Open(ctx, a)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, content)
	return errors.Join(err, content.Close())
}
