package ledger

import "encoding/binary"

// Every encoding here is a run of fields. A text or byte field is its length
// (8 bytes, big-endian) and then its bytes; a number is 8 bytes, big-endian.
// No two different values share an encoding, because nothing is separated by
// a character that a value could hold. The first field names the encoding and
// its version, so that an entry can never be read as something else.

func appendField[T ~string | ~[]byte](dst []byte, field T) []byte {
	dst = binary.BigEndian.AppendUint64(dst, uint64(len(field)))
	return append(dst, field...)
}

func appendNumber(dst []byte, n int64) []byte {
	return binary.BigEndian.AppendUint64(dst, uint64(n))
}

// reader takes fields off the front of an encoding.
type reader struct {
	rest   []byte
	broken bool
}

func (r *reader) number() int64 {
	if len(r.rest) < 8 {
		r.broken = true
		return 0
	}
	n := binary.BigEndian.Uint64(r.rest)
	r.rest = r.rest[8:]
	return int64(n)
}

func (r *reader) bytes(n int64) []byte {
	if n < 0 || n > int64(len(r.rest)) {
		r.broken = true
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *reader) field() []byte { return r.bytes(r.number()) }
