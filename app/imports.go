package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"throughline/access"
	"throughline/change"
	"throughline/ingest/document"
	"throughline/ingest/intoplan"
	"throughline/ingest/planfile"
	"throughline/plan"
)

// ReceivePlan takes in a file that holds a plan. The file is kept first, and
// refused when it can't be read as a plan at all: the error then says why, for
// the field "attachment".
func (s *Service) ReceivePlan(ctx context.Context, caller access.Caller, ch plan.ReceivePlan, name, contentType string, content Reader) (Receipt, error) {
	_, kept, err := s.fileFor(ctx, caller, ch, ch.Inspection, name, contentType, content)
	if err != nil {
		return Receipt{}, err
	}
	if _, err := s.documentOf(ctx, kept); err != nil {
		return Receipt{}, err
	}
	ch.Attachment = kept
	return s.Do(ctx, caller, ch)
}

// fileFor keeps a file that a change to an inspection's plan brings, once it
// is known that the caller may make it and that there is such an inspection.
func (s *Service) fileFor(ctx context.Context, caller access.Caller, ch plan.Change, inspection, name, contentType string, content Reader) (State, plan.Attachment, error) {
	if !caller.May(ch.Needs()) {
		return State{}, plan.Attachment{}, s.db.Denied(ctx, caller, ch.Needs(), inspection)
	}
	st, err := s.stateAt(ctx, caller, When{})
	if err != nil {
		return State{}, plan.Attachment{}, err
	}
	if _, ok := st.Plan.Inspections.Get(inspection); !ok {
		return State{}, plan.Attachment{}, change.Missing("inspection")
	}
	kept, err := s.files.Keep(ctx, name, contentType, content)
	return st, kept, err
}

// A PlanFile is a received file with what was understood of it so far.
type PlanFile struct {
	Import   *plan.Import
	Plan     *plan.Plan // today's
	Document document.Document
	intoplan.Remembered
	Reading planfile.Reading
}

// PlanFile reads a received file: by what was settled for it, or else as
// guessed with what was settled for the last file imported. It takes the
// permission to change the plan.
func (s *Service) PlanFile(ctx context.Context, caller access.Caller, id string) (*PlanFile, error) {
	if !caller.May(access.EditPlan) {
		return nil, s.db.Denied(ctx, caller, access.EditPlan, id)
	}
	st, err := s.stateAt(ctx, caller, When{})
	if err != nil {
		return nil, err
	}
	held, ok := st.Plan.Imports.Get(id)
	if !ok {
		return nil, change.Missing("file")
	}
	d, err := s.documentOf(ctx, held.Attachment)
	if err != nil {
		return nil, err
	}
	if held.Mapping == nil {
		f, err := understood(st.Plan, d, held.Inspection)
		if err != nil {
			return nil, err
		}
		f.Import = held
		return f, nil
	}
	f := &PlanFile{Import: held, Plan: st.Plan, Document: d}
	if err := json.Unmarshal(held.Mapping, &f.Remembered); err != nil {
		return nil, fmt.Errorf("how the file %s is read can't be read: %w", held.Attachment.Name, err)
	}
	f.Reading = planfile.Read(d, f.Mapping)
	return f, nil
}

// SettlePlanFile says how a received file is read.
func (s *Service) SettlePlanFile(ctx context.Context, caller access.Caller, id string, seen int, how intoplan.Remembered) (Receipt, error) {
	raw, err := json.Marshal(how)
	if err != nil {
		return Receipt{}, err
	}
	return s.Do(ctx, caller, plan.MapPlan{Import: id, Seen: seen, Mapping: raw})
}

// A Tried import is what a file would become as it is settled now.
type Tried struct {
	Change    plan.ImportPlan
	Questions []intoplan.Question // what is to be settled before it can come in
	Names     []plan.Looked       // words that look as if they named somebody
}

// TryImport says what a file would become, and writes nothing.
func (s *Service) TryImport(f *PlanFile) (Tried, error) {
	if f.Reading.Refused != "" {
		return Tried{}, change.Problems{{Kind: change.Invalid, Field: "rows", Sentence: f.Reading.Refused}}
	}
	choices := f.Choices
	choices.Inspection = f.Import.Inspection
	var tried Tried
	tried.Change, tried.Questions = intoplan.Make(&f.Reading, f.Plan, choices, f.Import.Attachment.Name, s.NewID)
	tried.Change.Import, tried.Names = f.Import.ID, tried.Change.Names(f.Plan)
	raw, err := json.Marshal(f.Remembered)
	tried.Change.Mapping = raw
	return tried, err
}

// ImportPlan brings a received file into the plan as PlanFile gave it. What is
// not settled yet comes back as change.Problems, and nothing is written; so does
// a file that somebody settled otherwise since the caller saw it.
func (s *Service) ImportPlan(ctx context.Context, caller access.Caller, f *PlanFile, seen int, confirm string) (Receipt, error) {
	tried, err := s.TryImport(f)
	if err != nil {
		return Receipt{}, err
	}
	if err := unsettled(tried.Questions); err != nil && f.Import.State == plan.Received { // else the change itself says why it is too late
		return Receipt{}, err
	}
	tried.Change.Seen, tried.Change.Confirm = seen, confirm
	return s.Do(ctx, caller, tried.Change)
}

