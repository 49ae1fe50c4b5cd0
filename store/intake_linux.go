package store

import (
	"errors"
	"os"
	"syscall"
)

// takesIn says whether this system has what an intake needs.
const takesIn = true

// syncContent waits until what was written is on the disk. The file neither
// grows nor moves, so that nothing else about it need be.
func syncContent(file *os.File) error {
	for {
		if err := syscall.Fdatasync(int(file.Fd())); !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}

// lockFile takes a file for as long as it is open, unless another process has it.
func lockFile(file *os.File) bool {
	return syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}
