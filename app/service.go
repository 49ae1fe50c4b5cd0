// Package app holds the use cases: the one way in which anything is changed,
// and the reads. It joins the rooms that have rules to the store.
package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
)

// Service is one running Throughline over one database.
type Service struct {
	db        *store.DB
	files     Files
	clock     func() time.Time
	followers followers
	pdf       PDFReader
	reading   sync.Mutex // held while an attachment is read for names
	policy    atomic.Pointer[access.Policy]
	watcher   watcher
	documents readDocuments
	packs     packs
	held      columnsOfEach
}

// Files keeps attachments outside the database. Each is named by its SHA-256.
type Files interface {
	Keep(ctx context.Context, name, contentType string, content Reader) (plan.Attachment, error)
	Open(ctx context.Context, a plan.Attachment) (ReadCloser, error)
}

// New makes a Service. The clock is given, so that the demonstration and
// tests can live through dates.
func New(db *store.DB, files Files, clock func() time.Time) *Service {
	s := &Service{db: db, files: files, clock: clock, pdf: poppler}
	s.policy.Store(shippedPolicy())
	db.WatchOnly(s.watcher.concern, s.watch)
	return s
}

// shippedPolicy is the policy in the binary. Tests hold that it can be read.
var shippedPolicy = sync.OnceValue(func() *access.Policy {
	p, err := access.Shipped()
	if err != nil {
		panic(fmt.Errorf("the access policy in this program can't be read: %w", err))
	}
	return p
})

// Now is the time by the service's clock.
func (s *Service) Now() time.Time { return s.clock() }

// Today is the day in London by the service's clock.
func (s *Service) Today() calendar.Date { return calendar.DayOf(s.clock()) }

// Store is the database, for the few rooms beside app that need it: sign-in,
// backup and the verifier.
func (s *Service) Store() *store.DB { return s.db }

// NewID makes a random id that sorts by time, from the service's clock.
func (s *Service) NewID() string {
	id, err := uuid.NewV7()
	if err != nil { // the system's source of randomness has failed: nothing can be written safely
		panic(fmt.Errorf("no random numbers: %w", err))
	}
	ms := uint64(s.clock().UnixMilli())
	for i := range 6 {
		id[i] = byte(ms >> (40 - 8*i))
	}
	return id.String()
}

// Receipt says which ledger entry a change wrote. Seq is 0 when nothing needed writing.
type Receipt struct {
	Seq int64
	At  time.Time
	IDs []string // the things written, in the order the change put them
}

// Do carries out a change to the plan today.
func (s *Service) Do(ctx context.Context, caller access.Caller, ch plan.Change) (Receipt, error) {
	return s.DoOn(ctx, caller, ch, s.Today())
}

// DoOn carries out a change that describes the day on, which is today or
// earlier. It authorises, loads, decides and writes in one transaction, with
// the rights that the caller has at that moment.
func (s *Service) DoOn(ctx context.Context, caller access.Caller, ch plan.Change, on calendar.Date) (Receipt, error) {
	return s.write(ctx, caller, ch.Needs(), ch.Name(), on, func(st State, c change.Context) ([]change.Put, error) {
		return ch.Decide(st.Plan, c)
	})
}

func (s *Service) write(ctx context.Context, caller access.Caller, need access.Permission, name string, on calendar.Date,
	decide func(State, change.Context) ([]change.Put, error),
) (Receipt, error) {
	return s.writeIn(ctx, caller, need, name, on, func(_ *store.Tx, st State, c change.Context) ([]change.Put, error) { return decide(st, c) })
}

func (s *Service) writeIn(ctx context.Context, caller access.Caller, need access.Permission, name string, on calendar.Date,
	decide func(*store.Tx, State, change.Context) ([]change.Put, error),
) (Receipt, error) {
	today := s.Today()
	if on.After(today) {
		return Receipt{}, change.Problems{{Kind: change.Invalid, Field: "on", Sentence: "A change can't describe a day that is still to come. Enter today or an earlier day."}}
	}
	f := s.follow(caller.Authority)
	var ids []string
	receipt, err := s.db.Write(ctx, caller, need, name, on, func(tx *store.Tx) error {
		ids = nil
		st, err := f.inside(tx, today)
		if err != nil {
			return err
		}
		by, err := rightsNow(st.Plan, caller, need)
		if err != nil {
			return err
		}
		under := ""
		puts, err := decide(tx, st, change.Context{
			By: by, Today: today, On: on, Now: s.clock(), NewID: s.NewID, Using: func(delegation string) { under = delegation }, Measure: s.measuresOn(tx, on),
		})
		if err != nil {
			return err
		}
		if under != "" {
			if err := tx.ActingFor(under); err != nil {
				return err
			}
		}
		for _, put := range puts {
			if err := tx.Put(put); err != nil {
				return err
			}
			ids = append(ids, put.Thing)
		}
		return nil
	})
	if err != nil {
		return Receipt{}, s.recordRefusal(ctx, caller, need, err)
	}
	return Receipt{receipt.Seq, receipt.At, ids}, nil
}

// recordRefusal writes into the ledger that a rule forbade the caller what
// their role allows, such as signing their own work. It gives back the rule's
// words, or why the refusal could not be recorded.
func (s *Service) recordRefusal(ctx context.Context, caller access.Caller, need access.Permission, err error) error {
	problems, ok := errors.AsType[change.Problems](err)
	if !ok || problems.Kind() != change.Forbidden {
		return err
	}
	recorded := s.db.Denied(ctx, caller, need, "")
	if kept, alone := recorded.(*store.Error); alone && kept.Kind == store.ErrDenied { //nolint:errorlint // a refusal that could not be recorded has another error joined to it
		return err
	}
	return recorded
}

// rightsNow reads the caller's rights afresh inside the transaction, so that
// a right taken away a moment ago is gone.
func rightsNow(p *plan.Plan, caller access.Caller, need access.Permission) (access.Caller, error) {
	if caller.Membership == "" {
		return caller, nil // an operator on the machine itself; the store has checked the permission
	}
	by, ok := p.CallerFor(caller.Membership, caller.Authority, p.Day)
	if !ok || by.Account != caller.Account {
		return access.Caller{}, change.Forbid("You no longer have a place in this authority. Ask an administrator.")
	}
	by.Purpose = caller.Purpose
	if !by.May(need) {
		return access.Caller{}, change.Forbid("Your role does not let you " + string(need) + ". Ask an administrator if it should.")
	}
	return by, nil
}

func decodeUpdate(v store.Version) (plan.Update, error) {
	var u plan.Update
	if v.Body == nil {
		return u, nil
	}
	if err := json.Unmarshal(v.Body, &u); err != nil {
		return u, fmt.Errorf("update %s can't be read: %w", v.Thing, err)
	}
	u.Thing = plan.Thing{ID: v.Thing, Version: v.Version, Seq: v.Seq, ChangedOn: v.EffectiveOn}
	return u, nil
}
