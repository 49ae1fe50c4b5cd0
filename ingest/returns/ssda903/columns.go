package ssda903

// Table is one of the tables of the return.
type Table uint8

// The tables.
const (
	NoTable Table = iota
	TableHeader
	TableEpisodes
	TableReviews
	TableUASC
	TableOC2
	TableOC3
	TableAD1
	TablePlacedAdoption
	TablePrevPerm
	TableMissing
	TableSWEpisodes
	TableDoLo
	tableCount
)

// Column is a column of a table, named as the return names it. A name means the same in every table that has it.
type Column uint8

// The columns.
const (
	Child Column = iota
	Sex
	DOB
	Ethnic
	UPN
	Mother
	MCDOB
	UASC
	Decom
	RNE
	LS
	CIN
	Place
	PlaceProvider
	Dec
	Rec
	ReasonPlaceChange
	HomePost
	PlPost
	URN
	PlLA
	PlLocation
	PlDistance
	Review
	ReviewCode
	DUC
	SDQScore
	SDQReason
	Convicted
	HealthCheck
	Immunisations
	TeethCheck
	HealthAssessment
	SubstanceMisuse
	InterventionReceived
	InterventionOffered
	InTouch
	Activ
	Accom
	DateInt
	DateMatch
	FosterCare
	NbAdoptr
	SexAdoptr
	LSAdoptr
	DatePlaced
	DatePlacedCeased
	ReasonPlacedCeased
	PrevPerm
	LAPerm
	DatePerm
	Missing
	MisStart
	MisEnd
	SWID
	SWDecom
	SWDec
	SWReason
	DoLoStart
	DoLoEnd
	columnCount
)

// kind says how a cell of a column is read.
type kind uint8

const (
	words kind = iota // kept as written
	identifier
	date
	part // a date of which the day and month may be written zz
	code // in a list of the year
	whole
	upn
	urn
	postcode
	authority
	decimal
)

var columns = [columnCount]struct {
	name string
	kind kind
}{
	Child: {"CHILD", identifier}, Sex: {"SEX", code}, DOB: {"DOB", date}, Ethnic: {"ETHNIC", code}, UPN: {"UPN", upn},
	Mother: {"MOTHER", code}, MCDOB: {"MC_DOB", date}, UASC: {"UASC", code},
	Decom: {"DECOM", date}, RNE: {"RNE", code}, LS: {"LS", code}, CIN: {"CIN", code}, Place: {"PLACE", code},
	PlaceProvider: {"PLACE_PROVIDER", code}, Dec: {"DEC", date}, Rec: {"REC", code}, ReasonPlaceChange: {"REASON_PLACE_CHANGE", code},
	HomePost: {"HOME_POST", postcode}, PlPost: {"PL_POST", postcode}, URN: {"URN", urn},
	PlLA: {"PL_LA", words}, PlLocation: {"PL_LOCATION", words}, PlDistance: {"PL_DISTANCE", decimal},
	Review: {"REVIEW", date}, ReviewCode: {"REVIEW_CODE", code}, DUC: {"DUC", date},
	SDQScore: {"SDQ_SCORE", whole}, SDQReason: {"SDQ_REASON", code}, Convicted: {"CONVICTED", code}, HealthCheck: {"HEALTH_CHECK", code},
	Immunisations: {"IMMUNISATIONS", code}, TeethCheck: {"TEETH_CHECK", code}, HealthAssessment: {"HEALTH_ASSESSMENT", code},
	SubstanceMisuse: {"SUBSTANCE_MISUSE", code}, InterventionReceived: {"INTERVENTION_RECEIVED", code},
	InterventionOffered: {"INTERVENTION_OFFERED", code},
	InTouch:             {"IN_TOUCH", code}, Activ: {"ACTIV", code}, Accom: {"ACCOM", code},
	DateInt: {"DATE_INT", date}, DateMatch: {"DATE_MATCH", date}, FosterCare: {"FOSTER_CARE", code}, NbAdoptr: {"NB_ADOPTR", whole},
	SexAdoptr: {"SEX_ADOPTR", code}, LSAdoptr: {"LS_ADOPTR", code},
	DatePlaced: {"DATE_PLACED", date}, DatePlacedCeased: {"DATE_PLACED_CEASED", date}, ReasonPlacedCeased: {"REASON_PLACED_CEASED", code},
	PrevPerm: {"PREV_PERM", code}, LAPerm: {"LA_PERM", authority}, DatePerm: {"DATE_PERM", part},
	Missing: {"MISSING", code}, MisStart: {"MIS_START", date}, MisEnd: {"MIS_END", date},
	SWID: {"SW_ID", words}, SWDecom: {"SW_DECOM", part}, SWDec: {"SW_DEC", date}, SWReason: {"SW_REASON", code},
	DoLoStart: {"DOLO_START", date}, DoLoEnd: {"DOLO_END", date},
}

