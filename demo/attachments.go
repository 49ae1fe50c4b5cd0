package demo

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"throughline/plan"
)

// File is an invented file shown with a piece of evidence.
type File struct {
	Evidence   string // the evidence's reference, such as "A1a-1"
	Attachment plan.Attachment
	Content    []byte
}

const marked = "INVENTED FOR A DEMONSTRATION. No person, place or figure here is real."

type sheet struct {
	name string
	rows []string // a table when the name ends in .csv, else lines of text
}

// Files are the files, in the order of their evidence's references. Keep each
// one's content before living through the step that offers the evidence: the
// step names the file by its hash.
func Files() []File {
	var files []File
	for key := range sheets {
		file, _ := attachmentOf(key)
		files = append(files, file)
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Evidence, b.Evidence) })
	return files
}

func attachmentOf(evidence string) (File, bool) {
	s, ok := sheets[evidence]
	if !ok {
		return File{}, false
	}
	kind := "text/plain"
	if strings.HasSuffix(s.name, ".csv") {
		kind = "text/csv"
	}
	content := []byte(strings.Join(append([]string{marked, ""}, s.rows...), "\r\n") + "\r\n")
	if kind == "text/csv" {
		// The mark comes last, so that the first line names the columns.
		content = []byte(strings.Join(append(slices.Clone(s.rows), `"`+marked+`"`), "\r\n") + "\r\n")
	}
	sum := sha256.Sum256(content)
	return File{evidence, plan.Attachment{
		Name: s.name, Type: kind, Size: int64(len(content)), SHA256: hex.EncodeToString(sum[:]),
	}, content}, true
}

var sheets = map[string]sheet{
	"A1b-1": {"ward-findings.csv", []string{
		"finding,ward,how serious,owner (post),due,closed,what we saw when we went back",
		"1,Children’s ward,urgent,Ward manager,2012-04-06,2012-04-05,Handover sheet in use on every shift",
		"2,Emergency department,urgent,Matron,2012-04-06,2012-04-12,Night staff could say whom to ring",
		"3,Maternity,urgent,Named midwife,2012-04-13,2012-04-13,Plans for unborn babies in the front of the notes",
		"4,Adult medical,urgent,Ward manager,2012-04-20,2012-05-18,Staff ask each patient about children at home",
		"5,Outpatients,to do,Matron,2012-07-31,,",
	}},
	"A1c-1": {"letter-after-unannounced-visit.txt", []string{
		"18 June 2012", "",
		"Dear Head of safeguarding children,", "",
		"Thank you for letting us see your wards on Saturday night without notice.",
		"We looked again at the four urgent findings of your review.", "",
		"1. Whom to ring at night: put right. Every nurse we asked knew.",
		"2. Plans for unborn babies: put right.",
		"3. Asking adult patients about children at home: put right on the two wards we saw.",
		"4. Handover sheet: in use on all wards but one. We saw that put right on Monday.", "",
		"This letter should not be relied on after 29 March 2013, when we will come again.", "",
		"Head of children’s commissioning",
	}},
	"A2c-1": {"attendances-sample.csv", []string{
		"department,sampled,safeguarding check recorded,letter sent,name of accompanying adult recorded",
		"North site,50,50,49,50",
		"South site,50,49,50,48",
	}},
	"A5b-2": {"audit-of-strategy-discussions.csv", []string{
		"office,discussions,police took part,health took part,every action has an owner,every action has a date",
		"East,7,7,6,7,6",
		"West,6,6,4,6,5",
		"North,5,5,3,5,5",
		"South,7,7,5,7,6",
		"Central,5,5,4,5,4",
	}},
	"A7d-1": {"first-training-return.csv", []string{
		"trust,level,staff who need it,staff in date,sent on,agrees with payroll",
		"Northmoor,2 and above,640,455,2012-07-09,yes",
		"Fellside Hospitals,2 and above,480,239,2012-07-11,yes",
		"Wyndale,2 and above,215,148,2012-07-10,yes",
	}},
	"A8a-1": {"northmoor-training-november-2012.csv", []string{
		"staff group,need level 2 or above,in date",
		"Health visitors,118,118",
		"School nurses,74,74",
		"Community nurses,301,301",
		"Therapists,96,96",
		"Bank and agency,51,51",
	}},
	"A16a-2": {"consent-page.txt", []string{
		"Who may know about this assessment?", "",
		"You choose. You can change your mind later, and we will ask you again at each review.", "",
		"[ ] Health visitor or school nurse",
		"[ ] School or nursery",
		"[ ] Housing",
		"[ ] Youth worker",
		"[ ] Somebody else: ____________________", "",
		"We will tell somebody without asking only if we think that a child is not safe.",
	}},
	"A24b-2": {"twenty-issues-traced.txt", []string{
		"Twenty health issues traced from finding to outcome. Ages, schools and places are taken out.", "",
		"Reached an end that helped the child: 16",
		"Stopped when a nurse left, and started again: 3",
		"Still waiting for a hospital appointment: 1", "",
		"What we changed: when a nurse leaves, her list goes to a named nurse on the same day.",
	}},
	"A30a-2": {"review-records-on-time.csv", []string{
		"month,reviews,written in time,sent in time",
		"September 2012,126,121,88",
		"October 2012,115,112,109",
		"November 2012 to the 27th,99,99,97",
	}},
	"A32b-1": {"your-money-your-course.txt", []string{
		"YOUR MONEY, YOUR COURSE", "",
		"You are eighteen and still learning. Here is what you get, and when.", "",
		"Rent: paid straight to your landlord on the first of the month.",
		"Food, travel and kit: in your bank every Friday.",
		"Holidays: the same. It does not stop when term does.",
		"Your birthday: nothing stops on your birthday.", "",
		"Not come? Ring the leaving care office the same day and we will pay you that day.",
		"Not enough? Tell your personal adviser, or ask an advocate to help you appeal.",
	}},
	"A41a-2": {"renewed-certificate.txt", []string{
		"Certificate of accreditation", "",
		"The interpreting service is accredited to train and supply interpreters for child protection conferences.",
		"From 10 December 2012 to 28 November 2014.",
	}},
	"A44a-1": {"audit-of-pathway-plans.csv", []string{
		"question,plans read,good or better,second reader agreed (of 10)",
		"Education and work,40,33,10",
		"Housing,40,31,9",
		"Money,40,24,9",
		"Health,40,15,8",
		"Friends and family,40,13,9",
		"The young person’s own view is there,40,31,10",
	}},
}
