// Package practice reads the practice pack: the files that declare kinds of
// record, their class, clocks, measures, alerts and audit criteria, each with
// its source and the days it is in force. It checks them, and compiles their
// conditions. It does no input or output: the files come to it as text.
package practice
