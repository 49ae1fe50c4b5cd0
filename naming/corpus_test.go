package naming

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// textsOf gives every text in a file of JSON.
func textsOf(t *testing.T, name string) (texts []string) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		t.Fatal(err)
	}
	var gather func(any)
	gather = func(value any) {
		switch value := value.(type) {
		case string:
			texts = append(texts, value)
		case []any:
			for _, each := range value {
				gather(each)
			}
		case map[string]any:
			for _, each := range value {
				gather(each)
			}
		}
	}
	gather(value)
	return texts
}

// What inspectors published about services names nobody, and raises no alarm.
func TestPublishedAreasRaiseNoAlarm(t *testing.T) {
	for name, least := range map[string]int{"areas.json": 400, "areas_founding.json": 22} {
		texts := textsOf(t, name)
		if len(texts) < least {
			t.Errorf("%s has only %d texts", name, len(texts))
		}
		for _, text := range texts {
			if found := Scan(text, Known{}); len(found) > 0 {
				t.Errorf("%s: %+v in %q", name, found, text)
			}
		}
	}
}

// The same areas with a name put in each are all found.
func TestANameInAPublishedAreaIsFound(t *testing.T) {
	people := []string{"Jordan Smith", "Oluwaseun Adeyemi", "Siân Llewellyn", "Grace Young", "J. Thistlewood", "Harpreet Sandhu", "K, aged 9,", "Li Wei"}
	for i, text := range textsOf(t, "areas.json") {
		words := strings.Fields(text)
		at := i % max(1, len(words))
		name := people[i%len(people)]
		planted := strings.Join(words[:at], " ") + " for " + name + " and " + strings.Join(words[at:], " ")
		if len(Scan(planted, Known{})) == 0 {
			t.Errorf("%s was not found in %q", name, planted)
		}
	}
}

func TestTheListsAreLists(t *testing.T) {
	for name, set := range map[string]map[string]bool{"words": ordinary, "first names": firstNames, "places": places} {
		if len(set) < 300 {
			t.Errorf("%s: %d", name, len(set))
		}
		for word := range set {
			if word != strings.ToLower(word) {
				t.Errorf("%s: %q", name, word)
			}
		}
	}
}

func FuzzScan(f *testing.F) {
	for _, c := range telling {
		f.Add(c.text)
	}
	f.Add("\xff\xfe Jordan \x00Smith' 's-'")
	f.Fuzz(func(t *testing.T, text string) {
		found := Scan(text, redmoor)
		cleaned := plain(text)
		for i, finding := range found {
			if finding.Kind.Words() == "" || strings.TrimSpace(finding.Passage) == "" || !strings.Contains(cleaned, finding.Passage) {
				t.Fatalf("%+v is not in %q", finding, cleaned)
			}
			if i > 0 && finding.at < found[i-1].at {
				t.Fatalf("not in order: %+v", found)
			}
		}
		ScanFileName(text, redmoor)
		ReadPDF(text, true, redmoor)
	})
}
