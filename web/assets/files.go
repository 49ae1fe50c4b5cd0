package assets

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// needed are the files without which pages cannot be shown.
var needed = []string{"throughline.css", "paper.css", "throughline.js", "govuk-frontend.min.js", "icon.svg"}

// types are the kinds of file that are served. Others are not.
var types = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

type file struct {
	plain, zipped []byte
	kind          string
}

// files are what was compiled, by name, with one version that stands for all of them: the script
// loads its neighbour by a relative address, so that all must change address together.
type files struct {
	version string
	byName  map[string]file
	fault   error
}

func read(folder fs.FS) *files {
	found := &files{byName: map[string]file{}}
	digest := sha256.New()
	found.fault = fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		kind, served := types[path.Ext(name)]
		if !served {
			return nil
		}
		plain, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		zipped, err := zip(plain)
		if err != nil {
			return err
		}
		// The lengths keep one file's end apart from the next one's beginning.
		digest.Write([]byte(name + "\x00" + strconv.Itoa(len(plain)) + "\x00"))
		digest.Write(plain)
		found.byName[name] = file{plain: plain, zipped: zipped, kind: kind}
		return nil
	})
	found.version = hex.EncodeToString(digest.Sum(nil))[:16]
	return found
}

func zip(plain []byte) ([]byte, error) {
	var out bytes.Buffer
	writer, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := writer.Write(plain); err != nil {
		return nil, err
	}
	if err := writer.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func (f *files) check() error {
	if f.fault != nil {
		return f.fault
	}
	for _, name := range needed {
		if len(f.byName[name].plain) == 0 {
			return errNotCompiled
		}
	}
	return nil
}

func (f *files) url(name string) string { return "/assets/" + f.version + "/" + name }

func (f *files) text(name string) []byte { return bytes.Clone(f.byName[name].plain) }

// ServeHTTP serves a file at its address. At an older version's address it serves the present file,
// for a page that was loaded before the program was replaced, and asks that it not be kept.
func (f *files) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	version, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/assets/"), "/")
	asked, known := f.byName[name]
	if !known {
		http.NotFound(w, r)
		return
	}
	header := w.Header()
	header.Set("Content-Type", asked.kind)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Vary", "Accept-Encoding")
	header.Set("Cache-Control", "no-cache")
	if version == f.version {
		header.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	body := asked.plain
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		header.Set("Content-Encoding", "gzip")
		body = asked.zipped
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodHead {
		return
	}
	// A failed write means that the browser has gone, and there is nobody to tell.
	_, _ = w.Write(body)
}
