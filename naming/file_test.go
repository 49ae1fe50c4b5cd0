package naming

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

func zipped(t *testing.T, files ...string) []byte {
	t.Helper()
	var content bytes.Buffer
	archive := zip.NewWriter(&content)
	for i := 0; i+1 < len(files); i += 2 {
		w, err := archive.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return content.Bytes()
}

const (
	wordXML  = `<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>We spoke to Jor</w:t></w:r><w:r><w:t>dan Smith</w:t></w:r></w:p><w:p><w:r><w:t>Minutes</w:t></w:r></w:p></w:body></w:document>`
	plainXML = `<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Minutes of the training board</w:t></w:r></w:p></w:body></w:document>`
)

func TestFilesAreRead(t *testing.T) {
	shared := `<sst xmlns="x"><si><t>School</t></si><si><t>Date of birth</t></si><si><t>North</t></si></sst>`
	sheet := `<worksheet xmlns="x"><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row><c t="s"><v>2</v></c><c><v>39936</v></c></row></sheetData></worksheet>`
	for _, c := range []struct {
		name    string
		content []byte
		read    bool
		found   string // the first passage
	}{
		{"a.txt", []byte("Kayleigh was seen"), true, "Kayleigh"},
		{"a.txt", []byte("nobody is named"), true, ""},
		{"a.txt", []byte("\xff\xfeK\x00a\x00y\x00l\x00e\x00i\x00g\x00h\x00"), true, "Kayleigh"},
		{"a.txt", []byte("\xfe\xff\x00K\x00a\x00y\x00l\x00e\x00i\x00g\x00h"), true, "Kayleigh"},
		{"a.txt", []byte("Zo\xeb O\x92Brien"), true, "Zoë O'Brien"},
		{"a.CSV", []byte("school,forename,grade\nNorth,Zdravko,2\n"), true, "forename"},
		{"a.csv", []byte("school,forename,grade\n"), true, ""},
		{"a.csv", []byte("title of list\n\nschool;First_name;UPN\nNorth;Zdravko;1\n"), true, "First_name"},
		{"a.csv", []byte("school,pupils\nNorth,12\n"), true, ""},
		{"a.docx", zipped(t, "[Content_Types].xml", "<x/>", "word/document.xml", wordXML, "word/styles.xml", "<x>Kayleigh</x>", "docProps/core.xml", "<x>Kayleigh</x>"), true, "Jordan Smith"},
		{"a.docx", zipped(t, "word/document.xml", plainXML), true, ""},
		{"a.docx", zipped(t, "word/document.xml", plainXML, "word/comments.xml", `<c><p><t>Ask Kayleigh</t></p></c>`), true, "Kayleigh"},
		{"a.docx", zipped(t, "word/document.xml", `<w:p xmlns:w="w"><w:del><w:delText>Kayleigh</w:delText></w:del></w:p>`), true, "Kayleigh"},
		{"a.docx", zipped(t, "word/document.xml", wordXML, "word/media/image1.png", "x"), false, "Jordan Smith"},
		{"a.docx", zipped(t, "word/document.xml", "<not closed"), false, ""},
		{"a.docx", []byte("no archive"), false, ""},
		{"a.xlsx", zipped(t, "xl/worksheets/sheet1.xml", sheet, "xl/sharedStrings.xml", shared), true, "Date of birth"},
		{"a.xlsx", zipped(t, "xl/worksheets/sheet1.xml", `<row><c t="inlineStr"><is><t>Kayleigh</t></is></c><c><v>9434765919</v></c></row>`), true, "Kayleigh"},
		{"a.pptx", zipped(t, "ppt/slides/slide1.xml", `<a:p xmlns:a="a"><a:r><a:t>Kayleigh</a:t></a:r></a:p>`), true, "Kayleigh"},
		{"a.odt", zipped(t, "mimetype", "x", "content.xml", `<o:p xmlns:o="o">Jordan<o:s/>Smith</o:p>`, "styles.xml", "<x/>"), true, "Jordan Smith"},
		{"a.png", []byte("x"), false, ""},
		{"a.exe", []byte("x"), false, ""},
		{"a.pdf", []byte("x"), false, ""},
	} {
		got := ReadFile(c.name, bytes.NewReader(c.content), int64(len(c.content)), Known{})
		passage := ""
		if len(got.Found) > 0 {
			passage = got.Found[0].Passage
		}
		if got.Read != c.read || passage != c.found || got.Read == (got.Why != "") {
			t.Errorf("%s %.60q: %+v", c.name, c.content, got)
		}
	}
}

func TestWordsOfAPDF(t *testing.T) {
	for _, c := range []struct {
		words string
		ok    bool
		read  bool
		found int
	}{
		{"", false, false, 0}, {"", true, false, 0}, {"\f\f", true, false, 0}, {"Minutes\f", true, true, 0}, {"Minutes\f \fMore\f", true, false, 0},
		{"Kayleigh\fThen Jordan Smith\f", true, true, 2}, {"Kayleigh\f\f", true, false, 1},
	} {
		if got := ReadPDF(c.words, c.ok, Known{}); got.Read != c.read || len(got.Found) != c.found {
			t.Errorf("%q: %+v", c.words, got)
		}
	}
	if !IsPDF("A.PDF") || IsPDF("a.pdf.txt") {
		t.Error("which files are PDFs is not told")
	}
}

func TestASmallFileCannotFillTheMemory(t *testing.T) {
	bomb := zipped(t, "word/document.xml", "<p>"+strings.Repeat("a ", documentLimit/2+1)+"</p>")
	if got := ReadFile("a.docx", bytes.NewReader(bomb), int64(len(bomb)), Known{}); got.Read {
		t.Errorf("%d bytes were unpacked whole", documentLimit)
	}
}

func FuzzReadFile(f *testing.F) {
	f.Add("a.csv", []byte("forename,x\nA,1\n"))
	f.Add("a.docx", []byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		if got := ReadFile(name, bytes.NewReader(content), int64(len(content)), redmoor); got.Read == (got.Why != "") {
			t.Fatalf("%+v", got)
		}
	})
}
