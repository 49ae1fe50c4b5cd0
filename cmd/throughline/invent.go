package main

import (
	"fmt"

	"throughline/invent"
)

type inventCommand struct {
	Children int     `required:"" placeholder:"N" help:"How many children the council knows of over all the years."`
	Years    int     `default:"3" placeholder:"Y" help:"For how many years there are returns."`
	From     int     `default:"2022" placeholder:"YEAR" help:"The first year, by the March in which it ends."`
	Seed     uint64  `default:"1" placeholder:"S" help:"A number. The same number gives the same files."`
	Faults   float64 `default:"0" placeholder:"SHARE" help:"How many rows have something wrong in them, from 0 to 1. Each is listed."`
	Stories  bool    `default:"true" negatable:"" help:"Plant three changes: a measure that gets better, one that stays as it was and one that gets worse."`
	Out      string  `required:"" placeholder:"DIR" help:"The folder to write to, which must be empty or not there."`
}

// Run writes the files of an invented council.
func (c inventCommand) Run(s *session) error {
	if c.Years < 1 {
		return fmt.Errorf("%d years: ask for 1 or more", c.Years)
	}
	council := invent.Council{Seed: c.Seed, Children: c.Children, First: c.From, Last: c.From + c.Years - 1, Faults: c.Faults, Edges: 0.01}
	if c.Stories {
		council.Stories = invent.ThreeStories(council.First, council.Last)
	}
	planted, err := council.Folder(c.Out, s.progress("Writing the invented council, return").steps())
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "An invented council of %d children, for the years to March %d to %d, is in %s. Nobody in it exists. %d faults were planted: see %s.\n",
		c.Children, council.First, council.Last, c.Out, planted, invent.ManifestName)
	return err
}
