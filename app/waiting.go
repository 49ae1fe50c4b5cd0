package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/ingest/returns"
)

// The files of a return wait between being sent and being loaded, so that nobody has to send them twice. They hold children's data: only whoever
// sent them reaches them, and they are erased once they are loaded or given up, and a day later whatever became of them.

// WaitingTime is how long the files of a return wait.
const WaitingTime = 24 * time.Hour

// mostWaiting is how many bytes the files of one return may have together: several times the largest council's.
const mostWaiting = 256 << 20

const (
	waitingAbout  = "about"
	waitingStep   = "step"
	waitingReport = "report" // what was wrong with what was loaded, for whoever mends it
)

// waitingPlace keeps files that wait.
type waitingPlace interface {
	PutWaiting(ctx context.Context, box, name string, content io.Reader, most int64) (int64, error)
	OpenWaiting(ctx context.Context, box, name string) (io.ReadCloser, error)
	DropWaiting(ctx context.Context, box string, names ...string) error
	Waiting(ctx context.Context) ([]string, error)
}

// WaitingReturn is a return that somebody sent.
type WaitingReturn struct {
	ID        string        `json:"-"`
	Authority string        `json:"authority"`
	Account   string        `json:"account"`
	Source    string        `json:"source"` // 903, cin, annex-a, ssd or local
	Year      int           `json:"year"`   // 0: the one that the files show
	Day       calendar.Date `json:"day"`    // of Annex A and the dataset; zero for the last that their rows show
	Refuse    bool          `json:"refuse"`
	Of        string        `json:"of"`    // of a local file: its kind, agency and period
	Names     []string      `json:"names"` // of the files, in the order in which they came
	At        time.Time     `json:"at"`
}

// Until is when the files are erased at the latest.
func (w *WaitingReturn) Until() time.Time { return w.At.Add(WaitingTime) }

// needs is what whoever sends the files must be allowed to do.
func (w *WaitingReturn) needs() access.Permission {
	if w.Source == WaitingLocal {
		return access.SendFiles
	}
	return access.LoadReturns
}

// WaitingLocal is the source of files that no return carries.
const WaitingLocal = "local"

// LoadStep is how far a load has come.
type LoadStep struct {
	Words    string    `json:"words"`
	Done, Of int       // of the step
	At       time.Time // when it was noted
	Over     bool
	Import   string // what it became; "" when it did not
	Wrong    string // why it was not loaded
}

func (s *Service) waitingRoom() (waitingPlace, error) {
	if place, ok := s.files.(waitingPlace); ok {
		return place, nil
	}
	return nil, errors.New("there is no place for files that wait")
}

// KeepWaiting takes in the files of a return; next gives them one after another, and io.EOF after the last. Nothing of them is loaded.
func (s *Service) KeepWaiting(ctx context.Context, caller access.Caller, about WaitingReturn, next func() (name string, content io.Reader, err error)) (*WaitingReturn, error) {
	if needs := about.needs(); !caller.May(needs) {
		return nil, s.db.Denied(ctx, caller, needs, "returns")
	}
	place, err := s.waitingRoom()
	if err != nil {
		return nil, err
	}
	s.eraseOldWaiting(ctx, place)
	about.ID, about.Authority, about.Account, about.At, about.Names = s.NewID(), caller.Authority, caller.Account, s.Now().UTC(), nil
	err = s.noteWaiting(ctx, place, about.ID, waitingAbout, about) // first, so that whatever stays behind is found again
	left := int64(mostWaiting)
	for err == nil {
		var name string
		var content io.Reader
		if name, content, err = next(); err != nil {
			break
		}
		if len(about.Names) == returns.Usual().Files {
			err = change.Problems{{Kind: change.Invalid, Field: "attachment", Sentence: "There are more than " + strconv.Itoa(returns.Usual().Files) + " files. Choose the files of one return alone."}}
			break
		}
		var size int64
		if size, err = place.PutWaiting(ctx, about.ID, strconv.Itoa(len(about.Names)), content, left); err == nil {
			left, about.Names = left-size, append(about.Names, name)
		}
	}
	if errors.Is(err, io.EOF) && len(about.Names) == 0 {
		err = change.Problems{{Kind: change.Invalid, Field: "attachment", Sentence: "Choose the files of the return."}}
	}
	if errors.Is(err, io.EOF) {
		err = s.noteWaiting(ctx, place, about.ID, waitingAbout, about)
	}
	if err != nil {
		return nil, errors.Join(err, place.DropWaiting(context.WithoutCancel(ctx), about.ID))
	}
	return &about, nil
}

// Waiting gives a return that the caller sent.
func (s *Service) Waiting(ctx context.Context, caller access.Caller, id string) (*WaitingReturn, error) {
	if !caller.May(access.LoadReturns) && !caller.May(access.SendFiles) {
		return nil, s.db.Denied(ctx, caller, access.LoadReturns, "returns")
	}
	gone := change.Problems{{Kind: change.NotFound, Sentence: "These files are no longer kept: they were loaded, given up or a day old. Send them again if you need to."}}
	place, err := s.waitingRoom()
	if err != nil {
		return nil, gone // where files can't wait, none do
	}
	about, err := readWaiting[WaitingReturn](ctx, place, id, waitingAbout)
	switch {
	case errors.As(err, new(change.Problems)):
		return nil, gone
	case err != nil:
		return nil, err
	case about.Authority != caller.Authority || about.Account != caller.Account || !s.Now().Before(about.Until()) || !caller.May(about.needs()):
		return nil, gone
	}
	about.ID = id
	return about, nil
}

