package naming

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// redmoor is what an invented council told us of itself.
var redmoor = NewKnown([]string{"Imran Dellacott", "Rosalind Okoro-Finch"}, []string{"Redmoor County Council", "Northmoor Community NHS Trust", "Director of nursing", "Wyndale"})

// Everybody here is invented.
var telling = []struct {
	text    string
	kind    Kind
	passage string
}{
	{"We spoke to Jordan Smith about the plan.", Name, "Jordan Smith"},
	{"JORDAN SMITH was seen.", Name, "JORDAN SMITH"},
	{"Seen with Oluwaseun Adeyemi and her brother.", Name, "Oluwaseun Adeyemi"},
	{"Kowalczyk Wisniewska attended.", Name, "Kowalczyk Wisniewska"},
	{"The plan for Zoë O’Brien-Hughes was late.", Name, "Zoë O'Brien-Hughes"},
	{"The plan for Jor\u200bdan\u00a0Smith was late.", Name, "Jordan Smith"},
	{"Smith, Jordan", Name, "Jordan"},
	{"Grace Young said so.", Name, "Grace Young"},
	{"Ask May Brown.", Name, "May Brown"},
	{"Will Price moved house.", Name, "Will Price"},
	{"Charlotte Kent moved.", Name, "Charlotte Kent"},
	{"a boy called Zdravko went missing", Name, "Zdravko"},
	{"her son Zdravko went missing", Name, "Zdravko"},
	{"Kayleigh was not seen alone.", Name, "Kayleigh"},
	{"Kayleigh's social worker left.", Name, "Kayleigh"},
	{"Mrs Thistlewood complained.", Name, "Mrs Thistlewood"},
	{"Baby Brown was born early.", Name, "Baby Brown"},
	{"J. Thistlewood complained.", Name, "J. Thistlewood"},
	{"Letter to J Brown about it.", Name, "J Brown"},
	{"The Jordan Smith Review", Name, "Jordan Smith"},
	{"Imran Dellacott met Jordan Smith.", Name, "Jordan Smith"},
	{"Dellacott Thistlewood was there.", Name, "Dellacott Thistlewood"},
	{"Tell Mary-Anne Thistlewood.", Name, "Mary-Anne Thistlewood"},
	{"Jordan\nSmith", Name, "Jordan\nSmith"},
	{"J, aged 7, was seen.", InitialsAge, "J, aged 7"},
	{"JS aged seven was seen.", InitialsAge, "JS aged seven"},
	{"J.S. (14) was seen.", InitialsAge, "J.S. (14)"},
	{"K, 9 years old, was seen.", InitialsAge, "K, 9 years old"},
	{"a 7-year-old boy called J", InitialsAge, "7-year-old boy called J"},
	{"Zdravko, aged 7, was seen.", InitialsAge, "Zdravko, aged 7"},
	{"Hope (7) was seen.", InitialsAge, "Hope (7)"},
	{"DOB: 3/5/2009", BirthDate, "DOB: 3/5/2009"},
	{"born on 3 May 2009", BirthDate, "born on 3 May 2009"},
	{"Date of birth 2009-05-03", BirthDate, "Date of birth 2009-05-03"},
	{"d.o.b. 3rd of May 2009", BirthDate, "d.o.b. 3rd of May 2009"},
	{"943 476 5919", NHSNumber, "943 476 5919"},
	{"number 9434765919.", NHSNumber, "9434765919"},
	{"943-476-5919", NHSNumber, "943-476-5919"},
	{"NHS number: 943 476 5918", NHSNumber, "943 476 5918"},
	{"X001607688688", PupilNumber, "X001607688688"},
	{"x001607688688", PupilNumber, "x001607688688"},
	{"UPN A001607688688", PupilNumber, "A001607688688"},
	{"QQ is not; AB 12 34 56 C is", InsuranceNo, "AB 12 34 56 C"},
	{"AB123456C", InsuranceNo, "AB123456C"},
	{"Case number: 1234567", CaseNumber, "Case number: 1234567"},
	{"see ICS ID 90210", CaseNumber, "ICS ID 90210"},
	{"moved to LA1 4YW", Postcode, "LA1 4YW"},
	{"moved to la1 4yw", Postcode, "la1 4yw"},
	{"moved to SW1A2AA", Postcode, "SW1A2AA"},
	{"lives at 12 Victoria Hill Road", Address, "12 Victoria Hill Road"},
	{"Flat 3, 14a Station Street", Address, "Flat 3, 14a Station Street"},
	{"ring 01524 555 012", Phone, "01524 555 012"},
	{"ring +44 7700 900123", Phone, "+44 7700 900123"},
	{"ring (01524) 555012", Phone, "(01524) 555012"},
	{"write to jo.thistlewood@school.example", Email, "jo.thistlewood@school.example"},
}

