// Package document reads the files people keep their plans in (spreadsheets, text tables, Word documents) as blocks of rows and
// cells, with what a person would see (text, colours, what is merged, hidden or struck out) and where they would see it. It says
// what the file holds; what the words mean is for the rooms above.
package document

import "throughline/calendar"

// Kind is what a file is, found from its bytes and never from its name.
type Kind string

// The kinds of file that are read.
const (
	Workbook Kind = "xlsx" // Excel
	Text     Kind = "csv"  // any delimiter and encoding
	Word     Kind = "docx"
)

// A Document is what a file holds, in the order a reader meets it.
type Document struct {
	Kind     Kind
	Blocks   []Block
	Warnings []Warning
}

// A Block is one table or one list: a sheet's cells, a text file's records, a Word document's table or bulleted list.
type Block struct {
	Place   Place  // Sheet, or Table counted from 1
	Heading string // the Word document's headings above it, outermost first, parted by "\n"; or the sheet's name
	List    bool   // bulleted or numbered paragraphs, one cell to a row
	Hidden  bool   // the whole sheet is hidden; so are all its rows
	Rows    []Row
}

// A Row is one line of a block. Rows without any content are left out; their numbers are not used again.
type Row struct {
	Number int    // from 1: the sheet's row, the table's row, the text file's record
	Line   int    // of a text file, from 1: where the record begins; of a list, the paragraph of the document
	Hidden bool   // the row, or its whole sheet, is hidden from who opens the file, or a filter hides it
	Level  int    // of a list, from 0
	Marker string // of a list: its bullet or number as shown, such as "•", "1." or "b)"
	Cells  []Cell
}

// CellKind is what a cell holds, as the file says.
type CellKind uint8

// The kinds of cell.
const (
	Words CellKind = iota
	Number
	Date // a number that the file shows as a date
	Boolean
	Error // #REF! and its like
)

func (k CellKind) String() string {
	switch k {
	case Number:
		return "number"
	case Date:
		return "date"
	case Boolean:
		return "boolean"
	case Error:
		return "error"
	case Words:
	}
	return "words"
}

// A Cell is one cell with something in it, or within a merged one.
type Cell struct {
	Column int // from 1
	// Text is as shown. In Word its paragraphs are parted by "\n"; bulleted ones begin with "• ", numbered ones with their number
	// as shown and a space.
	Text    string
	Number  float64
	Date    calendar.Date // of a Date; its text is as shown
	Formula string        // without "="; Text is the result kept in the file. "…" where the file keeps it in another cell
	Fill    string        // RRGGBB, upper case; "" for none and for white
	Font    string        // RRGGBB of the first words; "" for the usual and for black
	Kind    CellKind
	Bold    bool
	Struck  bool // struck through whole
	Hidden  bool // its column is hidden, or its number format shows nothing
	Merged  bool // inside a merged cell whose first cell is elsewhere; Text repeats what that one shows
	Columns int  // how many columns the first cell of a merged one covers; 1 usually
	Rows    int  // and how many rows
}

// A Place is where something stands, in the counting of who opens the file. What does not apply is zero.
type Place struct {
	Sheet  string `json:"sheet,omitempty"`
	Table  int    `json:"table,omitempty"`
	Row    int    `json:"row,omitempty"`
	Column int    `json:"col,omitempty"`
	Line   int    `json:"line,omitempty"`
	Record int    `json:"record,omitempty"`
}

// A Warning is something about a file that its reader should know: where, and what, in a plain sentence.
type Warning struct {
	Place
	Text string `json:"text"`
}

// A Refused file can't be read at all. Its words say why and what to do.
type Refused struct{ Why string }

func (r *Refused) Error() string { return r.Why }
