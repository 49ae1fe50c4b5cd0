package outofplan_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"throughline/ingest/outofplan"
	"throughline/plan"
)

// savedAs opens a workbook with LibreOffice and saves it again.
func savedAs(t *testing.T, content []byte, to, ending string) []byte {
	t.Helper()
	folder := t.TempDir()
	path := filepath.Join(folder, "plan.xlsx")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(folder, "saved")
	command := exec.CommandContext(t.Context(), "soffice", "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless", "--convert-to", to, "--outdir", out, path)
	if said, err := command.CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v: %s", err, said)
	}
	files, err := filepath.Glob(filepath.Join(out, "*"+ending))
	if err != nil || len(files) != 1 {
		t.Fatalf("LibreOffice wrote %v, %v", files, err)
	}
	saved, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

// A copy that another program opened and saved has every cell as it was, as a workbook and as text.
func TestLibreOfficeOpensAndSavesTheWorkbook(t *testing.T) {
	p, _ := demonstration(t)
	var whole outofplan.Table
	for i := range p.Inspections.All() {
		whole = outofplan.Of(p, i.ID, true)
	}
	s := &story{t: t}
	s.partners()
	for i, words := range []string{"=cmd|'/c calc'!A1", "'=1", "- Draft\n- Agree", "+44", "@x", "\ttabbed", "1.10", "001", "3/4/2012", "_x000D_", "<b>&amp;", "\"q\", r", "TRUE", "100%", "é’“”"} {
		id := string(rune('a' + i))
		s.put(plan.KindAction, id, plan.Action{Inspection: "inspection", Ref: words, Title: words, Section: plan.Additional, Origin: plan.FromAudit, Due: today.AddDays(-i), Standing: plan.Live, Order: i})
		s.put(plan.KindPart, id+"1", plan.Part{Action: id, Ref: "a", Text: words, Owner: "nurse", Signer: "deputy", Kind: plan.Quantity, Target: 480, Unit: words, Due: today})
	}
	hardOnes := outofplan.Of(s.plan(), "inspection", true)
	for name, table := range map[string]*outofplan.Table{"the demonstration": &whole, "hard words": &hardOnes} {
		var book bytes.Buffer
		if err := table.WriteWorkbook(&book, outofplan.About{Council: "Westmoor Council", Inspection: "Inspection", AsAt: today, Entry: 12}); err != nil {
			t.Fatal(err)
		}
		for to, ending := range map[string]string{"xlsx": ".xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1": ".csv"} {
			saved := savedAs(t, book.Bytes(), to, ending)
			got, ok := outofplan.Recognise(read(t, "plan"+ending, saved))
			if !ok {
				t.Fatalf("%s, saved as %s, isn't known again", name, ending)
			}
			if diff := cmp.Diff(*table, got.Table, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(outofplan.Row{}, "Place")); diff != "" {
				t.Errorf("%s, saved as %s, comes back otherwise:\n%s", name, ending, diff)
			}
			if ending == ".csv" && bytes.Contains(saved, []byte(`"=cmd`)) {
				t.Error("the copy saved as text would run a formula")
			}
		}
	}
}
