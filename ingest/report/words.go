package report

import (
	"regexp"
	"strings"
)

// sameThing lists ways in which reports name one thing. Each line is a name
// of ours and the words that mean it, as stems; longer ones come first where
// one begins another. Source: the areas of published/areas.json.
var sameThing = [][]string{
	{"strategy discussions", "strategy discussion", "strategy meeting"},
	{"personal education plans", "personal education plan", "pep"},
	{"reviewing officers", "independent reviewing officer", "independent reviewing service", "reviewing officer", "iro"},
	{"care leavers", "young people leaving care", "children leaving care", "leaving care", "care leaver", "care experienced young people", "care experienced"},
	{"children in care", "looked after children", "looked after child", "children looked after", "child looked after", "children in care", "children who are looked after", "cla"},
	{"private fostering", "private fostering", "privately fostered", "private foster"},
	{"child protection conferences", "initial child protection conference", "child protection case conference", "child protection conference", "case conference", "icpc"},
	{"health assessments", "initial health assessment", "review health assessment", "health assessment", "iha"},
	{"health histories", "health history", "health passport", "health information"},
	{"return home interviews", "return home interview", "return interview", "return home conversation"},
	{"missing children", "missing from home", "missing from care", "go missing", "goes missing", "going missing", "went missing", "missing episode", "missing"},
	{"children missing education", "missing education", "missing from education", "elective home education"},
	{"exploitation", "child sexual exploitation", "sexual exploitation", "criminal exploitation", "sexually exploited", "exploited", "exploitation", "cse"},
	{"domestic abuse", "domestic abuse", "domestic violence"},
	{"the front door", "multi agency safeguarding hub", "mash", "front door", "first contact", "contact and referral", "contacts and referral", "single point of access"},
	{"life-story work", "life story work", "life story", "life stories", "later life letter", "life journey"},
	{"foster carers", "foster carer", "foster care", "fostering capacity", "foster placement", "foster"},
	{"personal advisers", "personal adviser", "personal advisor"},
	{"allegations against professionals", "local authority designated officer", "designated officer", "lado", "allegation against professional", "allegations made against professionals", "allegations against staff"},
	{"homeless 16- and 17-year-olds", "homeless 16 and 17 year old", "homeless young people", "16 and 17 year old", "homelessness", "homeless"},
	{"pre-proceedings", "public law outline", "pre proceeding", "letters before proceeding", "letter before proceeding", "plo"},
	{"out-of-hours service", "out of hour", "emergency duty team", "emergency duty service", "edt"},
	{"early help", "early help", "common assessment framework", "caf", "early intervention"},
	{"section 47 enquiries", "section 47 enquiry", "section 47 investigation", "child protection enquiry", "child protection investigation", "section 47", "s47"},
	{"family group conferences", "family group conference", "family group conferencing", "fgc"},
	{"special guardianship", "special guardianship order", "special guardianship", "special guardian", "sgo"},
	{"unaccompanied children", "unaccompanied asylum seeking children", "unaccompanied asylum seeking", "asylum seeking", "uasc"},
	{"mental health", "child and adolescent mental health", "emotional wellbeing", "emotional well being", "emotional health", "mental health", "camhs", "therapeutic"},
	{"audit trails", "audit trail"},
	{"audit", "quality assurance", "auditing", "audit"},
	{"caseloads", "caseload", "workload"},
	{"case recording", "electronic recording system", "electronic record", "case recording", "case record", "recording", "ics"},
	{"corporate parenting", "corporate parent", "corporate parenting"},
	{"enough homes for children", "placement sufficiency", "sufficiency", "sufficient placement", "range of placement", "range and availability of placement", "choice of placement", "placement option", "placement choice", "place to live", "local placement"},
	{"not in education, employment or training", "not in education employment or training", "education employment and training", "education employment or training", "neet", "eet"},
	{"the child's voice", "wishes and feeling", "voice of the child", "child voice", "voice of children", "views of the child", "views of children", "children view", "voice"},
	{"management oversight", "management oversight", "managerial oversight", "manager oversight", "managers oversight", "oversight by manager", "oversight by leader", "frontline oversight", "supervision and oversight", "senior manager oversight"},
	{"supervision", "supervision", "supervise"},
	{"child in need plans", "child in need plan", "children in need plan"},
	{"children in need", "child in need", "children in need"},
	{"connected carers", "connected person", "connected carer", "kinship carer", "friends and family", "family and friend", "family or friend", "regulation 24"},
	{"placement stability", "placement stability", "stability of placement", "placement move"},
	{"permanence", "permanence", "permanency", "permanent home"},
	{"core groups", "core group"},
	{"disabled children", "disabled children", "disabled child", "children with disability", "children who have disability", "disability"},
	{"advocacy", "advocate", "advocacy"},
	{"independent visitors", "independent visitor"},
	{"chronologies", "chronology"},
	{"suitable accommodation", "bed and breakfast", "suitable accommodation", "unsuitable accommodation", "accommodation"},
	{"rights and entitlements", "entitlement", "local offer"},
	{"performance information", "performance management framework", "performance information", "performance data", "performance management", "performance management", "management information", "data"},
	{"workforce", "recruitment and retention", "recruit and retain", "workforce", "turnover", "staff stability", "changes of social worker", "change in social worker"},
	{"thresholds", "threshold"},
	{"contingency plans", "contingency plan", "contingency"},
	{"outcome-focused plans", "outcome focused", "outcome focussed", "measurable", "smart"},
	{"dental checks", "dentist", "dental"},
	{"assessments", "assessment", "assess"},
	{"neglect", "neglect", "neglectful"},
	{"apprenticeships", "apprenticeship"},
	{"adoption", "adoption", "adopted", "adopter"},
	{"attainment at school", "educational attainment", "educational progress", "attainment", "virtual school", "key stage 4", "key stages 3 and 4"},
	{"pathway plans", "pathway plan", "pathway planning", "pathway assessment"},
	{"child protection chairs", "child protection chair", "conference chair"},
	{"participation", "participation", "participate"},
	{"elected members", "elected member", "corporate leader", "councillor"},
	{"visits to children", "visiting", "visit"},
	{"training", "training", "train"},
	{"partner agencies", "partner agency", "partnership", "multi agency"},
	{"drift and delay", "drift and delay", "drift", "delay"},
}

