package access

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
)

// rule is one policy of a file.
type rule struct {
	id, because, source string
	permits             bool // and otherwise forbids
	file                string
	line, column        int
	cedar               *ast.Policy
}

func (r rule) fault(sentence string) Fault { return Fault{r.file, r.line, r.column, sentence} }

// Fault is something in a file of the policy that can't stand, with what to
// do about it. Line and Column start at 1.
type Fault struct {
	File         string
	Line, Column int
	Sentence     string
}

// Faults is everything found wrong with a policy's files.
type Faults []Fault

func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, fault := range f {
		lines[i] = fmt.Sprintf("%s:%d:%d: %s", fault.File, fault.Line, fault.Column, fault.Sentence)
	}
	return strings.Join(lines, "\n")
}

// text is a file's text with its name, to tell places in it.
type text struct{ file, content string }

// fault is at the first needle after an offset, or at the offset without one.
func (t text) fault(offset int, needle, sentence string) Fault {
	if i := strings.Index(t.content[offset:], needle); needle != "" && i >= 0 {
		offset += i
	}
	before := t.content[:offset]
	start := strings.LastIndexByte(before, '\n') + 1
	return Fault{t.file, strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[start:]) + 1, sentence}
}

// readRules reads files in the order of their names.
func readRules(files map[string][]byte) (rules []rule, faults Faults) {
	placed := map[string]rule{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		found, more := readFile(name, files[name])
		faults = append(faults, more...)
		for _, r := range found {
			if other, had := placed[r.id]; had {
				faults = append(faults, r.fault(fmt.Sprintf("The id “%s” is already that of the rule at %s:%d:%d. Give one of them another id.", r.id, other.file, other.line, other.column)))
				continue
			}
			placed[r.id] = r
			rules = append(rules, r)
		}
	}
	return rules, faults
}

func readFile(name string, content []byte) (rules []rule, faults Faults) {
	t := text{name, string(content)}
	switch {
	case !strings.HasSuffix(name, ".cedar"):
		return nil, Faults{t.fault(0, "", "The name of a file of rules ends in “.cedar”. Rename this file, or take it out of the folder.")}
	case !utf8.Valid(content):
		return nil, Faults{t.fault(0, "", "This file is not plain text in UTF-8. Save it as UTF-8.")}
	}
	if i := strings.IndexFunc(t.content, isControl); i >= 0 {
		return nil, Faults{t.fault(i, "", "There is a control character here, which can't be seen and belongs in no rule. Take it out.")}
	}
	list, err := cedar.NewPolicyListFromBytes(name, content)
	if err != nil {
		return nil, Faults{t.unread(err)}
	}
	for _, policy := range list {
		r, more := t.rule((*ast.Policy)(policy.AST()))
		faults = append(faults, more...)
		if len(more) == 0 {
			rules = append(rules, r)
		}
	}
	return rules, faults
}

func isControl(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune("\n\r\t", r) }

var placeInError = regexp.MustCompile(`<input>:(\d+):(\d+)(?: ("(?:[^"\\]|\\.)*"))?`)

// unread turns the parser's error into a fault at its place.
func (t text) unread(err error) Fault {
	fault := Fault{t.file, 1, 1, "This file can't be read as rules: " + err.Error() + ". Compare it with the rules in the guide."}
	found := placeInError.FindStringSubmatch(err.Error())
	if found == nil {
		return fault
	}
	line, errLine := strconv.Atoi(found[1])
	column, errColumn := strconv.Atoi(found[2])
	if cmp.Or(errLine, errColumn) != nil {
		return fault
	}
	lines := strings.Split(t.content, "\n")
	fault.Line = min(max(line, 1), len(lines))
	fault.Column = min(max(column, 1), utf8.RuneCountInString(lines[fault.Line-1])+1)
	at := ""
	if token, err := strconv.Unquote(found[3]); err == nil && token != "" {
		at = " at “" + token + "”"
	}
	fault.Sentence = "This can't be read as a rule" + at + ". Look just before this place for a word spelt wrongly, or a missing comma, bracket, quotation mark or semicolon."
	return fault
}

var (
	ruleID     = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	conditions = regexp.MustCompile(`\)\s*(when|unless)\b`)
	fragment   = regexp.MustCompile(`^[^\s].*[^\s.]$`)
)

// rule holds one policy to what every rule must say of itself, and to the part
// of Cedar that rules are written in.
func (t text) rule(policy *ast.Policy) (rule, Faults) {
	at := policy.Position.Offset
	r := rule{file: t.file, line: policy.Position.Line, column: policy.Position.Column, permits: policy.Effect == ast.EffectPermit, cedar: policy}
	var faults Faults
	add := func(needle, sentence string) { faults = append(faults, t.fault(at, needle, sentence)) }
	for _, note := range policy.Annotations {
		value := string(note.Value)
		switch note.Key {
		case "id":
			r.id = value
		case "because":
			r.because = value
		case "source":
			r.source = value
		default:
			add("@"+string(note.Key), "A rule says @id, @because and @source of itself, and nothing else. Take out @"+string(note.Key)+".")
		}
	}
	if !ruleID.MatchString(r.id) {
		add("@id", "Each rule needs an @id of its own, in small letters, digits and hyphens, such as @id(\"social-worker-own-children\").")
	}
	if !fragment.MatchString(r.because) {
		add("@because", "Each rule needs a @because: why, as the end of a sentence that begins “They may, because”, on one line and without its full stop.")
	}
	if strings.TrimSpace(r.source) == "" {
		add("@source", "Each rule needs a @source: who decided it, and when or where it is written.")
	}
	for _, bad := range badForm(policy) {
		if place := conditions.FindStringIndex(t.content[at:]); bad.condition && place != nil {
			faults = append(faults, t.fault(at+place[0], bad.needle, bad.sentence))
			continue
		}
		add(bad.needle, bad.sentence)
	}
	if r.permits && strings.HasPrefix(r.id, wallPrefix) {
		add("permit", "A wall forbids. Write “forbid”, or give the rule an id that doesn't begin with “"+wallPrefix+"”.")
	}
	return r, faults
}
