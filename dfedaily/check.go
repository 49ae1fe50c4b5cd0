package dfedaily

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// published is the department's own description; data/SOURCE.md says which version.
//
//go:embed data/dfe_csc_api_openapi.json
var published []byte

// MostInAPost is how many children one post may hold.
const MostInAPost = 100

const description = "https://find-and-use-an-api.education.gov.uk/openapi.json"

var compiled = sync.OnceValues(func() (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(published))
	if err != nil {
		return nil, fmt.Errorf("reading the department's description: %w", err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(description, doc); err != nil {
		return nil, fmt.Errorf("reading the department's description: %w", err)
	}
	return c.Compile(description + "#/components/schemas/CSC")
})

// Fault is one place in a payload that the schema doesn't allow. It never holds what stands there.
type Fault struct {
	Where string // such as social_care_episodes/0/referral_source
	Rule  string // the schema's own word, such as maxLength
}

// Sentence says the fault and its mend.
func (f Fault) Sentence() string {
	return fmt.Sprintf("What is known as %s breaks the department’s rule “%s”: mend it where it is recorded.", strings.ReplaceAll(f.Where, "/", ", "), f.Rule)
}

// Check holds one child's payload to the department's schema.
func Check(child Child) ([]Fault, error) {
	body, err := json.Marshal([]Child{child})
	if err != nil {
		return nil, fmt.Errorf("writing a payload: %w", err)
	}
	return CheckBody(body)
}

// CheckBody holds the body of a post to the department's schema.
func CheckBody(body []byte) ([]Fault, error) {
	schema, err := compiled()
	if err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("the payload is no JSON: %w", err)
	}
	var invalid *jsonschema.ValidationError
	if err := schema.Validate(doc); !errors.As(err, &invalid) {
		return nil, err
	}
	var faults []Fault
	gather(invalid, &faults)
	slices.SortFunc(faults, func(a, b Fault) int { return strings.Compare(a.Where+a.Rule, b.Where+b.Rule) })
	return slices.Compact(faults), nil
}

func gather(e *jsonschema.ValidationError, into *[]Fault) {
	if len(e.Causes) == 0 {
		where := e.InstanceLocation
		if len(where) > 1 {
			where = where[1:] // which of the children is told apart
		}
		keyword := e.ErrorKind.KeywordPath()
		rule := "schema"
		if len(keyword) > 0 {
			rule = keyword[len(keyword)-1]
		}
		*into = append(*into, Fault{Where: strings.Join(where, "/"), Rule: rule})
	}
	for _, cause := range e.Causes {
		gather(cause, into)
	}
}
