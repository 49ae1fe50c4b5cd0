package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"throughline/access"
	"throughline/calendar"
	"throughline/demo"
)

// private is what no command may print of the people in the demonstration: by
// what it is looked for, what it is.
type private map[string]string

var nameWord = regexp.MustCompile(`^[\p{L}’'-]{3,}$`)

// privateOf gathers names, days of birth, identifiers, addresses, numbers and
// whole sentences from everything that is kept about people, and the secrets of
// accounts and sessions.
func privateOf(t *testing.T, data string) private {
	t.Helper()
	raw, found := behind(t, data), private{}
	eachRow(t, raw, "SELECT kind, thing_id, body FROM version WHERE kind LIKE 'case.%' AND body IS NOT NULL", func(scan func(...any)) {
		var kind, thing string
		var stored []byte
		scan(&kind, &thing, &stored)
		_, body, filed := bytes.Cut(stored, []byte("\n"))
		if !filed {
			body = stored // the record of views is about people, and is not filed
		}
		var held any
		if err := json.Unmarshal(body, &held); err != nil {
			t.Fatalf("%s %s: %v", kind, thing, err)
		}
		found.gather(thing, "", held)
	})
	for _, query := range []string{"SELECT password_hash FROM account", "SELECT token FROM session"} {
		eachRow(t, raw, query, func(scan func(...any)) {
			var secret string
			if scan(&secret); len(secret) > 8 {
				found[secret] = "a secret"
			}
		})
	}
	// What the staff are called, and the words of the plan, are for everybody
	// who runs a command. Some staff have an entry too, as whom supervision is
	// about.
	open := " " + strings.ToLower(tl(t, "plan", "show", "--data", data, "--format", "json").ok()) + " "
	eachRow(t, raw, "SELECT body FROM version WHERE kind IN ('action', 'part') AND body IS NOT NULL", func(scan func(...any)) {
		var body []byte
		scan(&body)
		open += strings.ToLower(string(body)) + " "
	})
	for _, p := range demo.People() {
		open += strings.ToLower(p.Name) + " "
		delete(found, p.Name)
	}
	for _, looked := range slices.Collect(maps.Keys(found)) {
		if !strings.Contains(looked, " ") && nameWord.MatchString(looked) && words(open)[strings.ToLower(looked)] {
			delete(found, looked)
		}
	}
	return found
}

// eachRow reads every row that a query gives.
func eachRow(t *testing.T, db *sql.DB, query string, read func(scan func(into ...any))) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := rows.Close(); err != nil {
			t.Error(err)
		}
	}()
	for rows.Next() {
		read(func(into ...any) {
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
		})
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}

// gather takes what tells of somebody out of a body.
func (p private) gather(thing, field string, held any) {
	switch held := held.(type) {
	case map[string]any:
		if given, family := fmt.Sprint(held["given"]), fmt.Sprint(held["family"]); held["given"] != nil && held["family"] != nil {
			p[given+" "+family], p[family+", "+given] = "the name of "+thing, "the name of "+thing
			for word := range strings.FieldsSeq(given + " " + family) {
				if nameWord.MatchString(word) {
					p[word] = "a name of " + thing
				}
			}
		}
		for name, inner := range held {
			p.gather(thing, name, inner)
		}
	case []any:
		for _, inner := range held {
			p.gather(thing, field, inner)
		}
	case string:
		switch field {
		case "born":
			day, _, _ := strings.Cut(held, "~")
			if d, err := calendar.Parse(day); err == nil {
				p[day], p[d.Long()] = "the birthday of "+thing, "the birthday of "+thing
			}
		case "value", "postcode", "phone", "email", "lines":
			if len(held) >= 5 {
				p[held] = field + " of " + thing
			}
		default:
			if len(held) >= 25 && strings.Contains(held, " ") {
				p[held[:25]] = field + " of " + thing
			}
		}
	}
}

// words are the words of a text, in small letters.
func words(text string) map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !nameLetter(r) }) {
		all[word] = true
	}
	return all
}

func nameLetter(r rune) bool { return nameWord.MatchString(strings.Repeat(string(r), 3)) }

