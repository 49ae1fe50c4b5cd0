package practice

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/interpreter"

	"throughline/calendar"
	"throughline/deadline"
)

// names is what a condition may ask about: each name with its type, and the
// words by which people know it.
type names map[string]named

type named struct {
	kind  FieldType
	words string
	lines []Field // of a list
}

// with adds the fields of something under a prefix, and whether each is given.
func (n names) with(prefix string, fields []Field) names {
	for _, f := range fields {
		n[prefix+f.Name] = named{f.Type, f.Words, f.Fields}
	}
	return n
}

func (n names) add(prefix string, values map[string]FieldType) names {
	for name, kind := range values {
		n[prefix+name] = named{kind: kind, words: strings.ReplaceAll(name, "_", " ")}
	}
	return n
}

func celType(t FieldType) *cel.Type {
	switch t {
	case DateField:
		return cel.TimestampType
	case YesNoField:
		return cel.BoolType
	case CountField:
		return cel.IntType
	case NumberField:
		return cel.DoubleType
	case ChoicesField:
		return cel.ListType(cel.StringType)
	case ListField:
		return cel.ListType(cel.MapType(cel.StringType, cel.DynType))
	default:
		return cel.StringType
	}
}

// history is what a clock's condition asks what else happened.
var historyType = cel.OpaqueType("history")

type history struct{ *deadline.Situation }

func (h history) ConvertToNative(reflect.Type) (any, error) {
	return nil, errors.New("what happened can't be turned into a value")
}
func (h history) ConvertToType(ref.Type) ref.Val {
	return types.NewErr("what happened has no other type")
}
func (h history) Equal(ref.Val) ref.Val { return types.False }
func (h history) Type() ref.Type        { return historyType }
func (h history) Value() any            { return h.Situation }

func environment(about names, clock bool) (*cel.Env, error) {
	options := []cel.EnvOption{
		cel.ExtendedValidations(),
		cel.Function("date", cel.Overload("date_string", []*cel.Type{cel.StringType}, cel.TimestampType, cel.UnaryBinding(func(v ref.Val) ref.Val {
			day, err := calendar.Parse(fmt.Sprint(v.Value()))
			if err != nil {
				return types.NewErr("%s", err.Error())
			}
			return types.Timestamp{Time: utc(day)}
		}))),
	}
	for name, of := range about {
		options = append(options, cel.Variable(name, celType(of.kind)), cel.Variable("given."+name, cel.BoolType))
	}
	if clock {
		options = append(
			options, cel.Variable("history", historyType), cel.Variable("age", cel.IntType), cel.Variable("age_at_due", cel.IntType),
			cel.Function("happened", cel.MemberOverload("history_happened", []*cel.Type{historyType, cel.StringType}, cel.BoolType, cel.BinaryBinding(func(h, event ref.Val) ref.Val {
				return types.Bool(h.(history).Happened(fmt.Sprint(event.Value())))
			}))),
			cel.Function("within", cel.MemberOverload("history_within", []*cel.Type{historyType, cel.StringType, cel.IntType, cel.StringType}, cel.BoolType, cel.FunctionBinding(func(args ...ref.Val) ref.Val {
				amount, _ := args[2].Value().(int64)
				length := deadline.Length{Amount: int(amount), Span: deadline.Span(fmt.Sprint(args[3].Value()))}
				return types.Bool(args[0].(history).HappenedWithin(fmt.Sprint(args[1].Value()), length))
			}))),
		)
	}
	return cel.NewEnv(options...)
}

