package invent

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Write903 writes a year's return of a council without faults into a folder, which it makes. The council has returns for five years that end
// with that year, or for as many as there can be.
func Write903(folder string, seed uint64, children, year int) error {
	return Council{Seed: seed, Children: children, First: max(firstYear, year-4), Last: year}.Folder903(folder, year)
}

// Folder903 writes the return of a year into a folder, which it makes.
func (c Council) Folder903(folder string, year int) error {
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return fmt.Errorf("making the folder for the return: %w", err)
	}
	return c.Write903(year, func(name string) (io.WriteCloser, error) { return os.Create(filepath.Join(folder, name)) })
}

// FileCIN writes the census of a year to a file.
func (c Council) FileCIN(path string, year int) (err error) {
	file, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("making the file of the census: %w", err)
	}
	if err := c.WriteCIN(year, file); err != nil {
		_ = file.Close() // the file is not whole; what went wrong is said
		return err
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("finishing the file of the census: %w", err)
	}
	return nil
}
