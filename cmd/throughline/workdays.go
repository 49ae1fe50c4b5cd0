package main

import (
	"fmt"
	"strconv"
	"strings"

	"throughline/calendar"
)

type workdaysCommand struct {
	Add     addWorkdays     `cmd:"" help:"Print the Nth working day after a date."`
	Between workdaysBetween `cmd:"" help:"Print how many working days lie after A, up to and including B."`
}

type addWorkdays struct {
	Date string      `arg:"" help:"Day 0, which is not counted: 2012-03-09."`
	N    wholeNumber `arg:"" help:"How many working days after it; a minus counts back."`
}

// wholeNumber is a count that may be below nothing.
type wholeNumber int

// UnmarshalText reads a number as a person writes it.
func (n *wholeNumber) UnmarshalText(text []byte) error {
	written := strings.ReplaceAll(string(text), minus, "-")
	number, err := strconv.ParseInt(written, 10, 32)
	if err != nil {
		return fmt.Errorf("“%s” is not a whole number of days", written)
	}
	*n = wholeNumber(number)
	return nil
}

// Run prints one bare date.
func (c addWorkdays) Run(s *session) error {
	from, err := calendar.Parse(c.Date)
	if err != nil {
		return err
	}
	day, err := calendar.AddWorkingDays(from, int(c.N))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(s.out, day)
	return err
}

type workdaysBetween struct {
	A string `arg:"" help:"First date, which is not counted."`
	B string `arg:"" help:"Last date, which is counted."`
}

// Run prints one bare number.
func (c workdaysBetween) Run(s *session) error {
	from, err := calendar.Parse(c.A)
	if err != nil {
		return err
	}
	to, err := calendar.Parse(c.B)
	if err != nil {
		return err
	}
	n, err := calendar.WorkingDaysBetween(from, to)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(s.out, n)
	return err
}
