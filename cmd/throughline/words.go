package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"throughline/change"
	"throughline/ledger"
	"throughline/store"
)

// sayf tells the person who runs the program something. Where the stream for
// that is shut there is nobody to tell, and the exit code still says how it went.
func sayf(errs io.Writer, format string, args ...any) { _, _ = fmt.Fprintf(errs, format, args...) }

// sentence is an error as one plain sentence.
func sentence(err error) string {
	var problems change.Problems
	var fault *ledger.Fault
	switch {
	case errors.As(err, &problems):
		return stopped(oneLine(problems.Error()))
	case errors.As(err, &fault):
		return stopped(oneLine(err.Error()))
	}
	for _, kind := range []error{store.ErrDenied, store.ErrStale, store.ErrNotFound, store.ErrInvalid, store.ErrFull,
		store.ErrUnavailable, store.ErrDamaged, store.ErrTooNew, store.ErrTooOld} {
		if errors.Is(err, kind) {
			return stopped(store.Sentence(err))
		}
	}
	return stopped(oneLine(err.Error()))
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func stopped(s string) string { return change.UpperFirst(strings.TrimRight(s, ".")) + "." }

// plain is what stood in the way of using a file, in words that do not name
// the system's calls.
func plain(err error) string {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "this account may not"
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		return "the disk is full"
	case errors.Is(err, syscall.EROFS):
		return "that disk can only be read"
	case errors.Is(err, syscall.EISDIR):
		return "it is a folder"
	case errors.Is(err, syscall.ENOTDIR):
		return "part of its path is a file and not a folder"
	case errors.Is(err, fs.ErrNotExist):
		return "it is not there"
	}
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err.Error()
	case errors.As(err, &link):
		return link.Err.Error()
	}
	return err.Error()
}

var (
	notAsked = regexp.MustCompile(`^unexpected argument (.*)$`)
	wanted   = regexp.MustCompile(`^expected (.*)$`)
	lacking  = regexp.MustCompile(`^missing flags: (.*)$`)
)

// misunderstood says what is wrong with a command line, and where to ask.
func misunderstood(err error) string {
	said := strings.TrimRight(oneLine(err.Error()), ".?")
	said = strings.ReplaceAll(said, minus, "-")
	said = notAsked.ReplaceAllString(said, `“$1” isn't understood here`)
	if strings.HasPrefix(said, "expected one of") {
		said = "say which command is meant"
	}
	said = wanted.ReplaceAllString(said, `the command isn't whole: next comes $1`)
	said = lacking.ReplaceAllString(said, `the command isn't whole: it needs $1`)
	help := "throughline --help"
	var parse *kong.ParseError
	if errors.As(err, &parse) && parse.Context != nil && parse.Context.Selected() != nil {
		help = parse.Context.Selected().FullPath() + " --help"
	}
	return change.UpperFirst(said) + ". Ask for help with " + help + "."
}
