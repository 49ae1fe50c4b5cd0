package ssda903_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"testing"
)

// BenchmarkPlainCSV reads the same files with encoding/csv into records of text, to compare.
func BenchmarkPlainCSV(b *testing.B) {
	content := sample(b)
	b.ReportAllocs()
	for b.Loop() {
		for _, name := range sampleOrder {
			r := csv.NewReader(bytes.NewReader(content[name]))
			var rows [][]string
			for {
				record, err := r.Read()
				if err == io.EOF {
					break
				}
				if err != nil {
					b.Fatal(err)
				}
				rows = append(rows, record)
			}
			if len(rows) == 0 {
				b.Fatal("nothing")
			}
		}
	}
}