func TestWhatTellsWhoSomebodyIsIsFound(t *testing.T) {
	seen := map[Kind]bool{PersonHeading: true} // of tables: see TestColumnsAboutPeople
	for _, c := range telling {
		found := Scan(c.text, redmoor)
		if len(found) != 1 || found[0].Kind != c.kind || found[0].Passage != c.passage {
			t.Errorf("%q: got %+v, want %s %q", c.text, found, c.kind, c.passage)
		}
		seen[c.kind] = true
	}
	for _, kind := range Kinds {
		if !seen[kind] || kind.Words() == "" {
			t.Errorf("%s has no case here, or no words", kind)
		}
	}
}

func TestWhatTellsNobodyIsPassedOver(t *testing.T) {
	for _, text := range []string{
		"", " ", "The Director of Nursing told the Local Safeguarding Children Board.",
		"Imran Dellacott, Redmoor County Council, and ROSALIND OKORO-FINCH will meet.",
		"Northmoor Wyndale Trust", "Head of Service, Northmoor Community NHS Trust",
		"In May Northmoor staff were trained.", "By June Kooth had closed.", "Will MASH reply? May the Board ask?",
		"Ofsted and CQC, April 2012. CAMHS, MASH, PEPs and IROs.", "Public Law Outline, Key Stage 4, Section 47 (2), Annex B (2), Part C (14)",
		"St Mary’s Hospital and St George School", "Victoria Hill School", "Great Ormond Street",
		"412 of 480 staff, 85.9%, on 03/05/2012 and 2012-05-03", "1234567890", "0000000000", "reference 943 476 5918", "A001607688688 is a part number",
		"GB 12 34 56 C", "A (7) is in the list.", "I, 7 years on, agree", "Children aged 7 were seen. Lancashire (12), Kent (7).", "Grade A (90)", "P (90)",
		"entry 2,411 of the ledger; SHA-256 3f2a0142aa", "Hope and faith. Mark my words. The rose garden. Jade walls.",
		"Clare’s Law and Martha’s Rule", "Good practice: Signs of Safety", "Version 2.1 (final) 12 Feb", "see paragraph 12 Close the case", "the 2012 Review Road map",
	} {
		if found := Scan(text, redmoor); len(found) > 0 {
			t.Errorf("%q: %+v", text, found)
		}
	}
}

func TestNamesOfFiles(t *testing.T) {
	for name, want := range map[string]string{
		"jordan-smith-chronology.docx": "Jordan Smith", "JordanSmith_v2.pdf": "Jordan Smith", "chronology_oluwaseun_adeyemi.pdf": "Oluwaseun Adeyemi", "Jordan Smith.docx": "Jordan Smith",
		"943 476 5919.pdf": "943 476 5919", "upn X001607688688.csv": "X001607688688",
		"minutes-training-board-may-2012.pdf": "", "ward-findings.csv": "", "Northmoor training November 2012 v2.xlsx": "", "IHA_audit_Q3.xlsx": "", "caf-swot.xlsx": "", "": "", ".csv": "",
	} {
		got := ""
		if found := ScanFileName(name, redmoor); len(found) > 0 {
			got = found[0].Passage
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// Every number that its check digit makes valid is found, however it is
// spaced, and one wrong digit hides it again.
func TestCheckDigits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.StringMatching(`[1-9][0-9]{8}`).Draw(t, "digits")
		sum := 0
		for i, d := range digits {
			sum += int(d-'0') * (10 - i)
		}
		check := 11 - sum%11
		if check == 10 || strings.Trim(digits, digits[:1]) == "" {
			return // no such number is given
		}
		nhs := digits + string(rune('0'+check%11))
		gap := rapid.SampledFrom([]string{"", " ", "-", "\u00a0"}).Draw(t, "gap")
		spaced := nhs[:3] + gap + nhs[3:6] + gap + nhs[6:]
		if found := Scan("of "+spaced+".", Known{}); len(found) != 1 || found[0].Kind != NHSNumber {
			t.Fatalf("%s: %+v", spaced, found)
		}
		wrong := nhs[:9] + string('0'+(nhs[9]-'0'+1)%10)
		if found := Scan("of "+wrong+".", Known{}); len(found) != 0 && found[0].Kind == NHSNumber {
			t.Fatalf("%s: %+v", wrong, found)
		}
	})
}

func TestAFindingIsToldOnceAndInOrder(t *testing.T) {
	found := Scan("Jordan Smith, LA1 4YW. Then Jordan Smith again, and Kayleigh.", Known{})
	var passages []string
	for _, f := range found {
		passages = append(passages, f.Passage)
	}
	if diff := cmp.Diff([]string{"Jordan Smith", "LA1 4YW", "Kayleigh"}, passages); diff != "" {
		t.Error(diff)
	}
	if got := found[0].Words(); got != "“Jordan Smith” looks like a person’s name" {
		t.Error(got)
	}
	if many := Scan(strings.Repeat("x ", 3)+manyPhones(50), Known{}); len(many) != MostFound {
		t.Errorf("%d passages are told", len(many))
	}
}

func manyPhones(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("01524 5550" + string(rune('0'+i/10)) + string(rune('0'+i%10)) + "; ")
	}
	return b.String()
}
