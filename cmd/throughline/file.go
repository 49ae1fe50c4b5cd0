package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// fileMode lets nobody but the owner read what was asked for.
const fileMode = 0o600

// writeWhole puts a body at a path, "-" for standard output. A file is never
// half there: it is written beside its place, and then put into it.
func (s *session) writeWhole(path string, body []byte) error {
	if path == "-" {
		_, err := s.out.Write(body)
		return err
	}
	target, special, err := lookAt(path)
	if err == nil && special {
		err = writeInto(target, body)
	} else if err == nil {
		err = replace(target, body)
	}
	if err != nil {
		return fmt.Errorf("the file %s can't be written: %s", path, reason(path, err))
	}
	return nil
}

// lookAt follows links to the file that is meant, and says whether it is
// something other than a file, such as a pipe, which must not be replaced. A
// file that this account may not write to is refused, whatever its folder allows.
func lookAt(path string) (target string, special bool, err error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return path, false, nil
	case err != nil:
		return "", false, err
	case info.IsDir():
		return "", false, errIsFolder
	case !info.Mode().IsRegular():
		return path, true, nil
	}
	if target, err = filepath.EvalSymlinks(path); err != nil {
		return "", false, err
	}
	file, err := os.OpenFile(target, os.O_WRONLY, 0)
	if err != nil {
		return "", false, err
	}
	return target, false, file.Close()
}

var errIsFolder = errors.New("it is a folder")

func writeInto(path string, body []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = file.Write(body)
	return errors.Join(err, file.Close())
}

func replace(path string, body []byte) error {
	part, err := os.CreateTemp(filepath.Dir(path), ".throughline-*")
	if err != nil {
		return err
	}
	_, err = part.Write(body)
	if err == nil {
		err = part.Chmod(fileMode)
	}
	if err == nil {
		err = part.Sync()
	}
	if err = errors.Join(err, part.Close()); err == nil {
		err = os.Rename(part.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(part.Name()))
	}
	return nil
}

func reason(path string, err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return "there is no folder " + filepath.Dir(path)
	}
	return plain(err)
}
