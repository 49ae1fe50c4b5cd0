package account

import (
	"github.com/alexedwards/argon2id"
)

// Cheap are parameters that take no time, for tests of all but their strength.
var Cheap = argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// HashWith makes the service hash with other parameters.
func (s *Service) HashWith(params argon2id.Params) {
	s.hashing.params = &params
	s.hashing.nobody = func() (string, error) { return argon2id.CreateHash(randomPassword(), &params) }
}

// Comparing tells watch of each comparison of a password, by the parameters of
// the hash, before it is made.
func (s *Service) Comparing(watch func(argon2id.Params)) {
	s.hashing.compare = func(password, hash string) (bool, *argon2id.Params, error) {
		params, _, _, err := argon2id.DecodeHash(hash)
		if err != nil {
			return false, nil, err
		}
		watch(*params)
		return argon2id.CheckHash(password, hash)
	}
}

// WaitLimit is how many may wait for a turn.
const WaitLimit = waitLimit

// Hashed is the name that a token is kept under.
func Hashed(token string) string { return hashed(token) }