func utc(d calendar.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// program is a compiled condition.
type program struct {
	run   cel.Program
	about names
	hears []string
	// aboutPerson says that it asks who the subject is, such as their age.
	aboutPerson bool
}

// fault is something wrong in a condition, at a place in its text.
type fault struct {
	line, column   int // from 0
	sentence, mend string
}

var undeclared = regexp.MustCompile(`undeclared reference to '([^']*)'`)

// compile makes a program of a condition that must be true or false.
func compile(text string, about names, clock bool, events func(string) bool, eventNames []string) (*program, []fault) {
	env, err := environment(about, clock)
	if err != nil {
		return nil, []fault{{sentence: "The condition can't be checked: " + err.Error() + ".", mend: "Give two fields with one name different names."}}
	}
	checked, issues := env.Compile(text)
	if issues.Err() != nil {
		var faults []fault
		for _, e := range issues.Errors() {
			faults = append(faults, faultOf(text, e.Location.Line()-1, e.Location.Column(), e.Message, about, clock))
		}
		return nil, faults
	}
	if checked.OutputType() != cel.BoolType {
		return nil, []fault{{sentence: fmt.Sprintf("The condition “%s” is not true or false.", text), mend: "Compare it with something, as in outcome == \"refused\"."}}
	}
	p := &program{about: about}
	faults := p.listen(checked.NativeRep(), events, eventNames)
	faults = append(faults, lineFields(checked.NativeRep(), about)...)
	if len(faults) > 0 {
		return nil, faults
	}
	options := []cel.ProgramOption{cel.EvalOptions(cel.OptOptimize)}
	if len(loops(checked.NativeRep())) > 0 { // what doesn't loop ends soon, and is twice as fast when its steps aren't counted
		options = append(options, cel.CostLimit(100000))
	}
	if p.run, err = env.Program(checked, options...); err != nil {
		return nil, []fault{{sentence: "The condition can't be used: " + err.Error() + ".", mend: "Write it more simply."}}
	}
	return p, nil
}

// faultOf puts a compiler's message in our words, where we know what it means.
func faultOf(text string, line, column int, message string, about names, clock bool) fault {
	f := fault{line: line, column: column, sentence: "The condition can't be read: " + firstLine(message) + ".", mend: "Check its brackets and quotation marks."}
	if found := undeclared.FindStringSubmatch(message); found != nil {
		name := dotted(text, line, column, found[1])
		known := []string{}
		for n := range about {
			known = append(known, n, "given."+n)
		}
		if clock {
			known = append(known, "age", "age_at_due", "history")
		}
		slices.Sort(known)
		f.sentence, f.mend = fmt.Sprintf("The condition asks about “%s”, which nothing here records.", name), oneOf(name, known)
	} else if strings.Contains(message, "no matching overload") {
		f.sentence, f.mend = "The condition compares things that can't be compared: "+firstLine(message)+".", "Put words in quotation marks, and days as date(\"2013-04-15\")."
	}
	return f
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return strings.TrimRight(s, ".")
}

var nameHere = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*`)

// dotted is the whole name that stands at a place of the text.
func dotted(text string, line, column int, short string) string {
	lines := strings.Split(text, "\n")
	if line < 0 || line >= len(lines) || column > len(lines[line]) {
		return short
	}
	start := column
	for start > 0 && (lines[line][start-1] == '.' || nameHere.MatchString(lines[line][start-1:start])) {
		start--
	}
	if whole := nameHere.FindString(lines[line][start:]); whole != "" {
		return whole
	}
	return short
}

// listen gathers the events that the condition asks about.
func (p *program) listen(checked *ast.AST, known func(string) bool, all []string) (faults []fault) {
	for _, e := range ast.MatchDescendants(ast.NavigateAST(checked), ast.KindMatcher(ast.IdentKind)) {
		p.aboutPerson = p.aboutPerson || asksAboutPerson(e.AsIdent())
	}
	for _, e := range ast.MatchDescendants(ast.NavigateAST(checked), ast.KindMatcher(ast.CallKind)) {
		call := e.AsCall()
		if call.FunctionName() == "date" && len(call.Args()) == 1 {
			if text, ok := literal(call.Args()[0]); !ok || badDate(text) {
				faults = append(faults, faultAt(checked, call.Args()[0].ID(), "“"+text+"” is not a date.", "Write it like date(\"2013-04-15\")."))
			}
		}
		if call.FunctionName() != "happened" && call.FunctionName() != "within" {
			continue
		}
		event, ok := literal(call.Args()[0])
		if !ok || !known(event) {
			faults = append(faults, faultAt(checked, call.Args()[0].ID(), fmt.Sprintf("The event “%s” isn't one that anything gives.", event), oneOf(event, all)))
			continue
		}
		p.hears = append(p.hears, event)
		if call.FunctionName() == "within" {
			if span, ok := literal(call.Args()[2]); !ok || !slices.Contains([]string{"working_days", "days", "weeks", "months"}, span) {
				faults = append(faults, faultAt(checked, call.Args()[2].ID(), fmt.Sprintf("“%s” isn't something to count in.", span), "Use working_days, days, weeks or months."))
			}
		}
	}
	return faults
}

func loops(checked *ast.AST) []ast.NavigableExpr {
	return ast.MatchDescendants(ast.NavigateAST(checked), ast.KindMatcher(ast.ComprehensionKind))
}

// lineFields checks the fields of the lines of a list, as in
// attendees.exists(a, a.agency == "police").
func lineFields(checked *ast.AST, about names) (faults []fault) {
	for _, e := range loops(checked) {
		loop := e.AsComprehension()
		if loop.IterRange().Kind() != ast.IdentKind {
			continue
		}
		list, ok := about[loop.IterRange().AsIdent()]
		if !ok || list.kind != ListField {
			continue
		}
		for _, s := range ast.MatchDescendants(e, ast.KindMatcher(ast.SelectKind)) {
			sel := s.AsSelect()
			if sel.Operand().Kind() != ast.IdentKind || sel.Operand().AsIdent() != loop.IterVar() {
				continue
			}
			var known []string
			for _, f := range list.lines {
				known = append(known, f.Name)
			}
			if !slices.Contains(known, sel.FieldName()) {
				faults = append(faults, faultAt(checked, s.ID(), fmt.Sprintf("The lines of the list have no field “%s”.", sel.FieldName()), oneOf(sel.FieldName(), known)))
			}
		}
	}
	return faults
}

func literal(e ast.Expr) (string, bool) {
	if e.Kind() != ast.LiteralKind {
		return "", false
	}
	text, ok := e.AsLiteral().Value().(string)
	return text, ok
}

func badDate(text string) bool {
	_, err := calendar.Parse(text)
	return err != nil
}

func faultAt(checked *ast.AST, id int64, sentence, mend string) fault {
	at := checked.SourceInfo().GetStartLocation(id)
	return fault{at.Line() - 1, at.Column(), sentence, mend}
}

// values gives a program what it asks for, and remembers what was blank.
type values struct {
	of    func(name string) (any, bool)
	blank []string
}

func (v *values) ResolveName(name string) (any, bool) {
	value, known := v.of(name)
	if !known {
		if !slices.Contains(v.blank, name) {
			v.blank = append(v.blank, name)
		}
		return nil, false
	}
	switch value := value.(type) {
	case calendar.Date:
		return types.Timestamp{Time: utc(value)}, true
	case int:
		return int64(value), true
	default:
		return value, true
	}
}

// Parent is nil: there are no values but those that are asked for.
func (v *values) Parent() interpreter.Activation { return nil }

// holds runs the program. What is blank and could matter is named in missing.
func (p *program) holds(of func(name string) (any, bool)) (holds bool, missing []string) {
	asked := &values{of: of}
	out, _, err := p.run.Eval(asked)
	if err == nil {
		held, ok := out.Value().(bool)
		return held && ok, nil
	}
	for _, name := range asked.blank {
		missing = append(missing, p.words(name))
	}
	if len(missing) == 0 {
		missing = []string{"something that a condition asks about: " + firstLine(err.Error())}
	}
	return false, missing
}

func (p *program) words(name string) string {
	switch name {
	case "age", "age_at_due":
		return "the date of birth"
	}
	if held := p.about[name]; held.words != "" {
		return held.words
	}
	_, field, ok := strings.Cut(name, ".")
	if !ok {
		field = name
	}
	return strings.ReplaceAll(field, "_", " ")
}

// Holds answers for a deadline in the making.
func (p *program) Holds(s *deadline.Situation) (bool, []string) {
	return p.holds(func(name string) (any, bool) {
		if name == "history" {
			return history{s}, true
		}
		return s.Value(name)
	})
}
