package app_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/access"
	"throughline/app"
	"throughline/blobs"
	"throughline/calendar"
	"throughline/change"
	"throughline/naming"
	"throughline/plan"
	"throughline/store"
)

func attachments(t *testing.T) (*blobs.Store, string) {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "attachments")
	files, err := blobs.Open(t.Context(), blobs.In(folder))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := files.Close(); err != nil {
			t.Error(err)
		}
	})
	return files, folder
}

// offered offers a piece of evidence with a file of the text given.
func (w *world) offered(files *blobs.Store, part, id, text string) plan.Attachment {
	w.Helper()
	kept, err := files.Keep(w.Context(), id+".txt", "", strings.NewReader(text))
	if err != nil {
		w.Fatal(err)
	}
	w.do(w.lead, plan.OfferEvidence{ID: id, Parts: []string{part}, Title: id, Classification: plan.NamesNoChild, Attachment: &kept, File: &naming.Reading{Read: true}})
	return kept
}

func TestABackupHoldsTheAttachmentsToo(t *testing.T) {
	onEach(t, func(w *world) {
		files, folder := attachments(w.T)
		part := w.action("a1")
		first := w.offered(files, part, "first", "one")
		w.offered(files, part, "same", "one")
		second := w.offered(files, part, "second", "two")
		if _, err := files.Keep(w.Context(), "orphan.txt", "", strings.NewReader("named by nothing")); err != nil {
			w.Fatal(err)
		}
		db := w.service.Store()
		dest := filepath.Join(w.TempDir(), "backup.db")
		stop := w.goOnWorking(part)
		made, err := app.Backup(w.Context(), db, files, app.Operator(""), dest, nil, nil)
		stop()
		if err != nil || made.Attachments != 2 || len(made.Lost) != 0 || made.Entries == 0 {
			w.Fatalf("made %+v, %v", made, err)
		}
		if left, err := filepath.Glob(dest + "*"); err != nil || len(left) != 2 {
			w.Errorf("there are %v, %v", left, err)
		}
		if kept, err := os.ReadDir(dest + ".attachments"); err != nil || len(kept) != 2 {
			w.Errorf("beside it are %v, %v", kept, err)
		}
		_, err = app.Backup(w.Context(), db, files, app.Operator(""), dest, nil, nil)
		problem(w.T, err, "choose another name, so that no backup is lost")
		_, err = app.Backup(w.Context(), db, files, w.owner, dest+"2", nil, nil)
		if !errors.Is(err, store.ErrDenied) {
			w.Errorf("the plan's owner backs up: %v", err)
		}
		w.restoredWhole(dest, made, first, second)

		// A backup that lost one, and one that had it altered.
		for name, harm := range map[string]func(path string) error{
			"missing": os.Remove,
			"altered": func(path string) error { return os.WriteFile(path, []byte("eno"), 0o600) },
		} {
			w.Run(name, func(t *testing.T) {
				copied := filepath.Join(t.TempDir(), "copy.db")
				if err := errors.Join(os.CopyFS(copied+".attachments", os.DirFS(dest+".attachments")), os.Link(dest, copied)); err != nil {
					t.Fatal(err)
				}
				if err := harm(filepath.Join(copied+".attachments", first.SHA256)); err != nil {
					t.Fatal(err)
				}
				again, into := attachments(t)
				target := filepath.Join(t.TempDir(), "new.db")
				got, err := app.Restore(t.Context(), copied, target, again, false, nil, nil)
				problem(t, err, "missing or altered in "+copied+".attachments, so nothing was restored: “first.txt”")
				if kept, err := os.ReadDir(into); err != nil || len(kept) != 0 || len(got.Lost) != 1 {
					t.Errorf("restored %v, %+v, %v", kept, got, err)
				}
				got, err = app.Restore(t.Context(), copied, target, again, true, nil, nil)
				if err != nil || got.Attachments != 1 || len(got.Lost) != 1 || got.Root != made.Root {
					t.Errorf("despite it, restored %+v, %v", got, err)
				}
			})
		}
		w.Run("no folder", func(t *testing.T) {
			copied := filepath.Join(t.TempDir(), "copy.db")
			if err := os.Link(dest, copied); err != nil {
				t.Fatal(err)
			}
			again, _ := attachments(t)
			_, err := app.Restore(t.Context(), copied, filepath.Join(t.TempDir(), "new.db"), again, false, nil, nil)
			problem(t, err, "“second.txt”")
		})

		// The server itself lost one: the rest is backed up, and it is told.
		if err := os.Remove(filepath.Join(folder, second.SHA256)); err != nil {
			w.Fatal(err)
		}
		made, err = app.Backup(w.Context(), db, files, app.Operator(""), dest+".3", nil, nil)
		if err != nil || made.Attachments != 1 || len(made.Lost) != 1 || made.Lost[0].Name != "second.txt" {
			w.Errorf("made %+v, %v", made, err)
		}

		// Erased evidence takes its file with it out of later backups.
		if err := os.WriteFile(filepath.Join(folder, second.SHA256), []byte("two"), 0o600); err != nil {
			w.Fatal(err)
		}
		administrator := w.person("administrator", "council", access.Administrator)
		if _, err := w.service.Erase(w.Context(), administrator, "second", 0, "It named a child."); err != nil {
			w.Fatal(err)
		}
		made, err = app.Backup(w.Context(), db, files, app.Operator(""), dest+".4", nil, nil)
		if err != nil || made.Attachments != 1 || len(made.Lost) != 0 || made.Erased == 0 {
			w.Errorf("after the erasure, made %+v, %v", made, err)
		}
	})
}

// restoredWhole brings a backup back and looks at what came.
func (w *world) restoredWhole(dest string, made app.Copied, want ...plan.Attachment) {
	w.Helper()
	for name, url := range engines {
		again, _ := attachments(w.T)
		target := url(w.T)
		got, err := app.Restore(w.Context(), dest, target, again, false, nil, nil)
		if err != nil || got.Root != made.Root || got.Attachments != len(want) || len(got.Lost) != 0 {
			w.Fatalf("%s: restored %+v, %v", name, got, err)
		}
		for _, a := range want {
			if intact, err := again.Intact(w.Context(), a.SHA256); err != nil || !intact {
				w.Errorf("%s: %s is not intact, %v", name, a.Name, err)
			}
		}
		elsewhere, into := attachments(w.T)
		_, err = app.Restore(w.Context(), dest, target, elsewhere, false, nil, nil)
		if kept, err2 := os.ReadDir(into); !errors.Is(err, store.ErrInvalid) || err2 != nil || len(kept) != 0 {
			w.Errorf("%s: into a database in use: %v, %v, %v", name, err, kept, err2)
		}
	}
}

// goOnWorking reports progress until it is stopped.
func (w *world) goOnWorking(part string) (stop func()) {
	ctx, cancel := context.WithCancel(w.Context())
	ended := make(chan error, 1)
	go func() {
		var err error
		for n := 0; err == nil && ctx.Err() == nil; n++ {
			_, err = w.service.DoOn(w.Context(), w.lead, plan.ReportProgress{Part: part, Text: fmt.Sprintf("Report %d.", n)}, calendar.Must(2012, 4, 2))
		}
		ended <- err
	}()
	return func() {
		cancel()
		if err := <-ended; err != nil {
			w.Error(err)
		}
	}
}

func problem(t *testing.T, err error, says string) {
	t.Helper()
	var problems change.Problems
	if !errors.As(err, &problems) || !strings.Contains(problems.Error(), says) {
		t.Errorf("got %v, want a problem that says %q", err, says)
	}
}
