package disclosure_test

import (
	"fmt"
	"strings"

	"throughline/calendar"
	"throughline/disclosure"
)

func Example() {
	cohort := disclosure.Cohort{
		Name:       "children looked after",
		Definition: "Children looked after by the council at the end of the day, short breaks left out.",
		Nature:     disclosure.Standing,
		Day:        calendar.Must(2013, 3, 31),
		Dimensions: []disclosure.Dimension{
			{Name: "Age", Categories: []string{"under 5", "5 to 15", "16 and over"}},
			{Name: "District", Categories: []string{"North", "South"}},
		},
	}
	release, err := disclosure.Publish(cohort, []disclosure.Atom{
		{Categories: []string{"under 5", "North"}, Count: 31}, {Categories: []string{"under 5", "South"}, Count: 3},
		{Categories: []string{"5 to 15", "North"}, Count: 80}, {Categories: []string{"5 to 15", "South"}, Count: 64},
		{Categories: []string{"16 and over", "North"}, Count: 22}, {Categories: []string{"16 and over", "South"}, Count: 19},
	}, []disclosure.Spec{{Title: "By age and district", Rows: "Age", Columns: "District"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	table, _ := release.Table("By age and district")
	for _, record := range table.Records() {
		fmt.Println(strings.Join(record, ", "))
	}
	fmt.Println(table.Note())
	// Output:
	// Age, North, South, Total
	// under 5, c, c, 34
	// 5 to 15, 80, 64, 144
	// 16 and over, c, c, 41
	// Total, 133, 86, 219
	// c: a number from 1 to 5, or one that would let such a number be worked out.
}
