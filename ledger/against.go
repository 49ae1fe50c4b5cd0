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

// Headless is the fault of an authority that has rows, and no head to say how
// many it should have.
func Headless(authority string) *Fault {
	f := entryFault(HeadAltered, 1, "there are rows, and the end of the ledger is missing: it was removed, or the rows were added behind its back.")
	f.Authority = authority
	return &f
}

// Lost is the fault of an authority that the system's ledger says was made,
// and of which nothing is left.
func Lost(authority string) *Fault {
	f := entryFault(AuthorityVanished, 1, "the system's ledger tells of its making, and it is no longer there: every row of it was removed.")
	f.Authority = authority
	return &f
}
