// Package assets holds the compiled styles, scripts and pictures that pages load, and serves them.
//
// They are compiled by `make styles` from the scss, js and img folders beside this file, and built
// into the binary.
package assets

import (
	"embed"
	"errors"
	"io/fs"
	"net/http"
	"sync"
)

//go:embed all:dist
var dist embed.FS

var compiled = sync.OnceValue(func() *files {
	folder, err := fs.Sub(dist, "dist")
	if err != nil {
		return &files{fault: err}
	}
	return read(folder)
})

// Check says whether the styles were compiled before this program was built. The error says what to run.
func Check() error { return compiled().check() }

// URL gives the address of a file, such as "throughline.css". It changes when any file does, so that a
// browser may keep what it has for ever.
func URL(name string) string { return compiled().url(name) }

// Handler serves every file at its address. It is meant for the pattern "GET /assets/".
func Handler() http.Handler { return compiled() }

// Paper gives the styles of a paper, to be written into a paper that stands by itself in one file.
func Paper() []byte { return compiled().text("paper.css") }

// errNotCompiled is what a program built without its styles says.
var errNotCompiled = errors.New("the pages' styles are missing from this program: run `make styles`, then build it again")
