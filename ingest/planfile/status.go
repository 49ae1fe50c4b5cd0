package planfile

import (
	_ "embed" // for the table of words
	"regexp"
	"slices"
	"strconv"
	"strings"
)

//go:embed statuses.csv
var statusTable string

// A claim is what some words say of progress.
type claim struct {
	fact  Fact
	known bool   // the words say something of progress, if only that it is withdrawn
	ask   bool   // councils use the words for different things
	note  string // what a reader should be told; "" when the words are plain
}

// standing is what a word of statuses.csv claims.
type standing struct {
	fact   Fact
	ask    bool
	source string
}

var standings = mustStandings()

func mustStandings() map[string]standing {
	table := map[string]standing{}
	for _, row := range mustTable(statusTable, 4) {
		fact := Fact(row[1])
		if _, twice := table[row[0]]; twice || fact != Unclear && !slices.Contains(Facts, fact) {
			panic("the table of statuses is wrong at " + row[0])
		}
		table[row[0]] = standing{fact, row[2] != "", row[3]}
	}
	return table
}

// ended are the words for what nobody will do any more. The document claims nothing of its progress.
var ended = regexp.MustCompile(`\b(withdrawn|superseded|cancell?ed|no longer (required|applicable|needed|relevant)|not applicable|not accepted|rejected|n a)\b`)

var (
	percentage = regexp.MustCompile(`^\D{0,30}?\b(\d{1,3})(?:\.\d+)?\s*(?:%|per ?cent)`)
	colourWord = regexp.MustCompile(`(?i)^\s*\W{0,2}(red|amber|yellow|green|blue|gr[ae]y|white|black|purple|pink|brown|R|A|G|B|Y)\b(?:\s*(?:rag|rated|status))?\s*(?:[-–—:=/(]+|$|\n)\s*`)
	doneWord   = `(?:complete|completed|done|finished|achieved|delivered|implemented|actioned|signed off|concluded|finalised|finalized|fulfilled)`

	// In normal form, as norm gives it.
	notDone = regexp.MustCompile(`\b(not (?:yet )?(?:been )?(?:fully |wholly |all )?` + doneWord + `|incomplete|uncompleted|(?:partially|partly|part|nearly|almost|largely|mostly|substantially|half|mainly|some) (?:been )?` + doneWord +
		`|to be (?:fully )?` + doneWord + `|(?:will|should|must|can|could|may) (?:then |now |also )?be (?:fully )?` + doneWord + `|(?:being|awaiting|before|until|once|when|after|if|unless|expected to be|due to be|aim to|yet to be|needs? to be|still to be|remains to be) (?:fully )?` + doneWord +
		`|(?:to|will) complete|` + doneWord + ` (?:except|apart|but|with the exception|subject to|pending|save for|other than)|complete by|completed by (?:the )?(?:end|\d+\w*|jan|january|feb|february|march|april|may|june|july|aug|august|sept|september|oct|october|nov|november|dec|december))\b`)
	notBegun  = regexp.MustCompile(`\b(not (?:yet )?(?:been )?(?:started|begun|commenced)|yet to (?:start|begin|commence)|(?:to be|due to|will) (?:start|begin|started|begun|commence|commenced)|no (?:progress|action|work) (?:to date|yet|so far|made|taken|has))\b`)
	underWay  = regexp.MustCompile(`\b(in progress|progressing|ongoing|on going|on track|on target|on schedule|off track|underway|under way|continues?|continuing|in hand|being (?:developed|drafted|reviewed|rolled|delivered|prepared|written|recruited|progressed|implemented|finalised)|drafting|started|commenced|begun|has begun|delayed|slipped|slippage|at risk|concerns?|on course|behind|overdue|outstanding|remains?|remaining|still|further work|working on|scheduled|planned|awaiting|extension)\b`)
	isDone    = regexp.MustCompile(`\b` + doneWord + `\b`)
	countDone = regexp.MustCompile(`\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|some|most|several|many|half|majority)(?: of)?(?: \w+){0,2} (?:have been |has been |were |are |now )?` + doneWord + `\b`)
	opensDone = regexp.MustCompile(`^(?:now |all |fully |action |actions |this (?:action )?|the action |work |has |have |been |is |are |was |were )*` + doneWord + `\b`)
	isChecked = regexp.MustCompile(`\bembedded\b|\b` + doneWord + ` (?:and |then |now |fully |independently |been |has been |is |are )*(?:checked|verified|validated|assured|sustained|business as usual|bau)\b`)
	nowBedded = regexp.MustCompile(`^(?:now |fully |and |is |this is )*embedded\b`)
	unchecked = regexp.MustCompile(`\b(?:not|to be|yet to be|awaiting|being|needs? to be|until|but|once|before) (?:yet |now |fully |be |been )*(?:embedded|checked|verified|validated|assured|sustained)\b`)
	shouted   = regexp.MustCompile(`\b(COMPLETED?|DONE|FINISHED|ACHIEVED|IMPLEMENTED|DELIVERED)\b`)
	phases    = regexp.MustCompile(`\b(phases?|stages?|steps?|parts?|milestones?|actions?|items?|wave|tranche) (?:\d+|[ivx]+|one|two|three|four|five)\b(?: and \d+\b)?`)
	lastPhase = regexp.MustCompile(`^(?: (?:is|are|was|has|have|now|been|fully|all|both))* ` + doneWord + `\b`)
)

