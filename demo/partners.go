package demo

import "throughline/plan"

// The agencies' keys.
const (
	council      = "council"
	northmoor    = "northmoor"
	fellside     = "fellside"
	wyndale      = "wyndale"
	primaryCare  = "primary-care"
	shadowGroup  = "shadow-group"
	constabulary = "constabulary"
	voice        = "voice"
	amberwell    = "amberwell"
	districts    = "districts"
	schools      = "schools"
)

type agency struct{ key, name, kind string }

var agencies = []agency{
	{council, "Ribbleshire County Council", "council"},
	{northmoor, "Northmoor Community NHS Trust", "NHS community trust"},
	{fellside, "Fellside Hospitals NHS Foundation Trust", "NHS hospital trust"},
	{wyndale, "Wyndale Mental Health NHS Foundation Trust", "NHS mental health trust"},
	{primaryCare, "Ribbleshire Primary Care Trust", "NHS commissioner"},
	{constabulary, "Ribbleshire Constabulary", "police"},
	{voice, "Ribbleshire Children’s Voice Trust", "charity"},
	{amberwell, "Amberwell Domestic Abuse Service", "charity"},
	{districts, "Ribbleshire District Councils’ Partnership", "district councils"},
	{schools, "Ribbleshire Virtual School Partnership", "schools"},
}

// shadow is the commissioner that takes the primary care trust's place. It
// joins in the autumn of 2012 and has a new name from 1 April 2013.
var shadow = agency{shadowGroup, "Ribbleshire Shadow Clinical Commissioning Group", "NHS commissioner"}

// The posts' keys.
const (
	headSafeguarding  = "head-of-safeguarding"
	headCare          = "head-of-looked-after-children"
	reviewManager     = "reviewing-manager"
	recordsManager    = "records-manager"
	dutyManager       = "duty-manager"
	earlyHelp         = "early-help-manager"
	chairPost         = "director-of-nursing"
	namedNurse        = "named-nurse"
	careNurse         = "lead-nurse-looked-after-children"
	fellsideHead      = "fellside-head-of-safeguarding"
	wyndaleHead       = "wyndale-head-of-safeguarding"
	psychologist      = "consultant-psychologist"
	designatedNurse   = "designated-nurse"
	designatedDoctor  = "designated-doctor"
	commissioner      = "head-of-commissioning"
	deputyPost        = "head-of-public-protection"
	childInspector    = "child-protection-inspector"
	advocacyManager   = "advocacy-manager"
	abuseManager      = "abuse-service-manager"
	districtsManager  = "districts-manager"
	virtualHead       = "virtual-school-head"
	shadowNurse       = "shadow-designated-nurse"
	shadowCommission  = "shadow-head-of-commissioning"
	setUpDay          = "2012-02-13"
	postsDay          = "2012-02-14"
	shadowJoins       = "2012-11-05"
	handoverDay       = "2013-01-07"
	fellsideHeadGoes  = "2012-08-31"
	fellsideHeadComes = "2012-09-03"
)

// post is a job, with who holds it from which day.
type post struct {
	key, agency, title string
	seat               plan.Seat
	holders            []holder
}

type holder struct{ from, person string }

func held(person string) []holder { return []holder{{postsDay, person}} }

var posts = []post{
	{headSafeguarding, council, "Head of safeguarding", plan.NoSeat, held("daniel-okoro")},
	{headCare, council, "Head of looked-after children and leaving care", plan.NoSeat, held("shazia-malik")},
	{reviewManager, council, "Independent reviewing manager", plan.NoSeat, held("philip-aldous")},
	{recordsManager, council, "Programme manager, children’s records", plan.NoSeat, held("graham-tindle")},
	{dutyManager, council, "Emergency duty team manager", plan.NoSeat, held("colin-ferris")},
	{earlyHelp, council, "Early help manager", plan.NoSeat, held("yasmin-chowdhury")},
	{chairPost, northmoor, "Director of nursing", plan.ChairSeat, held("anita-deshmukh")},
	{namedNurse, northmoor, "Named nurse for safeguarding children", plan.NoSeat, held("joanne-whitby")},
	{careNurse, northmoor, "Lead nurse for looked-after children", plan.NoSeat, held("grace-adeyemi")},
	{fellsideHead, fellside, "Head of safeguarding children", plan.NoSeat, []holder{
		{postsDay, "fiona-garrick"}, {fellsideHeadComes, "thomas-hallam"},
	}},
	{wyndaleHead, wyndale, "Head of safeguarding", plan.NoSeat, held("hannah-reeve")},
	{psychologist, wyndale, "Consultant clinical psychologist", plan.NoSeat, held("naomi-feld")},
	{designatedNurse, primaryCare, "Designated nurse", plan.NoSeat, held("carol-nixey")},
	{designatedDoctor, primaryCare, "Designated doctor", plan.NoSeat, held("edwin-yarrow")},
	{commissioner, primaryCare, "Head of children’s commissioning", plan.NoSeat, held("andrew-lisle")},
	{deputyPost, constabulary, "Head of public protection", plan.DeputySeat, held("mark-ellery")},
	{childInspector, constabulary, "Detective inspector, child protection", plan.NoSeat, held("louise-carney")},
	{advocacyManager, voice, "Advocacy manager", plan.NoSeat, held("samuel-pickford")},
	{abuseManager, amberwell, "Service manager", plan.NoSeat, held("rehana-aziz")},
	{districtsManager, districts, "Partnership manager", plan.NoSeat, held("peter-lowick")},
	{virtualHead, schools, "Virtual school head", plan.NoSeat, held("bethan-lloyd")},
}

var shadowPosts = []post{
	{shadowNurse, shadowGroup, "Designated nurse", plan.NoSeat, []holder{{shadowJoins, "imran-siddiqi"}}},
	{shadowCommission, shadowGroup, "Head of children’s commissioning", plan.NoSeat, []holder{{shadowJoins, "clare-monkton"}}},
}

// handovers move every part that is not done from a post of the primary care
// trust, which was to be abolished, to its successor's.
var handovers = []struct{ from, to string }{
	{designatedNurse, shadowNurse},
	{commissioner, shadowCommission},
}

// postOn follows the handovers: the post that owns or signs on the day what
// the given post was planned to.
func postOn(key, day string) string {
	for _, h := range handovers {
		if h.from == key && day >= handoverDay {
			return h.to
		}
	}
	return key
}

func postByKey(key string) post {
	for _, list := range [][]post{posts, shadowPosts, caseworkPosts} {
		for _, p := range list {
			if p.key == key {
				return p
			}
		}
	}
	panic("the demonstration has no post " + key)
}

// holderOn is who holds the post on the day.
func holderOn(key, day string) string {
	person := ""
	for _, h := range postByKey(postOn(key, day)).holders {
		if h.from <= day {
			person = h.person
		}
	}
	return person
}

// HealthTrusts names the trusts of the story that send files about children and staff: community, hospital and mental health.
func HealthTrusts() (names []string) {
	for _, a := range agencies {
		if a.key == northmoor || a.key == fellside || a.key == wyndale {
			names = append(names, a.name)
		}
	}
	return names
}
