package intofacts_test

import (
	"strings"
	"testing"

	"throughline/ingest/intofacts"
	"throughline/ingest/returns"
	"throughline/ingest/returns/ssda903"
)

// A time in care that goes on over the end of a year is one: its reviews follow one another, and its end is its own.
func TestYearsAreToldAsOneStory(t *testing.T) {
	read := func(year int, tables ...string) *ssda903.Return {
		var files []returns.File
		for i, table := range tables {
			files = append(files, returns.File{Name: string(rune('a'+i)) + ".csv", Content: strings.NewReader(table)})
		}
		made, _, err := ssda903.Read(t.Context(), files, year)
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	first := read(2023, header+"7,1,05/06/2015,WBRI,UN1,,\n",
		episodes+"7,10/05/2022,S,V2,N1,U6,PR1,01/09/2022,X1,,,,\n7,01/09/2022,P,C2,N1,U6,PR1,,,,,,\n", reviews+"7,05/06/2015,01/06/2022,PN1\n")
	second := read(2024, header+"7,1,05/06/2015,WBRI,UN1,,\n",
		episodes+"7,01/09/2022,P,C2,N1,U6,PR1,01/02/2024,E4A,,,,\n", reviews+"7,05/06/2015,01/06/2023,PN1\n")
	got := told(intofacts.From903Years([]*ssda903.Return{first, second}))
	for _, line := range []string{
		"7/care/2022-05-10 care.ended 2024-02-01 map[care:7/care/2022-05-10] map[reason:E4A]\n",
		"7/review/2022-06-01 review.held 2022-06-01 map[care:7/care/2022-05-10 review:7/review/2022-06-01] map[participation:PN1]\n",
		"7/review/2023-06-01 review.held 2023-06-01 map[care:7/care/2022-05-10 review:7/review/2023-06-01] map[participation:PN1]\n",
	} {
		if !strings.Contains(got, line) {
			t.Errorf("no %s in\n%s", line, got)
		}
	}
	// The second year alone can't tell what came before it.
	if alone := told(intofacts.From903(second)); !strings.Contains(alone, "map[earlier:unknown participation:PN1]") || strings.Contains(alone, "care.started") {
		t.Errorf("%s", alone)
	}
	if outside := told(intofacts.From903(read(2024, header+"7,1,05/06/2015,WBRI,UN1,,\n", reviews+"7,05/06/2015,01/06/2023,PN1\n"))); !strings.Contains(outside, "earlier:outside") {
		t.Errorf("%s", outside)
	}
}
