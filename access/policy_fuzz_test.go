package access_test

import (
	"errors"
	"strings"
	"testing"

	"throughline/access"
)

// FuzzOverlaid reads any text as a council's file: it is refused with faults
// at places inside it, or it can be used.
func FuzzOverlaid(f *testing.F) {
	files, err := access.ShippedFiles()
	if err != nil {
		f.Fatal(err)
	}
	for name, text := range files {
		if strings.HasSuffix(name, ".cedar") {
			f.Add(strings.ReplaceAll(string(text), `@id("`, `@id("our-`))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := access.Overlaid(map[string][]byte{"ours.cedar": []byte(text)})
		var faults access.Faults
		if err != nil && !errors.As(err, &faults) {
			t.Fatalf("%v", err)
		}
		for _, fault := range faults {
			if fault.Line < 1 || fault.Line > strings.Count(text, "\n")+1 || fault.Column < 1 || fault.Sentence == "" {
				t.Fatalf("%+v is not a place in the file", fault)
			}
		}
		if err == nil && p.Decide(access.BoardMember, access.Allocated, access.Class{Sensitivity: access.Personal, Compartment: access.SocialCare}, access.NoWall, access.DirectWork, access.View).Allowed {
			t.Fatal("a Board member opens a record")
		}
	})
}
