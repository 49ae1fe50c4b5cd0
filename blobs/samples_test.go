package blobs_test

import (
	"archive/zip"
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"testing"
)

const contentTypes = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/main.xml" ContentType="application/vnd.`

func officeTypes(main string) string {
	return contentTypes + main + `"/></Types>`
}

// entry is one file of an archive: name and text.
type entry [2]string

func archive(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		part, err := w.CreateHeader(&zip.FileHeader{Name: e[0], Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(e[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func office(t testing.TB, of string) []byte {
	t.Helper()
	return archive(t, entry{"[Content_Types].xml", officeTypes("openxmlformats-officedocument." + of + ".main+xml")}, entry{"main.xml", "<x/>"})
}

func openDocument(t testing.TB, of string) []byte {
	t.Helper()
	return archive(t, entry{"mimetype", "application/vnd.oasis.opendocument." + of}, entry{"content.xml", "<x/>"})
}

func picture(t testing.TB, encode func(*bytes.Buffer, image.Image) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// samples is a small file of each kind, by a name for it.
func samples(t testing.TB) map[string][]byte {
	t.Helper()
	jpg := picture(t, func(b *bytes.Buffer, i image.Image) error { return jpeg.Encode(b, i, nil) })
	return map[string][]byte{
		"minutes.pdf":    []byte("%PDF-1.4\n%\xE2\xE3\xCF\xD3\nminutes of the group\n%%EOF\n"),
		"policy.docx":    office(t, "wordprocessingml.document"),
		"training.xlsx":  office(t, "spreadsheetml.sheet"),
		"briefing.pptx":  office(t, "presentationml.presentation"),
		"policy.odt":     openDocument(t, "text"),
		"training.ods":   openDocument(t, "spreadsheet"),
		"briefing.odp":   openDocument(t, "presentation"),
		"training.csv":   []byte("agency,trained,of\nTrust A,412,480\n"),
		"note.txt":       []byte("Zoë said “yes”.\r\n"),
		"screen.PNG":     picture(t, func(b *bytes.Buffer, i image.Image) error { return png.Encode(b, i) }),
		"whiteboard.jpg": jpg, "whiteboard2.jpeg": jpg,
	}
}
