package blobs

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image/jpeg"
	"image/png"
	"io"
	"slices"
)

func isPDF(content io.ReaderAt, size int64) fault {
	return soundIf(bytes.HasPrefix(start(content, size), []byte("%PDF-")))
}

func isPNG(content io.ReaderAt, size int64) fault {
	_, err := png.DecodeConfig(io.NewSectionReader(content, 0, size))
	return soundIf(err == nil)
}

func isJPEG(content io.ReaderAt, size int64) fault {
	_, err := jpeg.DecodeConfig(io.NewSectionReader(content, 0, size))
	return soundIf(err == nil)
}

func soundIf(right bool) fault {
	if right {
		return sound
	}
	return foreign
}

// start gives the beginning of the content without the mark of UTF-8 and the
// blanks before it.
func start(content io.ReaderAt, size int64) []byte {
	first := make([]byte, min(size, 1024))
	n, _ := content.ReadAt(first, 0) // what could not be read is not what was expected
	return bytes.TrimLeft(bytes.TrimPrefix(first[:n], []byte("\uFEFF")), " \t\r\n\f")
}

// otherwise are beginnings of text that a program would run or a browser show
// as a page.
var otherwise = []string{"<!doctype", "<!--", "<html", "<head", "<body", "<script", "<iframe", "<svg", "<?xml", "<?php", "%pdf-", "%!ps", "#!", `{\rtf`}

// isText accepts UTF-8, the older Windows letters, and UTF-16 with its mark, as
// Excel and Notepad write it. What other files have and text hasn't are control
// characters.
func isText(content io.ReaderAt, size int64) fault {
	first := start(content, size)
	lower := bytes.ToLower(first)
	if slices.ContainsFunc(otherwise, func(o string) bool { return bytes.HasPrefix(lower, []byte(o)) }) {
		return foreign
	}
	pairs := pairsOf(first)
	if pairs != nil && size%2 != 0 {
		return foreign
	}
	part := make([]byte, 64<<10)
	for from := io.NewSectionReader(content, 0, size); ; {
		n, err := io.ReadFull(from, part)
		if !allText(part[:n], pairs) {
			return foreign
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return sound
		}
		if err != nil {
			return foreign
		}
	}
}

// pairsOf says how UTF-16 puts its bytes, by its mark: nil for other text.
func pairsOf(first []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(first, []byte{0xFF, 0xFE}):
		return binary.LittleEndian
	case bytes.HasPrefix(first, []byte{0xFE, 0xFF}):
		return binary.BigEndian
	}
	return nil
}

func allText(part []byte, pairs binary.ByteOrder) bool {
	if pairs == nil {
		return !slices.ContainsFunc(part, func(c byte) bool { return control(uint16(c)) })
	}
	for ; len(part) > 1; part = part[2:] {
		if control(pairs.Uint16(part)) {
			return false
		}
	}
	return true
}

func control(c uint16) bool {
	return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0x7F
}
