package returns

import (
	"errors"
	"fmt"
)

// Whose are a reader's own words for what it opens.
type Whose struct {
	Return string // what its files are of: return, census
	SaveAs string // the mend of a file that is no text, a whole sentence
}

// Opened is a file that is text.
type Opened struct {
	Name, Text string
	At         int // its place in Report.Files
}

// Open reads files as text. Each that can't be is refused in the report, and none stops another.
func (r *Report) Open(files []File, limits Limits, whose Whose) []Opened {
	var opened []Opened
	for i, file := range files {
		if i >= limits.Files {
			r.Refuse(file.Name, "files", fmt.Sprintf("There are more than %d files.", limits.Files), "Choose the files of one "+whose.Return+" alone.")
			continue
		}
		r.Files = append(r.Files, Read{Name: file.Name})
		content, err := Content(file.Content, limits)
		if errors.Is(err, ErrTooLarge) {
			r.Refuse(file.Name, "size", "The file is larger than a "+whose.Return+" can be.", "Check that it is the right file.")
			continue
		}
		if err != nil {
			r.Refuse(file.Name, "unreadable", "The file could not be read to its end.", "Save it again, and choose it again.")
			continue
		}
		text, encoding, ok := Text(content)
		if !ok {
			r.Refuse(file.Name, "not-text", "The file is not text: it may be a workbook, or damaged.", whose.SaveAs)
			continue
		}
		at := len(r.Files) - 1
		r.Files[at].Encoding = encoding
		opened = append(opened, Opened{file.Name, text, at})
	}
	return opened
}

// Refuse notes that a file is not read.
func (r *Report) Refuse(file, rule, sentence, mend string) {
	r.Add(Problem{File: file, Rule: rule, Grade: Refused, Sentence: sentence, Mend: mend})
}
