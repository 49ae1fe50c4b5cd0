package change_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/change"
)

func TestNoProblemsIsNoError(t *testing.T) {
	var none change.Problems
	if err := none.Err(); err != nil {
		t.Errorf("got %v", err)
	}
	if err := (change.Problems{}).Err(); err != nil {
		t.Errorf("got %v", err)
	}
	none.Check("due", nil)
	if len(none) != 0 {
		t.Errorf("no error gave %v", none)
	}
}

func TestEveryProblemIsTold(t *testing.T) {
	var problems change.Problems
	problems.Add("title", "Enter what will be done.")
	problems.Check("due", errors.New("April 2012 has 30 days, so there is no 31 April: check the date"))
	problems.Check("owner", errors.New("élite posts can't own a part: choose another"))
	want := change.Problems{
		{Kind: change.Invalid, Field: "title", Sentence: "Enter what will be done."},
		{Kind: change.Invalid, Field: "due", Sentence: "April 2012 has 30 days, so there is no 31 April: check the date."},
		{Kind: change.Invalid, Field: "owner", Sentence: "Élite posts can't own a part: choose another."},
	}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Error(diff)
	}
	const words = "Enter what will be done. April 2012 has 30 days, so there is no 31 April: check the date. Élite posts can't own a part: choose another."
	var got change.Problems
	if err := problems.Err(); err == nil || err.Error() != words || !errors.As(err, &got) || len(got) != 3 {
		t.Errorf("got %v", err)
	}
}

func TestKindOfARefusal(t *testing.T) {
	for name, c := range map[string]struct {
		err      error
		kind     change.Kind
		sentence string
	}{
		"forbidden": {change.Forbid("Nobody signs their own work."), change.Forbidden, "Nobody signs their own work."},
		"missing":   {change.Missing("part"), change.NotFound, "We can't find that part. It may have been entered in another authority, or the link may be wrong."},
		"outdated":  {change.Outdated("part"), change.Stale, "Someone else changed this part while you were working. Compare the two and choose what to keep."},
	} {
		var problems change.Problems
		if !errors.As(c.err, &problems) || len(problems) != 1 || problems.Kind() != c.kind || c.err.Error() != c.sentence {
			t.Errorf("%s: got %v", name, c.err)
		}
	}
	if got := (change.Problems{}).Kind(); got != change.Invalid {
		t.Errorf("no problems are of kind %v", got)
	}
	forbidden := change.Problem{Kind: change.Forbidden}
	if got := (change.Problems{{}, forbidden, {}}).Kind(); got != change.Forbidden {
		t.Errorf("a refusal among slips of the pen is of kind %v", got)
	}
}

func TestUpperFirst(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "a": "A", "Already": "Already", "31 April": "31 April", `"x" is not a date`: `"x" is not a date`,
		"élan": "Élan", "ŵ": "Ŵ", "“quoted”": "“quoted”", "\xffbroken": "\xffbroken",
	} {
		if got := change.UpperFirst(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		once := change.UpperFirst(rapid.String().Draw(t, "text"))
		if twice := change.UpperFirst(once); twice != once {
			t.Fatalf("%q becomes %q", once, twice)
		}
	})
}

func TestLowerFirst(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "A": "a", "A draft": "a draft", "Élan": "élan", "NHS number": "NHS number", "SHA-256 of the data": "SHA-256 of the data", "ÉÉ": "ÉÉ",
		"3 parts": "3 parts", "already": "already", "\xff": "\xff",
	} {
		if got := change.LowerFirst(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
