package app

import (
	"throughline/deadline"
	"throughline/ingest/returned"
)

// once gives what returns tell of a subject without what the council's own records here tell already. own is never changed.
func once(told, own []deadline.Fact) []deadline.Fact {
	kept, _ := returned.Once(told, own)
	return kept
}
