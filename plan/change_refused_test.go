package plan_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
)

// refusal is a change that must be refused, for exactly these reasons. The
// story is that of startThePlan, then of story.
type refusal struct {
	name   string
	story  func(a *acting)
	by     string
	on     calendar.Date // today when zero
	change plan.Change
	want   change.Problems
}

func because(kind change.Kind, field, sentence string) change.Problems {
	return change.Problems{{Kind: kind, Field: field, Sentence: sentence}}
}

func invalid(field, sentence string) change.Problems { return because(change.Invalid, field, sentence) }
func forbidden(sentence string) change.Problems      { return because(change.Forbidden, "", sentence) }
func stale(sentence string) change.Problems          { return because(change.Stale, "", sentence) }

func missing(what string) change.Problems {
	return because(change.NotFound, "", "We can't find that "+what+". It may have been entered in another authority, or the link may be wrong.")
}

func outdated(what string) change.Problems {
	return stale("Someone else changed this " + what + " while you were working. Compare the two and choose what to keep.")
}

var allRefusals = [][]refusal{
	inspectionRefusals, areaRefusals, reportedRefusals, actionRefusals, importRefusals, copyRefusals, partRefusals, progressRefusals, evidenceRefusals,
	extensionRefusals, signRefusals, partnerRefusals, postRefusals, teamRefusals, measureRefusals, rebaseRefusals, yardstickRefusals,
}

// Every refusal gives its exact reasons, and changes nothing. Together they
// hear every sentence that the changes can say.
func TestRefusals(t *testing.T) {
	start := startThePlan(t)
	var heard []string
	for _, each := range slices.Concat(allRefusals...) {
		t.Run(fmt.Sprintf("%T %s", each.change, each.name), func(t *testing.T) {
			a := start.fork()
			a.t = t
			if each.story != nil {
				each.story(a)
			}
			on := each.on
			if on.IsZero() {
				on = a.today
			}
			_, err := a.tryOn(a.by(each.by), each.change, on)
			got, _ := err.(change.Problems) //nolint:errorlint // exactly Problems, and never wrapped
			if diff := cmp.Diff(each.want, got); diff != "" {
				t.Errorf("refused with %v (-want +got):\n%s", err, diff)
			}
			for _, problem := range got {
				heard = append(heard, problem.Sentence)
			}
		})
	}
	for _, story := range []func(*acting){reportedNotComplete, handedOverSigned} { // reasons that the changes give themselves
		a := start.fork()
		a.t = t
		story(a)
		heard = append(heard, a.part("A1a").TakenBack[0].Reason)
	}
	for _, sentence := range heard {
		if !plain.MatchString(sentence) {
			t.Errorf("%q is not plain sentences", sentence)
		}
	}
	for where, said := range sentencesInSource(t) {
		if !slices.ContainsFunc(heard, said.MatchString) {
			t.Errorf("%s: no test hears %s", where, said)
		}
	}
}

var plain = regexp.MustCompile(`^[A-Z0-9“][^\n]*[^ .]\.$`)

// sentencesInSource finds what the changes can say: each written sentence, as
// a pattern with anything where a value goes.
func sentencesInSource(t *testing.T) map[string]*regexp.Regexp {
	t.Helper()
	files, err := filepath.Glob("change_*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no changes found: %v", err)
	}
	said := map[string]*regexp.Regexp{}
	fset := token.NewFileSet()
	for _, name := range slices.DeleteFunc(files, func(name string) bool { return strings.HasSuffix(name, "_test.go") }) {
		file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if e, ok := n.(ast.Expr); ok {
				if pattern := sentencePattern(e); pattern != "" {
					said[fset.Position(e.Pos()).String()] = regexp.MustCompile("^" + pattern + "$")
					return false
				}
			}
			return true
		})
	}
	if len(said) < 90 {
		t.Fatalf("found only %d sentences in the changes", len(said))
	}
	return said
}

// sentencePattern is the pattern of a sentence, or "" for any other expression.
// A sentence is joined text that ends in a full stop and has a space in it.
func sentencePattern(e ast.Expr) string {
	pattern, text := joined(e)
	if !strings.Contains(text, " ") || !strings.HasSuffix(text, ".") {
		return ""
	}
	return pattern
}

var verb = regexp.MustCompile(`%[sdq]`)

func joined(e ast.Expr) (pattern, text string) {
	switch e := e.(type) {
	case *ast.BasicLit:
		value, err := strconv.Unquote(e.Value)
		if e.Kind != token.STRING || err != nil {
			return "", ""
		}
		pieces := verb.Split(value, -1)
		for i := range pieces {
			pieces[i] = regexp.QuoteMeta(pieces[i])
		}
		return strings.Join(pieces, ".+"), value
	case *ast.BinaryExpr:
		left, leftText := joined(e.X)
		right, rightText := joined(e.Y)
		return orAnything(left) + orAnything(right), leftText + rightText
	case *ast.CallExpr: // a format with its values
		if len(e.Args) > 1 {
			if f, ok := e.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Sprintf" {
				return joined(e.Args[0])
			}
		}
	}
	return "", ""
}

func orAnything(pattern string) string {
	if pattern == "" {
		return ".+"
	}
	return pattern
}
