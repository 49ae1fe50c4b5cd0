package store

import (
	"context"
	"errors"
	"fmt"

	"throughline/ledger"
)

// The kinds of error. Test for them with errors.Is. Every error of this
// package is of one kind, and Sentence gives words for it that are safe to
// show to a person.
var (
	ErrDenied      = errors.New("you do not have permission to do that")
	ErrStale       = errors.New("somebody else has changed this since you opened it")
	ErrNotFound    = errors.New("we cannot find that")
	ErrInvalid     = errors.New("that cannot be saved as it is")
	ErrFull        = errors.New("the disk is full, so nothing was saved: free some space and try again")
	ErrUnavailable = errors.New("the database cannot be used at the moment, so nothing was saved: try again in a minute")
	ErrDamaged     = errors.New("the database file is damaged: restore it from a backup")
	ErrTooNew      = errors.New("the database was made by a newer version of Throughline: use that version")
	ErrTooOld      = errors.New("the database must be brought up to date first: run throughline migrate")
)

// Error is an error of a kind, with a sentence of its own.
type Error struct {
	Kind   error  // one of the kinds above
	Words  string // a plain sentence for people
	Reason error  // what the engine said, for the log, or nil
}

// Error gives the sentence, and the engine's reason for the log.
func (e *Error) Error() string {
	if e.Reason == nil {
		return e.Words
	}
	return fmt.Sprintf("%s (%v)", e.Words, e.Reason)
}

// Unwrap gives the kind and the reason.
func (e *Error) Unwrap() []error {
	if e.Reason == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Reason}
}

// StaleError says that a thing has moved on since the version that a change
// replaces. It is of the kind ErrStale.
type StaleError struct {
	Thing    string
	Kind     string
	Expected int // the version the change replaces
	Current  int // the version there is now, 0 for none
}

// Error says what happened and names the versions.
func (e *StaleError) Error() string {
	return fmt.Sprintf("%v: you were changing version %d and there is now version %d", ErrStale, e.Expected, e.Current)
}

// Unwrap gives the kind.
func (e *StaleError) Unwrap() error { return ErrStale }

// Sentence gives words for an error that are safe to show to a person: no
// engine's text, no addresses and no content.
func Sentence(err error) string {
	var own *Error
	var stale *StaleError
	var fault *ledger.Fault
	switch {
	case err == nil:
		return ""
	case errors.As(err, &fault):
		return fault.Error()
	case errors.As(err, &stale):
		return upperFirst(stale.Error()) + "."
	case errors.As(err, &own):
		return own.Words
	}
	for _, kind := range []error{ErrDenied, ErrStale, ErrNotFound, ErrInvalid, ErrFull, ErrUnavailable, ErrDamaged, ErrTooNew, ErrTooOld} {
		if errors.Is(err, kind) {
			return upperFirst(kind.Error()) + "."
		}
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return "That took too long or was stopped, so nothing was saved: try again."
	}
	return "Something went wrong, and nothing was saved: try again, and tell whoever runs the service if it happens again."
}

func invalid(format string, args ...any) error {
	return &Error{Kind: ErrInvalid, Words: fmt.Sprintf(format, args...)}
}

func notFound(format string, args ...any) error {
	return &Error{Kind: ErrNotFound, Words: fmt.Sprintf(format, args...)}
}

// isOurs says whether the error already has a kind, or is the caller's own,
// so that it must not be read as the engine's.
func isOurs(err error) bool {
	var own *Error
	var stale *StaleError
	return errors.As(err, &own) || errors.As(err, &stale)
}

// also adds a second error to a first, and leaves a lone one as it is.
func also(first, second error) error {
	if second == nil {
		return first
	}
	if first == nil {
		return second
	}
	return errors.Join(first, second)
}
