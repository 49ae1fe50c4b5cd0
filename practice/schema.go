package practice

import (
	"encoding/json"
	"reflect"
	"strings"

	"throughline/calendar"
)

// Schema is the JSON Schema of a pack's file, made from the types that read
// it, so that an editor offers the keys and words as they are written.
func Schema() ([]byte, error) {
	made := map[string]any{}
	top := schemaOf(reflect.TypeFor[Sheet](), made)
	return json.MarshalIndent(map[string]any{
		"$schema":     "https://json-schema.org/draft/2020-12/schema",
		"title":       "A file of a practice pack",
		"description": "Kinds of record with their class, clocks, measures, alerts and audit criteria.",
		"$ref":        top["$ref"],
		"$defs":       made,
	}, "", "  ")
}

func schemaOf(t reflect.Type, made map[string]any) map[string]any {
	switch {
	case t == reflect.TypeFor[calendar.Date]():
		return map[string]any{"type": "string", "pattern": `^\d{4}-\d{2}-\d{2}$`}
	case t.Kind() == reflect.Slice:
		return map[string]any{"type": "array", "minItems": 1, "items": schemaOf(t.Elem(), made)}
	case t.Kind() == reflect.Bool:
		return map[string]any{"type": "boolean"}
	case t.Kind() == reflect.Int:
		return map[string]any{"type": "integer", "minimum": 0, "maximum": 100000}
	case t.Kind() == reflect.Float64:
		return map[string]any{"type": "number"}
	case t.Kind() == reflect.Struct:
		return structSchema(t, made)
	}
	of := map[string]any{"type": "string", "minLength": 1}
	if options := optionsOf(t); options != nil {
		of = map[string]any{"type": "string", "enum": options}
	}
	return of
}

func structSchema(t reflect.Type, made map[string]any) map[string]any {
	ref := map[string]any{"$ref": "#/$defs/" + strings.ToLower(t.Name())}
	name := strings.ToLower(t.Name())
	if _, had := made[name]; had {
		return ref
	}
	properties, required := map[string]any{}, []string{}
	of := map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
	made[name] = of
	for _, m := range membersOf(t) {
		property := schemaOf(m.field.Type, made)
		if help := m.field.Tag.Get("help"); help != "" {
			property["description"] = help
		}
		properties[m.key] = property
		if m.field.Tag.Get("need") == "yes" {
			required = append(required, m.key)
		}
	}
	if len(required) > 0 {
		of["required"] = required
	}
	return ref
}
