package account

import (
	"sync/atomic"
	"testing"

	"github.com/alexedwards/argon2id"
)

var cheap atomic.Bool

// CheapInTests makes the services that are made from now on hash passwords at
// next to no cost. It is for the tests of other rooms, which sign many people
// in. Only a binary made by `go test` heeds it: the linker says which it is,
// and no setting of a program that is run can.
func CheapInTests() { cheap.Store(testing.Testing()) }

func costs() *argon2id.Params {
	p := &argon2id.Params{Memory: hashMemory, Iterations: hashPasses, Parallelism: hashLanes, SaltLength: saltLength, KeyLength: keyLength}
	if cheap.Load() {
		p.Memory, p.Iterations = 64, 1
	}
	return p
}
