package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// smallDisk names the folder on which the process that was started for it
// puts a disk of its own.
const smallDisk = "THROUGHLINE_TEST_SMALL_DISK"

const diskFull = "The disk is full, so nothing was saved: free some space and try again."

// TestADiskThatFills runs in a process of its own, where a real disk can be
// small without anybody else seeing it. Where the system allows no such thing,
// a file that may not grow stands for a disk that is full.
func TestADiskThatFills(t *testing.T) {
	if folder := os.Getenv(smallDisk); folder != "" {
		if err := syscall.Mount("none", folder, "tmpfs", 0, "size=14m"); err != nil {
			t.Fatalf("cannot mount: %v", err)
		}
		onASmallDisk(t, folder)
		return
	}
	cmd := program(t, "-test.run=^TestADiskThatFills$", "-test.v")
	cmd.Env = append(os.Environ(), smallDisk+"="+t.TempDir())
	cmd.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS}
	if os.Geteuid() != 0 {
		cmd.SysProcAttr.Cloneflags = syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Geteuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getegid(), Size: 1}}
	}
	out, err := cmd.CombinedOutput()
	switch {
	case err == nil && strings.Contains(string(out), "--- PASS: TestADiskThatFills"):
		t.Log("a disk of 14 MB was filled")
	case errors.Is(err, syscall.EPERM), errors.Is(err, syscall.EACCES), strings.Contains(string(out), "cannot mount"):
		t.Logf("this system allows no disk of the test's own (%v), so a file may not grow instead", err)
		whereAFileMayNotGrow(t)
	default:
		t.Fatalf("%v: %s", err, out)
	}
}

func onASmallDisk(t *testing.T, disk string) {
	t.Helper()
	elsewhere := demonstration(t)
	data := filepath.Join(disk, "demo")

	// Built on a disk with too little room: told, not half-claimed, and whole as far as it got.
	fill(t, disk, 3<<19)
	tl(t, "demo", "--data", data, "--no-serve").fails(exitError, diskFull)
	tl(t, "plan", "show", "--data", data).fails(exitError, "is not finished")
	if s := tl(t, "verify", "--data", data); s.code != 0 || !whole.MatchString(s.out) {
		t.Errorf("verify ended with %d: %q", s.code, s.errs)
	}
	if err := errors.Join(os.RemoveAll(data), os.Remove(filepath.Join(disk, "filler")), os.CopyFS(data, os.DirFS(elsewhere))); err != nil {
		t.Fatal(err)
	}

	paper := filepath.Join(disk, "paper.html")
	tl(t, "paper", "--data", data, "--out", paper, "--as-at", "2012-12-06").ok()
	was, err := os.ReadFile(paper)
	if err != nil {
		t.Fatal(err)
	}
	fill(t, disk, 0)
	tl(t, "paper", "--data", elsewhere, "--out", paper).fails(exitError, "The file "+paper+" can't be written: the disk is full.")
	if is, err := os.ReadFile(paper); err != nil || string(is) != string(was) {
		t.Errorf("the paper that was there is spoilt: %v", err)
	}
	s := tl(t, "backup", "--data", elsewhere, filepath.Join(disk, "backup.db"))
	s.fails(exitError, "")
	if !strings.Contains(s.errs, "space") && !strings.Contains(s.errs, "disk is full") {
		t.Errorf("the backup said %q", s.errs)
	}
	// What cannot be recorded is not shown.
	tl(t, "plan", "show", "--data", data).fails(exitError, diskFull)
	left, err := os.ReadDir(disk)
	if err != nil || len(left) != 3 {
		t.Errorf("on the disk lie %v, %v", left, err)
	}

	if err := os.Remove(filepath.Join(disk, "filler")); err != nil {
		t.Fatal(err)
	}
	same(t, "with room again", tl(t, "plan", "show", "--data", elsewhere).ok(), tl(t, "plan", "show", "--data", data).ok())
	verified(t, data)
}

// fill writes a file until only so many bytes are left.
func fill(t *testing.T, disk string, left int64) {
	t.Helper()
	file, err := os.Create(filepath.Join(disk, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	n, err := io.Copy(file, zeroes{})
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("the disk took %d bytes: %v", n, err)
	}
	if err := errors.Join(file.Truncate(max(0, n-left)), file.Close()); err != nil {
		t.Fatal(err)
	}
}

type zeroes struct{}

func (zeroes) Read(p []byte) (int, error) { return len(p), nil }

func whereAFileMayNotGrow(t *testing.T) {
	t.Helper()
	data := filepath.Join(t.TempDir(), "demo")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := program(t)
	cmd.Path, cmd.Args = "/bin/sh", []string{"sh", "-c", `ulimit -f 1024; exec "$0" demo --no-serve --data "$1"`, self, data}
	out, err := cmd.Output()
	if err == nil || len(out) != 0 {
		t.Fatalf("it was built: %s", out)
	}
	if s := tl(t, "verify", "--data", data); s.code != 0 || !whole.MatchString(s.out) {
		t.Errorf("verify ended with %d: %q", s.code, s.errs)
	}
	tl(t, "plan", "show", "--data", data).fails(exitError, "is not finished")
}
