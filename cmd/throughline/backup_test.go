package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"throughline/access"
	"throughline/app"
	"throughline/demo"
	"throughline/plan"
	"throughline/store/pgtest"
)

var copied = regexp.MustCompile(`^(.+): (\d+) entries, (\d+) attachments\.\nRoot: ([A-Za-z0-9+/]{43}=)\n$`)

// tally is what a backup or a restore says of itself.
type tally struct{ place, entries, attachments, root string }

func cameTo(t *testing.T, out string) tally {
	t.Helper()
	found := copied.FindStringSubmatch(out)
	if found == nil {
		t.Fatalf("it said %q", out)
	}
	return tally{found[1], found[2], found[3], found[4]}
}

func TestBackupAndRestore(t *testing.T) {
	data, folder := demonstration(t), t.TempDir()
	file := filepath.Join(folder, "monday.db")
	made := cameTo(t, tl(t, "backup", "--data", data, file).ok())
	if made.place != "The backup "+file+" is whole" || made.attachments != "12" {
		t.Errorf("%+v", made)
	}
	if left, err := filepath.Glob(file + "*"); err != nil || len(left) != 2 {
		t.Errorf("there are %v, %v", left, err)
	}
	if uses := uses(t, data); len(uses) != 1 || uses[0] != app.Operator("").Account+" backup" {
		t.Errorf("recorded %q", uses)
	}
	tl(t, "backup", "--data", data, file).fails(exitError, "choose another name, so that no backup is lost.")
	tl(t, "backup", "--data", data, filepath.Join(folder, "none", "x.db")).fails(exitError, "cannot be made: check that its folder exists and can be written to.")

	for name, where := range map[string][]string{
		"in a folder": {"--data", filepath.Join(t.TempDir(), "new")},
		"on a server": {"--database", pgtest.Database(t), "--files", "file://" + filepath.Join(t.TempDir(), "attachments")},
	} {
		t.Run(name, func(t *testing.T) {
			args := append([]string{"restore", file}, where...)
			back := cameTo(t, tl(t, args...).ok())
			if back.place = made.place; back != made {
				t.Errorf("restored %+v, want %+v", back, made)
			}
			if out := tl(t, append([]string{"verify"}, where...)...).ok(); !strings.HasSuffix(out, "\nRoot: "+made.root+"\n") {
				t.Errorf("verify says %q, want root %s", out, made.root)
			}
			was := tl(t, "plan", "show", "--data", data, "--format", "json", "--as-at", "2013-02-01").ok()
			if is := tl(t, append([]string{"plan", "show", "--format", "json", "--as-at", "2013-02-01"}, where...)...).ok(); is != was {
				t.Error("the plan is another")
			}
			tl(t, args...).fails(exitError, "The database to restore into is not empty: restore into a new one, so that nothing is lost.")
			tl(t, append([]string{"backup", filepath.Join(t.TempDir(), "again.db")}, where...)...).ok()
		})
	}
}

func TestABackupWhilePeopleWork(t *testing.T) {
	data := demonstration(t)
	id, _ := demo.Authority()
	s := &session{ctx: t.Context(), where: Where{Data: data}, errs: os.Stderr, out: os.Stdout}
	if err := s.open(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.close(); err != nil {
			t.Error(err)
		}
	}()
	ctx, stop := context.WithCancel(t.Context())
	ended, wrote := make(chan error, 1), make(chan bool, 1)
	go func() {
		var err error
		for err == nil && ctx.Err() == nil {
			agency := s.service.NewID()
			_, err = s.service.Do(t.Context(), app.Operator(id), plan.AddAgency{ID: agency, AgencyName: "Agency " + agency, Kind: "trust"})
			select {
			case wrote <- true:
			default:
			}
		}
		ended <- err
	}()
	<-wrote
	file := filepath.Join(t.TempDir(), "busy.db")
	made := cameTo(t, tl(t, "backup", "--data", data, file).ok())
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	back := cameTo(t, tl(t, "restore", file, "--data", filepath.Join(t.TempDir(), "new")).ok())
	same(t, "root", made.root, back.root)
}

func TestABackupThatIsNotWhole(t *testing.T) {
	data, folder := demonstration(t), t.TempDir()
	file := filepath.Join(folder, "backup.db")
	tl(t, "backup", "--data", data, file).ok()
	lost := demo.Files()[0].Attachment
	if err := os.Remove(filepath.Join(file+".attachments", lost.SHA256)); err != nil {
		t.Fatal(err)
	}
	target := filepath.Join(t.TempDir(), "new")
	tl(t, "restore", file, "--data", target).fails(exitError,
		"missing or altered in "+file+".attachments, so nothing was restored: “"+lost.Name+"” (SHA-256 "+lost.SHA256+").")
	s := tl(t, "restore", file, "--data", target, "--despite-missing")
	if back := cameTo(t, s.out); s.code != 0 || back.attachments != "11" {
		t.Errorf("despite it: %d, %q, %q", s.code, s.out, s.errs)
	}
	same(t, "what is told of it", "throughline: Not restored, because they are missing or altered in the backup: “"+lost.Name+"” (SHA-256 "+lost.SHA256+").\n", s.errs)

	tl(t, "restore", file+"x", "--data", filepath.Join(t.TempDir(), "new")).fails(exitError, "There is no backup at "+file+"x.")
	text := filepath.Join(folder, "notes.txt")
	if err := os.WriteFile(text, []byte("not a backup, whatever its name may be"), 0o600); err != nil {
		t.Fatal(err)
	}
	tl(t, "restore", text, "--data", filepath.Join(t.TempDir(), "new")).fails(exitError, "is not a backup made by Throughline, or it is damaged.")

	// One that was altered after it was made.
	altered := filepath.Join(folder, "altered")
	if err := errors.Join(os.Mkdir(altered, 0o700), os.Rename(file, filepath.Join(altered, databaseFile))); err != nil {
		t.Fatal(err)
	}
	meddle(t, behind(t, altered), "UPDATE ledger_entry SET actor = 'mallory' WHERE seq = 300")
	tl(t, "restore", filepath.Join(altered, databaseFile), "--data", filepath.Join(t.TempDir(), "new")).fails(exitError, "entry 300 no longer matches its hash: it was altered.")
}

func TestABackupOfAServerThatLostAnAttachment(t *testing.T) {
	data := demonstration(t)
	lost := demo.Files()[3].Attachment
	if err := os.WriteFile(filepath.Join(data, "attachments", lost.SHA256), []byte("another"), 0o600); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "backup.db")
	tl(t, "backup", "--data", data, file).fails(exitError, "The backup "+file+" is made, but not with these attachments, which are missing or altered where they are kept: “"+lost.Name+"”")
	if kept, err := os.ReadDir(file + ".attachments"); err != nil || len(kept) != 11 {
		t.Errorf("beside it are %d, %v", len(kept), err)
	}
	tl(t, "restore", file, "--data", filepath.Join(t.TempDir(), "new"), "--as", somebody(t, access.Administrator)).fails(exitError, "leave out --as")
}
