package england_test

import (
	"testing"

	"throughline/practice/england"
)

func TestTheShippedPackHasNoProblems(t *testing.T) {
	if _, err := england.Pack(); err != nil {
		t.Fatal(err)
	}
}
