// Package planfile understands a plan that a council keeps as a table or a list: which column is which, whose each part is, when it
// is due and what the document claims of it. It asks rather than guesses, and keeps what it does not know.
package planfile
