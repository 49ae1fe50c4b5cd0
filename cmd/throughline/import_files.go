package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"throughline/ingest/returns"
)

// returnFiles are the files of a return, as they were read. A file that isn't
// one that returns come in is named in aside, and not read.
type returnFiles struct {
	names    []string
	contents [][]byte
	aside    []string
	bytes    int64
}

// returnFilesAt reads what stands at paths: files, folders of files, and zip
// files of them.
func returnFilesAt(paths []string) (*returnFiles, error) {
	found := &returnFiles{}
	for _, at := range paths {
		info, err := os.Stat(at)
		if err != nil {
			return nil, fmt.Errorf("the file %s can't be read: %s", at, plain(err))
		}
		if !info.IsDir() {
			if err := found.file(at, filepath.Base(at), true); err != nil {
				return nil, err
			}
			continue
		}
		if err := found.folder(at); err != nil {
			return nil, err
		}
	}
	if len(found.names) == 0 {
		return nil, fmt.Errorf("there are no .csv, .xml or .xlsx files in %s: name the files of the return, their folder, or a .zip of them", strings.Join(paths, ", "))
	}
	return found, nil
}

// files gives the files to be read from their beginning, as often as asked.
func (r *returnFiles) files() (all []returns.File) {
	for i, name := range r.names {
		all = append(all, returns.File{Name: name, Content: bytes.NewReader(r.contents[i])})
	}
	return all
}

func kindOf(name string) string { return strings.ToLower(path.Ext(filepath.ToSlash(name))) }

func (r *returnFiles) folder(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("the folder %s can't be read: %s", dir, plain(err))
	}
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), ".") {
			continue // a system's own, such as .DS_Store
		}
		at := filepath.Join(dir, entry.Name())
		info, err := os.Stat(at)
		switch {
		case err != nil:
			return fmt.Errorf("%s can't be read: %s", at, plain(err))
		case info.IsDir():
			r.aside = append(r.aside, at)
		default:
			if err := r.file(at, entry.Name(), false); err != nil {
				return err
			}
		}
	}
	return nil
}

// file reads one file. One that was named is read whatever it is called.
func (r *returnFiles) file(at, name string, named bool) error {
	kind := kindOf(name)
	if !named && !slices.Contains([]string{".csv", ".xml", ".xlsx", ".zip"}, kind) {
		r.aside = append(r.aside, at)
		return nil
	}
	file, err := os.Open(at)
	if err != nil {
		return fmt.Errorf("%s can't be read: %s", at, plain(err))
	}
	err = r.take(at, name, file)
	if closing := file.Close(); err == nil && closing != nil {
		err = fmt.Errorf("%s can't be read: %s", at, plain(closing))
	}
	if err != nil || kind != ".zip" {
		return err
	}
	last := len(r.names) - 1
	whole := r.contents[last]
	r.names, r.contents = r.names[:last], r.contents[:last]
	return r.zipped(at, whole)
}

func (r *returnFiles) take(at, name string, from io.Reader) error {
	limits := returns.Usual()
	if len(r.names) >= limits.Files {
		return fmt.Errorf("there are more than %d files, which is more than a return has: name only those of the return", limits.Files)
	}
	content, err := io.ReadAll(io.LimitReader(from, limits.Bytes+1))
	if err != nil {
		return fmt.Errorf("%s can't be read: %s", at, plain(err))
	}
	r.bytes += int64(len(content))
	if int64(len(content)) > limits.Bytes || r.bytes > 2*limits.Bytes {
		return fmt.Errorf("%s is larger than a return can be, with what was read before it: split it into files of less than %d MB and import them one after another", at, limits.Bytes>>20)
	}
	r.names, r.contents = append(r.names, name), append(r.contents, content)
	return nil
}

func (r *returnFiles) zipped(at string, whole []byte) error {
	r.bytes -= int64(len(whole))
	archive, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		return fmt.Errorf("%s can't be read as a .zip file: make it again, or name the files themselves", at)
	}
	for _, entry := range archive.File {
		name := path.Base(strings.ReplaceAll(entry.Name, `\`, "/"))
		if entry.FileInfo().IsDir() || strings.HasPrefix(name, ".") || strings.HasPrefix(entry.Name, "__MACOSX/") {
			continue
		}
		inside := at + ": " + entry.Name
		if !slices.Contains([]string{".csv", ".xml", ".xlsx"}, kindOf(name)) {
			r.aside = append(r.aside, inside)
			continue
		}
		if entry.Flags&1 != 0 {
			return fmt.Errorf("%s is locked with a password: unlock the .zip file first", inside)
		}
		if err := r.entry(inside, name, entry); err != nil {
			return err
		}
	}
	return nil
}

func (r *returnFiles) entry(inside, name string, entry *zip.File) error {
	content, err := entry.Open()
	if err != nil {
		return fmt.Errorf("%s can't be read: %s", inside, plain(err))
	}
	err = r.take(inside, name, content)
	if closing := content.Close(); err == nil && closing != nil {
		err = fmt.Errorf("%s can't be read: %s", inside, plain(&fs.PathError{Err: closing}))
	}
	return err
}
