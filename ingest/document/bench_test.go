package document_test

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"throughline/ingest/document"
)

const benchRows = 50_000

// largeWorkbook is a plan of twelve columns, its texts each different.
func largeWorkbook(tb testing.TB, rows int) []byte {
	tb.Helper()
	return workbook(tb, func(f *excelize.File) {
		w, err := f.NewStreamWriter("Sheet1")
		must(tb, err)
		day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
		must(tb, err)
		share, err := f.NewStyle(&excelize.Style{NumFmt: 10})
		must(tb, err)
		red, err := f.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FF0000"}}})
		must(tb, err)
		for r := 1; r <= rows; r++ {
			row := []any{
				r, excelize.Cell{StyleID: day, Value: 41000 + r%3000}, excelize.Cell{StyleID: share, Value: float64(r) / 7e4},
				excelize.Cell{StyleID: red},
			}
			for c := range 8 {
				row = append(row, fmt.Sprintf("Action %d of %d: review the procedure with staff & partners", r, c))
			}
			must(tb, w.SetRow(fmt.Sprintf("A%d", r), row))
		}
		must(tb, w.Flush())
	})
}

func measure(b *testing.B, name string, content []byte) {
	b.Helper()
	b.SetBytes(int64(len(content)))
	peak := uint64(0)
	calls := 0
	for b.Loop() {
		doc, err := document.Read(b.Context(), name, content, document.Usual(), func(done, total int) {
			if calls++; calls%20 == 0 {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapInuse)
			}
		})
		must(b, err)
		if len(doc.Blocks[0].Rows) < benchRows {
			b.Fatalf("%d rows", len(doc.Blocks[0].Rows))
		}
	}
	b.ReportMetric(float64(peak>>20), "MB-of-heap")
}

func BenchmarkReadWorkbook(b *testing.B) { measure(b, "plan.xlsx", largeWorkbook(b, benchRows)) }

func BenchmarkReadText(b *testing.B) {
	var out bytes.Buffer
	for r := range benchRows {
		fmt.Fprintf(&out, "%d,09/03/2012,%s\n", r, strings.Repeat("\"Review, with staff\",", 10))
	}
	measure(b, "plan.csv", out.Bytes())
}
