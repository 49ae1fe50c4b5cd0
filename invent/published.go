package invent

// weighted is one of several, as often as its weight says.
type weighted struct {
	code   string
	weight int
}

func (d *dice) weigh(of []weighted) string {
	sum := 0
	for _, w := range of {
		sum += w.weight
	}
	at := d.below(sum)
	for _, w := range of {
		if at -= w.weight; at < 0 {
			return w.code
		}
	}
	return ""
}

// What is published of England for the year to 31 March 2025: Children looked after in England including adoptions, Department for Education, Open
// Government Licence v3.0. The weights are the published counts, which are rounded to ten.
const (
	healthAssessed = 0.898 // 52,580 of 58,530
	teethChecked   = 0.808 // 47,320
	immunised      = 0.840 // 49,160
	developed      = 0.877 // 5,580 of 6,360
	scoresReceived = 0.782 // 33,790 of 43,220
	convicted      = 0.020 // 800 of 40,990
	misusing       = 0.030 // 1,780 of 58,530
	helpReceived   = 0.416 // 740 of 1,780
	helpOffered    = 0.444 // 790 of 1,780, who refused it
	manyWorkers    = 0.266 // three or more in the year: 22,140 of 83,300, in 2024
)

// scores of the strengths and difficulties questionnaire: normal, borderline and a cause for concern.
var scores = []weighted{{"normal", 15140}, {"borderline", 4330}, {"concern", 14320}}

// Where care leavers live: what is suitable, unsuitable and not known.
var homes = map[bool][]weighted{ // by whether they are 19 or older
	false: {{"suitable", 13380}, {"unsuitable", 500}, {"unknown", 870}},
	true:  {{"suitable", 33810}, {"unsuitable", 2040}, {"unknown", 2340}},
}

// What care leavers do. Full time is told apart from part time by the return, and not by what is published.
var activities = map[bool][]weighted{
	false: {{"1", 420}, {"2", 7150}, {"4", 280}, {"5", 1590}, {"G4", 520}, {"G5", 3710}, {"G6", 260}, {"", 870}},
	true:  {{"1", 2390}, {"2", 8030}, {"4", 740}, {"5", 9600}, {"G4", 3390}, {"G5", 10290}, {"G6", 1610}, {"", 2390}},
}
