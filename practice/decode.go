package practice

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"throughline/access"
	"throughline/calendar"
	"throughline/deadline"
)

// places says where each declared value stands in its file, by its address.
type places map[any]Place

// at is where a value stands, by a pointer to it.
func (p places) at(pointer any) Place { return p[pointer] }

// reader reads files into sheets.
type reader struct {
	file     string
	places   places
	problems Problems
	partial  bool // a council's file: what it leaves out stays as it is
}

func (r *reader) add(at Place, sentence, mend string) {
	r.problems = append(r.problems, Problem{at, sentence, mend})
}

func (r *reader) placeOf(n ast.Node) Place {
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
		n = m.Values[0].Key
	}
	if n == nil || n.GetToken() == nil {
		return Place{r.file, 1, 1}
	}
	position := n.GetToken().Position
	return Place{r.file, position.Line, position.Column}
}

var givenTwice = regexp.MustCompile(`mapping key "([^"]*)" already defined`)

var yamlPlace = regexp.MustCompile(`^\[(\d+):(\d+)\] ([^\n]*)`)

// parse gives the top of a file, nil where it is empty or can't be read.
func (r *reader) parse(text []byte) ast.Node {
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		at, said := Place{r.file, 1, 1}, err.Error()
		if found := yamlPlace.FindStringSubmatch(said); found != nil {
			at.Line, _ = strconv.Atoi(found[1])
			at.Column, _ = strconv.Atoi(found[2])
			said = found[3]
		}
		said, _, _ = strings.Cut(said, "\n")
		if twice := givenTwice.FindStringSubmatch(said); twice != nil {
			r.add(at, fmt.Sprintf("The key “%s” is given twice.", twice[1]), "Take one of them away.")
			return nil
		}
		r.add(at, "This isn't YAML: "+strings.TrimRight(said, ".")+".", "Check the spaces before the line, and put words with a colon in quotation marks.")
		return nil
	}
	if len(file.Docs) > 1 {
		r.add(r.placeOf(file.Docs[1].Body), "A file holds one sheet, and here a second begins.", "Put it in a file of its own.")
		return nil
	}
	if len(file.Docs) == 0 {
		return nil
	}
	return file.Docs[0].Body
}

// optioned is a type whose words are listed.
type optioned interface{ options() []string }

// optionsOf gives the words that a type allows, or nil where any will do.
func optionsOf(t reflect.Type) []string {
	switch t {
	case reflect.TypeFor[access.Sensitivity]():
		return texts(access.Sensitivities)
	case reflect.TypeFor[access.Compartment]():
		return texts(access.Compartments)
	case reflect.TypeFor[access.Role]():
		return texts(access.Roles)
	case reflect.TypeFor[deadline.Span]():
		return texts(deadline.Spans)
	case reflect.TypeFor[deadline.Counting]():
		return texts(deadline.Countings)
	case reflect.TypeFor[deadline.Window]():
		return []string{string(deadline.ReturnYear)}
	case reflect.TypeFor[deadline.State]():
		return texts(deadline.States)
	}
	if o, ok := reflect.Zero(t).Interface().(optioned); ok {
		return o.options()
	}
	return nil
}

// member is one key that a mapping may hold.
type member struct {
	key   string
	index []int
	field reflect.StructField
}

func membersOf(t reflect.Type) (all []member) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if f.Tag.Get("yaml") == ",inline" {
			for _, inner := range membersOf(f.Type) {
				inner.index = append([]int{i}, inner.index...)
				all = append(all, inner)
			}
			continue
		}
		all = append(all, member{name, []int{i}, f})
	}
	return all
}

func keysOf(members []member) (keys []string) {
	for _, m := range members {
		keys = append(keys, m.key)
	}
	return keys
}

// read puts a node into a value that can be set.
func (r *reader) read(n ast.Node, into reflect.Value) {
	r.places[into.Addr().Interface()] = r.placeOf(n)
	switch held := n.(type) {
	case *ast.TagNode, *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode:
		r.add(r.placeOf(n), "A pack doesn't use tags, anchors or aliases.", "Write the value out.")
		return
	case *ast.NullNode:
		r.add(r.placeOf(n), "There is nothing after the colon.", "Write a value, or take the key away.")
		return
	case *ast.MappingValueNode:
		n = &ast.MappingNode{BaseNode: &ast.BaseNode{}, Start: held.Start, Values: []*ast.MappingValueNode{held}}
	}
	switch {
	case into.Type() == reflect.TypeFor[calendar.Date]():
		r.date(n, into)
	case into.Kind() == reflect.Struct:
		r.mapping(n, into)
	case into.Kind() == reflect.Slice:
		r.list(n, into)
	default:
		r.scalar(n, into)
	}
}

