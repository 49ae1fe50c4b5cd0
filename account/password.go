package account

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"

	"throughline/change"
)

// How passwords are hashed. OWASP's password storage cheat sheet gives 46 MiB
// with one pass (or 19 MiB with two, as strong) as the least for argon2id with
// one lane. Two passes over 46 MiB cost a guesser twice that, and take about a
// tenth of a second on one core of a small server.
const (
	hashMemory = 46 * 1024 // KiB
	hashPasses = 2
	hashLanes  = 1
	saltLength = 16 // bytes, as RFC 9106 section 3.1 recommends
	keyLength  = 32 // bytes
)

// Passwords are judged by length, as the National Cyber Security Centre and
// NIST SP 800-63B advise, and not by the kinds of characters in them.
const (
	shortest = 12  // characters
	longest  = 200 // characters: no sentence is longer, and hashing more is work for nothing
	leastOwn = 8   // characters that must be left without the words below
	leastOf  = 5   // different characters
)

// common are words and runs that guessers add to first.
var common = []string{
	"throughline", "password", "passw0rd", "qwertyuiop", "1234567890", "123456789", "12345678", "0987654321", "qwerty", "letmein",
	"welcome", "changeme", "iloveyou", "administrator", "abc123", "123456", "abcdef",
}

// checkPassword notes what is wrong with a new password for the person with
// this email address and name.
func checkPassword(problems *change.Problems, field, password, email, name string) {
	n := utf8.RuneCountInString(password)
	switch {
	case n < shortest:
		problems.Add(field, "Choose a password of 12 characters or more. Three random words make a good one.")
	case n > longest:
		problems.Add(field, "Choose a password of 200 characters or less.")
	case guessable(password, email, name):
		problems.Add(field, "Choose a password that is harder to guess: not your name or email address, the name of this service, or a common password. Three random words make a good one.")
	}
}

// guessable says whether little of a password is left without the words that
// anybody could guess.
func guessable(password, email, name string) bool {
	rest := strings.ToLower(prepared(password))
	if different := slices.Compact(slices.Sorted(slices.Values([]rune(rest)))); len(different) < leastOf {
		return true
	}
	local, domain, _ := strings.Cut(email, "@")
	words := append([]string{email, local, domain, strings.ToLower(name)}, common...)
	words = append(words, strings.FieldsFunc(local+" "+strings.ToLower(name), func(c rune) bool { return !unicode.IsLetter(c) })...)
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) }) // the longest first: they hold the others
	for _, word := range words {
		if utf8.RuneCountInString(word) > 2 {
			rest = strings.ReplaceAll(rest, word, "")
		}
	}
	return utf8.RuneCountInString(rest) < leastOwn
}

// prepared writes a password in one way, since one keyboard sends é as one
// character and another as two.
func prepared(password string) string { return norm.NFKC.String(password) }

// locked stands where a hash would, for an account that no password opens.
const locked = "locked"

// waitLimit is how many may wait for their password to be hashed. More than
// that would wait longer than a browser does.
const waitLimit = 64

// hashing hashes few passwords at a time, so that a flood of sign-ins takes a
// bounded share of the memory: hashMemory for each core.
type hashing struct {
	params  *argon2id.Params
	slots   chan struct{}
	waiting atomic.Int64
	nobody  func() (string, error)                                      // the hash of a password that nobody knows
	compare func(password, hash string) (bool, *argon2id.Params, error) // argon2id.CheckHash, or a test's
}

func newHashing() *hashing {
	h := &hashing{
		params:  costs(),
		slots:   make(chan struct{}, runtime.NumCPU()),
		compare: argon2id.CheckHash,
	}
	h.nobody = sync.OnceValues(func() (string, error) { return argon2id.CreateHash(randomPassword(), h.params) })
	return h
}

// enter waits for a turn to hash. The turn ends with the function it gives.
func (h *hashing) enter(ctx context.Context) (func(), error) {
	if h.waiting.Add(1) > waitLimit {
		h.waiting.Add(-1)
		return nil, change.Problems{{Kind: change.Forbidden, Field: "", Sentence: "Too many people are signing in at once. Try again in a minute."}}
	}
	defer h.waiting.Add(-1)
	select {
	case h.slots <- struct{}{}:
		return func() { <-h.slots }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (h *hashing) hash(ctx context.Context, password string) (string, error) {
	leave, err := h.enter(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	return argon2id.CreateHash(prepared(password), h.params)
}

// matches says whether the password is the one that was hashed, and whether
// the hash should be made anew. The work is the same when there is no account,
// no password opens it, or the password is too long to be one: it must be done
// within enter.
func (h *hashing) matches(password, hash string) (right, old bool, err error) {
	open := hash != "" && hash != locked && utf8.RuneCountInString(password) <= longest
	if !open {
		if hash, err = h.nobody(); err != nil {
			return false, false, err
		}
		password = ""
	}
	right, made, err := h.compare(prepared(password), hash)
	if err != nil {
		return false, false, errors.New("the stored hash of a password is damaged") // and not the hash itself
	}
	return right && open, *made != *h.params, nil
}
