package main

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"
	"testing"
	"time"
)

// told runs work of so many steps that take so long each, and gives what a
// person, or a file, was told of it.
func told(watch bool, steps int64, each time.Duration) string {
	var to strings.Builder
	now := time.Unix(0, 0)
	p := newProgress("Working", &to, watch, func() time.Time { return now })
	for i := range steps {
		now = now.Add(each)
		p.tell(i+1, steps)
	}
	p.tell(steps, steps) // some work says twice that it has ended
	return to.String()
}

func TestProgress(t *testing.T) {
	same(t, "short work, watched", "", told(true, 100, time.Millisecond))
	same(t, "short work, in a file", "", told(false, 100, 20*time.Millisecond))
	same(t, "work of a second, watched", "\rWorking: 2 of 4\x1b[K\rWorking: 4 of 4\x1b[K\n", told(true, 4, 150*time.Millisecond))
	same(t, "work of a minute, in a file", "Working: 5 of 60\nWorking: 15 of 60\nWorking: 35 of 60\nWorking: 60 of 60\n", told(false, 60, time.Second))
	if n := strings.Count(told(false, 86_400, time.Second), "\n"); n > 15 {
		t.Errorf("work of a day writes %d lines in a file", n)
	}
	if strings.ContainsAny(told(false, 86_400, time.Second), "\r\x1b") {
		t.Error("a file is told where to put the cursor")
	}
}

func TestReasonsInPlainWords(t *testing.T) {
	for reason, want := range map[error]string{
		&fs.PathError{Op: "open", Path: "/x", Err: syscall.EACCES}:  "this account may not",
		&fs.PathError{Op: "open", Path: "/x", Err: syscall.EPERM}:   "this account may not",
		&fs.PathError{Op: "write", Path: "/x", Err: syscall.ENOSPC}: "the disk is full",
		&fs.PathError{Op: "write", Path: "/x", Err: syscall.EDQUOT}: "the disk is full",
		&fs.PathError{Op: "open", Path: "/x", Err: syscall.EROFS}:   "that disk can only be read",
		&fs.PathError{Op: "open", Path: "/x", Err: syscall.ENOENT}:  "it is not there",
		&fs.PathError{Op: "open", Path: "/x", Err: syscall.ELOOP}:   "too many levels of symbolic links",
		errors.New("something else"):                                "something else",
	} {
		same(t, reason.Error(), want, plain(reason))
	}
}
