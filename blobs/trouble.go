package blobs

import (
	"context"
	"errors"
	"fmt"
	"syscall"

	"gocloud.dev/gcerrors"

	"throughline/change"
)

// field is the form's field that every sentence belongs to.
const field = "attachment"

const (
	notKept  = "The file can't be kept at the moment. Nothing was saved; try again in a minute."
	noRoom   = "There is no room left to keep the file. Nothing was saved; tell whoever runs the service, and try again later."
	notAHash = "That is not the name of an attachment. Open it from the page of its evidence."
)

// Trouble is a failure that isn't the person's doing: what to tell them, and
// the reason for the log. errors.As finds its change.Problems.
type Trouble struct {
	Problems change.Problems
	reason   error
}

// Error gives the sentence, and the reason for the log.
func (t *Trouble) Error() string { return fmt.Sprintf("%v (%v)", t.Problems, t.reason) }

// Unwrap gives the problems and the reason.
func (t *Trouble) Unwrap() []error { return []error{t.Problems, t.reason} }

// refuse is a problem with what was attached.
func refuse(sentence string) error {
	return change.Problems{{Kind: change.Invalid, Field: field, Sentence: sentence}}
}

// trouble gives a failure its sentence. Someone who went away, and what
// already has a sentence, is left alone.
func trouble(err error, sentence string) error {
	var has change.Problems
	switch {
	case errors.As(err, &has), errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		sentence = noRoom
	}
	return &Trouble{change.Problems{{Kind: change.Invalid, Field: field, Sentence: sentence}}, err}
}

func altered() error {
	return &Trouble{change.Problems{{
		Kind: change.Invalid, Field: field,
		Sentence: "This file has been altered or damaged since it was attached, so it can't be relied on. Tell whoever runs the service.",
	}}, errAltered}
}

var errAltered = errors.New("the content does not match its SHA-256")

// Altered says whether an error of reading means that a file is not what was
// attached.
func Altered(err error) bool { return errors.Is(err, errAltered) }

func absent(err error) bool { return err != nil && gcerrors.Code(err) == gcerrors.NotFound }

func quoted(name string) string { return "“" + name + "”" }
