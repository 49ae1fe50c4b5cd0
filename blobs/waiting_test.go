package blobs_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What waits is read back, is in no list of attachments, and goes without a trace.
func TestWhatWaitsIsKeptApartAndErased(t *testing.T) {
	s, folder := inFolder(t)
	const box = "0136-b0"
	for name, words := range map[string]string{"about": "who sent it", "0": "CHILD,DOB", "1": "CHILD,RNE"} {
		if size, err := s.PutWaiting(t.Context(), box, name, strings.NewReader(words), 100); err != nil || size != int64(len(words)) {
			t.Fatalf("%s: %d, %v", name, size, err)
		}
	}
	from, err := s.OpenWaiting(t.Context(), box, "1")
	if err != nil {
		t.Fatal(err)
	}
	words, err := io.ReadAll(from)
	if err := from.Close(); err != nil || string(words) != "CHILD,RNE" {
		t.Errorf("%q, %v", words, err)
	}
	if err != nil {
		t.Error(err)
	}
	if err := s.Each(t.Context(), func(name string, _ int64) error { t.Errorf("%s is listed as an attachment", name); return nil }); err != nil {
		t.Error(err)
	}
	if boxes, err := s.Waiting(t.Context()); err != nil || !cmp.Equal(boxes, []string{box}) {
		t.Errorf("%v, %v", boxes, err)
	}
	if err := s.DropWaiting(t.Context(), box, "0", "never-there"); err != nil {
		t.Error(err)
	}
	if _, err := s.OpenWaiting(t.Context(), box, "0"); err == nil {
		t.Error("an erased file opens")
	}
	if err := s.DropWaiting(t.Context(), box); err != nil {
		t.Error(err)
	}
	if boxes, err := s.Waiting(t.Context()); err != nil || len(boxes) > 0 {
		t.Errorf("%v, %v", boxes, err)
	}
	if left, err := os.ReadDir(filepath.Join(folder, "waiting")); err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}

// A file that is too large leaves nothing, and no name leads out of the box.
func TestWhatCannotWait(t *testing.T) {
	s, _ := inFolder(t)
	_, err := s.PutWaiting(t.Context(), "b", "0", strings.NewReader("12345"), 4)
	refused(t, err, "too large together")
	_, err = s.PutWaiting(t.Context(), "b", "0", io.MultiReader(strings.NewReader("1"), failing{io.ErrUnexpectedEOF}), 100)
	refused(t, err, "did not arrive whole")
	for _, name := range []string{"", "..", "a/b", "A", "0.txt"} {
		if _, err := s.PutWaiting(t.Context(), "b", name, strings.NewReader("1"), 4); err == nil {
			t.Errorf("%q was a name", name)
		}
		if err := s.DropWaiting(t.Context(), "b", name); err == nil {
			t.Errorf("%q was a name to erase", name)
		}
	}
	if boxes, err := s.Waiting(t.Context()); err != nil || len(boxes) > 0 {
		t.Errorf("%v is left, %v", boxes, err)
	}
}
