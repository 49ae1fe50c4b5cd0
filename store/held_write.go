package store

import (
	"context"
	"math"
	"slices"

	"throughline/access"
	"throughline/change"
	"throughline/ledger"
	"throughline/store/queries"
)

// heldChange is what a change does to batches and books.
type heldChange struct {
	touched bool            // there is something to write an entry for
	must    []string        // batches whose thing the change has to put
	sealed  string          // the batch it makes count
	books   map[string]bool // subjects whose book it wrote
	erased  bool
}

// SealBatch makes a batch count from this change on. It gives the root over its
// holdings, for the field "root" of the thing of kind KindImport and of the
// batch's id, which the change must put when there are holdings; and how many
// holdings and books were staged. A batch of which nothing was staged is empty.
// One change seals one batch, and costs the same whatever its size. It needs
// access.LoadReturns. ErrInvalid when the batch counts already or was taken away.
func (tx *Tx) SealBatch(batch string) (root []byte, holdings, books int, err error) {
	if err := tx.mayLoad(batch); err != nil {
		return nil, 0, 0, err
	}
	if tx.held.sealed != "" {
		return nil, 0, 0, invalid("One change makes one batch count, and not %s as well as %s.", batch, tx.held.sealed)
	}
	authority := tx.entry.Authority
	empty := ledger.HoldingsRoot(authority, batch)
	if err := tx.q.BeginBatch(tx.ctx, queries.BeginBatchParams{AuthorityID: authority, BatchID: batch, StagedUs: tx.entry.At.UnixMicro(), Root: empty[:]}); err != nil {
		return nil, 0, 0, err
	}
	n, err := tx.q.SealBatch(tx.ctx, queries.SealBatchParams{AuthorityID: authority, BatchID: batch, Entry: tx.entry.Seq})
	if err != nil {
		return nil, 0, 0, err
	}
	if n != 1 {
		return nil, 0, 0, errNotStaged()
	}
	rows, err := tx.q.BatchByID(tx.ctx, queries.BatchByIDParams{AuthorityID: authority, BatchID: batch})
	if err != nil {
		return nil, 0, 0, err
	}
	tx.held.sealed, tx.held.touched = batch, true
	if rows[0].Holdings > 0 {
		tx.held.must = append(tx.held.must, batch)
	}
	return rows[0].Root, int(rows[0].Holdings), int(rows[0].Books), nil
}

// UndoBatch makes the holdings and return ids of a batch count no more, from
// this change on; they still do for what was known before. The books it brought
// stay until others take their place. The change must put the second version of
// the batch's thing. It needs access.LoadReturns. ErrInvalid when the batch
// doesn't count.
func (tx *Tx) UndoBatch(batch string) error {
	if err := tx.mayLoad(batch); err != nil {
		return err
	}
	n, err := tx.q.UndoBatch(tx.ctx, queries.UndoBatchParams{AuthorityID: tx.entry.Authority, BatchID: batch, Entry: tx.entry.Seq})
	if err != nil {
		return err
	}
	if n != 1 {
		return invalid("What you want to take back doesn’t count: it never did, or it was taken back before.")
	}
	tx.held.touched, tx.held.must = true, append(tx.held.must, batch)
	return nil
}

// PutBook writes a subject's book as it stands after this change, once for each
// subject.
func (tx *Tx) PutBook(subject string, body []byte) error {
	if err := tx.mayUseHeld(); err != nil {
		return err
	}
	if err := checkHeld(subject, body); err != nil {
		return err
	}
	if tx.held.books[subject] {
		return invalid("One change writes one book for each subject: the second for %s was refused.", subject)
	}
	if err := tx.q.AddBook(tx.ctx, queries.AddBookParams{AuthorityID: tx.entry.Authority, SubjectID: subject, Seq: tx.entry.Seq, Body: notNil(body)}); err != nil {
		return err
	}
	if tx.held.books == nil {
		tx.held.books = map[string]bool{}
	}
	tx.held.books[subject], tx.held.touched = true, true
	return nil
}

// Holdings gives all that returns say of a subject, in the order it came to
// count, with what was taken back; what was erased is not there. It is for
// rules, and nothing of it may be shown.
func (tx *Tx) Holdings(subject string) ([]HeldRow, error) {
	if err := tx.mayUseHeld(); err != nil {
		return nil, err
	}
	found, err := holdingsOf(tx.ctx, tx.sqlTx, tx.entry.Authority, []string{subject}, 0, math.MaxInt64)
	return found, err
}

