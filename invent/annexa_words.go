package invent

// How Annex A writes the codes of the returns.
var (
	annexEthnicity = map[string]string{"WBRI": "a) White", "WOTH": "a) White", "MWBC": "b) Mixed", "APKN": "c) Asian or Asian British", "AOTH": "c) Asian or Asian British", "BAFR": "d) Black or black British", "NOBT": "f) Not stated"}
	annexNeeds     = map[string]string{"N1": "a) Abuse or neglect", "N2": "b) Child's disability", "N4": "d) Family in acute stress", "N5": "e) Family dysfunction", "N8": "h) Absent parenting"}
	annexAbuse     = map[string]string{"NEG": "a) Neglect", "PHY": "b) Physical Abuse", "SAB": "c) Sexual Abuse", "EMO": "d) Emotional Abuse"}
	annexStatus    = map[string]string{"C1": "a) Interim care orders", "C2": "b) Full care orders", "E1": "d) Placement order granted", "V2": "e) Accommodated under S20", "L1": "f) Detained on child protection grounds in LA accommodation"}
	annexHomes     = map[string]string{"B": "a) With parents or relatives", "C": "b) Community home", "D": "c) Semi-independent transitional accommodation", "E": "d) Supported lodgings", "K": "g) Ordinary lodgings",
		"S": "i) No fixed abode / homeless", "U": "k) Independent living", "W": "m) Bed and breakfast", "X": "n) In custody", "Y": "p) Other accommodation", "Z": "o) With Former Foster Carer"}
)

func annexPlace(code string) string {
	switch code[0] {
	case 'U':
		return "a) Foster Placement"
	case 'A':
		return "b) Placed for adoption"
	case 'P':
		return "c) Placed with parents"
	case 'R':
		return "k) Family Centre or Mother and Baby Unit"
	case 'S':
		return "m) Residential school"
	}
	return "h) Children’s Homes"
}

func annexProvider(code string) string {
	switch code {
	case "PR1":
		return "a) Own LA"
	case "PR4":
		return "b) Private"
	}
	return "c) Other"
}

func annexReason(code string) string {
	switch code {
	case "E11", "E12":
		return "a) Adopted"
	case "E3":
		return "c) Care taken by another LA"
	case "E4A", "E4B":
		return "d) Returned home to live with parents or relatives"
	case "E13":
		return "e) Left care to live with parents, relatives or other person with no parental responsibility"
	case "E45", "E46":
		return "g) Special Guardianship Orders"
	case "E5", "E6":
		return "h) Moved into independent living"
	case "E7":
		return "i) Transferred to residential care funded by adult social services"
	}
	return "n) Care ceased for any other reason"
}
