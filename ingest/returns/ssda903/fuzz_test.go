package ssda903_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"throughline/ingest/returns"
	"throughline/ingest/returns/ssda903"
)

// sound fails if what comes of a file is not sound: every row is kept with its place, and every problem is a sentence with a mend.
func sound(t *testing.T, content string) {
	t.Helper()
	limits := returns.Usual()
	limits.Bytes, limits.Problems = 1<<20, 5000
	made, report, err := ssda903.ReadWithin(context.Background(), files("f", content), 2024, limits)
	if err != nil && len(report.Problems) == 0 && len(report.Files) > 0 {
		t.Fatalf("%v, and no problem says why", err)
	}
	for _, p := range report.Problems {
		if !strings.HasSuffix(p.Sentence, ".") || !strings.HasSuffix(p.Mend, ".") || p.Rule == "" || p.Grade == "" || p.Row < 0 || !utf8.ValidString(p.Value) || len(p.Value) > returns.MostShown+4 {
			t.Fatalf("%+v", p)
		}
	}
	kept := 0
	for _, table := range ssda903.Tables() {
		rows := made.Rows(table)
		kept += len(rows)
		for i := range rows {
			r := &rows[i]
			if r.Line < 1 || r.File != "f" || r.Element == "" && r.Raw == "" {
				t.Fatalf("%+v", r)
			}
			for _, c := range table.Columns() {
				cell := r.Cell(c)
				day, known := cell.Day()
				if known && (day.Year < 1900 || cell.State != returns.Good) || cell.State == returns.Blank && cell.Text != "" || cell.State != returns.Blank && cell.Written == "" {
					t.Fatalf("%s: %+v", c, cell)
				}
			}
		}
	}
	for _, f := range report.Files {
		kept -= f.Rows
	}
	if kept != 0 {
		t.Fatalf("%d rows more than the report says", kept)
	}
}

func FuzzCSV(f *testing.F) {
	f.Add(missing + "A1,01/02/2010,M,05/06/2020,07/06/2020\n")
	f.Add("CHILD;DOB;MISSING;MIS_START;MIS_END\r\n\"A\n1\";40210;m;2020-06-05;##\r\n")
	f.Add("CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\nA,x,Z1,30,zz/zz/2015\n\"B,,,,\nC,1 Jan 2010,\"P1\"\"\",WAL,ZZ/ZZ/ZZZZ,,,\n")
	f.Add("\xFF\xFEC\x00H\x00")
	f.Add("CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\nA,01/02/2010,SW\xA31,01/04/2023,NULL,MANAGE\n")
	f.Fuzz(sound)
}

func FuzzXML(f *testing.F) {
	content, err := os.ReadFile("testdata/ssda903.xml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(content[:3000]))
	f.Add("<EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID><DOB>01/02/2010</DOB></HEADER><EPISODE><DECOM>01/02/2020</EPISODE></CHILD><CHILD><HEADER><CHILDID>2</CHILDID></HEADER></CHILD></EXPSSDA903>")
	f.Add("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><EXPSSDA903><CHILD>&a;</CHILD></EXPSSDA903>")
	f.Add("<x:EXPSSDA903 xmlns:x='u'><x:CHILD><x:HEADER>text<x:CHILDID>1</x:CHILDID><x:UASC/><x:DUC>01/01/2020</x:DUC></x:HEADER><x:OC2><x:CONVICTED>7</x:CONVICTED></x:OC2></x:CHILD></x:EXPSSDA903>")
	f.Fuzz(sound)
}
