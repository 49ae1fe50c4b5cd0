package naming

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
)

// documentLimit bounds what is unpacked of an office document, so that a small
// file can't fill the memory. A report of a thousand pages has some MiB of XML.
const documentLimit = 64 << 20

var errTooLarge = errors.New("the document is too large when unpacked")

// unseen are the parts of office documents that hold no words of the writer's.
var unseen = []string{"[Content_Types].xml", "docProps/*", "*/theme/*", "*/_rels/*", "_rels/*", "word/styles.xml", "word/settings.xml", "word/fontTable.xml", "word/webSettings.xml",
	"word/numbering.xml", "word/stylesWithEffects.xml", "xl/styles.xml", "xl/calcChain.xml", "ppt/presProps.xml", "ppt/viewProps.xml", "ppt/tableStyles.xml", "ppt/slideLayouts/*",
	"ppt/slideMasters/*", "META-INF/*", "settings.xml", "manifest.rdf", "mimetype", "customXml/*", "*.rels", "*/*.rels", "*/*/*.rels", "Thumbnails/*", "xl/printerSettings/*", "Configurations2/*", "Configurations2/*/*", "meta.xml"}

// officeWords gives the words of a Word, Excel, PowerPoint or OpenDocument
// file: a line for each paragraph or row, and a tab between cells. whole is
// false when it holds something other than words, such as a picture.
func officeWords(content io.ReaderAt, size int64) (words string, whole bool, err error) {
	archive, err := zip.NewReader(content, size)
	if err != nil {
		return "", false, err
	}
	reader := documentReader{left: documentLimit, whole: true}
	for _, file := range archive.File {
		if file.Name == "xl/sharedStrings.xml" {
			if err := reader.file(file, reader.shareStrings); err != nil {
				return "", false, err
			}
		}
	}
	for _, file := range archive.File {
		switch {
		case strings.HasSuffix(file.Name, "/"), file.Name == "xl/sharedStrings.xml", slices.ContainsFunc(unseen, func(pattern string) bool {
			matches, err := path.Match(pattern, file.Name)
			return err == nil && matches
		}):
		case strings.HasSuffix(file.Name, ".xml"):
			read := reader.words
			if strings.HasPrefix(file.Name, "xl/worksheets/") {
				read = reader.sheet
			}
			if err := reader.file(file, read); err != nil {
				return "", false, err
			}
		default:
			reader.whole = false // a picture, or another file inside
		}
	}
	return reader.text.String(), reader.whole, nil
}

type documentReader struct {
	text   strings.Builder
	shared []string
	left   int64
	whole  bool
}

func (r *documentReader) file(file *zip.File, read func(*xml.Decoder) error) error {
	from, err := file.Open()
	if err != nil {
		return err
	}
	limited := &io.LimitedReader{R: from, N: r.left}
	err = read(xml.NewDecoder(limited))
	if r.left = limited.N; r.left <= 0 {
		err = errTooLarge
	}
	if err := errors.Join(err, from.Close()); err != nil {
		return fmt.Errorf("%s: %w", file.Name, err)
	}
	return nil
}

// The elements after which a line or a cell ends, in WordprocessingML,
// DrawingML, SpreadsheetML and OpenDocument, by their local names.
var (
	endsLine = setOf("p h br cr row table-row line-break si comment footnote")
	endsCell = setOf("tc tab table-cell c")
	spaces   = setOf("s")
)

// words writes all character data of a part, whatever stands around it: what
// was deleted under tracked changes too.
func (r *documentReader) words(d *xml.Decoder) error {
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			r.text.WriteByte('\n')
			return nil
		}
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.CharData:
			r.text.Write(token)
		case xml.StartElement:
			if token.Name.Local == "object" || token.Name.Local == "OLEObject" {
				r.whole = false
			}
			for _, a := range token.Attr { // a picture's description is words too
				if a.Name.Local == "descr" || a.Name.Local == "title" || a.Name.Local == "author" {
					r.text.WriteString("\n" + a.Value + "\n")
				}
			}
		case xml.EndElement:
			switch name := token.Name.Local; {
			case endsLine[name]:
				r.text.WriteByte('\n')
			case endsCell[name]:
				r.text.WriteByte('\t')
			case spaces[name]:
				r.text.WriteByte(' ')
			}
		}
	}
}

// shareStrings reads the texts that the cells of a workbook point to.
func (r *documentReader) shareStrings(d *xml.Decoder) error {
	var one strings.Builder
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.CharData:
			one.Write(token)
		case xml.StartElement:
			if token.Name.Local == "si" {
				one.Reset()
			}
		case xml.EndElement:
			if token.Name.Local == "si" {
				r.shared = append(r.shared, one.String())
			}
		}
	}
}

// sheet writes the rows of a worksheet.
func (r *documentReader) sheet(d *xml.Decoder) error {
	points := false
	var cell strings.Builder
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			r.text.WriteByte('\n')
			return nil
		}
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.CharData:
			cell.Write(token)
		case xml.StartElement:
			if token.Name.Local == "c" {
				cell.Reset()
				points = slices.ContainsFunc(token.Attr, func(a xml.Attr) bool { return a.Name.Local == "t" && a.Value == "s" })
			}
		case xml.EndElement:
			switch token.Name.Local {
			case "c":
				words := strings.TrimSpace(cell.String())
				if n, err := strconv.Atoi(words); points && err == nil && n >= 0 && n < len(r.shared) {
					words = r.shared[n]
				}
				r.text.WriteString(strings.Join(strings.Fields(words), " ") + "\t")
				cell.Reset()
			case "row":
				r.text.WriteByte('\n')
				cell.Reset()
			}
		}
	}
}
