package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"throughline/app"
	"throughline/dfedaily"
	"throughline/dfedaily/post"
)

type exportDailyCommand struct {
	AsAt   string `placeholder:"DATE" help:"The day to describe (default: today)."`
	Out    string `placeholder:"DIR" help:"A new or empty folder to write to: a file for each post of up to 100 children."`
	To     string `placeholder:"URL" help:"Send it to this address of the department's service instead. The keys come from the environment or from files that it names: see the guide."`
	LACode string `name:"la-code" placeholder:"NNN" help:"With --to: the council's three-digit code."`
	State  string `placeholder:"FILE" help:"What was taken before: only what changed since is sent. Needed with --to, which keeps it up to date after every post."`
	Purge  bool   `help:"Ask for the removal of children who were taken before and are not known now."`
	Report string `placeholder:"FILE" help:"Write a row for each place where a child breaks the department's schema, and so is left out, to this .csv file."`
	DryRun bool   `help:"Only say what would be written or sent."`
}

// dailyState is what a --state file holds.
type dailyState struct {
	Council string `json:"la_code"`
	To      string `json:"to"`
	dfedaily.Accepted
}

// stateBeside is the file beside written posts that is the state once all of them are taken.
const stateBeside = "state-when-taken.json"

func (c exportDailyCommand) check() error {
	switch {
	case (c.Out == "") == (c.To == "") && !(c.DryRun && c.Out == ""):
		return errors.New("say either --out, for a folder, or --to, for the address to send to")
	case c.To != "" && c.State == "":
		return errors.New("say with --state where to keep what was taken: a sending that stops halfway goes on from there")
	case c.Report != "" && !strings.EqualFold(filepath.Ext(c.Report), ".csv"):
		return errors.New("the report is a .csv file: end its name with .csv")
	case c.Out != "" && !c.DryRun:
		return emptyFolder(c.Out)
	}
	return nil
}

// Run writes or sends the daily payload.
func (c exportDailyCommand) Run(s *session) error {
	if err := c.check(); err != nil {
		return err
	}
	when, err := s.moment(c.AsAt)
	if err != nil {
		return err
	}
	var client *post.Client
	if c.To != "" {
		keys, err := dailyKeys()
		if err != nil {
			return err
		}
		if client, err = post.New(c.To, c.LACode, keys, time.Now); err != nil {
			return err
		}
	}
	state, err := c.state()
	if err != nil {
		return err
	}
	if err := s.open(); err != nil {
		return err
	}
	all, broken, err := c.known(s, when)
	if err != nil {
		return err
	}
	send, gone, err := state.Changes(all, c.Purge)
	if err != nil {
		return err
	}
	send, gone = sparing(broken, send, gone)
	posts := dfedaily.Posts(send)
	sayf(s.out, "New, changed or to be removed since they were last taken: %d. Posts: %d.\n", len(send), len(posts))
	if len(gone) > 0 && !c.Purge {
		sayf(s.out, "Taken before and not known now: %d. Nothing is asked about them: to have them removed, add --purge.\n", len(gone))
	}
	switch {
	case c.DryRun:
		return nil
	case client == nil:
		return c.write(s, state, posts)
	}
	return c.send(s, client, state, posts)
}

// brokenRules are the places where a child breaks the department's schema, by the child's number.
type brokenRules map[string][]dfedaily.Fault

// sparing leaves alone whom the department has taken before and who only can't be sent now: they are known, and not to be removed.
func sparing(broken brokenRules, send []dfedaily.Child, gone []string) (toSend []dfedaily.Child, notKnown []string) {
	stays := func(id string) bool { _, is := broken[id]; return is }
	return slices.DeleteFunc(send, func(c dfedaily.Child) bool { return c.Purge && stays(c.ID) }), slices.DeleteFunc(gone, stays)
}

