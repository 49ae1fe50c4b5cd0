package cases

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
)

// number is a figure of an answer. One that there is none of is written null.
type number float64

// MarshalJSON writes a figure with all its digits, or null.
func (n number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(n)) || math.IsInf(float64(n), 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n))
}

func numbers(values []float64) []number {
	all := make([]number, len(values))
	for i, v := range values {
		all[i] = number(v)
	}
	return all
}

var answers = map[string]func([]byte) (any, error){
	"xmr": asked(chart), "runs": asked(runs), "i": asked(individuals), "proportions": asked(proportions), "rare": asked(rare),
	"funnel": asked(funnel), "funnel-od": asked(overdispersedFunnel), "poisson-limits": asked(poissonLimits), "wilson": asked(wilson),
	"byar": asked(byar), "before-after": asked(beforeAndAfter), "its": asked(interrupted), "kappa": asked(agreement),
}

// Kinds are the questions that can be put, by name.
func Kinds() []string { return slices.Sorted(maps.Keys(answers)) }

// Answer answers a question, given as an object in the shape of the cases of
// that name, or an array of them; the answer is an object or an array
// accordingly. An error says in a sentence what is wrong, and where.
func Answer(kind string, question []byte) ([]byte, error) {
	answer, ok := answers[kind]
	if !ok {
		return nil, fmt.Errorf("there is no kind of proof called “%s”. There are %s", kind, strings.Join(Kinds(), ", "))
	}
	question = bytes.TrimSpace(question)
	switch {
	case len(question) == 0:
		return nil, errors.New("nothing was given. Give one object, or an array of them")
	case question[0] != '[':
		got, err := answer(question)
		if err != nil {
			return nil, err
		}
		return json.Marshal(got)
	}
	var each []json.RawMessage
	if err := json.Unmarshal(question, &each); err != nil {
		return nil, unreadable(err)
	}
	all := make([]any, len(each))
	for i, one := range each {
		got, err := answer(one)
		if err != nil {
			return nil, fmt.Errorf("object %d of %d: %w", i+1, len(each), err)
		}
		all[i] = got
	}
	return json.Marshal(all)
}

// asked reads a question and checks that it has all that it should and nothing
// else, then answers it.
func asked[Q interface{ check() error }](answer func(Q) (any, error)) func([]byte) (any, error) {
	return func(text []byte) (any, error) {
		var q Q
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields()
		if err := d.Decode(&q); err != nil {
			return nil, unreadable(err)
		}
		if _, err := d.Token(); !errors.Is(err, io.EOF) {
			return nil, errors.New("there is more after the object. Put several objects in an array")
		}
		if err := q.check(); err != nil {
			return nil, err
		}
		return answer(q)
	}
}

func unreadable(err error) error {
	var wrong *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &wrong) && wrong.Field != "":
		return fmt.Errorf("“%s” can't be %s. Give %s", wrong.Field, wrong.Value, shape(wrong.Type.Kind().String()))
	case errors.As(err, &wrong):
		return fmt.Errorf("give an object, not %s", wrong.Value)
	case errors.As(err, &syntax):
		return fmt.Errorf("this is not JSON, at character %d: %s", syntax.Offset, syntax.Error())
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("this JSON is cut off: give the whole of it")
	}
	return errors.New(strings.Replace(strings.TrimPrefix(err.Error(), "json: "), "unknown field", "there is no field", 1))
}

func shape(kind string) string {
	switch kind {
	case "float64":
		return "a number"
	case "int":
		return "a whole number"
	case "slice":
		return "a list"
	case "bool":
		return "true or false"
	}
	return "text"
}

// series is a list of values, each of which must be there: null is what a value
// that is not known is written as.
type series []*float64

func (s series) check(name string) error {
	if len(s) == 0 {
		return fmt.Errorf("“%s” has no values. Give at least one", name)
	}
	for i, v := range s {
		if v == nil {
			return fmt.Errorf("value %d of “%s” is missing. Leave out the point, or give its value", i+1, name)
		}
	}
	return nil
}

func (s series) values() []float64 {
	all := make([]float64, len(s))
	for i, v := range s {
		all[i] = *v
	}
	return all
}

func wanted(name string, value *float64) error {
	if value == nil {
		return fmt.Errorf("“%s” is missing. Give a number", name)
	}
	return nil
}