// shown lists what a text shows of what is private.
func (p private) shown(text string) (found []string) {
	in, small := words(text), strings.ToLower(text)
	for looked, what := range p {
		one := !strings.Contains(looked, " ") && nameWord.MatchString(looked)
		if one && in[strings.ToLower(looked)] || !one && strings.Contains(small, strings.ToLower(looked)) {
			found = append(found, fmt.Sprintf("“%s” (%s)", looked, what))
		}
	}
	slices.Sort(found)
	return found
}

// leaves are the commands, as they are typed.
func leaves(t *testing.T) (all []string) {
	t.Helper()
	parser, err := kong.New(&commands{}, kong.Name("throughline"))
	if err != nil {
		t.Fatal(err)
	}
	for _, leaf := range parser.Model.Leaves(true) {
		all = append(all, strings.TrimPrefix(leaf.FullPath(), "throughline "))
	}
	return all
}

// namesTried runs commands and searches what they print.
type namesTried struct {
	t       *testing.T
	private private
	ran     map[string]int
	leaves  []string
}

func (n *namesTried) run(args ...string) said {
	n.t.Helper()
	s := tl(n.t, args...)
	n.looked(args, s.out, s.errs)
	return s
}

func (n *namesTried) looked(args []string, texts ...string) {
	n.t.Helper()
	line := strings.Join(args, " ")
	for _, leaf := range n.leaves {
		if words, _, _ := strings.Cut(leaf, " <"); line == words || strings.HasPrefix(line, words+" ") {
			n.ran[leaf]++
		}
	}
	for _, text := range texts {
		for _, typed := range args { // what was typed may be said again
			text = strings.ReplaceAll(text, typed, "")
		}
		if found := n.private.shown(text); len(found) > 0 {
			n.t.Errorf("throughline %s shows %s:\n%.600s", line, strings.Join(found, ", "), text)
		}
	}
}

// TestNoCommandNamesAnybody runs every command on good input and on bad, over
// the demonstration as it is and as somebody altered it, and searches all that
// is printed, and every paper, for everybody whom records are kept about. Only
// the file that backup makes, and the database that restore fills, are not
// searched: to hold the whole record is what they are for.
func TestNoCommandNamesAnybody(t *testing.T) {
	data := demonstration(t)
	n := &namesTried{t, privateOf(t, data), map[string]int{}, leaves(t)}
	if len(n.private) < 500 || len(n.private.shown("About Ellie Haverthorn, of 14 Sedgewick Rise.")) < 3 {
		t.Fatalf("only %d things are looked for, so this shows little", len(n.private))
	}
	if got := n.private.shown("The ledger is whole. Ruth Pemberley may open this record."); len(got) > 0 {
		t.Fatalf("it finds %s where there is nothing", got)
	}
	n.reading(data)
	n.explaining(data)
	n.keeping(data)
	n.altered(data)
	n.starting(data)
	for _, leaf := range n.leaves {
		if n.ran[leaf] < 2 {
			t.Errorf("%s was tried %d times: try it here on good input and on bad", leaf, n.ran[leaf])
		}
	}
}

