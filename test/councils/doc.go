// Package councils compares what the program makes of the returns of made-up councils with what a person would count from the same files by hand:
// two ways that share no code, over many seeds.
package councils