// WaitingOf lists the returns that the caller sent, the first first.
func (s *Service) WaitingOf(ctx context.Context, caller access.Caller) (all []*WaitingReturn, err error) {
	place, err := s.waitingRoom()
	if err != nil {
		return nil, err
	}
	s.eraseOldWaiting(ctx, place)
	boxes, err := place.Waiting(ctx)
	if err != nil {
		return nil, err
	}
	for _, id := range boxes {
		about, err := readWaiting[WaitingReturn](ctx, place, id, waitingAbout)
		if err == nil && about.Authority == caller.Authority && about.Account == caller.Account && len(about.Names) > 0 {
			about.ID = id
			all = append(all, about)
		}
	}
	return all, nil
}

// OpenWaiting opens the files of a return that waits. Close lets go of them.
func (s *Service) OpenWaiting(ctx context.Context, w *WaitingReturn) (files []returns.File, closeAll func(), err error) {
	place, err := s.waitingRoom()
	if err != nil {
		return nil, nil, err
	}
	var open []io.Closer
	closeAll = func() {
		for _, each := range open {
			_ = each.Close() // only read from
		}
	}
	for i, name := range w.Names {
		file, err := place.OpenWaiting(ctx, w.ID, strconv.Itoa(i))
		if err != nil {
			closeAll()
			return nil, nil, err
		}
		open = append(open, file)
		files = append(files, returns.File{Name: name, Content: file})
	}
	return files, closeAll, nil
}

// DropWaiting erases the files of a return that waits, and all that was noted of it.
func (s *Service) DropWaiting(ctx context.Context, w *WaitingReturn) error {
	place, err := s.waitingRoom()
	if err != nil {
		return err
	}
	return place.DropWaiting(ctx, w.ID)
}

// NoteLoad notes how far the load of a return that waits has come. Once it became an import, its files are erased.
func (s *Service) NoteLoad(ctx context.Context, w *WaitingReturn, step LoadStep) error {
	place, err := s.waitingRoom()
	if err != nil {
		return err
	}
	step.At = s.Now().UTC()
	if err := s.noteWaiting(ctx, place, w.ID, waitingStep, step); err != nil || step.Import == "" {
		return err
	}
	names := make([]string, len(w.Names))
	for i := range names {
		names[i] = strconv.Itoa(i)
	}
	return place.DropWaiting(ctx, w.ID, names...)
}

// LoadOf says how far the load of a return that waits has come; nil when it was not begun.
func (s *Service) LoadOf(ctx context.Context, w *WaitingReturn) (*LoadStep, error) {
	place, err := s.waitingRoom()
	if err != nil {
		return nil, err
	}
	step, err := readWaiting[LoadStep](ctx, place, w.ID, waitingStep)
	if errors.As(err, new(change.Problems)) {
		return nil, nil //nolint:nilnil // nothing was noted, which is no error
	}
	return step, err
}

// KeepReport keeps the report of a return beside what waits, so that it can be read after the files are erased.
func (s *Service) KeepReport(ctx context.Context, w *WaitingReturn, report any) error {
	place, err := s.waitingRoom()
	if err != nil {
		return err
	}
	return s.noteWaiting(ctx, place, w.ID, waitingReport, report)
}

// KeptReport reads a report that was kept into report, and says whether there is one.
func (s *Service) KeptReport(ctx context.Context, w *WaitingReturn, report any) (bool, error) {
	place, err := s.waitingRoom()
	if err != nil {
		return false, err
	}
	raw, err := readWaiting[json.RawMessage](ctx, place, w.ID, waitingReport)
	if errors.As(err, new(change.Problems)) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, json.Unmarshal(*raw, report)
}

func (s *Service) noteWaiting(ctx context.Context, place waitingPlace, box, name string, what any) error {
	raw, err := json.Marshal(what)
	if err != nil {
		return err
	}
	_, err = place.PutWaiting(ctx, box, name, bytes.NewReader(raw), mostWaiting)
	return err
}

func readWaiting[T any](ctx context.Context, place waitingPlace, box, name string) (*T, error) {
	file, err := place.OpenWaiting(ctx, box, name)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(file)
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, err
	}
	what := new(T)
	return what, json.Unmarshal(raw, what)
}

// eraseOldWaiting erases what has waited too long. What can't be erased now is tried again at the next visit.
func (s *Service) eraseOldWaiting(ctx context.Context, place waitingPlace) {
	boxes, err := place.Waiting(ctx)
	if err != nil {
		return
	}
	for _, id := range boxes {
		about, err := readWaiting[WaitingReturn](ctx, place, id, waitingAbout)
		if errors.As(err, new(change.Problems)) || err == nil && !s.Now().Before(about.Until()) {
			_ = place.DropWaiting(ctx, id)
		}
	}
}