// reading is of commands that show the plan, and of command lines that can't be
// understood.
func (n *namesTried) reading(data string) {
	n.t.Helper()
	folder := n.t.TempDir()
	for _, day := range []string{"2012-11-01", "2013-02-01", "1900-01-01", "2112-01-01", "soon"} {
		n.run("plan", "show", "--data", data, "--as-at", day)
		n.run("plan", "show", "--data", data, "--format", "json", "--known-at", day)
		for _, format := range []string{"html", "txt"} {
			file := filepath.Join(folder, day+"."+format)
			n.run("paper", "--data", data, "--out", file, "--format", format, "--as-at", day)
			if text, err := os.ReadFile(file); err == nil {
				n.looked([]string{"paper"}, string(text))
			}
		}
	}
	for _, format := range []string{"xlsx", "csv", "yaml"} {
		file := filepath.Join(folder, "plan."+format)
		n.run("plan", "export", "--data", data, "--out", file, "--format", format)
		if text, err := os.ReadFile(file); err == nil {
			n.looked([]string{"plan", "export"}, string(text))
		}
	}
	n.run("paper", "--data", data, "--out", filepath.Join(folder, "none", "x.txt"), "--format", "txt")
	n.run("paper", "--data", data, "--out", folder, "--format", "txt")
	for _, p := range demo.People() {
		if !p.OneClick {
			continue
		}
		n.run("plan", "show", "--data", data, "--as", p.Email)
		n.run("paper", "--data", data, "--as", p.Email, "--out", filepath.Join(folder, p.Key+".txt"), "--format", "txt")
	}
	owner, unread := somebody(n.t, access.PlanOwner), planFile(n.t, "plan.xlsx", "This is no workbook.")
	theirs := planFile(n.t, "plan.csv", "Action,Lead,By when\nTrain staff,Designated nurse,31/10/2013\n")
	naming := planFile(n.t, "named.csv", "Action,Lead,By when\nSupport Zebedee Quillfeather,Designated nurse,31/10/2013\n")
	for _, line := range [][]string{
		{"plan", "import", theirs, "--dry-run"}, {"plan", "import", unread, "--dry-run", "--format", "json"}, {"plan", "import", theirs, "--data", data, "--as", owner},
		{"plan", "import", theirs, "--data", data, "--as", owner}, {"plan", "import", naming, "--data", data, "--as", owner}, {"plan", "import", theirs, "--data", data},
		{"report", "read", theirs}, {"report", "read", unread}, {"report", "read", planFile(n.t, "report.txt", "Inspection of Westmoor children’s services\n\nWhat needs to improve\n\n- Visits\n")},
		{"pack", "check", n.t.TempDir()}, {"pack", "check", packFolder(n.t, ourPack)}, {"pack", "list"}, {"pack", "list", "--as-at", "soon"}, {"pack", "show", "C26"}, {"pack", "show", "nothing"},
		{"pack", "use", packFolder(n.t, ourPack), "--data", data}, {"pack", "use", "--data", data}, {"pack", "use", n.t.TempDir(), "--data", data}, {"pack", "history", "--data", data}, {"pack", "history", "--data", data, "--as-at", "soon"}, {"import", "records", "dental_check", theirs, "--data", data, "--as", owner}, {"import", "records", "dental_check", theirs, "--data", data},
		{"import", "903", "--data", data, theirs}, {"import", "903", "--data", data, sampleReturn, "--dry-run"}, {"import", "cin", "--data", data, unread}, {"import", "cin", "--data", data, theirs, "--as", owner},
		{"import", "annex-a", "--data", data, "../../ingest/returns/annexa/testdata/Annex_A_2024_Jan.xlsx", "--dry-run"}, {"import", "annex-a", "--data", data, theirs}, {"import", "ssd", "--data", data, theirs}, {"import", "ssd", "--data", data, unread, "--day", "soon"}, {"import", "local", "--data", data, theirs, "--kind", "dental_check", "--from", "2018-01-01", "--until", "2018-03-31", "--dry-run"}, {"import", "local", "--data", data, unread},
		{"import", "list", "--data", data}, {"import", "list", "--data", data, "--format", "json", "--known-at", "soon"},
		{"import", "undo", "nothing", "--data", data, "--reason", "It was wrong"}, {"import", "undo", "nothing", "--data", data, "--reason", " ", "--as", owner},
		{"measures", "--data", data, "--as-at", "2012-12-06"}, {"measures", "--data", data, "--format", "json", "--measure", "nothing"},
		{"deadlines", "--data", data, "--as-at", "2012-12-06"}, {"deadlines", "--data", data, "--format", "csv", "--as-at", "soon"}, {"deadlines", "--data", data, "--as", owner},
		{"export", "ssd", "--data", data, "--out", filepath.Join(n.t.TempDir(), "ssd")}, {"export", "ssd", "--data", data, "--out", data}, {"export", "ssd", "--data", data, "--as", owner, "--out", filepath.Join(n.t.TempDir(), "ssd")},
		{"export", "dfe-daily", "--data", data, "--out", filepath.Join(n.t.TempDir(), "daily"), "--report", filepath.Join(n.t.TempDir(), "report.csv")}, {"export", "dfe-daily", "--data", data, "--dry-run"}, {"export", "dfe-daily", "--data", data, "--as", owner, "--dry-run"},
		{"verdict", "--data", data, "--as-at", "2013-02-01"}, {"verdict", "--data", data, "--format", "json", "--record"}, {"verdict", "--data", data, "--as", owner}, {"verdict", "--data", data, "--as-at", "soon"},
		{"proof"}, {"proof", "wilson"}, {"proof", "magic"},
		{"template"}, {"template", "training_return", "--out", "-"}, {"template", "training_return", "--agency", "Northmoor"},
		{"version"}, {"version", "--loud"}, {"workdays", "add", "2012-03-09", "5"}, {"workdays", "add", "x", "y"},
		{"workdays", "between", "2012-03-09", "2012-04-09"}, {"workdays", "between", "2012-03-09"},
		{"invent", "--children", "20", "--years", "1", "--out", filepath.Join(n.t.TempDir(), "invented")}, {"invent", "--children", "20", "--out", data},
		{"plan", "show", "--database", "postgres://throughline:opensesame@127.0.0.1:1/none"}, {"verify", "--database", "postgres://throughline:opensesame@[::bad/none"},
	} {
		if s := n.run(line...); strings.Contains(s.out+s.errs, "opensesame") {
			n.t.Errorf("%q shows the password of the database: %s%s", line, s.out, s.errs)
		}
	}
}

