package disclosure

import (
	"fmt"
	"slices"

	"throughline/calendar"
)

// Nature says what the difference between two days' counts of a cohort means. There is no default: it decides what is guarded
// between two papers.
type Nature string

const (
	// Standing is a cohort that people join and leave, such as the children looked after on a day. The difference between
	// two days is what joined less what left, and counts nobody.
	Standing Nature = "standing"
	// Growing is a cohort that people only join, such as the children who have had a first review since 1 April. The
	// difference between two days is a count of people.
	Growing Nature = "growing"
)

// Dimension is a way of breaking a cohort down: a name, and its categories in the order they are printed in. Each person is in
// exactly one of them.
type Dimension struct {
	Name       string   `json:"name"`
	Categories []string `json:"categories"`
}

// Cohort says whom the numbers count.
type Cohort struct {
	// Name is the same for the same cohort in every paper: releases of one name are guarded against each other, and those
	// of different names are not.
	Name string
	// Definition is printed beside the numbers: who is counted, and who is not.
	Definition string
	Nature     Nature
	// Day is the day that the numbers describe.
	Day        calendar.Date
	Dimensions []Dimension
}

// Atom is a count of the people who share a category of every dimension, which are given in the order of Cohort.Dimensions.
type Atom struct {
	Categories []string
	// Joined is the day these people joined a growing cohort; people of several days are several atoms. A standing cohort has none.
	Joined calendar.Date
	Count  int
}

// Person is one row of a cohort: a category of every dimension, in the order of Cohort.Dimensions, and the day of joining where the
// cohort grows.
type Person struct {
	Categories []string
	Joined     calendar.Date
}

// Tally counts people who are given one by one.
func (c Cohort) Tally(people []Person) ([]Atom, error) {
	var atoms []Atom
	at := map[string]int{}
	for i, person := range people {
		if err := c.fits(person.Categories); err != nil {
			return nil, fmt.Errorf("person %d: %w", i+1, err)
		}
		key := fmt.Sprintf("%s %q", person.Joined, person.Categories)
		if _, ok := at[key]; !ok {
			at[key] = len(atoms)
			atoms = append(atoms, Atom{Categories: slices.Clone(person.Categories), Joined: person.Joined})
		}
		atoms[at[key]].Count++
	}
	return atoms, nil
}

func (c Cohort) fits(categories []string) error {
	if len(categories) != len(c.Dimensions) {
		return fmt.Errorf("it has %d categories, and the cohort %d dimensions: give one of each", len(categories), len(c.Dimensions))
	}
	for i, d := range c.Dimensions {
		if !slices.Contains(d.Categories, categories[i]) {
			return fmt.Errorf("%q is not a category of %q: add it there, or correct it", categories[i], d.Name)
		}
	}
	return nil
}

func (c Cohort) check() error {
	if c.Name == "" || c.Definition == "" {
		return fmt.Errorf("the cohort %q needs a name and a definition", c.Name)
	}
	if c.Nature != Standing && c.Nature != Growing {
		return fmt.Errorf("the cohort %q must be standing or growing, and is %q", c.Name, c.Nature)
	}
	if c.Day.IsZero() {
		return fmt.Errorf("the cohort %q needs the day that it describes", c.Name)
	}
	return checkDimensions(c.Dimensions)
}

func checkDimensions(dimensions []Dimension) error {
	names := map[string]bool{}
	for _, d := range dimensions {
		if d.Name == "" || names[d.Name] || len(d.Categories) == 0 {
			return fmt.Errorf("the dimension %q needs a name of its own and at least one category", d.Name)
		}
		names[d.Name] = true
		categories := map[string]bool{}
		for _, category := range d.Categories {
			if category == "" || categories[category] {
				return fmt.Errorf("the category %q of %q needs a name of its own", category, d.Name)
			}
			categories[category] = true
		}
	}
	return nil
}

// dimension gives the place of a dimension by its name, or -1.
func (c Cohort) dimension(name string) int {
	return slices.IndexFunc(c.Dimensions, func(d Dimension) bool { return d.Name == name })
}
