package blobs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"

	"throughline/change"
	"throughline/plan"
)

// Open reads an attachment. The last read gives an error, which Altered knows,
// instead of io.EOF when the content is not what was attached, so whoever
// passes it on must treat the whole as failed. A file that is absent gives
// change.Problems of the kind NotFound.
func (s *Store) Open(ctx context.Context, a plan.Attachment) (io.ReadCloser, error) {
	if !isHash(a.SHA256) {
		return nil, refuse(notAHash)
	}
	from, err := s.bucket.NewReader(ctx, a.SHA256, nil)
	if absent(err) {
		return nil, &Trouble{reason: err, Problems: change.Problems{{
			Kind: change.NotFound, Field: field, Sentence: "The file " + quoted(CleanName(a.Name)) + " is missing from where attachments are kept. Tell whoever runs the service.",
		}}}
	}
	if err != nil {
		return nil, trouble(err, "The file can't be opened at the moment. Try again in a minute.")
	}
	return &held{from: from, hash: sha256.New(), left: a.Size, want: a.SHA256}, nil
}

// held holds what is read to its hash and size.
type held struct {
	from io.ReadCloser
	hash hash.Hash
	left int64 // bytes still expected
	want string
	err  error
}

func (h *held) Read(p []byte) (int, error) {
	if h.err != nil {
		return 0, h.err
	}
	n, err := h.from.Read(p)
	if int64(n) > h.left {
		h.err = altered()
		return 0, h.err
	}
	h.left -= int64(n)
	h.hash.Write(p[:n])
	switch {
	case errors.Is(err, io.EOF) && (h.left != 0 || hex.EncodeToString(h.hash.Sum(nil)) != h.want):
		h.err = altered()
	case errors.Is(err, io.EOF):
		h.err = io.EOF
	case err != nil:
		h.err = trouble(err, "The file could not be read to its end. Try again in a minute.")
	}
	return n, h.err
}

func (h *held) Close() error { return h.from.Close() }

// Intact says whether the attachment is there and matches its hash. The error
// is one of reaching it.
func (s *Store) Intact(ctx context.Context, sha256Hex string) (bool, error) {
	if !isHash(sha256Hex) {
		return false, refuse(notAHash)
	}
	from, err := s.bucket.NewReader(ctx, sha256Hex, nil)
	if absent(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	content := sha256.New()
	_, err = io.Copy(content, from)
	if err := errors.Join(err, from.Close()); err != nil {
		return false, err
	}
	return hex.EncodeToString(content.Sum(nil)) == sha256Hex, nil
}

// isHash keeps every other text from becoming the name of a file.
func isHash(text string) bool {
	if len(text) != hex.EncodedLen(sha256.Size) {
		return false
	}
	for _, c := range []byte(text) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
