package proof

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// oracle is one case of the reference implementations.
type oracle[I, E any] struct {
	ID       string `json:"id"`
	Input    I      `json:"input"`
	Expected E      `json:"expected"`
}

func cases[I, E any](t *testing.T, name string, atLeast int) []oracle[I, E] {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Cases []oracle[I, E] `json:"cases"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Cases) < atLeast {
		t.Fatalf("%s has %d cases, fewer than %d", name, len(file.Cases), atLeast)
	}
	return file.Cases
}

// number is a figure of an oracle, where null stands for none.
type number float64

func (n *number) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		*n = number(math.NaN())
		return nil
	}
	return json.Unmarshal(text, (*float64)(n))
}

const tolerance = 1e-9 // relative, as the oracles promise

// same fails unless got is what the reference gave, to the tolerance.
func same(t *testing.T, what string, got float64, want number) {
	t.Helper()
	w := float64(want)
	if math.IsNaN(w) || math.IsNaN(got) {
		if math.IsNaN(w) != math.IsNaN(got) {
			t.Errorf("%s: got %v, want %v", what, got, w)
		}
		return
	}
	if !near(got, w) {
		t.Errorf("%s: got %.15g, want %.15g", what, got, w)
	}
}

func near(got, want float64) bool {
	return math.Abs(got-want) <= tolerance*math.Max(math.Abs(want), 1e-3)
}

func sameAll(t *testing.T, what string, got []float64, want []number) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: got %d figures, want %d", what, len(got), len(want))
		return
	}
	for i := range want {
		same(t, fmt.Sprintf("%s %d", what, i), got[i], want[i])
	}
}