func (r *reader) mapping(n ast.Node, into reflect.Value) {
	m, ok := n.(*ast.MappingNode)
	if !ok {
		r.add(r.placeOf(n), "Here the pack expects keys with values, one a line.", "Use "+orList(keysOf(membersOf(into.Type())))+".")
		return
	}
	members, given := membersOf(into.Type()), map[string]bool{}
	for _, pair := range m.Values {
		key := pair.Key.GetToken().Value
		i := slices.IndexFunc(members, func(m member) bool { return m.key == key })
		switch {
		case i < 0:
			r.add(r.placeOf(pair.Key), fmt.Sprintf("The key “%s” isn't one we know here.", key), oneOf(key, keysOf(members)))
		default:
			given[key] = true
			r.read(pair.Value, into.FieldByIndex(members[i].index))
		}
	}
	for _, m := range members {
		field := into.FieldByIndex(m.index)
		if given[m.key] {
			if m.field.Tag.Get("need") == "yes" && field.Kind() == reflect.Slice && field.Len() == 0 && !r.broken(field) {
				r.add(r.places[field.Addr().Interface()], fmt.Sprintf("The list “%s” is empty.", m.key), "Add something to it.")
			}
			continue
		}
		if _, had := r.places[field.Addr().Interface()]; !had {
			r.places[field.Addr().Interface()] = r.placeOf(n)
			if m.field.Tag.Get("default") != "" && !r.partial {
				setDefault(field, m.field.Tag.Get("default"))
			}
		}
		if m.field.Tag.Get("need") == "yes" && empty(field) && !(r.partial && m.key != "code" && m.key != "id" && m.key != "key") {
			r.add(r.placeOf(n), fmt.Sprintf("This lacks “%s”.", m.key), strings.TrimSpace("Add it. "+m.field.Tag.Get("help")))
		}
	}
}

// broken says whether a problem was found already where a value stands.
func (r *reader) broken(field reflect.Value) bool {
	at := r.places[field.Addr().Interface()]
	return slices.ContainsFunc(r.problems, func(p Problem) bool { return p.Place == at })
}

func empty(field reflect.Value) bool {
	return field.IsZero() || field.Kind() == reflect.Slice && field.Len() == 0
}

func setDefault(field reflect.Value, text string) {
	if field.Kind() == reflect.Bool {
		field.SetBool(text == "true")
		return
	}
	field.SetString(text)
}

func (r *reader) list(n ast.Node, into reflect.Value) {
	s, ok := n.(*ast.SequenceNode)
	if !ok {
		r.add(r.placeOf(n), "Here the pack expects a list.", "Begin each line of it with a hyphen, or put the values in square brackets.")
		return
	}
	// Made at its full length at once, so that its values keep their addresses.
	into.Set(reflect.MakeSlice(into.Type(), len(s.Values), len(s.Values)))
	for i, value := range s.Values {
		r.read(value, into.Index(i))
	}
}

// textOf gives a scalar as it was written. It is not ok for a list or mapping.
func textOf(n ast.Node) (text string, ok bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	default:
		return "", false
	}
}

func (r *reader) date(n ast.Node, into reflect.Value) {
	text, ok := textOf(n)
	day, err := calendar.Parse(text)
	if !ok || err != nil {
		if err == nil {
			err = errors.New("this is not a date: write it like 2013-04-15")
		}
		r.add(r.placeOf(n), sentence(err.Error()), "")
		return
	}
	into.Set(reflect.ValueOf(day))
}

func (r *reader) scalar(n ast.Node, into reflect.Value) {
	text, ok := textOf(n)
	if !ok {
		r.add(r.placeOf(n), "Here the pack expects one value.", "Write it on the line of its key.")
		return
	}
	switch into.Kind() {
	case reflect.Bool:
		if _, isBool := n.(*ast.BoolNode); !isBool {
			r.add(r.placeOf(n), fmt.Sprintf("“%s” is not yes or no.", text), "Write true or false.")
			return
		}
		into.SetBool(text == "true")
	case reflect.Int:
		number, err := strconv.Atoi(text)
		if _, isInt := n.(*ast.IntegerNode); !isInt || err != nil || number < 0 || number > 100000 {
			r.add(r.placeOf(n), fmt.Sprintf("“%s” is not a whole number that we can use.", text), "Write it in figures, from 0 to 100000.")
			return
		}
		into.SetInt(int64(number))
	case reflect.Float64:
		number, err := strconv.ParseFloat(text, 64)
		if err != nil {
			r.add(r.placeOf(n), fmt.Sprintf("“%s” is not a number.", text), "Write it in figures, such as 0.95.")
			return
		}
		into.SetFloat(number)
	case reflect.String:
		switch n.(type) {
		case *ast.StringNode, *ast.LiteralNode:
		default:
			r.add(r.placeOf(n), fmt.Sprintf("“%s” isn't words, as YAML reads it.", text), "Put it in quotation marks.")
			return
		}
		if options := optionsOf(into.Type()); options != nil && !slices.Contains(options, text) {
			r.add(r.placeOf(n), fmt.Sprintf("“%s” isn't one of the words that may stand here.", text), oneOf(text, options))
			return
		}
		if strings.TrimSpace(text) == "" {
			r.add(r.placeOf(n), "There is nothing between the quotation marks.", "Write a value, or take the key away.")
		}
		into.SetString(strings.TrimSpace(text))
	default:
		r.add(r.placeOf(n), "This can't be read.", "Report it as a fault of the program.")
	}
}

func sentence(s string) string {
	s = strings.TrimRight(s, ".")
	return strings.ToUpper(s[:1]) + s[1:] + "."
}