// String is the name that the return gives the column.
func (c Column) String() string {
	if c >= columnCount {
		return ""
	}
	return columns[c].name
}

// form is the shape of a table: its columns in the order of the return, and those that only some systems add.
type form struct {
	name    string // as the return's guide names it
	key     string // in the lists by year
	columns []Column
	added   []Column
	from    int // the first year of the table, or 0
}

var forms = [tableCount]form{
	TableHeader: {name: "Header", key: "header", columns: []Column{Child, Sex, DOB, Ethnic, UPN, Mother, MCDOB}, added: []Column{UASC}},
	TableEpisodes: {
		name: "Episodes", key: "episodes",
		columns: []Column{Child, Decom, RNE, LS, CIN, Place, PlaceProvider, Dec, Rec, ReasonPlaceChange, HomePost, PlPost, URN},
		added:   []Column{PlLA, PlLocation, PlDistance},
	},
	TableReviews: {name: "Reviews", key: "reviews", columns: []Column{Child, DOB, Review, ReviewCode}},
	TableUASC:    {name: "UASC", key: "uasc", columns: []Column{Child, Sex, DOB, DUC}},
	TableOC2: {name: "OC2", key: "oc2", columns: []Column{Child, DOB, SDQScore, SDQReason, Convicted, HealthCheck, Immunisations, TeethCheck,
		HealthAssessment, SubstanceMisuse, InterventionReceived, InterventionOffered}},
	TableOC3:            {name: "OC3", key: "oc3", columns: []Column{Child, DOB, InTouch, Activ, Accom}},
	TableAD1:            {name: "AD1", key: "ad1", columns: []Column{Child, DOB, DateInt, DateMatch, FosterCare, NbAdoptr, SexAdoptr, LSAdoptr}},
	TablePlacedAdoption: {name: "PlacedAdoption", key: "placed_adoption", columns: []Column{Child, DOB, DatePlaced, DatePlacedCeased, ReasonPlacedCeased}},
	TablePrevPerm:       {name: "PrevPerm", key: "prev_perm", columns: []Column{Child, DOB, PrevPerm, LAPerm, DatePerm}},
	TableMissing:        {name: "Missing", key: "missing", columns: []Column{Child, DOB, Missing, MisStart, MisEnd}},
	TableSWEpisodes:     {name: "SWEpisodes", key: "social_worker", columns: []Column{Child, DOB, SWID, SWDecom, SWDec, SWReason}, from: 2024},
	TableDoLo:           {name: "DoLo", key: "dolo", columns: []Column{Child, DOB, DoLoStart, DoLoEnd}, from: 2027},
}

// String is the name of the table.
func (t Table) String() string {
	if t >= tableCount {
		return ""
	}
	return forms[t].name
}

// Columns of the table in the order of the return, then those that only some systems add.
func (t Table) Columns() []Column {
	if t >= tableCount {
		return nil
	}
	return append(append([]Column(nil), forms[t].columns...), forms[t].added...)
}

// Tables in the order that the return's guide has them.
func Tables() []Table {
	var all []Table
	for t := TableHeader; t < tableCount; t++ {
		all = append(all, t)
	}
	return all
}

// TableNamed finds a table by its name.
func TableNamed(name string) (Table, bool) {
	for t := TableHeader; t < tableCount; t++ {
		if forms[t].name == name {
			return t, true
		}
	}
	return NoTable, false
}

// ColumnNamed finds a column by the name that the return gives it.
func ColumnNamed(name string) (Column, bool) {
	c, ok := columnNames[name]
	return c, ok
}

var columnNames = func() map[string]Column {
	names := make(map[string]Column, columnCount)
	for c := range columns {
		names[columns[c].name] = Column(c)
	}
	return names
}()

// positions of the columns in the cells of a table's rows, plus one; 0 where the table has no such column.
var positions = func() (at [tableCount][columnCount]uint8) {
	for t := range forms {
		for i, c := range Table(t).Columns() {
			at[t][c] = uint8(i + 1)
		}
	}
	return at
}()
