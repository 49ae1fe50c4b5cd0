package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"throughline/change"
	"throughline/ingest/document"
	"throughline/ingest/intoplan"
	"throughline/ingest/planfile"
	"throughline/plan"
)

type planImportCommand struct {
	File   string `arg:"" help:"The plan: .xlsx, .docx, .csv or another text table; - for standard input."`
	DryRun bool   `help:"Only say what the file holds. Nothing is written, and no database or account is needed."`
	Format string `enum:"json,text" default:"text" help:"json or text."`

	Inspection string            `placeholder:"NAME" help:"The inspection whose plan it is, by its name or id (default: the only one)."`
	Owner      map[string]string `placeholder:"WORDS=POST" mapsep:"none" help:"The post that the file calls by these words. Once for each; an empty WORDS is for parts that name nobody."`
	AreaDates  bool              `help:"Rows without a date that could be read are due when their area is."`
	Confirm    string            `placeholder:"REASON" help:"Why words that look as if they named somebody name no child."`
}

// A refusedPlan is a document without a plan that can be read.
type refusedPlan struct{ why string }

func (r refusedPlan) Error() string { return r.why }

// mostMemory keeps the reading of any file well under 400 MB, the promise of the product.
const mostMemory = 300 << 20

// Run prints what a plan's document says, and where it could not be understood; and without a dry run brings it into the plan.
func (c planImportCommand) Run(s *session) error {
	debug.SetMemoryLimit(mostMemory)
	name, content, err := s.contentOf(c.File)
	if err != nil {
		return err
	}
	if !c.DryRun {
		return c.bring(s, name, content)
	}
	reading := s.planIn(name, content)
	if c.Format == "text" {
		_, err = io.WriteString(s.out, planfile.Text(reading))
	} else {
		err = reading.WriteJSON(s.out)
	}
	if err == nil && reading.Refused != "" {
		return refusedPlan{reading.Refused}
	}
	return err
}

// imported is what an import gives as JSON.
type imported struct {
	Imported string   `json:"imported,omitempty"` // the file's name
	Actions  int      `json:"actions"`
	Areas    int      `json:"areas"`
	Refused  string   `json:"refused,omitempty"`
	Settle   []string `json:"settle,omitempty"` // what is to be settled first
}

// bring brings the file into the plan, all of it or nothing.
func (c planImportCommand) bring(s *session, name string, content []byte) error {
	if err := s.open(); err != nil {
		return err
	}
	if err := s.openFiles(); err != nil {
		return err
	}
	caller, err := s.caller("plan import")
	if err != nil {
		return err
	}
	before, err := s.service.Plan(s.ctx, caller, whenNow)
	if err != nil {
		return err
	}
	inspection, err := inspectionNamed(before, c.Inspection)
	if err != nil {
		return err
	}
	var unknown error
	settle := func(p *plan.Plan, choices *intoplan.Choices) { unknown = c.settle(p, choices) }
	_, err = s.service.ImportFile(s.ctx, caller, inspection, name, "", content, settle, c.Confirm)
	if unknown != nil {
		return unknown
	}
	if err != nil {
		return c.refused(s, err)
	}
	after, err := s.service.Plan(s.ctx, caller, whenNow)
	if err != nil {
		return err
	}
	done := imported{Imported: name, Actions: after.Actions.Len() - before.Actions.Len(), Areas: after.Areas.Len() - before.Areas.Len()}
	if c.Format == "json" {
		return written(s.out, done)
	}
	_, err = fmt.Fprintf(s.out, "%s was imported: %d actions and %d new areas for improvement. What it claims is shown beside each action.\n", name, done.Actions, done.Areas)
	return err
}

// refused says what stands in the way of an import, of which nothing was written.
func (c planImportCommand) refused(s *session, err error) error {
	var problems change.Problems
	if !errors.As(err, &problems) || c.Format != "json" {
		return err
	}
	out := imported{Refused: "The file was not imported. Nothing was written."}
	for _, p := range problems {
		out.Settle = append(out.Settle, p.Sentence)
	}
	return errors.Join(written(s.out, out), refusedPlan{oneLine(problems.Error())})
}

func written(to io.Writer, value any) error {
	encoder := json.NewEncoder(to)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(value)
}

func (c planImportCommand) settle(p *plan.Plan, choices *intoplan.Choices) error {
	choices.AreaDates = choices.AreaDates || c.AreaDates
	for words, title := range c.Owner {
		post, err := postNamed(p, title)
		if err != nil {
			return err
		}
		choices.Owners[words] = post
		if agency := p.AgencyOfPost(post); choices.Signers[agency] == "" {
			choices.Signers[agency] = intoplan.SignerFor(p, agency)
		}
	}
	return nil
}

func inspectionNamed(p *plan.Plan, name string) (id string, err error) {
	var found []string
	for i := range p.Inspections.All() {
		if name == "" || i.ID == name || strings.Contains(strings.ToLower(i.Title), strings.ToLower(name)) {
			found = append(found, i.ID)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) == 0 && name == "":
		return "", errors.New("no inspection has been recorded: record it in the pages first, with its reports")
	case len(found) == 0:
		return "", fmt.Errorf("there is no inspection called %q: use --inspection with words of its name", name)
	default:
		return "", fmt.Errorf("there are %d inspections that it could be: choose one with --inspection and words of its name", len(found))
	}
}

// postNamed finds a post by its title, or by its agency and title as pages give them.
func postNamed(p *plan.Plan, title string) (id string, err error) {
	var found []string
	for post := range p.Posts.All() {
		whole := p.AgencyName(post.Agency) + ": " + post.Title
		if post.Ended.IsZero() && (post.ID == title || strings.EqualFold(post.Title, title) || strings.EqualFold(whole, title)) {
			found = append(found, post.ID)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return "", fmt.Errorf("there is no post called %q: use its title as the pages give it", title)
	default:
		return "", fmt.Errorf("%d posts are called %q: write the agency, a colon and the title", len(found), title)
	}
}

// planIn reads a plan with the mapping that is guessed for it.
func (s *session) planIn(name string, content []byte) planfile.Reading {
	doc, err := document.Read(s.ctx, name, content, document.Usual(), s.progress("Reading the file, step").steps())
	if err != nil {
		return planfile.Reading{Refused: sentence(err)}
	}
	return planfile.ReadTelling(doc, planfile.Guess(doc), s.progress("Reading the plan, row").steps())
}

// contentOf reads a file that is named on the command line, up to the most that is read of any.
func (s *session) contentOf(path string) (name string, content []byte, err error) {
	most := int64(document.Usual().Bytes) + 1
	if path == "-" {
		content, err = io.ReadAll(io.LimitReader(s.in, most))
		if err != nil {
			return "", nil, fmt.Errorf("standard input can't be read: %s", plain(err))
		}
		return "standard input", content, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return "", nil, fmt.Errorf("the file %s can't be read: %s", path, plain(err))
	}
	defer func() {
		if closing := file.Close(); err == nil && closing != nil {
			err = fmt.Errorf("the file %s can't be read: %s", path, plain(closing))
		}
	}()
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return "", nil, fmt.Errorf("the file %s can't be read: %s", path, plain(&fs.PathError{Err: errIsFolder}))
	}
	content, err = io.ReadAll(io.LimitReader(file, most))
	if err != nil {
		return "", nil, fmt.Errorf("the file %s can't be read: %s", path, plain(err))
	}
	return filepath.Base(path), content, nil
}
