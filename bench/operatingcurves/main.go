// Operatingcurves simulates how often a verdict is wrong when nothing changed,
// and how often it is right when something did, and writes the tables of
// docs/operating-curves.md to standard output:
//
//	go run ./bench/operatingcurves > docs/operating-curves.md
//
// The same seed and number of runs give the same file.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"throughline/proof"
)

var (
	baselines = []int{13, 18, 24, 36}
	lengths   = []int{8, 9, 10, 12, 15, 18, 24, 30, 36}
	shifts    = []float64{1, 1.5, 2}
)

// The lengths of the follow-up for which the specification sets a bound.
const shortest, longest = 8, 36

// seed is the year in which the founding paper was written.
const seed = 2013

func main() {
	runs := flag.Int("runs", 8000, "how many series to simulate for each cell")
	flag.Parse()
	out := bufio.NewWriter(os.Stdout)
	err := write(out, *runs)
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(out *bufio.Writer, runs int) error {
	fmt.Fprintf(out, `# How often a verdict is right, and how often it is wrong

Made by `+"`go run ./bench/operatingcurves -runs %d > docs/operating-curves.md`"+` (seed %d): %d series for each cell, judged by the rule that the program uses
([decision 40](decisions/0040-what-a-verdict-asks-for.md)). A rate of 5%% from so many series is known to within half a point, nineteen times of twenty. Months before
are the points of the baseline, months after those since the effect can be seen. A sigma is how much single figures vary by chance.

Each series is looked at once, when it has so many months after. Somebody who looks each month and stops at the first “improved” is wrong more often than the tables
say: that is why a verdict is worked out anew each month, and is taken back when it no longer holds.

## Nothing changed: how often it says “improved”

The specification asks for less than 5%% in each of these cells. “Worse” is the same rule the other way round, so that its rates are those of the mirrored noise.
`, runs, seed, runs)
	table := func(title string, noises []noise, shift float64, verdict proof.Verdict, every bool) error {
		fmt.Fprintf(out, "\n### %s\n\n| noise | months before |", title)
		for _, n := range lengths {
			fmt.Fprintf(out, " %d after |", n)
		}
		columns := len(lengths)
		if every {
			fmt.Fprintf(out, " highest from %d to %d |", shortest, longest)
			columns++
		}
		fmt.Fprint(out, "\n|---|---|"+strings.Repeat("---|", columns)+"\n")
		for _, noise := range noises {
			for _, before := range baselines {
				fmt.Fprintf(out, "| %s | %d |", noise.name, before)
				highest := 0.0
				for after := shortest; after <= longest; after++ {
					shown := slices.Contains(lengths, after)
					if !shown && !every {
						continue
					}
					r, err := simulate(cell{noise, before, after, shift}, runs, seed)
					if err != nil {
						return err
					}
					highest = max(highest, r[verdict])
					if shown {
						fmt.Fprintf(out, " %.1f%% |", 100*r[verdict])
					}
				}
				if every {
					fmt.Fprintf(out, " %.1f%% |", 100*highest)
				}
				fmt.Fprintln(out)
			}
		}
		return nil
	}
	if err := table("What the specification names", noises, 0, proof.Improved, true); err != nil {
		return err
	}
	fmt.Fprint(out, "\nBeyond what the rule promises: figures that are more alike from month to month.\n")
	if err := table("More than the specification names", beyond, 0, proof.Improved, false); err != nil {
		return err
	}
	fmt.Fprint(out, "\n## Nothing changed: how often it says “already improving”\n\nSuch a series is not judged any further.\n")
	if err := table("Already improving", noises, 0, proof.AlreadyImproving, false); err != nil {
		return err
	}
	fmt.Fprint(out, "\n## Something changed: how often it says “improved”\n\nThe figures moved at once by so many sigmas, and stayed there. Shares can't go beyond 100%, so near it they can't move so far.\n")
	for _, shift := range shifts {
		if err := table(fmt.Sprintf("A change of %v sigma", shift), noises, shift, proof.Improved, false); err != nil {
			return err
		}
	}
	return nil
}
