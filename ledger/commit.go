package ledger

import (
	"crypto/sha256"
	"errors"

	"throughline/calendar"
)

// SaltSize is the length of a salt in bytes: long enough that nobody can
// guess short content from its commitment, even after the salt is erased.
const SaltSize = 16

// Commit is the hash that binds one version of one thing: SHA-256 over a
// random salt and everything the version says. body is the bytes as stored.
func Commit(salt []byte, authority, thing, kind, parent string, version int64, effectiveOn calendar.Date, body []byte) [32]byte {
	v := VersionRow{
		Version: version, Thing: []byte(thing), Kind: []byte(kind), Parent: []byte(parent),
		EffectiveOn: []byte(effectiveOn.String()), Salt: salt, Body: body,
	}
	return sha256.Sum256(v.appendContent(nil, authority))
}

// VersionRow is one version of one thing as a database holds it. Salt and
// Body are nil when the content was erased.
type VersionRow struct {
	Seq         int64 // the entry that wrote it
	Version     int64
	Thing       []byte
	Kind        []byte
	Parent      []byte
	EffectiveOn []byte
	Salt        []byte
	Body        []byte
}

func (v *VersionRow) appendContent(dst []byte, authority string) []byte {
	dst = appendField(dst, versionFormat)
	dst = appendField(dst, v.Salt)
	dst = appendField(dst, authority)
	dst = appendField(dst, v.Thing)
	dst = appendField(dst, v.Kind)
	dst = appendField(dst, v.Parent)
	dst = appendNumber(dst, v.Version)
	dst = appendField(dst, v.EffectiveOn)
	return appendField(dst, v.Body)
}

// PackCommitments puts the list of versions into bytes; nil for none.
func PackCommitments(list []Commitment) []byte {
	var packed []byte
	for _, c := range list {
		packed = appendField(packed, c.Thing)
		packed = appendNumber(packed, c.Version)
		packed = append(packed, c.Hash[:]...)
	}
	return packed
}

var errPacked = errors.New("its list of versions is damaged")

// UnpackCommitments reads what PackCommitments wrote.
func UnpackCommitments(packed []byte) ([]Commitment, error) {
	var list []Commitment
	for r := (reader{rest: packed}); len(r.rest) > 0; {
		thing, version, hash := r.commitment()
		if r.broken {
			return nil, errPacked
		}
		list = append(list, Commitment{string(thing), version, [32]byte(hash)})
	}
	return list, nil
}

func (r *reader) commitment() (thing []byte, version int64, hash []byte) {
	return r.field(), r.number(), r.bytes(sha256.Size)
}

// PackRefs puts the list of erased versions into bytes; nil for none.
func PackRefs(list []Ref) []byte {
	var packed []byte
	for _, ref := range list {
		packed = appendField(packed, ref.Thing)
		packed = appendNumber(packed, ref.Version)
	}
	return packed
}

// UnpackRefs reads what PackRefs wrote.
func UnpackRefs(packed []byte) ([]Ref, error) {
	var list []Ref
	for r := (reader{rest: packed}); len(r.rest) > 0; {
		thing, version := r.field(), r.number()
		if r.broken {
			return nil, errPacked
		}
		list = append(list, Ref{string(thing), version})
	}
	return list, nil
}