// ImportFile reads a file and brings it into the plan of an inspection in one
// step, all of it or nothing: as guessed, with what was settled for the last file
// imported and then the choices that settle makes. What is still not settled
// comes back as change.Problems.
func (s *Service) ImportFile(ctx context.Context, caller access.Caller, inspection, name, contentType string, content []byte, settle func(*plan.Plan, *intoplan.Choices), confirm string) (Receipt, error) {
	if !caller.May(access.EditPlan) {
		return Receipt{}, s.db.Denied(ctx, caller, access.EditPlan, "import")
	}
	st, err := s.stateAt(ctx, caller, When{})
	if err != nil {
		return Receipt{}, err
	}
	d, err := readDocument(ctx, name, content)
	if err != nil {
		return Receipt{}, err
	}
	f, err := understood(st.Plan, d, inspection)
	if err != nil {
		return Receipt{}, err
	}
	f.Import = &plan.Import{Inspection: inspection, Attachment: plan.Attachment{Name: name}, State: plan.Received}
	settle(st.Plan, &f.Choices)
	tried, err := s.TryImport(f)
	if err != nil {
		return Receipt{}, err
	}
	if err := unsettled(tried.Questions); err != nil {
		return Receipt{}, err
	}
	tried.Change.Receive = &plan.ReceivePlan{Inspection: inspection, Attachment: plan.Attachment{Name: name, SHA256: "not kept yet"}}
	tried.Change.Confirm = confirm
	if _, err := tried.Change.Decide(st.Plan, change.Context{By: caller, Today: st.Plan.Day, On: st.Plan.Day, NewID: s.NewID}); err != nil {
		return Receipt{}, err // before the file is kept
	}
	kept, err := s.files.Keep(ctx, name, contentType, bytes.NewReader(content))
	if err != nil {
		return Receipt{}, err
	}
	tried.Change.Receive.Attachment = kept
	return s.Do(ctx, caller, tried.Change)
}

// understood gives what is guessed of a document, with what was settled for the last file imported.
func understood(p *plan.Plan, d document.Document, inspection string) (*PlanFile, error) {
	f := &PlanFile{Plan: p, Document: d}
	var last intoplan.Remembered
	if raw := p.LastMapping(); raw != nil {
		if err := json.Unmarshal(raw, &last); err != nil {
			return nil, fmt.Errorf("how the last plan's file was read can't be read: %w", err)
		}
	}
	f.Mapping = intoplan.Recall(planfile.Guess(d), last.Mapping)
	f.Reading = planfile.Read(d, f.Mapping)
	f.Choices = intoplan.Suggest(&f.Reading, p, inspection, last.Choices)
	return f, nil
}

func unsettled(questions []intoplan.Question) error {
	var problems change.Problems
	for _, q := range questions {
		problems.Add(q.Field, q.Sentence)
	}
	return problems.Err()
}

// recentDocuments is how many files are kept read, so that each page about a
// file does not read it again.
const recentDocuments = 3

type readDocuments struct {
	lock  sync.Mutex
	order []string // the last used at the end
	read  map[string]document.Document
}

// readingTime is how long the reading of one file may take. The longest plans that we know of take a second.
const readingTime = 10 * time.Second

// documentOf reads a kept file as a document. A file that can't be read comes
// back as change.Problems that say why, for the field "attachment".
func (s *Service) documentOf(ctx context.Context, a plan.Attachment) (document.Document, error) {
	key := a.SHA256 + " " + a.Name
	if d, ok := s.documents.get(key); ok {
		return d, nil
	}
	file, err := s.files.Open(ctx, a)
	if err != nil {
		return document.Document{}, err
	}
	content, err := io.ReadAll(file)
	if err := errors.Join(err, file.Close()); err != nil {
		return document.Document{}, err
	}
	d, err := readDocument(ctx, a.Name, content)
	if err != nil {
		return document.Document{}, err
	}
	s.documents.put(key, d)
	return d, nil
}

// readDocument reads a file within readingTime, or gives change.Problems that say why it can't.
func readDocument(ctx context.Context, name string, content []byte) (document.Document, error) {
	within, stop := context.WithTimeout(ctx, readingTime)
	defer stop()
	d, err := document.Read(within, name, content, document.Usual(), nil)
	if refused, ok := errors.AsType[*document.Refused](err); ok {
		return document.Document{}, change.Problems{{Kind: change.Invalid, Field: "attachment", Sentence: refused.Why}}
	}
	return d, err
}

func (r *readDocuments) get(key string) (document.Document, bool) {
	r.lock.Lock()
	defer r.lock.Unlock()
	d, ok := r.read[key]
	return d, ok
}

func (r *readDocuments) put(key string, d document.Document) {
	r.lock.Lock()
	defer r.lock.Unlock()
	if r.read == nil {
		r.read = map[string]document.Document{}
	}
	if _, had := r.read[key]; had {
		return
	}
	if len(r.order) == recentDocuments {
		delete(r.read, r.order[0])
		r.order = r.order[1:]
	}
	r.order, r.read[key] = append(r.order, key), d
}
