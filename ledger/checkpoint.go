package ledger

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// Position is how far one authority's ledger had got, and its root there.
type Position struct {
	Authority string
	Size      int64
	Root      tlog.Hash
}

// Checkpoint says how far every ledger had got at a time. Kept somewhere
// else, it shows later that nothing up to there was rewritten or cut off.
type Checkpoint struct {
	At    time.Time
	Trees []Position // in order of authority
}

const checkpointFormat = "throughline checkpoint 1"

// Format writes the checkpoint as a small text file.
func (c Checkpoint) Format() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", checkpointFormat, c.At.UTC().Format(time.RFC3339Nano))
	for _, p := range c.Trees {
		fmt.Fprintf(&b, "%s %d %s\n", p.Authority, p.Size, p.Root)
	}
	return b.String()
}

// ParseCheckpoint reads what Format wrote. An error names the line.
func ParseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n"), "\n")
	if lines[0] != checkpointFormat {
		return Checkpoint{}, fmt.Errorf("line 1 of the checkpoint should be %q: this is not a checkpoint this program can read", checkpointFormat)
	}
	if len(lines) < 2 {
		return Checkpoint{}, errors.New("the checkpoint stops after line 1: use the whole file")
	}
	at, err := time.Parse(time.RFC3339Nano, lines[1])
	if err != nil {
		return Checkpoint{}, fmt.Errorf("line 2 of the checkpoint should be a time like 2013-02-01T09:30:00Z, and is %q", lines[1])
	}
	c := Checkpoint{At: at.UTC()}
	for i, line := range lines[2:] {
		p, err := parsePosition(line)
		if err != nil {
			return Checkpoint{}, fmt.Errorf("line %d of the checkpoint %w", i+3, err)
		}
		if slices.ContainsFunc(c.Trees, func(other Position) bool { return other.Authority == p.Authority }) {
			return Checkpoint{}, fmt.Errorf("line %d of the checkpoint names the authority %s a second time", i+3, p.Authority)
		}
		c.Trees = append(c.Trees, p)
	}
	slices.SortFunc(c.Trees, func(a, b Position) int { return strings.Compare(a.Authority, b.Authority) })
	return c, nil
}

func parsePosition(line string) (Position, error) {
	words := strings.Split(line, " ")
	if len(words) != 3 || words[0] == "" {
		return Position{}, errors.New("should be an authority, a number of entries and a hash")
	}
	size, err := strconv.ParseInt(words[1], 10, 64)
	if err != nil || size < 0 {
		return Position{}, fmt.Errorf("should give a number of entries, and gives %q", words[1])
	}
	root, err := tlog.ParseHash(words[2])
	if err != nil {
		return Position{}, fmt.Errorf("should end in a hash, and ends in %q", words[2])
	}
	return Position{words[0], size, root}, nil
}
