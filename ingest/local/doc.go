// Package local reads the files that no return carries, such as a trust's training return: one table of columns for each kind of record of the
// practice pack, made from the pack alone, with a workbook to fill in.
//
// One row says one whole record, in a workbook as in a text file. What a kind keeps as a list is spread over numbered columns beside one another,
// so that nobody has to keep two sheets in step.
//
// It does no input or output of its own: files come in as readers, and go out as bytes.
package local
