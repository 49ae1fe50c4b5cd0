package practice_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"throughline/practice"
	"throughline/practice/england"
)

var update = flag.Bool("update", false, "write pack.schema.json")

const schemaFile = "pack.schema.json"

func TestTheSchemaIsInStep(t *testing.T) {
	want, err := practice.Schema()
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if *update {
		if err := os.WriteFile(schemaFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(schemaFile)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("pack.schema.json isn't what the types give, %v: run go test ./practice -run TestTheSchemaIsInStep -update", err)
	}
}

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	file, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	held, err := jsonschema.UnmarshalJSON(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(schemaFile, held); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// valid reads a file as an editor would, by the schema and nothing of ours.
func valid(t *testing.T, compiled *jsonschema.Schema, text []byte) error {
	t.Helper()
	var held any
	if err := yaml.Unmarshal(text, &held); err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(held)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return compiled.Validate(value)
}

func TestEveryShippedFileIsValidByTheSchema(t *testing.T) {
	files, err := england.Files()
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 24 {
		t.Fatalf("there are %d files", len(files))
	}
	compiled := schema(t)
	for name, text := range files {
		if err := valid(t, compiled, text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever the schema finds wrong in these, the program finds wrong too.
func TestTheSchemaRefusesWhatTheReaderRefuses(t *testing.T) {
	compiled := schema(t)
	for name, change := range map[string][2]string{
		"an unknown key":        {"    about: child", "    abuot: child"},
		"a class that lacks":    {"sensitivity: personal, ", ""},
		"a word that isn't one": {"compartment: health", "compartment: wealth"},
		"a number in words":     {"amount: 6", "amount: six"},
		"a date that is none":   {"    unit: months", "    unit: months\n    from: soon"},
	} {
		broken := strings.Replace(sound, change[0], change[1], 1)
		if broken == sound {
			t.Fatalf("%s: there is nothing to break", name)
		}
		if err := valid(t, compiled, []byte(broken)); err == nil {
			t.Errorf("%s: the schema lets it pass", name)
		}
		if _, problems := practice.Load(practice.Files{"x.yaml": []byte(broken)}); len(problems) == 0 {
			t.Errorf("%s: the reader lets it pass", name)
		}
	}
	if err := valid(t, compiled, []byte(sound)); err != nil {
		t.Error(err)
	}
}