// explaining asks why staff of each role may or may not reach people, behind
// every wall, and records of every kind.
func (n *namesTried) explaining(data string) {
	n.t.Helper()
	raw := behind(n.t, data)
	var things []string
	eachRow(n.t, raw, `SELECT min(thing_id) FROM filing GROUP BY kind, wall_no, class_no`, func(scan func(...any)) {
		var thing string
		scan(&thing)
		things = append(things, thing)
	})
	if len(things) < 20 {
		n.t.Fatalf("%d things are asked about", len(things))
	}
	people := demo.People()
	for i, thing := range things {
		args := []string{"access", "explain", people[i%len(people)].Email, thing, "--data", data, "--act", []string{"view", "record"}[i%2], "--format", []string{"text", "json"}[i/2%2]}
		if i%3 == 0 {
			args = append(args, "--purpose", string(access.Purposes[i/3%len(access.Purposes)]))
		}
		n.run(args...)
	}
	hidden := demo.ID("person/isla-tamwell")
	for _, line := range [][]string{
		{people[0].Email, "nowhere"}, {people[0].Email, "?"}, {"nobody@example.org", hidden}, {people[0].Email, hidden, "--purpose", "curiosity"},
		{people[0].Email, hidden, "--as", somebody(n.t, access.BoardMember)}, {people[0].Email, hidden, "--as", somebody(n.t, access.SocialWorker)},
		{people[0].Email, hidden, "--policy", n.t.TempDir()}, {people[0].Email}, {people[0].Email, hidden, "--authority", "elsewhere"},
	} {
		n.run(append(append([]string{"access", "explain"}, line...), "--data", data)...)
	}
	n.run("access", "check", policyFolder(n.t, oursToo))
	n.run("access", "check", policyFolder(n.t, strings.Replace(oursToo, `"auditor"`, `"auditors"`, 1)))
	n.run("access", "check", filepath.Join(n.t.TempDir(), "nowhere"))
}

// keeping is of commands that look after the database.
func (n *namesTried) keeping(data string) {
	n.t.Helper()
	folder := n.t.TempDir()
	file, again := filepath.Join(folder, "kept.db"), filepath.Join(folder, "new")
	n.run("verify", "--data", data)
	n.run("verify", "--data", data, "--against", file)
	n.run("checkpoint", "--data", data, "--out", filepath.Join(folder, "checkpoint"))
	n.run("checkpoint", "--data", data, "--out", folder)
	n.run("backup", "--data", data, file).ok()
	n.run("backup", "--data", data, file)
	n.run("restore", file, "--data", again)
	n.run("restore", file, "--data", again)
	n.run("migrate", "--data", data)
	n.run("migrate", "--data", filepath.Join(folder, "made"))
	whole, err := os.ReadFile(file)
	if err != nil {
		n.t.Fatal(err)
	}
	for name, content := range map[string][]byte{"half.db": whole[:len(whole)/2], "text.db": []byte("About Ellie"), "torn.db": bytes.Replace(whole, []byte("Haverthorn"), []byte("Hxverthorn"), 3)} {
		torn := filepath.Join(folder, name)
		if err := os.WriteFile(torn, content, 0o600); err != nil {
			n.t.Fatal(err)
		}
		n.run("restore", torn, "--data", filepath.Join(folder, "from-"+name))
		for _, command := range []string{"verify", "migrate"} {
			n.run(command, "--database", "sqlite:"+torn)
		}
	}
}

