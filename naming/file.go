package naming

import (
	"io"
	"path"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Reading is what came of reading a file for words that tell who somebody is.
type Reading struct {
	Read  bool      // every word in it was read
	Why   string    // why not: what a person is told, or ""
	Found []Finding // in the words that could be read
}

// The reasons why a file, or all of it, was not read. Each follows the name of
// the file.
const (
	isAPicture   = "is a picture, and a program can’t read the words in it"
	holdsMore    = "holds a picture or another file, and a program can’t read the words in those"
	cantBeRead   = "can’t be read by the program"
	noPDFReader  = "is a PDF, and this server has no program that reads the words of a PDF"
	pagesUnread  = "has a page without words that a program can read: it may be a picture"
	unknownFile  = "is a kind of file whose words the program can’t read"
	hasNoContent = "holds no words"
)

// IsPDF says whether a file, by its name, must be given to ReadPDF.
func IsPDF(name string) bool { return ending(name) == ".pdf" }

func ending(name string) string { return strings.ToLower(path.Ext(name)) }

// ReadFile reads a file other than a PDF. What can't be read is told and is
// never an error: a person has to look.
func ReadFile(name string, content io.ReaderAt, size int64, known Known) Reading {
	switch ending(name) {
	case ".txt", ".csv":
		raw, err := io.ReadAll(io.NewSectionReader(content, 0, size))
		if err != nil {
			return Reading{Why: cantBeRead}
		}
		return Reading{Read: true, Found: scanLines(decoded(raw), known)}
	case ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp":
		words, whole, err := officeWords(content, size)
		switch {
		case err != nil:
			return Reading{Why: cantBeRead}
		case !whole:
			return Reading{Why: holdsMore, Found: scanLines(words, known)}
		default:
			return Reading{Read: true, Found: scanLines(words, known)}
		}
	case ".png", ".jpg", ".jpeg":
		return Reading{Why: isAPicture}
	default:
		return Reading{Why: unknownFile}
	}
}

// ReadPDF looks at the words that were taken out of a PDF, with a form feed
// after each page. ok is false when nothing could take them out.
func ReadPDF(words string, ok bool, known Known) Reading {
	if !ok {
		return Reading{Why: noPDFReader}
	}
	found := scanLines(words, known)
	if strings.TrimSpace(words) == "" {
		return Reading{Why: hasNoContent, Found: found}
	}
	for page := range strings.SplitSeq(strings.TrimSuffix(words, "\f"), "\f") {
		if strings.TrimSpace(page) == "" {
			return Reading{Why: pagesUnread, Found: found}
		}
	}
	return Reading{Read: true, Found: found}
}

// scanLines scans words that may hold a table too.
func scanLines(text string, known Known) []Finding {
	return told(append(headings(plain(text)), Scan(text, known)...))
}

// decoded makes text of a file's bytes: UTF-8, UTF-16 with its mark, or else
// the Western code page, of which no byte is refused.
func decoded(raw []byte) string {
	if len(raw) >= 2 && (raw[0] == 0xff && raw[1] == 0xfe || raw[0] == 0xfe && raw[1] == 0xff) {
		units := make([]uint16, 0, len(raw)/2)
		for i := 2; i+1 < len(raw); i += 2 {
			low, high := raw[i], raw[i+1]
			if raw[0] == 0xfe {
				low, high = high, low
			}
			units = append(units, uint16(low)|uint16(high)<<8)
		}
		return string(utf16.Decode(units))
	}
	if utf8.Valid(raw) {
		return string(raw)
	}
	runes := make([]rune, len(raw))
	for i, b := range raw {
		runes[i] = rune(b)
		switch b {
		case 0x91, 0x92: // quotation marks of Windows-1252
			runes[i] = '\''
		case 0x96, 0x97:
			runes[i] = '-'
		}
	}
	return string(runes)
}

// personal are the headings of columns that hold something about each person.
var personal = func() map[string]bool {
	set := map[string]bool{}
	for heading := range strings.SplitSeq("forename|forenames|first name|firstname|given name|given names|surname|family name|last name|lastname|full name|child name|child's name|"+
		"name of child|pupil name|patient name|initials|dob|d.o.b.|d.o.b|date of birth|birth date|nhs number|nhs no|nhs no.|upn|"+
		"unique pupil number|uln|unique learner number|national insurance number|ni number|address|home address|postcode|post code|case number|"+
		"child id|person id|telephone|phone|mobile|email|e-mail|lachildid|la child id", "|") {
		set[heading] = true
	}
	return set
}()

// headingRows is how many rows of a table are looked at for its headings.
const headingRows = 30

// headings finds columns headed as something about each person, with anything
// below them.
func headings(text string) (found []Finding) {
	at, row := 0, 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		if row++; row > headingRows {
			break
		}
		cells := cellsOf(line)
		if len(cells) > 1 && strings.TrimSpace(text[at+len(line):]) != "" {
			for _, cell := range cells {
				if name := strings.Trim(strings.TrimSpace(cell), `"`); personal[strings.ToLower(strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '_' }), " "))] {
					found = append(found, Finding{PersonHeading, name, at + strings.Index(line, name)})
				}
			}
		}
		at += len(line)
	}
	return found
}

// cellsOf cuts a row at the mark that cuts it most.
func cellsOf(line string) []string {
	best := ","
	for _, mark := range []string{"\t", ";", "|"} {
		if strings.Count(line, mark) > strings.Count(line, best) {
			best = mark
		}
	}
	return strings.Split(strings.TrimRight(line, "\n"), best)
}
