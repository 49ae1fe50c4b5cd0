package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"throughline/calendar"
	"throughline/practice"
	"throughline/practice/england"
)

type packCommand struct {
	Check packCheckCommand `cmd:"" help:"Check a council's own folder of the practice pack before it is used."`
	List  packListCommand  `cmd:"" help:"List the kinds of record, clocks, measures and alerts of the pack."`
	Show  packShowCommand  `cmd:"" help:"Show one kind of record, clock, measure, alert or audit criterion."`

	Use     packUseCommand     `cmd:"" help:"Put a council's own pack in use, from today."`
	History packHistoryCommand `cmd:"" help:"List the packs that were put in use."`
}

type packCheckCommand struct {
	Dir    string `arg:"" help:"Folder with the council's own .yaml files."`
	Alone  bool   `help:"Check the folder as a whole pack of its own, and not as laid over the pack for England."`
	Format string `enum:"json,text" default:"text" help:"json or text."`
}

type packListCommand struct {
	Dir    string `placeholder:"DIR" help:"With a council's own folder laid over the pack."`
	AsAt   string `placeholder:"DATE" help:"Only what is on, and in force on a date."`
	Format string `enum:"json,text" default:"text" help:"json or text."`
}

type packShowCommand struct {
	Code   string `arg:"" help:"The code of a kind, clock, alert or criterion, or the id or code of a measure: dental_check, C26, M19."`
	Dir    string `placeholder:"DIR" help:"With a council's own folder laid over the pack."`
	Format string `enum:"json,text" default:"text" help:"json or text."`
}

// mostPackFile is far more than any file of a pack holds.
const mostPackFile = 4 << 20

// packFiles reads the .yaml files of a folder.
func packFiles(dir string) (practice.Files, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("the folder %s can't be read: %s", dir, plain(err))
	}
	files := practice.Files{}
	for _, entry := range entries {
		if entry.IsDir() || !slices.Contains([]string{".yaml", ".yml"}, filepath.Ext(entry.Name())) {
			continue
		}
		path := filepath.Join(dir, entry.Name())
		if info, err := os.Stat(path); err == nil && info.Size() > mostPackFile {
			return nil, fmt.Errorf("%s is larger than a file of a pack can be: split it into files of less than %d MB", path, mostPackFile>>20)
		}
		if files[entry.Name()], err = os.ReadFile(path); err != nil {
			return nil, fmt.Errorf("%s can't be read: %s", path, plain(err))
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("the folder %s has no .yaml files: name the folder that holds the pack", dir)
	}
	return files, nil
}

// packWith gives the pack for England, with a council's folder over it where
// one is named.
func packWith(dir string) (*practice.Pack, practice.Problems, error) {
	base, err := england.Files()
	if err != nil {
		return nil, nil, err
	}
	if dir == "" {
		pack, problems := practice.Load(base)
		return pack, problems, nil
	}
	council, err := packFiles(dir)
	if err != nil {
		return nil, nil, err
	}
	pack, problems := practice.Overlay(base, council)
	return pack, problems, nil
}

// unusable is a pack that was read and has problems.
func unusable(problems practice.Problems) error {
	if len(problems) == 1 {
		return errors.New("the pack can't be used: mend the 1 problem above")
	}
	return fmt.Errorf("the pack can't be used: mend the %d problems above", len(problems))
}

// seen is the same where the problems aren't listed.
func seen(dir string, problems practice.Problems) error {
	if len(problems) == 1 {
		return fmt.Errorf("the pack in %s has 1 problem: see it with throughline pack check", dir)
	}
	return fmt.Errorf("the pack in %s has %d problems: see them with throughline pack check", dir, len(problems))
}

// checkedPack is what a check gives as JSON.
type checkedPack struct {
	Hash     string        `json:"hash,omitempty"`
	Kinds    int           `json:"kinds"`
	Clocks   int           `json:"clocks"`
	Measures int           `json:"measures"`
	Alerts   int           `json:"alerts"`
	Problems []packProblem `json:"problems"`
}

type packProblem struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Sentence string `json:"sentence"`
	Mend     string `json:"mend,omitempty"`
}

// Run prints each problem with its place, or what the pack holds.
func (c packCheckCommand) Run(s *session) error {
	pack, problems, err := c.read()
	if err != nil {
		return err
	}
	checked := checkedPack{Problems: []packProblem{}}
	for _, p := range problems {
		checked.Problems = append(checked.Problems, packProblem{p.File, p.Line, p.Column, p.Sentence, p.Mend})
	}
	if pack != nil {
		checked.Hash, checked.Kinds, checked.Clocks, checked.Measures, checked.Alerts = pack.Hash(), len(pack.Kinds), len(pack.Clocks), len(pack.Measures), len(pack.Alerts)
	}
	if err := c.print(s.out, checked, problems); err != nil {
		return err
	}
	if len(problems) > 0 {
		return unusable(problems)
	}
	return nil
}

func (c packCheckCommand) read() (*practice.Pack, practice.Problems, error) {
	if !c.Alone {
		return packWith(c.Dir)
	}
	files, err := packFiles(c.Dir)
	if err != nil {
		return nil, nil, err
	}
	pack, problems := practice.Load(files)
	return pack, problems, nil
}

func (c packCheckCommand) print(out io.Writer, checked checkedPack, problems practice.Problems) error {
	if c.Format == "json" {
		return writeJSON(out, checked)
	}
	if len(problems) > 0 {
		_, err := fmt.Fprintln(out, problems.Error())
		return err
	}
	_, err := fmt.Fprintf(out, "The pack can be used: %d kinds of record, %d clocks, %d measures and %d alerts. Its hash is %s.\n", checked.Kinds, checked.Clocks, checked.Measures, checked.Alerts, checked.Hash)
	return err
}

func writeJSON(out io.Writer, v any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}

// Run lists what the pack holds, a line each.
func (c packListCommand) Run(s *session) error {
	pack, problems, err := packWith(c.Dir)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return seen(c.Dir, problems)
	}
	listed := pack.List()
	if c.AsAt != "" {
		day, err := calendar.Parse(c.AsAt)
		if err != nil {
			return err
		}
		listed = slices.DeleteFunc(listed, func(l practice.Listed) bool { return !l.InForce(day) })
	}
	if c.Format == "json" {
		return writeJSON(s.out, listed)
	}
	for _, one := range listed {
		if _, err := fmt.Fprintln(s.out, one.Line()); err != nil {
			return err
		}
	}
	return nil
}

// Run shows every version of what has the code.
func (c packShowCommand) Run(s *session) error {
	pack, problems, err := packWith(c.Dir)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return seen(c.Dir, problems)
	}
	shown := pack.Show(c.Code)
	if len(shown) == 0 {
		return fmt.Errorf("the pack has nothing called “%s”: %s", c.Code, pack.Near(c.Code))
	}
	if c.Format == "json" {
		return writeJSON(s.out, shown)
	}
	texts := make([]string, len(shown))
	for i, one := range shown {
		texts[i] = one.Text()
	}
	_, err = io.WriteString(s.out, strings.Join(texts, "\n"))
	return err
}
