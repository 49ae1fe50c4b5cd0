// Package cases answers questions of proof that are put as JSON objects, each in
// the shape of the published cases of the statistics specification: one object
// in, one object out. It does no input or output of its own.
package cases
