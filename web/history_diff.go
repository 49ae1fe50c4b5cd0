package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"throughline/app"
	"throughline/calendar"
	"throughline/plan"
)

// difference is one field that is not the same in two versions of a thing.
type difference struct {
	Field  string   `json:"field"`
	Label  string   `json:"label"`
	Before []string `json:"before"` // of a list, only what was taken out
	After  []string `json:"after"`  // of a list, only what was added
	List   bool     `json:"list"`
}

// teller puts what a version holds into words.
type teller struct {
	kind string
	name func(id string) (string, bool) // the name of a thing
}

// leaf is one field of a body as words. A list has a value for each item.
type leaf struct {
	path   string
	values []string
	list   bool
}

// differences compares two bodies of one kind, field by field, in the order
// in which they are kept. With no body before, all that was recorded differs.
func (t teller) differences(before, after []byte) ([]difference, error) {
	was, err := t.leaves(before)
	if err != nil {
		return nil, err
	}
	is, err := t.leaves(after)
	if err != nil {
		return nil, err
	}
	var found []difference
	for _, now := range is {
		then, _ := leafAt(was, now.path)
		found = t.compare(found, then, now)
	}
	for _, then := range was {
		if _, still := leafAt(is, then.path); !still {
			found = t.compare(found, then, leaf{path: then.path, list: then.list})
		}
	}
	return found, nil
}

func leafAt(all []leaf, path string) (leaf, bool) {
	for _, l := range all {
		if l.path == path {
			return l, true
		}
	}
	return leaf{}, false
}

func (t teller) compare(found []difference, then, now leaf) []difference {
	if slices.Equal(then.values, now.values) {
		return found
	}
	d := difference{Field: now.path, Label: fieldLabel(t.kind, now.path), Before: then.values, After: now.values}
	if now.list || then.list {
		out, in := without(then.values, now.values), without(now.values, then.values)
		if len(out)+len(in) > 0 { // else only their order changed, and all of it is shown
			d.Before, d.After, d.List = out, in, true
		}
	}
	return append(found, d)
}

// without gives the items of a list that are not in another, a repeated one
// as often as it is repeated more.
func without(all, others []string) []string {
	left := slices.Clone(others)
	kept := []string{}
	for _, item := range all {
		if i := slices.Index(left, item); i >= 0 {
			left = slices.Delete(left, i, i+1)
			continue
		}
		kept = append(kept, item)
	}
	return kept
}

func (t teller) leaves(body []byte) ([]leaf, error) {
	if len(body) == 0 {
		return nil, nil
	}
	value, err := ordered(body)
	if err != nil {
		return nil, err
	}
	return t.flat(nil, "", value), nil
}

// flat gathers the fields that hold something.
func (t teller) flat(all []leaf, path string, value any) []leaf {
	switch value := value.(type) {
	case object:
		if text, ok := datedWords(value); ok {
			return t.one(all, path, text)
		}
		if t.kind == app.KindPack && path != "" {
			return append(all, packFiles(path, value))
		}
		for i, key := range value.keys {
			all = t.flat(all, strings.TrimPrefix(path+"."+key, "."), value.values[i])
		}
		return all
	case []any:
		l := leaf{path: path, list: true}
		for _, item := range value {
			if text := t.item(path, item); text != "" {
				l.values = append(l.values, text)
			}
		}
		if len(l.values) == 0 {
			return all
		}
		return append(all, l)
	default:
		return t.one(all, path, t.scalar(path, value))
	}
}

// packFiles names the files of a practice pack, each with what tells it from
// the file of that name in another: their text is far too long to read here.
func packFiles(path string, files object) leaf {
	l := leaf{path: path, list: true}
	for i, name := range files.keys {
		sum := sha256.Sum256(fmt.Append(nil, files.values[i]))
		l.values = append(l.values, name+", SHA-256 "+hex.EncodeToString(sum[:6])+"…")
	}
	return l
}

func (t teller) one(all []leaf, path, text string) []leaf {
	if text == "" {
		return all
	}
	return append(all, leaf{path: path, values: []string{text}})
}

// item is one item of a list on one line.
func (t teller) item(path string, value any) string {
	nested, ok := value.(object)
	if !ok {
		return t.scalar(path, value)
	}
	var words []string
	for _, l := range t.flat(nil, "", nested) {
		words = append(words, fieldLabel("", l.path)+": "+strings.Join(l.values, ", "))
	}
	return strings.Join(words, "; ")
}

// longestShown is how many characters of a text are shown. A published paper
// is kept whole in its record, and is read on its own page.
const longestShown = 4000

var (
	isID      = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)
	isDay     = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	isInstant = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}`)
)

func (t teller) scalar(path string, value any) string {
	switch value := value.(type) {
	case nil:
		return ""
	case bool:
		if value {
			return "Yes"
		}
		return "No"
	case json.Number:
		return value.String()
	case string:
		return t.text(path, value)
	default: // a list in a list: no body has one
		return "something that can’t be shown here"
	}
}

func (t teller) text(path, text string) string {
	switch {
	case text == "":
		return ""
	case isID.MatchString(text):
		if name, ok := t.name(text); ok {
			return name
		}
		return text
	case isDay.MatchString(text):
		if day, err := calendar.Parse(text); err == nil {
			return day.Long()
		}
	case isInstant.MatchString(text):
		if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
			return stamp(at)
		}
	}
	if n := utf8.RuneCountInString(text); n > longestShown {
		return string([]rune(text)[:200]) + "… (" + plan.Number(n) + " characters in all)"
	}
	return codeWords(t.kind, path, text)
}

// datedWords is a date that says how much of it is known.
func datedWords(o object) (string, bool) {
	if !slices.Equal(o.keys, []string{"date", "precision"}) {
		return "", false
	}
	text, isText := o.values[0].(string)
	precision, hasPrecision := o.values[1].(string)
	if !isText || !hasPrecision || text == "" {
		return "", isText && hasPrecision
	}
	day, err := calendar.Parse(text)
	if err != nil {
		return text, true
	}
	return calendar.Dated{Date: day, Precision: calendar.Precision(precision)}.Long(), true
}

// object is a JSON object whose fields keep their order.
type object struct {
	keys   []string
	values []any
}

var errBody = errors.New("a version's body is not a JSON object")

func ordered(body []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	value, err := nextValue(decoder)
	if err != nil {
		return nil, err
	}
	if _, ok := value.(object); !ok {
		return nil, errBody
	}
	return value, nil
}

func nextValue(decoder *json.Decoder) (any, error) {
	token, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		var o object
		for decoder.More() {
			key, err := decoder.Token()
			if err != nil {
				return nil, err
			}
			name, ok := key.(string)
			if !ok {
				return nil, errBody
			}
			value, err := nextValue(decoder)
			if err != nil {
				return nil, err
			}
			o.keys, o.values = append(o.keys, name), append(o.values, value)
		}
		_, err := decoder.Token()
		return o, err
	case json.Delim('['):
		list := []any{}
		for decoder.More() {
			value, err := nextValue(decoder)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		_, err := decoder.Token()
		return list, err
	default:
		return token, nil
	}
}
