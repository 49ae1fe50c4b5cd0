package blobs_test

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"testing"

	"throughline/blobs"
)

func TestEveryKindHasASample(t *testing.T) {
	var have []string
	for name := range samples(t) {
		have = append(have, strings.ToLower(path.Ext(name)))
	}
	slices.Sort(have)
	want := slices.Sorted(slices.Values(blobs.Endings))
	if !slices.Equal(slices.Compact(have), want) {
		t.Errorf("samples of %v, accepted are %v", have, want)
	}
}

// A file of one kind under the name of another is refused, whichever two.
func TestNoKindPassesForAnother(t *testing.T) {
	s, folder := inFolder(t)
	all := samples(t)
	textual := []string{".csv", ".txt"}
	photos := []string{".jpg", ".jpeg"}
	for name, content := range all {
		of := strings.ToLower(path.Ext(name))
		for _, ending := range blobs.Endings {
			same := ending == of || slices.Contains(textual, of) && slices.Contains(textual, ending) ||
				slices.Contains(photos, of) && slices.Contains(photos, ending)
			if same {
				continue
			}
			_, err := s.Keep(t.Context(), "x"+ending, "", bytes.NewReader(content))
			if err == nil {
				t.Errorf("%s passes for %s", name, ending)
				continue
			}
			refused(t, err, "but its content is not")
			refused(t, err, blobs.Accepts)
		}
	}
	if names := namesIn(t, folder); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
}

func TestWhatIsRefused(t *testing.T) {
	s, folder := inFolder(t)
	docx := office(t, "wordprocessingml.document")
	for _, c := range []struct {
		what, name string
		content    []byte
		words      string
	}{
		{"empty", "a.pdf", nil, "“a.pdf” is empty"},
		{"no name", " .. ", []byte("a"), "no name"},
		{"no ending", "minutes", []byte("a"), blobs.Accepts},
		{"a program", "run.exe", []byte("MZ\x90\x00"), "“run.exe” is not a kind of file that can be attached. Attach a PDF"},
		{"a program behind a PDF's name", "a.pdf.exe", []byte("%PDF-1.4"), "is not a kind"},
		{"a program named as a PDF", "a.pdf", []byte("MZ\x90\x00\x03"), "named as a PDF"},
		{"a program named as text", "a.txt", []byte("MZ\x90\x00\x03"), "named as a text file"},
		{"a Linux program named as text", "a.txt", []byte("\x7fELF\x02"), "named as a text file"},
		{"a script named as text", "a.txt", []byte("#!/bin/sh\n"), "named as a text file"},
		{"a page", "a.html", []byte("<html>"), "Save the page as a PDF"},
		{"a page named as text", "a.txt", []byte("\uFEFF\n <!DocType html><p>"), "named as a text file"},
		{"a page named as CSV", "a.csv", []byte("<script>alert(1)</script>"), "named as a CSV file"},
		{"a drawing that can run scripts", "a.svg", []byte("<svg/>"), "Save the picture as PNG"},
		{"a drawing named as PNG", "a.png", []byte("<svg/>"), "named as a PNG"},
		{"a drawing named as text", "a.txt", []byte("<svg onload=x>"), "named as a text file"},
		{"a page with a PDF in it", "a.pdf", []byte("<html>%PDF-1.4"), "named as a PDF"},
		{"an older Word file", "a.doc", []byte("\xD0\xCF\x11\xE0"), "Save it as .docx or PDF"},
		{"an older Word file renamed", "a.docx", []byte("\xD0\xCF\x11\xE0"), "named as a Word document"},
		{"an email", "a.msg", []byte("\xD0\xCF\x11\xE0"), "Save the email as a PDF"},
		{"an email as text", "a.eml", []byte("From: a"), "Save the email as a PDF"},
		{"an archive", "a.zip", archive(t, entry{"a", "a"}), "one by one"},
		{"an archive named as a Word document", "a.docx", archive(t, entry{"a", "a"}), "named as a Word document"},
		{"half a Word document", "a.docx", docx[:len(docx)/2], "named as a Word document"},
		{"a Word document with macros", "a.docm", docx, "Save it as .docx"},
		{
			"macros behind a plain name", "a.docx",
			archive(t, entry{"[Content_Types].xml", officeTypes("ms-word.document.macroEnabled.main+xml")}), "holds macros",
		},
		{
			"macros in a plain document", "a.xlsx",
			archive(t, entry{"[Content_Types].xml", officeTypes("openxmlformats-officedocument.spreadsheetml.sheet.main+xml")}, entry{"xl/VBAProject.bin", "x"}), "holds macros",
		},
		{
			"macros in an OpenDocument", "a.odt",
			archive(t, entry{"mimetype", "application/vnd.oasis.opendocument.text"}, entry{"Basic/Standard/Module1.xml", "x"}), "holds macros",
		},
		{"a template of OpenDocument", "a.odt", archive(t, entry{"mimetype", "application/vnd.oasis.opendocument.text-template"}), "named as an OpenDocument text"},
		{"types that are not XML", "a.docx", archive(t, entry{"[Content_Types].xml", "<Types"}), "named as a Word document"},
		{
			"types without end", "a.docx",
			archive(t, entry{"[Content_Types].xml", officeTypes("openxmlformats-officedocument.wordprocessingml.document.main+xml") + strings.Repeat(" ", 1<<20)}),
			"named as a Word document",
		},
		{"a picture cut off", "a.png", []byte("\x89PNG\r\n\x1a\n"), "named as a PNG"},
		{"a photo cut off", "a.jpg", []byte("\xFF\xD8\xFF"), "named as a JPG"},
		{"text with a stray control character late on", "a.txt", append(bytes.Repeat([]byte("a"), 70_000), 0), "named as a text file"},
		{"half a letter of UTF-16", "a.txt", []byte("\xFF\xFEa\x00b"), "named as a text file"},
		{"UTF-16 with a stray control character", "a.txt", []byte("\xFE\xFF\x00\x01"), "named as a text file"},
	} {
		t.Run(c.what, func(t *testing.T) {
			_, err := s.Keep(t.Context(), c.name, "application/pdf", bytes.NewReader(c.content))
			refused(t, err, c.words)
		})
	}
	if names := namesIn(t, folder); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
}

func TestTextAsProgramsWriteIt(t *testing.T) {
	s, _ := inFolder(t)
	for what, text := range map[string]string{
		"UTF-8 with a mark":       "\uFEFFagency,trained\r\n",
		"Windows letters":         "caf\xe9,\x93quoted\x94\r\n",
		"UTF-16 from Excel":       "\xFF\xFEa\x00\t\x00b\x00\r\x00\n\x00",
		"UTF-16 the other way":    "\xFE\xFF\x00a\x00\n",
		"words that start as BMP": "BM: a body map was used\n",
		"a tag later on":          "The form says <html>\n",
		"less than":               "<5,12\n",
	} {
		if _, err := s.Keep(t.Context(), "export.csv", "", strings.NewReader(text)); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// An archive that lists half a million files is refused before it is listed.
func TestAnArchiveOfVeryManyFiles(t *testing.T) {
	s, _ := inFolder(t)
	many := make([]entry, 100_000)
	for i := range many {
		many[i] = entry{"x", ""}
	}
	many[0] = entry{"[Content_Types].xml", officeTypes("openxmlformats-officedocument.wordprocessingml.document.main+xml")}
	_, err := s.Keep(t.Context(), "a.docx", "", bytes.NewReader(archive(t, many...)))
	refused(t, err, "named as a Word document")
}
