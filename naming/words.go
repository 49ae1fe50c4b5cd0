package naming

import (
	_ "embed" // the lists of words
	"regexp"
	"strings"
)

// The lists. testdata/SOURCE.md says where each comes from.
var (
	//go:embed words.txt
	wordList string
	//go:embed first_names.txt
	firstNameList string
	//go:embed places.txt
	placeList string

	ordinary   = setOf(wordList)
	firstNames = setOf(firstNameList)
	places     = setOf(placeList)
)

func setOf(list string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		set[word] = true
	}
	return set
}

var ageAfter = regexp.MustCompile(`^,? ?\(?(?:aged?:? ` + anAge + `\b|(?:1?\d|2[0-5])\)|` + anAge + ` (?:years?|months?|weeks?) old)`)

var (
	months       = setOf("jan feb apr jun jul aug sep sept oct nov dec january february march april may june july august september october november december")
	beforeMonths = setOf("in by of since from until till to for during after before on between and late early mid th st nd rd end")
	titles       = setOf("mr mrs ms miss mx master baby dr")
	related      = setOf("boy girl baby child son daughter brother sister mother father mum dad twin sibling grandmother grandfather gran aunt uncle nephew niece stepfather stepmother stepson stepdaughter called named")

	// bodies end the name of a place or a body that is called after somebody.
	// A review or an inquiry is not among them: it is called after a child.
	bodies = setOf(`school academy primary infant infants junior hospital house centre college trust road street lane avenue foundation ward unit court
		lodge nursery church library surgery clinic hub university infirmary hospice estate building wing close drive hall federation charity`)

	// surnames are ordinary words that are many people's surname.
	surnames = setOf(`abbott archer bailey baker ball banks barber barker bell best bird bishop black bond bowen bridge brook brooks brown bull bullock burns
		bush butcher butler byrd carpenter carter case cash chambers chase church clay close cole cook cooke cooper cope cross curry dale dean day dark
		drew driver england english farmer field fields finch fisher fletcher ford foreman forest forester foster fox franks french frost gale gardener gardiner
		garland gates giles gold golding good goode goodman grace grant graves gray green grey gunn hale hall ham hammond hardy hart hay heath hill hobbs
		holder holland holmes hood hook hope horn horne hunt hunter ireland jewel joy judge keen kemp king knight lake lamb lane law lawes little lock long love
		low lowe major mann march marsh marshall mason may miller mills moody moon moore more moss nash newman noble north nurse oakes page
		palmer parish park parker parks parsons peacock pike plant pope porter potter power powers price prince rain read reed rice rich
		rivers rose rowe rush sands sawyer scott self sharp sharpe shaw shepherd short silver singer skinner slater small snow south sparks
		spring steel steele stock stone strange strong summers sweet swift tanner taylor temple terry thorn tower towers townsend
		turner underwood vale wade walker wall waller walls ward waters weaver webb webster wells west wheeler white
		wild winter winters wise wolf wood woods woodward wright yates york young walsh welsh preston lancaster lincoln kent stafford burton derby bradford hastings`)

	// eitherWay are first names that are ordinary words, places or surnames too, so
	// that one by itself tells nothing.
	eitherWay = setOf(`amber angel archer art aurora austin autumn bailey beau bill blessing bob brook brooke brooklyn carter chance charity chase chelsea cherry chester christian
		christie clay coco cole cooper crystal dale dawn dean destiny devon dot drew earl eden faith favour fern flora florence forest frank fraser gale gene georgia glen grace
		grant guy harlow harmony harper harris harrison haven hazel heath heather henry holly honey hope hudson hunter india indiana iris isle israel ivy jackson
		jade jay jewel joy jules junior justice kay kelvin kenya kent king kingsley kit lance lane lawrence lee lennox les lewis lilac lily lincoln lloyd logan london luna lynn mac mark
		marion mason max maxim maxwell may meadow mercy milan miles mitchell mo morgan morris murray nelson nick noble north noble olive oakley olympia page paris parker
		pat patience pearl penny perry phoenix pierce pilar piper polly poppy precious preston prince princess prudence ralph ray reed reid rich rio river rob robin rose rosemary ross roman
		rowan royal ruby rush sandy saffron salah sapphire savannah scarlet scott serenity shah shelby sidney sienna skye sky sonny spencer stan stanley sterling stewart storm sue summer sultan sunny sydney tad
		taylor ted trinity tudor tyson vale val victor victoria viola violet vera wade wallace warren wayne wells will willow wilson winter woody ty april june august xin ola obi ada ali
		kim ken liz lou sam sal sid tim tom ron roy rex gill jack jo joe jon may mel mia nia pip raj ria una ursula zion alma ana aria ashley beverley ida isa issa jed jet kai kal kat kaya kane ole otto`)
)

func isFirst(w token) bool {
	return w.upper && firstNames[w.lower] && (w.shout || !isShort(w))
}

// plainFirst says that a word is a first name and nothing else.
func plainFirst(w token) bool {
	return isFirst(w) && !w.shout && !eitherWay[w.lower] && !ordinary[w.lower] && !places[w.lower] && !months[w.lower]
}

// isOrdinary says that a word, or each part of it, is an English word that
// documents use: as it stands, or as another form of one that is.
func isOrdinary(lower string) bool {
	for part := range strings.SplitSeq(lower, "-") {
		if !ordinaryPart(strings.Trim(part, "'")) {
			return false
		}
	}
	return true
}

func ordinaryPart(word string) bool {
	if word == "" || word == "st" || ordinary[word] || months[word] {
		return true
	}
	for _, ending := range [][2]string{{"s", ""}, {"es", ""}, {"ies", "y"}, {"ed", ""}, {"ed", "e"}, {"d", ""}, {"ing", ""}, {"ing", "e"}, {"ly", ""}, {"er", ""}, {"er", "e"}, {"ers", ""}, {"n't", ""}} {
		if stem, ok := strings.CutSuffix(word, ending[0]); ok && len(stem) > 2 && ordinary[stem+ending[1]] {
			return true
		}
	}
	for _, start := range []string{"un", "re", "non", "pre", "multi", "sub"} {
		if stem, ok := strings.CutPrefix(word, start); ok && len(stem) > 3 && ordinary[stem] {
			return true
		}
	}
	return false
}
