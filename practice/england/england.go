// Package england is the practice pack for England, as it ships: one file for
// each row of the product's list, with sources, retention and school terms.
package england

import (
	"embed"
	"fmt"
	"sync"

	"throughline/practice"
)

//go:embed *.yaml
var shipped embed.FS

// Files gives the text of the shipped pack.
func Files() (practice.Files, error) {
	entries, err := shipped.ReadDir(".")
	if err != nil {
		return nil, fmt.Errorf("the practice pack in the program can't be read: %w", err)
	}
	files := practice.Files{}
	for _, entry := range entries {
		if files[entry.Name()], err = shipped.ReadFile(entry.Name()); err != nil {
			return nil, fmt.Errorf("the practice pack in the program can't be read: %w", err)
		}
	}
	return files, nil
}

var loaded = sync.OnceValues(func() (*practice.Pack, error) {
	files, err := Files()
	if err != nil {
		return nil, err
	}
	pack, problems := practice.Load(files)
	return pack, problems.Err()
})

// Pack gives the shipped pack, checked once.
func Pack() (*practice.Pack, error) { return loaded() }
