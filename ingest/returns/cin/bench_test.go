package cin_test

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"throughline/ingest/returns/cin"
)

// BenchmarkRead reads a census of 10,000 children into typed rows.
func BenchmarkRead(b *testing.B) {
	content := large()
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := cin.Read(context.Background(), one("census.xml", content), 0); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPlainXML tells the tokens of the same file, to compare.
func BenchmarkPlainXML(b *testing.B) {
	content := string(large())
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		d := xml.NewDecoder(strings.NewReader(content))
		for {
			if _, err := d.RawToken(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func large() []byte {
	small := census(2021, "<Assessments><AssessmentActualStartDate>2020-05-07</AssessmentActualStartDate></Assessments>")
	from, to := strings.Index(small, "<Child>"), strings.LastIndex(small, "</Children>")
	return []byte(small[:from] + strings.Repeat(small[from:to], 3334) + small[to:])
}
