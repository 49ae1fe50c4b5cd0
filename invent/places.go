package invent

// The council's own lists. Nothing in them is taken from anywhere: no such team, district, trust, school or person is known.
var (
	districts = []string{"Upper Quillmoor", "Nether Quillmoor", "Saltersedge", "Fennick Vale", "Port Oskerby"}
	careTeams = []string{"Children in care: Osker", "Children in care: Fennick", "Children in care: Salters"}
	helpTeams = []string{"Help and protection: Osker", "Help and protection: Fennick", "Help and protection: Salters", "Help and protection: Quill"}
	leaving   = "Leaving care"
	trusts    = []string{"Quillmoor Community Health", "Port Oskerby Hospitals", "Fennick Vale Mental Health"}
	schools   = []string{"Larkrise Primary", "Oskerby Harbour School", "Nether Fold Academy", "Quillmoor High School", "Saltersedge College", "Brindle Lane Infants"}
	givens    = []string{"Aldy", "Bettany", "Corvin", "Delphie", "Emrick", "Fenna", "Garrow", "Hollin", "Isolde-May", "Jorrin", "Kessy", "Lowen", "Merrily", "Nevin", "Orla-Bee", "Perrin", "Quilla", "Rowley", "Sorrel", "Tamsie"}
	families  = []string{"Applequist", "Brambleton", "Cobblewick", "Dapplemere", "Eddlestow", "Fiddlecombe", "Gooseworthy", "Hazelhurn", "Inkpennick", "Jessamoor", "Kettlewend", "Larkenby", "Mossbury-Vane", "Nettlefold-Rye", "Oatencroft", "Puddiphett-Moor", "Quickthornby", "Rushymere", "Saltmarshe-Orr", "Thimbleden", "Underhallow", "Vellacombe", "Wintlebury", "Yarrowfield"}
)

// Districts lists where the council's work is done.
func Districts() []string { return append([]string(nil), districts...) }

// Teams lists the council's teams.
func Teams() []string {
	return append(append(append([]string(nil), helpTeams...), careTeams...), leaving)
}

// trusts are the health trusts that send it files.
func (c Council) trusts() []string {
	if len(c.Trusts) == 0 {
		return trusts
	}
	return c.Trusts
}

// belonging is where a child's case lies: rolled by dice of its own, so that it stays the same whatever else is made of the child.
type belonging struct {
	given, family         string
	district, school      int
	team                  string
	worker, officer, post string
}

func (c Council) belonging(m *child) belonging {
	d := m.dice(c, facetBelonging)
	b := belonging{given: d.one(givens...), family: d.one(families...), district: d.below(len(districts)), school: d.below(len(schools))}
	if len(m.spells) == 0 {
		b.team = helpTeams[b.district%len(helpTeams)]
	} else {
		b.team = careTeams[b.district%len(careTeams)]
	}
	b.worker = worker(d.below(c.workers()))
	b.officer = officer(d.below(c.officers()))
	return b
}

// workers and reviewing officers are as many as the council's children keep busy.
func (c Council) workers() int  { return max(8, c.Children/40) }
func (c Council) officers() int { return max(2, c.Children/250) }
