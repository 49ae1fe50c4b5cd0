package blobs

import (
	"io"
	"path"
	"strings"
)

// kind is one kind of file that is accepted.
type kind struct {
	words       string // after "is named as"
	contentType string
	right       func(content io.ReaderAt, size int64) fault
}

// fault says what is wrong with content, if anything.
type fault int

const (
	sound   fault = iota
	foreign       // it is something else, or damaged
	macros        // it holds a program
)

// Accepts says what may be attached, for a hint beside the field and in every
// refusal.
const Accepts = "PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), OpenDocument (.odt, .ods, .odp), CSV, text (.txt), PNG or JPG"

// Endings lists the endings of the names that may be attached, for the accept
// attribute of a form's field.
var Endings = []string{".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".csv", ".txt", ".png", ".jpg", ".jpeg"}

const (
	microsoft = "application/vnd.openxmlformats-officedocument."
	oasis     = "application/vnd.oasis.opendocument."
)

var photo = kind{"a JPG picture", "image/jpeg", isJPEG}

var kinds = map[string]kind{
	".pdf":  {"a PDF", "application/pdf", isPDF},
	".docx": {"a Word document", microsoft + "wordprocessingml.document", office("wordprocessingml.document.main+xml")},
	".xlsx": {"an Excel workbook", microsoft + "spreadsheetml.sheet", office("spreadsheetml.sheet.main+xml")},
	".pptx": {"a PowerPoint presentation", microsoft + "presentationml.presentation", office("presentationml.presentation.main+xml")},
	".odt":  {"an OpenDocument text", oasis + "text", openDocument("text")},
	".ods":  {"an OpenDocument spreadsheet", oasis + "spreadsheet", openDocument("spreadsheet")},
	".odp":  {"an OpenDocument presentation", oasis + "presentation", openDocument("presentation")},
	".csv":  {"a CSV file", "text/csv", isText},
	".txt":  {"a text file", "text/plain", isText},
	".png":  {"a PNG picture", "image/png", isPNG},
	".jpg":  photo,
	".jpeg": photo,
}

// advice is for endings that people are likely to have and that are not
// accepted. An email can carry files of any kind inside it and the older Office
// files can hold programs, so neither can be checked.
var advice = map[string]string{
	".doc": "It is an older kind of Word file. Save it as .docx or PDF and attach that.", ".xls": "It is an older kind of Excel file. Save it as .xlsx or PDF and attach that.",
	".ppt": "It is an older kind of PowerPoint file. Save it as .pptx or PDF and attach that.", ".docm": "It may hold macros. Save it as .docx or PDF and attach that.",
	".xlsm": "It may hold macros. Save it as .xlsx or PDF and attach that.", ".pptm": "It may hold macros. Save it as .pptx or PDF and attach that.",
	".eml": "Save the email as a PDF and attach that.", ".msg": "Save the email as a PDF and attach that.",
	".heic": "Save the picture as JPG and attach that.", ".zip": "Attach the files in it one by one.",
	".rtf": "Save it as .docx or PDF and attach that.", ".htm": "Save the page as a PDF and attach that.", ".html": "Save the page as a PDF and attach that.",
	".svg": "Save the picture as PNG and attach that.",
}

func kindOf(name string) (kind, error) {
	ending := strings.ToLower(path.Ext(name))
	k, ok := kinds[ending]
	switch hint := advice[ending]; {
	case ok:
		return k, nil
	case hint != "":
		return k, refuse(quoted(name) + " is not a kind of file that can be attached. " + hint)
	}
	return k, refuse(quoted(name) + " is not a kind of file that can be attached. Attach a " + Accepts + " file.")
}

// check holds the content to the kind that the name claims.
func (k kind) check(name string, content io.ReaderAt, size int64) error {
	switch k.right(content, size) {
	case sound:
		return nil
	case macros:
		return refuse(quoted(name) + " holds macros. Save it without them, or as a PDF, and attach that.")
	case foreign:
	}
	return refuse(quoted(name) + " is named as " + k.words + " but its content is not, or it is damaged. Open it, save it again and attach that. You can attach a " + Accepts + " file.")
}
