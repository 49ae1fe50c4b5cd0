package document

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strings"
)

// Parts of a plan are text, which shrinks to a twentieth or so. What shrinks to less than this share, and isn't small, is made to
// overwhelm who unpacks it.
const (
	shareOfBomb = 400
	smallPart   = 8 << 20
)

// entriesInside allows for the lists of zipped files that are inside the file: each of its parts may be one, of so many parts.
const entriesInside = 20

// parts are the files inside a zipped document.
type parts struct {
	r     *reader
	files map[string]*zip.File // by name, lower case, without a slash at the start
	left  int64                // bytes that may still be read
}

// open finds the parts of a zipped document, and refuses one that would unpack to too much before any is read.
func (r *reader) open(content []byte) (*parts, error) {
	if n := bytes.Count(content, []byte("PK\x01\x02")); n > entriesInside*r.limits.Entries { // a list too long to take in
		return nil, tooManyParts(n, r.limits)
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, refuse("This file is cut short or damaged: it begins as a workbook or Word document does, but its end is missing. Get a whole copy of it, and try again.")
	}
	if len(archive.File) > r.limits.Entries {
		return nil, tooManyParts(len(archive.File), r.limits)
	}
	p := &parts{r: r, files: make(map[string]*zip.File, len(archive.File)), left: r.limits.Unzipped}
	total := uint64(0)
	for _, f := range archive.File {
		if f.Flags&1 != 0 {
			return nil, refuse("This file is locked with a password. Take the password off, and try again.")
		}
		name := partName(f.Name)
		p.files[name] = f
		if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") {
			continue // pictures and the like are never unpacked
		}
		if f.UncompressedSize64 > smallPart && f.UncompressedSize64/max(1, f.CompressedSize64) > shareOfBomb {
			return nil, tooMuch(r.limits)
		}
		total += min(f.UncompressedSize64, 1<<40)
	}
	if total > uint64(r.limits.Unzipped) {
		return nil, tooMuch(r.limits)
	}
	return p, nil
}

func tooManyParts(n int, limits Limits) *Refused {
	return refuse("This file is made of %s parts, and the most we read is %s. Copy the plan alone into a new file, and try again.",
		number(n), number(limits.Entries))
}

func tooMuch(limits Limits) *Refused {
	return refuse("This file unpacks to far more than it seems to hold: over %s, the most we read. Copy the plan alone into a new file, and try again.",
		size(limits.Unzipped))
}

func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, "\\", "/")), "/"))
}

func (p *parts) has(name string) bool { return p.files[partName(name)] != nil }

func (p *parts) under(folder string) bool {
	for name := range p.files {
		if strings.HasPrefix(name, folder) {
			return true
		}
	}
	return false
}

func (p *parts) macros() bool {
	for name := range p.files {
		if path.Base(name) == "vbaproject.bin" {
			return true
		}
	}
	return false
}

// kind says what a zipped file is by the parts in it.
func (p *parts) kind() (Kind, error) {
	switch {
	case p.mainPart("xl/workbook.xml") != "":
		return Workbook, nil
	case p.mainPart("word/document.xml") != "":
		return Word, nil
	case p.has("xl/workbook.bin"):
		return "", refuse("This file is a binary Excel workbook (.xlsb). %s", asWorkbook)
	case p.under("ppt/"):
		return "", refuse("This file is a PowerPoint presentation. %s", askForIt)
	case p.under("visio/"):
		return "", refuse("This file is a Visio drawing. %s", askForIt)
	case p.under("index/"):
		return "", refuse("This file was made by Apple's Numbers or Pages. Choose “Export to”, then Excel or Word, and try the new file.")
	case p.has("mimetype"):
		return "", p.openDocument()
	}
	return "", refuse("This file is a zip file that is neither a workbook nor a Word document. Unpack it, and try the file that is inside.")
}

func (p *parts) openDocument() *Refused {
	kind := make([]byte, 64)
	if f, err := p.files["mimetype"].Open(); err == nil {
		n, err := io.ReadFull(f, kind)
		if err != nil {
			kind = kind[:n]
		}
		if f.Close() != nil {
			kind = nil
		}
	}
	switch {
	case bytes.Contains(kind, []byte("spreadsheet")):
		return refuse("This file is an OpenDocument spreadsheet (.ods). %s", asWorkbook)
	case bytes.Contains(kind, []byte("opendocument.text")):
		return refuse("This file is an OpenDocument text (.odt). %s", asWord)
	case bytes.Contains(kind, []byte("epub")):
		return refuse("This file is an electronic book. %s", askForIt)
	}
	return refuse("This file is an OpenDocument file of a kind that we can't read. %s", asWorkbook)
}

// mainPart is the part that the package names as its document, if it is in the folder of usual; else usual, if it is there; else "".
func (p *parts) mainPart(usual string) string {
	links, err := p.links("")
	if err == nil {
		for _, link := range links {
			if link.kind == "officeDocument" && path.Dir(partName(link.part)) == path.Dir(usual) && p.has(link.part) &&
				strings.HasSuffix(link.part, ".xml") {
				return link.part
			}
		}
	}
	if p.has(usual) {
		return usual
	}
	return ""
}

// A link is what one part says of another.
type link struct{ id, kind, part string }

// links are those that a part has to others. A part without any has no error.
func (p *parts) links(of string) ([]link, error) {
	where := path.Join(path.Dir(of), "_rels", path.Base(of)+".rels")
	if of == "" {
		where = "_rels/.rels"
	}
	if !p.has(where) {
		return nil, nil
	}
	var found []link
	err := p.walk(where, func(x *xmlPart) error {
		for x.next() {
			if x.start == nil || x.start.Name.Local != "Relationship" || attr(x.start, "TargetMode") == "External" {
				continue
			}
			target := strings.ReplaceAll(attr(x.start, "Target"), "\\", "/")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("/", path.Dir(of), target)
			}
			if len(found) >= mostDefined {
				return refuse("This file is damaged: one part of it has links to more than %s others. Copy the plan alone into a new file, and try again.", number(mostDefined))
			}
			found = append(found, link{id: attr(x.start, "Id"), kind: path.Base(attr(x.start, "Type")), part: partName(target)})
		}
		return x.err
	})
	return found, err
}