// claimed reads what words say of progress, leaving out what the words of one document mean. It takes the least that they can claim.
func claimed(text string) claim {
	words := norm(text)
	if words == "" {
		return tick(text)
	}
	if s, ok := standings[words]; ok {
		return claim{fact: s.fact, known: true, ask: s.ask, note: endedNote(words)}
	}
	if m := percentage.FindStringSubmatch(text); m != nil && len(words) < 60 {
		return claim{fact: ofPercent(m[1]), known: true}
	}
	if m := colourWord.FindStringSubmatchIndex(text); m != nil {
		colour := colourNamed(text[m[2]:m[3]])
		if rest := tidy(strings.Trim(text[m[1]:], " )]")); rest != "" {
			if c := claimed(rest); c.known {
				if s, ok := standings[colour]; ok && onlyKey.MatchString(rest) { // "Amber/Green"
					return claim{fact: least(s.fact, c.fact), known: true, ask: true}
				}
				return c
			}
		} else if s, ok := standings[colour]; ok {
			return claim{fact: s.fact, known: true, ask: s.ask}
		}
		if s, ok := standings[colour]; ok && len(tidy(text[m[2]:m[3]])) > 1 {
			return claim{fact: s.fact, known: true, ask: s.ask}
		}
	}
	return told(text, words)
}

func endedNote(words string) string {
	if ended.MatchString(words) {
		return "is an end without a claim that it was done"
	}
	return ""
}

func tick(text string) claim {
	switch tidy(text) {
	case "✓", "✔", "☑", "✅":
		return claim{fact: Done, known: true}
	}
	return claim{}
}

func ofPercent(digits string) Fact {
	switch n, err := strconv.Atoi(digits); {
	case err != nil || n > 100:
		return Unclear
	case n == 100:
		return Done
	case n == 0:
		return NotStarted
	}
	return InProgress
}

// told reads sentences: the least of what they claim, but that what is said last of the whole outweighs what was said before it.
func told(text, words string) claim {
	if c, ok := ofPhases(words); ok {
		return c
	}
	if ended.MatchString(words) && !underWay.MatchString(words) {
		return claim{known: true, note: endedNote(words)}
	}
	var last claim
	all := segments(text)
	for _, segment := range all {
		c := ofSegment(segment, len(all) == 1)
		switch {
		case nowBedded.MatchString(norm(segment)) && last.fact == Done:
			last.fact = DoneAndEmbedded
		case !c.known:
		case c.fact == Done && last.fact == DoneAndEmbedded:
		case c.fact == Done || c.fact == DoneAndEmbedded:
			last = c
		case last.fact.rank() >= Done.rank() && c.fact == InProgress:
			last = claim{fact: InProgress, known: true, note: "says completed, and then speaks of work to come"}
		case c.fact.rank() >= last.fact.rank() || !last.known:
			last = c
		}
	}
	return last
}

var segmentEnd = regexp.MustCompile(`\n+|[.;]\s+|\s[–—-]\s`)

func segments(text string) []string {
	return slices.DeleteFunc(segmentEnd.Split(text, -1), func(s string) bool { return norm(s) == "" })
}

// ofSegment reads one sentence. Alone, a few words such as "Review completed" are of the whole action; among others they may not be.
func ofSegment(text string, alone bool) claim {
	words := norm(text)
	bare := strings.TrimSpace(leadingDate.ReplaceAllString(words, ""))
	if s, ok := standings[bare]; ok && !s.ask {
		return claim{fact: s.fact, known: true, note: endedNote(bare)}
	}
	done := func() claim {
		if isChecked.MatchString(words) && !unchecked.MatchString(words) {
			return claim{fact: DoneAndEmbedded, known: true}
		}
		return claim{fact: Done, known: true}
	}
	switch {
	case notBegun.MatchString(words):
		return claim{fact: NotStarted, known: true}
	case notDone.MatchString(words), countDone.MatchString(bare):
		return claim{fact: InProgress, known: true}
	case isDone.MatchString(words) && underWay.MatchString(words) && !opensDone.MatchString(bare):
		return claim{fact: InProgress, known: true}
	case shouted.MatchString(text), opensDone.MatchString(bare), alone && isDone.MatchString(bare) && len(strings.Fields(bare)) <= 4:
		return done()
	case underWay.MatchString(words):
		return claim{fact: InProgress, known: true}
	case isDone.MatchString(words):
		return claim{fact: InProgress, known: true, note: "says completed of something, and not of the whole action"}
	}
	return claim{}
}

// leadingDate is a date that a note begins with, in normal form.
var leadingDate = regexp.MustCompile(`^(?:as at |on |at )?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:\d{1,2} |jan\w* |feb\w* |mar\w* |apr\w* |may |jun\w* |jul\w* |aug\w* |sep\w* |oct\w* |nov\w* |dec\w* )?(?:(?:19|20)?\d\d )?`)

// ofPhases reads "Phase 1 completed Phase 2 under way": a part of the whole.
func ofPhases(words string) (claim, bool) {
	found := phases.FindAllStringIndex(words, -1)
	if len(found) == 0 || !isDone.MatchString(words) {
		return claim{}, false
	}
	for i, span := range found {
		end := len(words)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		if !lastPhase.MatchString(words[span[1]:end]) || notDone.MatchString(words[span[0]:end]) || underWay.MatchString(words[span[0]:end]) {
			return claim{fact: InProgress, known: true}, true
		}
	}
	if len(found) == 1 {
		return claim{fact: InProgress, known: true, note: "says completed of one piece, and not of the whole action"}, true
	}
	return claim{fact: Done, known: true}, true
}
