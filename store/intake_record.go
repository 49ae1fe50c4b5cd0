package store

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"slices"
)

// A record of an intake is the views of one answer: a mark, the length of the
// body, the record's number, half a SHA-256 over those two and the body, and
// the body. Each begins at a multiple of intakeAlign, so that those behind a
// damaged one are found.
const (
	intakeMark   = "TLv1"
	intakeHead   = 32
	intakeDigest = 16
	intakeAlign  = 64
)

// takenViews is the body of a record.
type takenViews struct {
	Authority string `json:"authority"`
	Views     []view `json:"views"`
}

// taken is a record of an intake. Those of one intake are numbered 1, 2, 3…
// for as long as the database lives.
type taken struct {
	number int64
	takenViews
}

// appendTaken writes a record after those in dst, which begin where a record may.
func appendTaken(dst []byte, number int64, body []byte) []byte {
	at := len(dst)
	dst = append(dst, intakeMark...)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(body))) //nolint:gosec // no longer than an intake
	dst = binary.LittleEndian.AppendUint64(dst, uint64(number))    //nolint:gosec // never below 1
	digest := digestTaken(dst[at+len(intakeMark):], body)
	dst = append(dst, digest[:intakeDigest]...)
	dst = append(dst, body...)
	return append(dst, make([]byte, takenSize(len(body))-(len(dst)-at))...)
}

// takenSize is how long a record is whose body has n bytes.
func takenSize(n int) int {
	return (intakeHead + n + intakeAlign - 1) / intakeAlign * intakeAlign
}

func digestTaken(head, body []byte) [sha256.Size]byte {
	return sha256.Sum256(append(bytes.Clone(head), body...))
}

// readTaken gives the records in an intake whose numbers are above one, in
// order. Lost says that there are some that cannot be read: a number is left
// out, or a body makes no sense. What was being written last when the power
// went off is not a record, and not lost: nobody was told that it was kept.
func readTaken(content []byte, above int64) (all []taken, lost bool) {
	for at := 0; at+intakeHead <= len(content); {
		number, body, whole := takenAt(content[at:])
		if !whole {
			at += intakeAlign
			continue
		}
		at += takenSize(len(body))
		if number <= above {
			continue // it was filed, and its place is to be used again
		}
		t := taken{number: number}
		if err := json.Unmarshal(body, &t.takenViews); err != nil || t.Authority == "" {
			lost = true
			continue
		}
		all = append(all, t)
	}
	slices.SortStableFunc(all, func(a, b taken) int { return cmp.Compare(a.number, b.number) })
	all = slices.CompactFunc(all, func(a, b taken) bool { return a.number == b.number })
	return all, lost || len(inSequence(all, above)) < len(all)
}

// takenAt reads the record that begins here, if a whole one does.
func takenAt(content []byte) (number int64, body []byte, whole bool) {
	if string(content[:len(intakeMark)]) != intakeMark {
		return 0, nil, false
	}
	head := content[len(intakeMark) : intakeHead-intakeDigest]
	length, n := int64(binary.LittleEndian.Uint32(head)), binary.LittleEndian.Uint64(head[4:])
	if number = int64(n); number < 1 || intakeHead+length > int64(len(content)) { //nolint:gosec // what is too large is below 1
		return 0, nil, false
	}
	body = content[intakeHead : intakeHead+length]
	digest := digestTaken(head, body)
	return number, body, bytes.Equal(digest[:intakeDigest], content[intakeHead-intakeDigest:intakeHead])
}

// inSequence gives the first of some records, up to a number left out.
func inSequence(all []taken, above int64) []taken {
	for i, t := range all {
		if t.number != above+1+int64(i) {
			return all[:i]
		}
	}
	return all
}
