package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"throughline/access"
	"throughline/change"
	"throughline/store"
)

type accessCommand struct {
	Explain accessExplainCommand `cmd:"" help:"Say why somebody may, or may not, reach a record today."`
	Check   accessCheckCommand   `cmd:"" help:"Check a council's own access policy before it is used."`
}

type accessExplainCommand struct {
	User    string `arg:"" help:"The person's email address."`
	Record  string `arg:"" help:"The record's id, as in the address of its page."`
	Purpose string `placeholder:"PURPOSE" help:"For one purpose, such as direct_work (default: each that their roles have)."`
	Act     string `enum:"view,record,register,arrange" default:"view" help:"view, record, register or arrange."`
	Format  string `enum:"json,text" default:"text" help:"json or text."`
}

// Run explains for each place that the person has in the council.
func (c accessExplainCommand) Run(s *session) error {
	purpose := access.Purpose(c.Purpose)
	if c.Purpose != "" && !purpose.Known() {
		return fmt.Errorf("“%s” is not a purpose: choose from %s", c.Purpose, purposesInWords())
	}
	if err := s.open(); err != nil {
		return err
	}
	asker, err := s.caller("access explain")
	if err != nil {
		return err
	}
	who, err := s.accounts().ByEmail(s.ctx, c.User)
	if _, unknown := errors.AsType[change.Problems](err); unknown {
		return fmt.Errorf("nobody here can sign in as %s: check the email address", c.User)
	}
	if err != nil {
		return err
	}
	callers, err := s.service.CallersAs(s.ctx, asker.Authority, who.ID)
	if err != nil {
		return err
	}
	if len(callers) == 0 {
		return s.explained(c.Format, access.Explanation{Sentence: who.Name + " may not open this record: they have no place in this council today."})
	}
	for _, of := range callers {
		why, err := s.service.Explain(s.ctx, asker, of, purpose, access.Act(c.Act), c.Record)
		if errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("there is no record %s in this council: copy the id from the address of its page", c.Record)
		}
		if err != nil {
			return err
		}
		if err := s.explained(c.Format, why); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) explained(format string, why access.Explanation) error {
	if format == "text" {
		_, err := fmt.Fprintln(s.out, why.Sentence)
		return err
	}
	encoder := json.NewEncoder(s.out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(map[string]any{"allowed": why.Allowed, "rule": why.Rule, "file": why.File, "sentence": why.Sentence})
}

func purposesInWords() string {
	names := make([]string, len(access.Purposes))
	for i, p := range access.Purposes {
		names[i] = string(p)
	}
	return strings.Join(names, ", ")
}

type accessCheckCommand struct {
	Dir string `arg:"" help:"Folder with the council's own .cedar files."`
}

// Run refuses a policy with a fault, and says where it is.
func (c accessCheckCommand) Run(s *session) error {
	policy, err := policyIn(c.Dir)
	if err != nil {
		return err
	}
	checked, err := policy.Check()
	if err != nil {
		return fmt.Errorf("the policy in %s can't be used:\n%w", c.Dir, err)
	}
	_, err = fmt.Fprintf(s.out, "The policy can be used: it fills a table of %d cells, of which %d are open. Its fingerprint is %s.\n", checked.Cells, checked.Open, policy.Fingerprint())
	return err
}

// policy is the one in the program, with the council's own files on top when
// --policy names their folder.
func (s *session) policy() (*access.Policy, error) {
	if s.where.Policy == "" {
		return access.Shipped()
	}
	return policyIn(s.where.Policy)
}

// policyIn reads a folder of a council's own files. A folder without any is
// refused: it would leave the council thinking that its own rules hold.
func policyIn(dir string) (*access.Policy, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("the policy's folder %s can't be read: %s", dir, plain(err))
	}
	files := map[string][]byte{}
	for _, entry := range entries {
		if entry.IsDir() || filepath.Ext(entry.Name()) != ".cedar" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return nil, fmt.Errorf("the policy's file %s can't be read: %s", entry.Name(), plain(err))
		}
		files[entry.Name()] = text
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("there is no policy in %s: put files that end in .cedar there, or leave out --policy", dir)
	}
	policy, err := access.Overlaid(files)
	if err != nil {
		return nil, fmt.Errorf("the policy in %s can't be used:\n%w", dir, err) // a line for each fault, beginning with its place
	}
	return policy, nil
}
