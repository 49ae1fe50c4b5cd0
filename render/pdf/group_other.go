//go:build !unix

package pdf

import "os/exec"

// Elsewhere only the program itself is ended, which ends those it started.
func ownGroup(*exec.Cmd) {}

func endGroup(*exec.Cmd) {}
