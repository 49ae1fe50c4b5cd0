package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"throughline/proof/cases"
)

type proofCommand struct {
	Kind string `arg:"" optional:"" help:"What is asked: xmr, runs, i, proportions, rare, funnel, funnel-od, poisson-limits, wilson, byar, before-after, its or kappa. Left out, they are listed."`
}

// mostProofRead is the most that is read of a question, in bytes.
const mostProofRead = 64 << 20

// Run reads an object, or an array of them, on standard input and writes the
// answer on standard output as JSON. The objects have the shape of the published
// cases of that name (docs/guide/command-line.md).
func (c proofCommand) Run(s *session) error {
	if c.Kind == "" {
		_, err := fmt.Fprintln(s.out, strings.Join(cases.Kinds(), "\n"))
		return err
	}
	question, err := io.ReadAll(io.LimitReader(s.in, mostProofRead+1))
	if err != nil {
		return fmt.Errorf("standard input can't be read: %w", err)
	}
	if len(question) > mostProofRead {
		return errors.New("standard input holds more than 64 MB. Ask in several parts")
	}
	answer, err := cases.Answer(c.Kind, question)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "%s\n", answer)
	return err
}
