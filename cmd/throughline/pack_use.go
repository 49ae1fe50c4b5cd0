package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"throughline/calendar"
	"throughline/practice"
)

type packUseCommand struct {
	Dir     string `arg:"" optional:"" help:"Folder with the council's own .yaml files, laid over the pack for England."`
	Shipped bool   `help:"Use the pack for England as it is in this program, without a council's files."`
}

type packHistoryCommand struct {
	AsAt   string `placeholder:"DATE" help:"Those in use up to a date."`
	Format string `enum:"json,text" default:"text" help:"json or text."`
}

// Run puts a pack in use from today, and says nothing is changed where it is
// the one in use already.
func (c packUseCommand) Run(s *session) error {
	if (c.Dir == "") != c.Shipped {
		return errors.New("say which pack to use: name a council's folder, or add --shipped for the pack in this program")
	}
	var council practice.Files
	var err error
	if c.Dir != "" {
		if council, err = packFiles(c.Dir); err != nil {
			return err
		}
	}
	if err := s.open(); err != nil {
		return err
	}
	caller, err := s.caller("pack use")
	if err != nil {
		return err
	}
	receipt, pack, err := s.service.UsePack(s.ctx, caller, council)
	if problems, wrong := errors.AsType[practice.Problems](err); wrong {
		if _, err := fmt.Fprintln(s.out, problems.Error()); err != nil {
			return err
		}
		return unusable(problems)
	}
	if err != nil {
		return err
	}
	if receipt.Seq == 0 {
		_, err = fmt.Fprintf(s.out, "This pack is in use already, so nothing was changed. Its hash is %s.\n", pack.Hash())
		return err
	}
	_, err = fmt.Fprintf(s.out, "The pack is in use from %s, by entry %d: %d kinds of record, %d clocks, %d measures and %d alerts. Its hash is %s.\n",
		s.service.Today().Long(), receipt.Seq, len(pack.Kinds), len(pack.Clocks), len(pack.Measures), len(pack.Alerts), pack.Hash())
	return err
}

// packUsed is one use of a pack as JSON.
type packUsed struct {
	From  calendar.Date `json:"from"`
	Entry int64         `json:"entry"`
	Hash  string        `json:"hash"`
	By    string        `json:"by"`
	Files []string      `json:"files"` // the council's own
}

// Run lists the packs that were put in use, the latest first.
func (c packHistoryCommand) Run(s *session) error {
	when, err := s.moment(c.AsAt)
	if err != nil {
		return err
	}
	if err := s.open(); err != nil {
		return err
	}
	caller, err := s.caller("pack history")
	if err != nil {
		return err
	}
	uses, err := s.service.PackHistory(s.ctx, caller, when)
	if err != nil {
		return err
	}
	used := []packUsed{}
	for _, use := range uses {
		used = append(used, packUsed{use.On, use.Seq, use.Hash, use.ByName, append([]string{}, slices.Sorted(maps.Keys(use.Council))...)})
	}
	if c.Format == "json" {
		return writeJSON(s.out, used)
	}
	return printUses(s.out, used, s.service.ShippedPack().Hash())
}

func printUses(out io.Writer, used []packUsed, shipped string) error {
	for _, use := range used {
		files := "the pack for England by itself"
		if len(use.Files) > 0 {
			files = "with the council's " + strings.Join(use.Files, ", ")
		}
		if _, err := fmt.Fprintf(out, "%s: entry %d, by %s, %s. Hash %s.\n", use.From.Long(), use.Entry, use.By, files, use.Hash); err != nil {
			return err
		}
	}
	until := "None was put in use, so"
	if len(used) > 0 {
		until = "Before " + used[len(used)-1].From.Long()
	}
	_, err := fmt.Fprintf(out, "%s the pack for England in this program is used. Its hash is %s.\n", until, shipped)
	return err
}
