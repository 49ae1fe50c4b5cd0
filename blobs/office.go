package blobs

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

const (
	// lookLimit bounds what is read of a file made of many files, so that one
	// with a million tiny files in it can't fill the memory. A real document has
	// some hundreds, which take well under 100 KiB to list.
	lookLimit = 2 << 20

	// typesLimit bounds the list of types when unpacked: a real one has some KiB.
	typesLimit = 1 << 20
)

var errTooMuch = errors.New("more than an office document holds")

// sparing reads no more than it has left.
type sparing struct {
	from io.ReaderAt
	left int
}

func (s *sparing) ReadAt(p []byte, at int64) (int, error) {
	if len(p) > s.left {
		return 0, errTooMuch
	}
	s.left -= len(p)
	return s.from.ReadAt(p, at)
}

func unpack(content io.ReaderAt, size int64) (*zip.Reader, error) {
	return zip.NewReader(&sparing{content, lookLimit}, size)
}

func part(archive *zip.Reader, name string, limit int64) ([]byte, error) {
	file, err := archive.Open(name)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, err
	}
	if int64(len(text)) > limit {
		return nil, errTooMuch
	}
	return text, nil
}

// office looks for the main part of an Office document (ECMA-376 part 2,
// section 10.1.2.3: the types of the parts are listed in [Content_Types].xml),
// and for macros.
func office(mainPart string) func(io.ReaderAt, int64) fault {
	return func(content io.ReaderAt, size int64) fault {
		archive, err := unpack(content, size)
		if err != nil {
			return foreign
		}
		for _, file := range archive.File {
			if strings.HasSuffix(strings.ToLower(file.Name), "vbaproject.bin") {
				return macros
			}
		}
		text, err := part(archive, "[Content_Types].xml", typesLimit)
		if err != nil {
			return foreign
		}
		var types struct {
			Override []struct {
				ContentType string `xml:"ContentType,attr"`
			} `xml:"Override"`
		}
		if err := xml.Unmarshal(text, &types); err != nil {
			return foreign
		}
		for _, o := range types.Override {
			if strings.Contains(o.ContentType, "macroEnabled") {
				return macros
			}
		}
		for _, o := range types.Override {
			if o.ContentType == microsoft+mainPart {
				return sound
			}
		}
		return foreign
	}
}

// openDocument reads the type that an OpenDocument file gives itself (OASIS
// OpenDocument 1.3 part 2, section 3.3), and looks for macros.
func openDocument(of string) func(io.ReaderAt, int64) fault {
	return func(content io.ReaderAt, size int64) fault {
		archive, err := unpack(content, size)
		if err != nil {
			return foreign
		}
		own, err := part(archive, "mimetype", 256)
		if err != nil || strings.TrimSpace(string(own)) != oasis+of {
			return foreign
		}
		for _, file := range archive.File {
			if strings.HasPrefix(file.Name, "Basic/") || strings.HasPrefix(file.Name, "Scripts/") {
				return macros
			}
		}
		return sound
	}
}
