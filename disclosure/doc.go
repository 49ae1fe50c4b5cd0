// Package disclosure stands in front of every number about people that leaves the service. It is the only maker of a Figure, a Percentage
// and a Table, and those are the only numbers a public page, export, chart or API prints. No number from 1 to 5 is in them, nor can one be
// worked out from them.
//
// # A public table in a minute
//
// Say whom you count, give a row for each person, ask for every table of the paper in one call, and print what comes back:
//
//	cohort := disclosure.Cohort{
//		Name:       "children looked after",
//		Definition: "Children looked after by the council at the end of the day, short breaks left out.",
//		Nature:     disclosure.Standing, // people join and leave
//		Day:        calendar.Must(2013, 3, 31),
//		Dimensions: []disclosure.Dimension{
//			{Name: "age", Categories: []string{"under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over"}},
//			{Name: "district", Categories: []string{"North", "South"}},
//		},
//	}
//	atoms, err := cohort.Tally(people) // or counts, as []disclosure.Atom
//	release, err := disclosure.Publish(cohort, atoms, []disclosure.Spec{
//		{Title: "By age and district", Rows: "age", Columns: "district", Percent: disclosure.OfRow},
//		{Title: "North by age", Rows: "age", Filter: []disclosure.Kept{{Dimension: "district", Categories: []string{"North"}}}},
//	}, earlier...) // the Released records of the papers before
//	table, ok := release.Table("By age and district")
//	table.Figure("under 1", "North").String() // "1,204", or "c"
//	keep(release.Released())                  // beside the paper, for the next
//
// Print Table.Definition above a table and Table.Note below it; for people who don't know the marks, Figure.Words and Table.PlainNote. Table.Records is a CSV file, and a Table is its own JSON. A chart takes the
// length of a bar from Figure.Bar, with Table.Longest at the end of its axis: where a number is suppressed, there is no bar.
//
// # What is printed
//
//   - A count from 1 to 5 is "c", and so is a larger one that would give such a count away. A zero is 0, in every table that is not
//     withheld: a zero is never suppressed for another's sake, so c is never 0. "z" is not applicable and ":" not available.
//   - A table by rows whose total is 1 to 5 is withheld whole, zeros too, since they would say what its few people have in common. So is
//     the last of a set that could not be made safe otherwise.
//   - A percentage has one decimal, and is printed only when its number and the number it is taken of are: so it tells nothing that they
//     do not. It is suppressed when its number, or what is left of the whole, is 1 to 5.
//   - England and its regions are another level, with another rule: PublishRounded.
//
// # What is guarded
//
// The reader is taken to know the rule, that counts are whole and not below zero, every number printed here and in the earlier releases
// of the cohort, and even which c stands for 1 to 5 and which for 6 or more. For each c there is a twin: another cohort, found and then
// checked apart from the search, that prints exactly the same (in this release, and in the earlier ones that are about the same people)
// and has another number there. So at least two numbers are possible for every c; most often it is all of 1 to 5. Twins are also found
// for groups that nobody prints but that printed numbers would tell: between two groups, one within the other, that differ by 1 to 5;
// the suppressed cells of one line taken together; and the other side of each filter.
//
// Between two papers: a number that is the same in both is read as the same people. A cohort that is Growing is one cohort with two
// days, so the twins reach over both, and a change of 1 to 5 is a group like any other. Of a cohort that is Standing, a change between two
// days counts nobody, as people come and go; only when the days are less than four weeks apart is a number that has changed by 1 to 5
// suppressed, and what was suppressed then stays so.
//
// What is not guarded, and why, is in docs/decisions/0013-small-numbers.md.
//
// # Exempt words
//
// Text of a paper's exempt part is an Exempt, which prints as nothing. ProveAbsent shows that none of it stands in a public page or file.
package disclosure
