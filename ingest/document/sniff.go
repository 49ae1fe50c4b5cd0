package document

import (
	"bytes"
	"encoding/json"
	"strings"
)

// another is a kind of file that we don't read, how its bytes begin, and what to do about it.
type another struct {
	begins string
	what   string
	mend   string
}

const (
	asWorkbook = "Open it in Excel (or LibreOffice), choose “Save as”, then “Excel workbook (.xlsx)”, and try the new file."
	asWord     = "Open it in Word (or LibreOffice), choose “Save as”, then “Word document (.docx)”, and try the new file."
	askForIt   = "Ask whoever made it for the Excel, CSV or Word file."
)

var others = []another{
	{"%PDF", "a PDF", askForIt},
	{"{\\rtf", "a rich text (RTF) document", asWord},
	{"MIME-Version:", "a web page or an e-mail saved whole", askForIt},
	{"\x89PNG", "a picture (PNG)", askForIt},
	{"\xFF\xD8\xFF", "a picture (JPEG)", askForIt},
	{"GIF8", "a picture (GIF)", askForIt},
	{"II*\x00", "a picture (TIFF)", askForIt},
	{"MM\x00*", "a picture (TIFF)", askForIt},
	{"RIFF", "a picture, a sound or a film", askForIt},
	{"\x1F\x8B", "a compressed file (gzip)", "Unpack it, and try the file that is inside."},
	{"7z\xBC\xAF\x27\x1C", "a compressed file (7-Zip)", "Unpack it, and try the file that is inside."},
	{"Rar!", "a compressed file (RAR)", "Unpack it, and try the file that is inside."},
	{"SQLite format 3", "a database", askForIt},
	{"\x7FELF", "a program", askForIt},
	{"MZ", "a program", askForIt},
	{"PK\x05\x06", "a zip file with nothing in it", askForIt},
}

// notRead says why the bytes aren't of a kind that is read, or nil if they may be: a zipped file or a text.
func notRead(content []byte) *Refused {
	if len(content) == 0 {
		return refuse("This file is empty: it has no bytes in it. Save it again where it was made, and try the new copy.")
	}
	if bytes.HasPrefix(content, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
		return oldOffice(content)
	}
	for _, o := range others {
		if o.begins == "MZ" && looksLikeText(content) {
			continue // a table whose first heading begins with MZ
		}
		if bytes.HasPrefix(content, []byte(o.begins)) {
			return refuse("This file is %s, whatever its name says, and we can't read it. %s", o.what, o.mend)
		}
	}
	return markup(content)
}

// oldOffice names what an OLE compound file is, by the names of the streams in it.
func oldOffice(content []byte) *Refused {
	holds := func(stream string) bool {
		var wide []byte
		for _, c := range []byte(stream) {
			wide = append(wide, c, 0)
		}
		return bytes.Contains(content, wide)
	}
	switch {
	case holds("EncryptedPackage"):
		return refuse("This file is locked with a password. Open it with the password, take the password off (in Excel or Word: File, Info, Protect), save it, and try again.")
	case holds("__substg1.0_"):
		return refuse("This file is an Outlook e-mail. Save what is attached to it, and try that.")
	case holds("WordDocument"):
		return refuse("This file is an old Word document (.doc). %s", asWord)
	case holds("PowerPoint Document"):
		return refuse("This file is an old PowerPoint presentation. %s", askForIt)
	case holds("Workbook") || holds("Book"):
		return refuse("This file is an old Excel workbook (.xls). %s", asWorkbook)
	}
	return refuse("This file is from an old Office program, or damaged. Open it where it was made, save it as .xlsx or .docx, and try the new file.")
}

// markup refuses web pages and data files, which would else be read as text.
func markup(content []byte) *Refused {
	start := content[:min(len(content), 4096)]
	start = bytes.TrimLeft(bytes.TrimPrefix(start, []byte("\xEF\xBB\xBF")), " \t\r\n\x00\xFE\xFF")
	head := strings.ToLower(strings.ReplaceAll(string(start), "\x00", ""))
	switch {
	case strings.HasPrefix(head, "<?xml") && strings.Contains(head, "excel"):
		return refuse("This file is an old Excel workbook in XML. %s", asWorkbook)
	case strings.HasPrefix(head, "<?xml") && strings.Contains(head, "word"):
		return refuse("This file is an old Word document in XML. %s", asWord)
	case strings.HasPrefix(head, "<!doctype html"), strings.HasPrefix(head, "<html"), strings.HasPrefix(head, "<table"),
		strings.HasPrefix(head, "<meta"), strings.HasPrefix(head, "<head"), strings.HasPrefix(head, "<body"),
		strings.HasPrefix(head, "<?xml") && strings.Contains(head, "<html"):
		return refuse("This file is a web page (HTML), even if its name says it is a workbook. %s", asWorkbook)
	case strings.HasPrefix(head, "<?xml"), strings.HasPrefix(head, "<!doctype"):
		return refuse("This file is XML, which we can't read. %s", askForIt)
	case strings.HasPrefix(head, "{") || strings.HasPrefix(head, "["):
		if json.Valid(bytes.TrimPrefix(content, []byte("\xEF\xBB\xBF"))) {
			return refuse("This file is JSON, which we can't read. %s", askForIt)
		}
	}
	return nil
}

// endings are how the names of each kind of file end.
var endings = map[string]Kind{
	".xlsx": Workbook, ".xlsm": Workbook, ".xltx": Workbook, ".xltm": Workbook,
	".csv": Text, ".tsv": Text, ".txt": Text, ".tab": Text, ".psv": Text,
	".docx": Word, ".docm": Word, ".dotx": Word, ".dotm": Word,
}

var kindNames = map[Kind]string{Workbook: "an Excel workbook", Text: "plain text", Word: "a Word document"}

// warnOfName says so when the name of a file says that it is of another kind than its bytes.
func (r *reader) warnOfName(kind Kind) {
	ending := endingOf(r.name)
	if said, known := endings[ending]; ending == "" || known && said == kind {
		return
	}
	r.warned.add(Place{}, "The file's name ends in “"+ending+"”, but what is in it is "+kindNames[kind]+". It is read as that.")
}

func endingOf(name string) string {
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 || len(name)-dot > 6 || strings.ContainsAny(name[dot:], "/\\ ") {
		return ""
	}
	return strings.ToLower(name[dot:])
}
