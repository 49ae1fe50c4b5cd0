package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/ingest/local"
	"throughline/ingest/returns"
	"throughline/practice/england"
)

func TestTemplateWritesAWorkbookThatIsRead(t *testing.T) {
	file := filepath.Join(t.TempDir(), "training.xlsx")
	tl(t, "template", "training_return", "--out", file, "--agency", "Northmoor").ok()
	made, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if said := local.States(file, made, returns.Usual()); said.Kind != "training_return" || said.Agency != "Northmoor" {
		t.Errorf("%+v", said)
	}
	pack, err := england.Pack()
	if err != nil {
		t.Fatal(err)
	}
	_, report, err := local.Read(pack, "training_return", []returns.File{{Name: file, Content: bytes.NewReader(made)}}, returns.Usual())
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("%v %+v", err, report)
	}
	if listed := tl(t, "template").ok(); !strings.Contains(listed, "training_return ") || !strings.Contains(listed, "A trust’s training return (Each health trust, each quarter)") {
		t.Error(listed)
	}
	tl(t, "template", "training_retrun", "--out", file).fails(exitError, "perhaps “training_return” is meant")
	tl(t, "template", "training_return").fails(exitError, "add --out with a file")
	tl(t, "template", "training_return", "--out", filepath.Join(file, "none")).fails(exitError, "can't be written")
}
