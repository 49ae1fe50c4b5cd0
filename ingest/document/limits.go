package document

// Limits are how much of a file is read, so that none of any kind takes more than seconds and a few hundred megabytes.
type Limits struct {
	Bytes      int   // of the file
	Unzipped   int64 // bytes read out of a zipped one
	Entries    int   // files inside a zipped one
	Depth      int   // of XML elements within one another
	Rows       int   // with something in them, of the whole file
	Columns    int   // the last column with something in it
	Cells      int   // of the whole file
	Characters int   // of one cell
	Words      int   // bytes of text of all the cells
}

// mostDefined is how many fonts, fills, looks, styles or lists of a kind a file may define: Excel's own limit. Later ones are passed over.
const mostDefined = 1 << 16

// Usual are the limits that the product reads a plan with. A spreadsheet's cell holds 32,767 characters at most. Measured: the worst files
// within them took 6 seconds of one processor, and 340 MB (60 MB more when the file is itself of 50 MB); with the process's memory limit
// (debug.SetMemoryLimit) at 300 MB, 303 MB and no more time. Whoever promises a time gives Read a context that ends.
func Usual() Limits {
	return Limits{
		Bytes: 50 << 20, Unzipped: 100 << 20, Entries: 2000, Depth: 200,
		Rows: 200_000, Columns: 500, Cells: 800_000, Characters: 32_767, Words: 64 << 20,
	}
}