// known gives the payload of every child who has something to tell and keeps to the department's schema, in the order of their numbers.
func (c exportDailyCommand) known(s *session, when app.When) ([]dfedaily.Child, brokenRules, error) {
	caller, err := s.caller("export dfe-daily")
	if err != nil {
		return nil, nil, err
	}
	tally, broken := newTally(), brokenRules{}
	var all []dfedaily.Child
	day, err := s.eachKnown(caller, "exported the daily payload", when, func(k app.KnownChild) error {
		rows := tally.rows(&k)
		if k.Shared {
			broken[strings.ToUpper(k.Child)] = []dfedaily.Fault{{Where: "la_child_id", Rule: "one child for each number"}}
		}
		if rows == nil {
			return nil
		}
		child := dfedaily.Of(rows)
		all = append(all, child)
		found, err := dfedaily.Check(child)
		if len(found) > 0 {
			broken[child.ID] = found
		}
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	pack, err := s.service.PackAt(s.ctx, caller, when)
	if err != nil {
		return nil, nil, err
	}
	all = slices.DeleteFunc(all, func(child dfedaily.Child) bool { return len(broken[child.ID]) > 0 })
	slices.SortFunc(all, func(a, b dfedaily.Child) int { return strings.Compare(a.ID, b.ID) })
	sayf(s.out, "Known, and as the department asks, on %s: %s.\n", day.Long(), counted(int64(len(all)), "child", "children"))
	if len(broken) > 0 {
		sayf(s.out, "Left out: %s the department’s schema. See which, and where, with --report.\n", counted(int64(len(broken)), "child who breaks", "children who break"))
	}
	tally.say(s.out, pack)
	return all, broken, c.report(s, broken)
}

// report writes which children break what: the only place where their numbers are told.
func (c exportDailyCommand) report(s *session, broken brokenRules) error {
	if c.Report == "" {
		return nil
	}
	var body bytes.Buffer
	out := csv.NewWriter(&body)
	lines := [][]string{{"la_child_id", "where", "rule", "what to do"}}
	for _, id := range slices.Sorted(maps.Keys(broken)) {
		for _, f := range broken[id] {
			lines = append(lines, []string{id, f.Where, f.Rule, f.Sentence()})
		}
	}
	if err := out.WriteAll(lines); err != nil {
		return fmt.Errorf("the report can't be made: %s", plain(err))
	}
	return s.writeWhole(c.Report, body.Bytes())
}

// write puts each post into a file of its own, and beside them the state to go on from once somebody had them all taken.
func (c exportDailyCommand) write(s *session, state *dailyState, posts [][]dfedaily.Child) error {
	if err := os.MkdirAll(c.Out, folderMode); err != nil {
		return fmt.Errorf("the folder %s can't be made: %s", c.Out, plain(err))
	}
	progress := s.progress("Posts written")
	for i, children := range posts {
		body, err := json.Marshal(children)
		if err != nil {
			return fmt.Errorf("the payload can't be written: %s", plain(err))
		}
		if err := s.writeWhole(filepath.Join(c.Out, fmt.Sprintf("post-%04d.json", i+1)), body); err != nil {
			return err
		}
		if err := state.takeAll(children); err != nil {
			return err
		}
		progress.tell(int64(i+1), int64(len(posts)))
	}
	return state.keep(s, filepath.Join(c.Out, stateBeside))
}

// send sends one post after another. What was taken is kept after each, so that a second run goes on where this one stopped.
func (c exportDailyCommand) send(s *session, client *post.Client, state *dailyState, posts [][]dfedaily.Child) error {
	state.Council, state.To = c.LACode, c.To
	for i, children := range posts {
		receipt, err := client.Send(s.ctx, children)
		if err != nil {
			return fmt.Errorf("post %d of %d was not taken: %w", i+1, len(posts), err)
		}
		if err := state.takeAll(children); err != nil {
			return err
		}
		if err := state.keep(s, c.State); err != nil {
			return err
		}
		sayf(s.out, "Post %d of %d was taken: children: %d, receipt %.40q.\n", i+1, len(posts), len(children), receipt)
	}
	return nil
}

func (d *dailyState) takeAll(children []dfedaily.Child) error {
	for _, child := range children {
		if err := d.Take(child); err != nil {
			return err
		}
	}
	return nil
}

func (d *dailyState) keep(s *session, path string) error {
	kept, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("what was taken can't be written: %s", plain(err))
	}
	return s.writeWhole(path, kept)
}

// state reads what was taken before; nothing, where there is no such file yet.
func (c exportDailyCommand) state() (*dailyState, error) {
	state := &dailyState{}
	if c.State == "" {
		return state, nil
	}
	body, err := os.ReadFile(c.State)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return state, nil
	case err != nil:
		return nil, fmt.Errorf("the file %s can't be read: %s", c.State, plain(err))
	case json.Unmarshal(body, state) != nil:
		return nil, fmt.Errorf("the file %s doesn't hold what was taken before: name another, and everything is sent again", c.State)
	case c.To != "" && state.To != "" && (state.Council != c.LACode || state.To != c.To):
		return nil, fmt.Errorf("the file %s holds what another address or council's code took: name another file for this one", c.State)
	}
	return state, nil
}

// dailyKeys reads the department's keys from the environment, or from the files that it names: a command line is seen by others on the machine.
func dailyKeys() (keys post.Keys, err error) {
	for name, to := range map[string]*string{
		"TOKEN_URL": &keys.TokenURL, "CLIENT_ID": &keys.ClientID, "CLIENT_SECRET": &keys.ClientSecret, "SCOPE": &keys.Scope, "SUPPLIER_KEY": &keys.SupplierKey,
	} {
		name = "THROUGHLINE_DFE_" + name
		*to = os.Getenv(name)
		path := os.Getenv(name + "_FILE")
		if path == "" {
			continue
		}
		if *to != "" {
			return post.Keys{}, fmt.Errorf("%s and %s_FILE are both set: set one of them", name, name)
		}
		body, err := os.ReadFile(filepath.Clean(path))
		if err != nil {
			return post.Keys{}, fmt.Errorf("the file that %s_FILE names can't be read: %s", name, plain(err))
		}
		*to = strings.TrimSpace(string(body))
	}
	return keys, nil
}
