package ledger

// Against checks a sound ledger against a position kept earlier. The ledger
// must have been verified with that size watched.
func Against(now Sound, kept Position) *Fault {
	if now.Size < kept.Size {
		f := entryFault(TailCut, now.Size+1, "the ledger ends at entry %d, and the checkpoint saw %d entries: the tail was cut off.", now.Size, kept.Size)
		f.Authority, f.Last = kept.Authority, kept.Size
		return &f
	}
	if root, watched := now.Roots[kept.Size]; !watched || root != kept.Root {
		f := entryFault(RewrittenSince, 1, "its first %d entries are not those the checkpoint saw: the ledger was rewritten.", kept.Size)
		f.Authority, f.Last = kept.Authority, kept.Size
		return &f
	}
	return nil
}

// Vanished is the fault of an authority that the checkpoint names and the
// database no longer has.
func Vanished(kept Position) *Fault {
	f := entryFault(AuthorityVanished, 1, "the checkpoint saw %d entries, and the authority is no longer there.", kept.Size)
	f.Authority, f.Last = kept.Authority, kept.Size
	return &f
}
