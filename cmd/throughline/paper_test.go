package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/access"
)

func TestThePaperForADate(t *testing.T) {
	data := demonstration(t)
	for _, format := range []string{"html", "txt"} {
		file := filepath.Join(t.TempDir(), "paper."+format)
		args := []string{"paper", "--data", data, "--as-at", "2012-12-06", "--known-at", "2012-12-06", "--format", format, "--out"}
		same(t, "what is said of a file", "", tl(t, append(args, file)...).ok())
		first, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, phrase := range []string{"6 December 2012", "Ribbleshire County Council", "safeguarding actions"} {
			if !bytes.Contains(first, []byte(phrase)) {
				t.Errorf("the %s does not say %q", format, phrase)
			}
		}
		if !bytes.Contains(bytes.ToLower(first), []byte("invented")) || !bytes.Contains(bytes.ToLower(first), []byte("draft")) {
			t.Errorf("the %s does not say that it is invented and a draft", format)
		}
		// Later the same, whatever has been entered, read and asked since.
		behindHand(t, data)
		same(t, "again, over the file", "", tl(t, append(args, file)...).ok())
		again, err := os.ReadFile(file)
		if err != nil || !bytes.Equal(first, again) {
			t.Errorf("the %s made again differs: %v", format, err)
		}
		same(t, "on standard output", string(first), tl(t, append(args, "-")...).ok())
		if left, err := filepath.Glob(filepath.Join(filepath.Dir(file), "*")); err != nil || len(left) != 1 {
			t.Errorf("beside the paper lie %v, %v", left, err)
		}
		if left, err := filepath.Glob(filepath.Join(filepath.Dir(file), ".*")); err != nil || len(left) != 0 {
			t.Errorf("hidden beside the paper lie %v, %v", left, err)
		}
	}
	tl(t, "paper", "--data", data, "--as-at", "1999-01-01", "--out", "-").fails(exitError, "There was no inspection in the plan on 1 January 1999")
	tl(t, "paper", "--data", data, "--as-at", "31 April 2012", "--out", "-").fails(exitError, "there is no 31 April")
}

// TestThePaperInTheFormsThatPeopleKeep asks for a Word document, with a
// council's own styles and without, a PDF and the rows.
func TestThePaperInTheFormsThatPeopleKeep(t *testing.T) {
	data, folder := demonstration(t), t.TempDir()
	at := func(format string, more ...string) (string, []string) {
		file := filepath.Join(folder, "paper."+format)
		return file, append([]string{"paper", "--data", data, "--as-at", "2012-12-06", "--known-at", "2012-12-06", "--format", format, "--out", file}, more...)
	}
	var first []byte
	for format, begins := range map[string]string{"docx": "PK\x03\x04", "pdf": "%PDF-", "csv": "paper,state,demonstration,"} {
		file, args := at(format)
		tl(t, args...).ok()
		body, err := os.ReadFile(file)
		if err != nil || !bytes.HasPrefix(body, []byte(begins)) {
			t.Errorf("the %s begins %.20q, %v", format, body, err)
		}
		if format == "docx" {
			first = body
		}
	}
	file, args := at("docx", "--style", filepath.Join(folder, "paper.docx"))
	tl(t, args...).ok()
	if styled, err := os.ReadFile(file); err != nil || !bytes.HasPrefix(styled, []byte("PK")) || len(first) == 0 {
		t.Errorf("with its own styles: %v", err)
	}
	wrong := filepath.Join(folder, "wrong.docx")
	if err := os.WriteFile(wrong, []byte("%PDF-1.7"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, args = at("docx", "--style", wrong)
	tl(t, args...).fails(exitError, "not a Word document (.docx)")
	tl(t, "serve", "--data", data, "--paper-style", wrong).fails(exitError, "not a Word document (.docx)")
	_, args = at("pdf")
	t.Setenv("PATH", t.TempDir())
	tl(t, args...).fails(exitError, "Chromium is missing")
}

// behindHand enters something new, so that the ledger has moved on.
func behindHand(t *testing.T, data string) {
	t.Helper()
	before := len(recorded(t, data, "access denied"))
	tl(t, "verify", "--data", data, "--as", somebody(t, access.BoardMember)).fails(exitError, "permission")
	if after := len(recorded(t, data, "access denied")); after != before+1 {
		t.Fatalf("%d entries became %d", before, after)
	}
}

func TestAFileThatCannotBeWritten(t *testing.T) {
	data, folder := demonstration(t), t.TempDir()
	file := filepath.Join(folder, "a file")
	if err := os.WriteFile(file, []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, sentence := range map[string]string{
		filepath.Join(folder, "none", "paper.html"): "can't be written: there is no folder " + filepath.Join(folder, "none") + ".",
		folder:                            "can't be written: it is a folder.",
		filepath.Join(file, "paper.html"): "can't be written: part of its path is a file and not a folder.",
		"/dev/full":                       "The file /dev/full can't be written: the disk is full.",
	} {
		tl(t, "paper", "--data", data, "--out", path).fails(exitError, sentence)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if text, err := os.ReadFile(file); err != nil || string(text) != "kept" {
		t.Errorf("the file holds %q, %v", text, err)
	}
}

func TestWhatIsNotAFileIsNotReplaced(t *testing.T) {
	data, folder := demonstration(t), t.TempDir()
	tl(t, "paper", "--data", data, "--format", "txt", "--out", "/dev/null").ok()
	if info, err := os.Stat("/dev/null"); err != nil || info.Mode().IsRegular() {
		t.Fatalf("/dev/null is now a file: %v", err)
	}
	file, link := filepath.Join(folder, "real.txt"), filepath.Join(folder, "link.txt")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	tl(t, "paper", "--data", data, "--format", "txt", "--out", link).ok()
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link was replaced: %v", err)
	}
	if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), "Ribbleshire") {
		t.Errorf("the file it names was not written: %v", err)
	}
}
