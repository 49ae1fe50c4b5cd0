package store

import (
	"context"
	"unicode/utf8"

	"throughline/access"
)

// What returns say of children is kept in batches. A batch is staged in short
// transactions, and counts for nothing until a change seals it: then all of it
// counts from the entry of that change, however large it is. What is given
// here is for rules and for counting. Nothing of it may be shown to anybody
// without a scope that opens the child it is about: see StandingsOf.

// KindImport is the kind of the thing that makes a batch with holdings count.
// Its id is the batch's. The field "root" of its first version is what
// SealBatch gave, in hexadecimal; a second version takes the batch back.
const KindImport = "return.import"

// KindHeldErasure is the kind of the thing that says which holdings of a batch
// were erased. It hangs under the batch's id and names no child.
const KindHeldErasure = "return.erasure"

// Holding is what one batch says of one subject. A subject is the id of a
// person, or a random id of somebody who is known from returns alone.
type Holding struct {
	Subject string
	Body    []byte
}

// Book is what is worked out about one subject, such as their deadlines, after
// an entry. The next takes its place, and it is still there for what was known
// before.
type Book struct {
	Subject string
	Body    []byte
}

// ReturnID is a number by which a return names a subject. Subject is empty in
// a question.
type ReturnID struct {
	Scheme, Value, Subject string
}

// HeldRow is a holding that counts or did.
type HeldRow struct {
	Batch, Subject string
	Place          int64 // in the batch, from 1
	Seq            int64 // the entry from which it counts
	Undone         int64 // the entry from which it counts no more; 0 while it does
	Body           []byte
}

// CountsAt says whether a holding counted at a position.
func (r HeldRow) CountsAt(seq int64) bool {
	return r.Seq <= seq && (r.Undone == 0 || r.Undone > seq)
}

// BookRow is a subject's book after the entry Seq.
type BookRow struct {
	Subject string
	Seq     int64
	Body    []byte
}

// mayReadHeld lets those read what returns say who load them or read what is
// counted from them.
func (db *DB) mayReadHeld(ctx context.Context, caller access.Caller) error {
	if caller.May(access.LoadReturns) {
		return nil
	}
	return db.may(ctx, caller, access.ReadMeasures, "")
}

func checkReturnID(id ReturnID) error {
	if err := checkID("The kind of a number", id.Scheme); err != nil {
		return err
	}
	if id.Value == "" || !utf8.ValidString(id.Value) {
		return invalid("A number by which a return names a child must be written in letters and digits.")
	}
	return checkKey("A number by which a return names a child", id.Value)
}
