// Package matrix holds the proof of the walls round what is kept about people:
// every way in is tried by every role, for every purpose and every class of
// record, and each answer is compared with what the access policy says of the
// ties that the test itself set up. It is all tests: there is nothing to import.
package matrix