// FindReturnIDs gives the subjects that numbers lead to, each with the number
// that leads there, by the batches that count. A number may lead to several.
// It is for rules, and nothing of it may be shown.
func (tx *Tx) FindReturnIDs(ids []ReturnID) ([]ReturnID, error) {
	if err := tx.mayUseHeld(); err != nil {
		return nil, err
	}
	return findReturnIDs(tx.ctx, tx.sqlTx, tx.entry.Authority, ids)
}

// BooksSince gives, in order, the subjects who got a book after a position and
// before this change.
func (tx *Tx) BooksSince(after int64) ([]string, error) {
	if err := tx.mayUseHeld(); err != nil {
		return nil, err
	}
	found, err := tx.q.BooksAfter(tx.ctx, queries.BooksAfterParams{AuthorityID: tx.entry.Authority, After: after})
	slices.Sort(found)
	return found, err
}

// mayLoad keeps batches for those who load returns.
func (tx *Tx) mayLoad(batch string) error {
	if !tx.trusted && !tx.caller.May(access.LoadReturns) {
		return &Error{Kind: ErrDenied, Words: "You do not have permission to load statutory returns."}
	}
	return checkID("The batch", batch)
}

// mayUseHeld keeps what is about people from a change that has no scope, unless
// it is by somebody who loads returns.
func (tx *Tx) mayUseHeld() error {
	if tx.caller.May(access.LoadReturns) {
		return nil
	}
	return tx.rulesOnly()
}

// settleHeld refuses a change that leaves a batch without the thing that says
// why it counts, or counts no more.
func (tx *Tx) settleHeld() error {
	for _, batch := range tx.held.must {
		if !tx.put[batch] {
			return invalid("A change that makes what was loaded count, or takes it back, says so in a record of its own: %s has none.", batch)
		}
	}
	return nil
}

// erasedHeld is the body of the record of an erasure: the places in the batch
// of what was erased.
type erasedHeld struct {
	Places []int64 `json:"places"`
}

// EraseHeld takes away what returns say of a subject, the books worked out about
// them and the numbers they are found by; the hashes stay, and the ledger
// records which places of which batches are blank. What is being staged
// meanwhile can no longer be sealed, because it may hold the subject again. It
// gives how many holdings were erased. It needs access.DestroyRecords. Copies
// elsewhere, such as backups, are not touched.
func (tx *Tx) EraseHeld(subject string) (int, error) {
	if !tx.trusted && !tx.caller.May(access.DestroyRecords) {
		return 0, &Error{Kind: ErrDenied, Words: "You do not have permission to destroy records."}
	}
	if err := checkID("The subject", subject); err != nil {
		return 0, err
	}
	authority := tx.entry.Authority
	rows, err := tx.q.ErasableHoldings(tx.ctx, queries.ErasableHoldingsParams{AuthorityID: authority, SubjectID: subject})
	if err != nil {
		return 0, err
	}
	if err := tx.q.CondemnStaged(tx.ctx, authority); err != nil {
		return 0, err
	}
	blank, err := tx.q.BlankHoldings(tx.ctx, queries.BlankHoldingsParams{AuthorityID: authority, SubjectID: subject})
	if err != nil {
		return 0, err
	}
	if blank != int64(len(rows)) {
		return 0, &Error{Kind: ErrUnavailable, Words: "The content could not be erased, so nothing was changed."}
	}
	books, err := tx.q.DropBooksOf(tx.ctx, queries.DropBooksOfParams{AuthorityID: authority, SubjectID: subject})
	if err != nil {
		return 0, err
	}
	ids, err := tx.q.DropReturnIDsOf(tx.ctx, queries.DropReturnIDsOfParams{AuthorityID: authority, SubjectID: subject})
	if err != nil {
		return 0, err
	}
	if blank+books+ids > 0 {
		tx.held.erased, tx.held.touched = true, true
	}
	said := map[string]*erasedHeld{}
	var batches []string
	for _, r := range rows {
		if r.SealedSeq == 0 {
			continue // it will never count
		}
		if said[r.BatchID] == nil {
			said[r.BatchID], batches = &erasedHeld{}, append(batches, r.BatchID)
		}
		said[r.BatchID].Places = append(said[r.BatchID].Places, r.Place)
	}
	for _, batch := range batches {
		if err := tx.Put(change.Put{Kind: KindHeldErasure, Thing: NewID(), Parent: batch, Body: said[batch]}); err != nil {
			return 0, err
		}
	}
	return int(blank), nil
}

// emptyLog has an SQLite file's log emptied after an erasure: until then it
// still holds the content.
func (db *DB) emptyLog(ctx context.Context) error {
	if db.engine == onPostgres {
		return nil
	}
	_, err := db.write.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return kinded(err)
}