// lesserNames are the names of sameThing that say who an area is about, or
// how anything is done, and not what is wanted.
var lesserNames = map[string]bool{
	"care leavers": true, "children in care": true, "children in need": true, "partner agencies": true, "assessments": true,
	"contingency plans": true, "case recording": true, "drift and delay": true, "training": true, "visits to children": true, "performance information": true,
}

// fillers are words of every area, which tell nothing apart.
var fillers = wordSet(`a about above across after again against all also an and any are as at be because been before being between both but by can could
	did do does doing down during each ensure ensuring ensures few for from further had has have having he her here him his how i if in into is it its just
	make makes making more most my no nor not of off on once only or other our out over own same she should so some such take takes taking than that the their
	them themselves then there these they this those through to too under until up very was we were what when where which while who whom whose why will with
	within without would you your able appropriate appropriately area areas authority child children council continue continues clear clearly consistent
	consistently consistency effective effectively effectiveness enable enables enough good improve improved improves improving improvement including include
	includes increase local need needs paragraph paragraphs para page pages partner partners people person process processes promptly provide provided provides
	quality receive relevant robust robustly service services strengthen sufficient sufficiently support supported supports swiftly timely timeliness time
	use used using where young trust long term home aware right reason understand strategic subject action identify individual impact address meet consider access work working well regular regularly routinely ensure plan plans planning social worker workers care family families
	leader senior arrangement arrangements develop regarding order particular particularly better full fully high level line month year first`)

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(text) {
		set[stem(word)] = true
	}
	return set
}

var letters = regexp.MustCompile(`[a-z0-9]+`)

// termsOf gives the telling words of an area: what sameThing names, and every
// other word by its stem, each with how it is written.
func termsOf(text string) map[string]string {
	text = strings.NewReplacer("’s", "", "'s", "", "s’", "s", "’", "", "'", "").Replace(strings.ToLower(text))
	written := letters.FindAllString(text, -1)
	stems := make([]string, len(written))
	for i, word := range written {
		stems[i] = stem(word)
	}
	terms := map[string]string{}
	for i := 0; i < len(stems); {
		if thing, n := thingAt(stems[i:]); n > 0 {
			terms["="+thing] = thing
			i += n
			continue
		}
		if word := stems[i]; len(word) > 2 && !fillers[word] && !isNumber(word) {
			if _, had := terms[word]; !had {
				terms[word] = written[i]
			}
		}
		i++
	}
	return terms
}

func isNumber(word string) bool { return strings.Trim(word, "0123456789") == "" }

// things finds what sameThing names by the first stem of each wording.
var things = func() map[string][]struct {
	stems []string
	name  string
} {
	found := map[string][]struct {
		stems []string
		name  string
	}{}
	for _, thing := range sameThing {
		for _, wording := range thing[1:] {
			var stems []string
			for word := range strings.FieldsSeq(wording) {
				stems = append(stems, stem(word))
			}
			found[stems[0]] = append(found[stems[0]], struct {
				stems []string
				name  string
			}{stems, thing[0]})
		}
	}
	return found
}()

// thingAt gives the longest wording that begins the stems, and its length.
func thingAt(stems []string) (name string, length int) {
	for _, wording := range things[stems[0]] {
		if n := len(wording.stems); n > length && n <= len(stems) {
			same := true
			for i, each := range wording.stems {
				same = same && stems[i] == each
			}
			if same {
				name, length = wording.name, n
			}
		}
	}
	return name, length
}

// stem takes the commonest endings off a word, so that “recorded”, “records”
// and “recording” are one. It need not give a word.
func stem(word string) string {
	for _, ending := range []struct{ old, new string }{
		{"ies", "y"}, {"sses", "ss"}, {"ches", "ch"}, {"shes", "sh"}, {"xes", "x"}, {"ss", "ss"}, {"us", "us"}, {"is", "is"}, {"s", ""},
	} {
		if rest, ok := strings.CutSuffix(word, ending.old); ok && len(rest) > 1 {
			word = rest + ending.new
			break
		}
	}
	for _, ending := range []struct {
		old, new string
		least    int
	}{
		{"ational", "ate", 4}, {"ations", "ate", 4}, {"ation", "ate", 4}, {"fulness", "ful", 3}, {"iveness", "ive", 3}, {"ement", "e", 4}, {"ment", "", 4},
		{"ness", "", 4}, {"ility", "le", 4}, {"ingly", "", 4}, {"edly", "", 4}, {"ally", "al", 4}, {"ly", "", 4}, {"ing", "", 3}, {"ied", "y", 3}, {"ed", "", 3}, {"or", "er", 5},
	} {
		if rest, ok := strings.CutSuffix(word, ending.old); ok && len(rest) >= ending.least {
			word = rest + ending.new
			break
		}
	}
	if n := len(word); n > 3 && word[n-1] == word[n-2] && strings.IndexByte("bdgkmnprt", word[n-1]) >= 0 {
		word = word[:n-1]
	}
	if n := len(word); n > 3 && word[n-1] == 'e' {
		word = word[:n-1]
	}
	return word
}
