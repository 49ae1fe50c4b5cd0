package demo

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"strings"
	"testing"

	"throughline/plan"
)

func TestFilesAreShownWithTheirEvidence(t *testing.T) {
	p := livedStory(t).at(t, "2013-02-01", "2013-02-01")
	files := Files()
	if len(files) < 10 {
		t.Errorf("%d files", len(files))
	}
	for _, f := range files {
		sum := sha256.Sum256(f.Content)
		if f.Attachment.SHA256 != hex.EncodeToString(sum[:]) || f.Attachment.Size != int64(len(f.Content)) {
			t.Errorf("%s has size %d and hash %s", f.Attachment.Name, f.Attachment.Size, f.Attachment.SHA256)
		}
		if !strings.Contains(string(f.Content), "INVENTED FOR A DEMONSTRATION") {
			t.Errorf("%s does not say that it is invented", f.Attachment.Name)
		}
		e, ok := p.Evidence.Get(ID("evidence/" + f.Evidence))
		if !ok || e.Attachment == nil || *e.Attachment != f.Attachment {
			t.Errorf("no evidence %s shows %s", f.Evidence, f.Attachment.Name)
		}
		if f.Attachment.Type != "text/csv" {
			continue
		}
		table := csv.NewReader(strings.NewReader(string(f.Content)))
		table.FieldsPerRecord = -1
		rows, err := table.ReadAll()
		if err != nil || len(rows) < 3 {
			t.Errorf("%s: %v", f.Attachment.Name, err)
			continue
		}
		for _, row := range rows[1 : len(rows)-1] {
			if len(row) != len(rows[0]) {
				t.Errorf("%s has a row of %d in a table of %d: %v", f.Attachment.Name, len(row), len(rows[0]), row)
			}
		}
	}
	shown := 0
	for e := range p.Evidence.All() {
		if e.Attachment != nil {
			shown++
		}
		if e.Classification == plan.MayNameAChild && e.State != plan.Returned {
			t.Errorf("%s may name a child and is %s", e.Title, e.State)
		}
	}
	if shown != len(files) {
		t.Errorf("%d pieces of evidence have files, and there are %d files", shown, len(files))
	}
}
