package main

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the commands of the guide print into it")

const guide = "../../docs/guide/command-line.md"

// varies is what differs from one building of the demonstration to the next.
var varies = regexp.MustCompile(`[A-Za-z0-9+/]{43}=|2013-02-01T[0-9:.]+Z$|throughline [^ ]+ \(database`)

// TestTheGuidesExamples runs every command of the guide, in one shell, and
// compares what it prints. A line of "…" stands for any that are left out.
func TestTheGuidesExamples(t *testing.T) {
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	commands, want := examples(string(text))
	got := inShell(t, commands)
	fresh := string(text)
	for i, command := range commands {
		if alike(want[i], got[i]) {
			continue
		}
		if fresh = strings.Replace(fresh, "$ "+command+"\n"+want[i], "$ "+command+"\n"+got[i], 1); !*update {
			same(t, command+" (if what it prints is right, run go test -run Guide ./cmd/throughline -update)", want[i], got[i])
		}
	}
	if *update {
		if err := os.WriteFile(guide, []byte(fresh), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if len(commands) < 20 {
		t.Errorf("only %d commands were found in the guide", len(commands))
	}
}

func TestTheGuideNamesEveryCommand(t *testing.T) {
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	commands, _ := examples(string(text))
	all := strings.Join(commands, "\n") + "\n"
	for _, command := range []string{"demo", "setup", "migrate", "plan show", "plan import", "plan export", "report read", "paper", "verify", "checkpoint", "backup", "restore",
		"pack check", "pack list", "pack show", "workdays add", "workdays between", "version"} {
		if !strings.Contains(all, "throughline "+command+" ") && !strings.Contains(all, "throughline "+command+"\n") {
			t.Errorf("the guide has no example of %s", command)
		}
	}
}

// examples finds the commands of the blocks marked console, and what the
// guide says that each prints.
func examples(text string) (commands, prints []string) {
	inside := false
	for line := range strings.Lines(text) {
		switch command, asked := strings.CutPrefix(line, "$ "); {
		case strings.HasPrefix(line, "```"):
			inside = strings.TrimSpace(line) == "```console"
		case inside && asked:
			commands, prints = append(commands, strings.TrimSuffix(command, "\n")), append(prints, "")
		case inside:
			prints[len(prints)-1] += line
		}
	}
	return commands, prints
}

// inShell runs commands one after another in an empty folder, and gives what
// each printed.
func inShell(t *testing.T, commands []string) (prints []string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if err := os.Symlink(self, filepath.Join(bin, "throughline")); err != nil {
		t.Fatal(err)
	}
	const ended = "=== ended ==="
	script := &strings.Builder{}
	for _, command := range commands {
		script.WriteString(command + "\ncode=$?; echo '" + ended + "'; (exit $code)\n")
	}
	cmd := exec.CommandContext(t.Context(), "sh", "-c", "exec 2>&1\n"+script.String())
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), actAsProgram+"=1", "PATH="+bin+":"+os.Getenv("PATH"))
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	prints = strings.Split(string(out), ended+"\n")
	if len(prints) != len(commands)+1 {
		t.Fatalf("%d commands printed %d answers: %s", len(commands), len(prints)-1, out)
	}
	return prints[:len(commands)]
}

func alike(want, got string) bool {
	lines := strings.Split(want, "\n")
	for i, line := range lines {
		if lines[i] = regexp.QuoteMeta(plainly(line)); line == "…" {
			lines[i] = "(?s:.*)"
		}
	}
	return regexp.MustCompile("^" + strings.Join(lines, "\n") + "$").MatchString(masked(got))
}

func plainly(line string) string {
	return varies.ReplaceAllString(strings.ReplaceAll(line, "2013-02-01T…", "~"), "~")
}

func masked(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = varies.ReplaceAllString(line, "~")
	}
	return strings.Join(lines, "\n")
}
