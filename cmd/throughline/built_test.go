package main

import (
	"os/exec"
	"path/filepath"
	"testing"
)

// TestTheBuiltProgram builds the program with its version, as make does, and
// asks it.
func TestTheBuiltProgram(t *testing.T) {
	bin := filepath.Join(t.TempDir(), "throughline")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-ldflags", "-X main.version=v1.2.3", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	ask := func(args ...string) (string, int) {
		cmd := exec.CommandContext(t.Context(), bin, args...)
		out, err := cmd.Output()
		if err != nil && cmd.ProcessState == nil {
			t.Fatal(err)
		}
		return string(out), cmd.ProcessState.ExitCode()
	}
	for _, c := range []struct {
		args []string
		out  string
		code int
	}{
		{[]string{"version"}, "throughline v1.2.3 (database version 4)\n", 0},
		{[]string{"workdays", "add", "2012-03-09", "70"}, "2012-06-22\n", 0},
		{[]string{"workdays", "add", "2012-03-09", "-5"}, "2012-03-02\n", 0},
		{[]string{"workdays", "add", "2012-04-31", "5"}, "", exitError},
		{[]string{"workdays", "add", "2012-03-09", "five"}, "", exitUsage},
		{nil, "", exitUsage},
	} {
		if out, code := ask(c.args...); out != c.out || code != c.code {
			t.Errorf("%q gave %q and %d, want %q and %d", c.args, out, code, c.out, c.code)
		}
	}
}
