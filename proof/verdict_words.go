package proof

import "fmt"

// Sentence says in words for councillors why the verdict is what it is. It
// follows from the rule that decided. Value writes a figure as people read it,
// and period is what a point is: "month" or "quarter".
func (j Judgement) Sentence(value func(float64) string, period string) string {
	since, before := some(j.FollowUp.Points, period), some(j.Baseline.Points, period)
	switch j.Verdict {
	case CannotTell:
		return j.whyNot(period)
	case TooEarly:
		return fmt.Sprintf("There are figures for %s since the effect could be seen. At least %d are needed.", since, FewestAfter)
	case AlreadyImproving:
		return fmt.Sprintf("It was getting better all through the %s before practice changed, and still was at the end of them. What came after can’t be told apart from that.", before)
	case Improved:
		return j.compared(value, period, j.Better, "better") + " A difference this large would be rare by chance, and it still holds."
	case Worse:
		return j.compared(value, period, j.Worse, "worse") + " A difference this large would be rare by chance, and it has not mended."
	case NoSignal:
		said := fmt.Sprintf("%s on average in the %s since, against %s in the %s before. ", value(j.FollowUp.Centre), since, value(j.Baseline.Centre), before)
		switch {
		case j.Reach > 1:
			return said + "It was better for a time, and no longer is."
		case j.Reach < -1:
			return said + "It was worse for a time, and no longer is."
		}
		return said + "Chance alone would often give as much."
	}
	return ""
}

func (j Judgement) compared(value func(float64) string, period string, on int, side string) string {
	since := some(j.FollowUp.Points, period)
	all := fmt.Sprintf("%d of the %s since are %s than the earlier average of %s", on, since, side, value(j.Baseline.Centre))
	if on == j.FollowUp.Points {
		all = fmt.Sprintf("All %s since are %s than the earlier average of %s", since, side, value(j.Baseline.Centre))
	}
	return fmt.Sprintf("%s: they are %s on average.", all, value(j.FollowUp.Centre))
}

func (j Judgement) whyNot(period string) string {
	switch j.Because {
	case TooFewBefore:
		return fmt.Sprintf("There are figures for %s from before practice changed. At least %d are needed.", some(j.Baseline.Points, period), FewestBefore)
	case Redefined:
		return "The measure doesn’t count now what it counted when it was chosen."
	case TooManyBlank:
		return fmt.Sprintf("Too many of the rows can’t be told: %.0f%% before and %.0f%% since, where at most %.0f%% may be.", 100*j.Baseline.Blank, 100*j.FollowUp.Blank, 100*MostBlank)
	case TrialLimits:
		return fmt.Sprintf("It looks better, but %s from before practice changed are too few to rely on that.", some(j.Baseline.Points, period))
	case NoTwoWays:
		return "Neither way is better for this measure."
	}
	return ""
}

func some(n int, period string) string {
	if n == 1 {
		return "1 " + period
	}
	return fmt.Sprintf("%d %ss", n, period)
}
