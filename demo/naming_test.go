package demo

import (
	"bytes"
	"encoding/json"
	"testing"

	"throughline/naming"
	"throughline/plan"
)

// No text of the demonstration looks as if it told who somebody is, but for
// the names of its own staff, and no file does. Nothing in it needed confirming.
func TestTheDemonstrationNamesNobody(t *testing.T) {
	l := livedStory(t)
	known := l.now.KnownNames()
	texts := 0
	for _, v := range l.versions {
		if v.Kind == plan.KindMembership {
			continue // the names of staff
		}
		var body any
		if err := json.Unmarshal(v.Body, &body); err != nil {
			t.Fatal(err)
		}
		for _, text := range textsWithin(body) {
			texts++
			if found := naming.Scan(text, known); len(found) > 0 {
				t.Errorf("%s %s: %+v in %q", v.Kind, v.ID, found, text)
			}
		}
	}
	if texts < 5000 {
		t.Errorf("only %d texts were looked through", texts)
	}
	for _, f := range Files() {
		if read := naming.ReadFile(f.Attachment.Name, bytes.NewReader(f.Content), int64(len(f.Content)), known); !read.Read || len(read.Found) > 0 {
			t.Errorf("%s: %+v", f.Attachment.Name, read)
		}
		if found := naming.ScanFileName(f.Attachment.Name, known); len(found) > 0 {
			t.Errorf("%s: %+v", f.Attachment.Name, found)
		}
	}
	for e := range l.now.Evidence.All() {
		if e.Confirmation != nil {
			t.Errorf("%s needed confirming: %+v", e.Title, e.Confirmation)
		}
	}
	t.Logf("%d texts", texts)
}

func textsWithin(value any) (texts []string) {
	switch value := value.(type) {
	case string:
		return []string{value}
	case []any:
		for _, each := range value {
			texts = append(texts, textsWithin(each)...)
		}
	case map[string]any:
		for _, each := range value {
			texts = append(texts, textsWithin(each)...)
		}
	}
	return texts
}
