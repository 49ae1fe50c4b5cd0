package main

import (
	"errors"
	"fmt"
	"strings"

	"throughline/ingest/local"
)

type templateCommand struct {
	Kind   string `arg:"" optional:"" help:"The code of the kind of record, such as training_return. Left out, the kinds are listed."`
	Out    string `placeholder:"FILE" help:"The workbook to write (.xlsx), or - for standard output."`
	Agency string `placeholder:"NAME" help:"The organisation that is to fill it in."`
	Dir    string `placeholder:"DIR" help:"With a council's own folder laid over the pack."`
}

// Run writes the workbook of a kind, or lists the kinds with who sends them.
func (c templateCommand) Run(s *session) error {
	pack, problems, err := packWith(c.Dir)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return seen(c.Dir, problems)
	}
	if c.Kind == "" {
		for _, kind := range local.Kinds(pack) {
			l, _ := local.Of(pack, kind)
			asked := ""
			if l.Send.Asked() {
				asked = fmt.Sprintf(" (%s, each %s)", l.Send.Who, strings.ReplaceAll(string(l.Send.Each), "_", " "))
			}
			if _, err := fmt.Fprintf(s.out, "%-30s  %s%s\n", kind, l.Name, asked); err != nil {
				return err
			}
		}
		return nil
	}
	if _, ok := local.Of(pack, c.Kind); !ok {
		return fmt.Errorf("the pack has no kind of record called “%s”: %s", c.Kind, pack.Near(c.Kind))
	}
	if c.Out == "" {
		return errors.New("say where the workbook goes: add --out with a file, such as " + c.Kind + ".xlsx")
	}
	made, err := local.Template(pack, c.Kind, c.Agency)
	if err != nil {
		return err
	}
	return s.writeWhole(c.Out, made)
}