// alterations are what somebody did to what is kept about people.
var alterations = map[string]string{
	"a child's name":            `UPDATE version SET body = CAST(replace(CAST(body AS text), 'Ellie', 'Ella') AS blob) WHERE thing_id = $1`,
	"a child's entry, no JSON":  `UPDATE version SET body = CAST(replace(CAST(body AS text), '"given"', 'given') AS blob) WHERE thing_id = $1`,
	"a birthday that is none":   `UPDATE version SET body = CAST(replace(CAST(body AS text), '200', 'x00') AS blob) WHERE thing_id = $1`,
	"a filing, no JSON":         `UPDATE version SET body = CAST('Ellie Haverthorn' AS blob) WHERE thing_id = $1`,
	"how a list is ordered":     `UPDATE filing SET sort_key = CAST('haverthorn, ella' AS blob) WHERE thing_id = $1`,
	"a key to search by":        `UPDATE find_key SET find_key = CAST('name:haverthorn-ellie' AS blob) WHERE rowid = (SELECT min(rowid) FROM find_key WHERE thing_id = $1)`,
	"a key taken away":          `DELETE FROM find_key WHERE thing_id = $1`,
	"a wall":                    `UPDATE filing SET wall_no = 1 WHERE thing_id = $1`,
	"a wall there isn't":        `UPDATE filing SET wall_no = 9 WHERE thing_id = $1`,
	"a class there isn't":       `UPDATE filing SET class_no = 999 WHERE thing_id = $1`,
	"an entry taken away":       `DELETE FROM filing WHERE thing_id = $1`,
	"a tie to nobody":           `UPDATE tie SET holder_id = 'Ellie Haverthorn' WHERE person_id = $1`,
	"an entry without content":  `UPDATE version SET body = NULL WHERE thing_id = $1`,
	"an entry of another child": `UPDATE filing SET own_person_id = 'somebody' WHERE thing_id = $1 AND own_person_id = thing_id`,
}

func (n *namesTried) altered(data string) {
	n.t.Helper()
	child := demo.ID("person/ellie-haverthorn")
	for i, name := range slices.Sorted(maps.Keys(alterations)) {
		altered := filepath.Join(n.t.TempDir(), "demo")
		if err := os.CopyFS(altered, os.DirFS(data)); err != nil {
			n.t.Fatal(err)
		}
		meddle(n.t, behind(n.t, altered), alterations[name], child)
		if s := n.run("verify", "--data", altered); s.code == 0 {
			n.t.Errorf("%s was altered and verify doesn't say so", name)
		}
		n.run("access", "explain", somebody(n.t, access.SocialWorker), child, "--data", altered)
		if i%3 > 0 { // the others read what was altered in the same ways
			continue
		}
		n.run("checkpoint", "--data", altered, "--out", filepath.Join(altered, "checkpoint"))
		n.run("backup", "--data", altered, filepath.Join(altered, "kept.db"))
		n.run("restore", filepath.Join(altered, databaseFile), "--data", filepath.Join(altered, "new"))
		n.run("plan", "show", "--data", altered)
		n.run("paper", "--data", altered, "--out", filepath.Join(altered, "paper.txt"), "--format", "txt")
	}
}

// starting is of commands that serve or build.
func (n *namesTried) starting(data string) {
	n.t.Helper()
	for _, line := range [][]string{
		{"serve", "--data", data, "--addr", "nowhere"}, {"serve", "--data", filepath.Join(n.t.TempDir(), "none")}, {"serve", "--data", data, "--policy", n.t.TempDir()},
		{"demo", "--data", data, "--no-serve"}, {"demo", "--data", data, "--addr", "nowhere"},
		{"setup", "--data", data, "--council", "Oakshire", "--email", "ann@example.org", "--name", "Ann"}, {"setup", "--data", data, "--council", "", "--email", "ann", "--name", ""},
	} {
		n.run(line...)
	}
	for _, line := range [][]string{{"serve", "--data", data, "--addr", "127.0.0.1:0"}, {"demo", "--data", data, "--addr", "127.0.0.1:0"}} {
		address, stop := listening(n.t, line...)
		for _, path := range []string{"/", "/casework/people/" + demo.ID("person/isla-tamwell"), "/nowhere?find=x"} {
			if status, _ := page(n.t, address+path); status == 0 {
				n.t.Errorf("%s was not answered", path)
			}
		}
		_, errs := stop()
		n.looked(line, errs)
	}
}
