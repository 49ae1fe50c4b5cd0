package app

import (
	"context"
	"strconv"
	"strings"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// StateForSignIn gives an authority's state now, to find what an account may
// do there. It is read before the caller is known, which is why it is apart
// from State: nothing of it may be shown until the caller is.
func (s *Service) StateForSignIn(ctx context.Context, authority, account string) (State, error) {
	reader := access.Caller{Account: account, Authority: authority, Roles: []access.Role{access.BoardMember}, Purpose: "find the rights of the person who signs in"}
	return s.now(ctx, reader, s.follow(authority), s.Today())
}

// ParseKnownAt reads a moment of knowledge: a day (everything entered up to
// its end in London), an instant as 2013-02-01T09:30:00Z, or an entry's
// number as #120 or 120.
func ParseKnownAt(text string) (until time.Time, entry int64, err error) {
	text = strings.TrimSpace(text)
	if number, hashed := strings.CutPrefix(text, "#"); hashed || isNumber(text) {
		entry, err = strconv.ParseInt(number, 10, 64)
		if err != nil || entry < 1 {
			return time.Time{}, 0, knownAtProblem(text)
		}
		return time.Time{}, entry, nil
	}
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return t, 0, nil
	}
	day, err := calendar.Parse(text)
	if err != nil {
		return time.Time{}, 0, knownAtProblem(text)
	}
	return day.End().Add(-time.Microsecond), 0, nil // the ledger's time goes in microseconds
}

func isNumber(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

func knownAtProblem(text string) error {
	return change.Problems{{Kind: change.Invalid, Field: "known-at",
		Sentence: "“" + text + "” is not a moment: write a day like 2013-02-01, a time like 2013-02-01T09:30:00Z, or an entry like #120."}}
}
