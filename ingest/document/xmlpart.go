package document

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// A token is a tag or the text between two. No honest one is longer.
const longestToken = 4 << 20

// An xmlPart is one XML part, read tag by tag and never held whole. Declarations of document types, and so of entities, are refused.
type xmlPart struct {
	from    *guarded
	decoder *xml.Decoder
	limits  Limits

	start *xml.StartElement // the tag that opens an element, or nil
	end   string            // the name of the element that ends, or ""
	text  []byte            // words between tags: until the next call
	depth int
	err   error // why it ended, if not at the end
}

// walk opens a part, gives it to read, and closes it.
func (p *parts) walk(name string, read func(*xmlPart) error) (err error) {
	file := p.files[partName(name)]
	if file == nil {
		return refuse("This file is damaged: a part of it (%s) is missing. Open it where it was made, save it again, and try the new copy.", name)
	}
	opened, err := file.Open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, opened.Close()) }()
	x := &xmlPart{from: &guarded{parts: p, from: opened}, limits: p.r.limits}
	x.decoder = xml.NewDecoder(x.from)
	x.decoder.CharsetReader = charset.NewReaderLabel
	if err := read(x); err != nil {
		return err
	}
	return x.err
}

// next goes to the next tag or text, and says whether there is one.
func (x *xmlPart) next() bool {
	if x.err != nil {
		return false
	}
	x.start, x.end, x.text = nil, "", nil
	x.from.token = longestToken
	token, err := x.decoder.Token()
	if err != nil {
		if !errors.Is(err, io.EOF) {
			x.err = err
		}
		return false
	}
	switch t := token.(type) {
	case xml.StartElement:
		x.depth++
		if x.depth > x.limits.Depth {
			x.err = refuse("This file is built too deep: more than %s things within one another, such as tables inside tables. Copy the plan alone into a new file, and try again.",
				number(x.limits.Depth))
			return false
		}
		x.start = &t
	case xml.EndElement:
		x.depth--
		x.end = t.Name.Local
	case xml.CharData:
		x.text = t
	case xml.Directive:
		x.err = refuse("This file holds a declaration (%s) that Office never writes and that can be used to do harm. Open it in Excel or Word, save it again, and try the new copy.",
			"DOCTYPE")
		return false
	}
	return true
}

// within goes to the next tag or text inside an element at the depth given, and says whether there is one before the element ends.
func (x *xmlPart) within(depth int) bool { return x.next() && x.depth >= depth }

// skip goes to the end of the element just opened.
func (x *xmlPart) skip() {
	for depth := x.depth; x.within(depth); {
	}
}

// words gives all the text inside the element just opened, and goes to its end.
func (x *xmlPart) words() string {
	var first string
	var rest *strings.Builder
	for depth := x.depth; x.within(depth); {
		switch {
		case len(x.text) == 0 || rest != nil && rest.Len() > longestToken: // more than any cell may hold: it is refused for it
		case first == "" && rest == nil:
			first = string(x.text)
		default:
			if rest == nil {
				rest = &strings.Builder{}
				rest.WriteString(first)
			}
			rest.Write(x.text)
		}
	}
	if rest != nil {
		return rest.String()
	}
	return first
}

// attr is an attribute of an element by its name, whatever its name space; "" if there is none.
func attr(of *xml.StartElement, name string) string {
	for i := range of.Attr {
		if of.Attr[i].Name.Local == name {
			return of.Attr[i].Value
		}
	}
	return ""
}

// truth reads an attribute or element that is on unless it says otherwise.
func truth(value string) bool {
	switch strings.ToLower(value) {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// flag reads an attribute that is off unless it says otherwise.
func flag(of *xml.StartElement, name string) bool {
	value := attr(of, name)
	return value != "" && truth(value)
}

var errLongToken = refuse("This file is damaged, or made to overwhelm who opens it: one part of it never ends. Copy the plan alone into a new file, and try again.")

// guarded is a part's bytes with the limits on them.
type guarded struct {
	parts *parts
	from  io.Reader
	token int // bytes that may be read before the token ends
	read  int
}

func (g *guarded) Read(into []byte) (int, error) {
	if err := g.parts.r.ended(); err != nil {
		return 0, err
	}
	if g.token <= 0 {
		return 0, errLongToken
	}
	n, err := g.from.Read(into)
	g.token -= n
	g.read += n
	g.parts.left -= int64(n)
	if g.parts.left < 0 {
		return 0, tooMuch(g.parts.r.limits)
	}
	return n, err
}
