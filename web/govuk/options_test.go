package govuk

import (
	"fmt"
	"html/template"
	"reflect"
	"strconv"
	"strings"
)

// unused says why an option that a fixture gives is not taken.
var unused = map[string]string{
	"file-upload.value": "GOV.UK's own template prints nothing for it: a browser lets no page choose the file",
}

// fill puts GOV.UK's macro options, as their fixtures hold them, into a component's fields. JavaScript
// is free with types where Go is not: numbers stand for text, false and "" stand for an absent item.
// An option that the component has no field for is an error, so that none is passed over.
func fill(target reflect.Value, given any, at string) error {
	if given == nil {
		return nil
	}
	switch target.Kind() {
	case reflect.Pointer:
		return fillPointer(target, given, at)
	case reflect.Struct:
		return fillStruct(target, given, at)
	case reflect.Slice:
		list, ok := given.([]any)
		if !ok {
			return absentOr(given, at)
		}
		target.Set(reflect.MakeSlice(target.Type(), len(list), len(list)))
		for i, item := range list {
			if err := fill(target.Index(i), item, fmt.Sprintf("%s[%d]", at, i)); err != nil {
				return err
			}
		}
	case reflect.Map:
		table, ok := given.(map[string]any)
		if !ok {
			return absentOr(given, at)
		}
		target.Set(reflect.MakeMap(target.Type()))
		for name, value := range table {
			target.SetMapIndex(reflect.ValueOf(name), reflect.ValueOf(asText(value)))
		}
	case reflect.String:
		if given == false && target.Type() == reflect.TypeFor[template.HTML]() {
			return nil
		}
		target.SetString(asText(given))
	case reflect.Bool:
		value, ok := given.(bool)
		if !ok {
			return fmt.Errorf("%s is %v, which is not true or false", at, given)
		}
		target.SetBool(value)
	case reflect.Int:
		number, err := strconv.Atoi(asText(given))
		if err != nil {
			return fmt.Errorf("%s: %w", at, err)
		}
		target.SetInt(int64(number))
	default:
		return fmt.Errorf("%s: fields of the kind %s are not known here", at, target.Kind())
	}
	return nil
}

func fillPointer(target reflect.Value, given any, at string) error {
	made := reflect.New(target.Type().Elem())
	if item, ok := reflect.TypeAssert[*DateInputItem](made); ok && given == false {
		item.Omit = true
		target.Set(made)
		return nil
	}
	if err := fill(made.Elem(), given, at); err != nil {
		return err
	}
	target.Set(made)
	return nil
}

func fillStruct(target reflect.Value, given any, at string) error {
	if text, ok := given.(string); ok && target.Type() == reflect.TypeFor[EndSlot]() {
		given = map[string]any{"html": text}
	}
	options, ok := given.(map[string]any)
	if !ok {
		return absentOr(given, at)
	}
	if licence, given := options["contentLicence"]; given && licence == nil {
		options["noContentLicence"] = true
	}
	fields := map[string]int{}
	for i := range target.NumField() {
		fields[target.Type().Field(i).Tag.Get("json")] = i
	}
	for name, value := range options {
		field, known := fields[name]
		if !known && unused[at+"."+name] != "" {
			continue
		}
		if !known {
			return fmt.Errorf("%s.%s: the component has no such option", at, name)
		}
		if err := fill(target.Field(field), value, at+"."+name); err != nil {
			return err
		}
	}
	return nil
}

func absentOr(given any, at string) error {
	if given == false || given == "" {
		return nil
	}
	return fmt.Errorf("%s is %v, which the component cannot take", at, given)
}

func asText(value any) string {
	switch value := value.(type) {
	case string:
		return value
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	case nil:
		return ""
	default:
		return strings.TrimSpace(fmt.Sprint(value))
	}
}
