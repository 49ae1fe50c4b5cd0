package blobs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"

	"gocloud.dev/blob"

	"throughline/plan"
)

// Limit is the largest attachment in bytes. Evidence mostly comes by email,
// and 25 MiB is about the most that mail services carry, so what arrived can
// be attached; a scan that is larger can be saved at a lower resolution.
const Limit = 25 << 20

const (
	limitWords = "25MB"

	// One upload to a service holds at most this many bytes in memory.
	partSize = 8 << 20
)

// Keep keeps a file and gives what to record of it. The name is cleaned, and
// decides with the content what kind of file it is; the type that a browser
// sends along is a guess from the name, so it is not used. A file that is not
// accepted gives change.Problems for the field "attachment", and nothing of it
// stays. When Keep returns without an error the file is safely on the disk.
func (s *Store) Keep(ctx context.Context, name, _ string, content io.Reader) (plan.Attachment, error) {
	cleaned := CleanName(name)
	if cleaned == "" {
		return plan.Attachment{}, refuse("The file has no name. Give it one and attach it again.")
	}
	k, err := kindOf(cleaned)
	if err != nil {
		return plan.Attachment{}, err
	}
	file, err := s.spool()
	if err != nil {
		return plan.Attachment{}, trouble(err, notKept)
	}
	defer shut(file)
	size, hash, err := receive(ctx, file, cleaned, content)
	if err != nil {
		return plan.Attachment{}, err
	}
	if err := k.check(cleaned, file, size); err != nil {
		return plan.Attachment{}, err
	}
	a := plan.Attachment{Name: cleaned, Type: k.contentType, Size: size, SHA256: hash}
	if err := s.put(ctx, a, io.NewSectionReader(file, 0, size)); err != nil {
		return plan.Attachment{}, trouble(err, notKept)
	}
	return a, nil
}

// receive copies the content into the file, a little at a time, and gives its
// size and its SHA-256.
func receive(ctx context.Context, file io.Writer, name string, content io.Reader) (int64, string, error) {
	hash := sha256.New()
	from := &source{ctx: ctx, from: content}
	size, err := io.Copy(io.MultiWriter(file, hash), io.LimitReader(from, Limit+1))
	var outer *http.MaxBytesError
	switch {
	case size > Limit, errors.As(from.err, &outer):
		return 0, "", refuse(quoted(name) + " is larger than " + limitWords + ". Attach a file of " + limitWords + " or less.")
	case from.err != nil:
		if ctx.Err() != nil {
			return 0, "", trouble(from.err, quoted(name)+" did not arrive whole. Attach it again.")
		}
		return 0, "", refuse(quoted(name) + " did not arrive whole. Attach it again.") // the sender stopped: nothing of ours failed
	case err != nil:
		return 0, "", trouble(err, notKept)
	case size == 0:
		return 0, "", refuse(quoted(name) + " is empty. Check the file and attach it again.")
	}
	return size, hex.EncodeToString(hash.Sum(nil)), nil
}

// source remembers an error of reading, so that it is told apart from one of
// writing, and stops when nobody waits any more.
type source struct {
	ctx  context.Context //nolint:containedctx // it lives as long as one call of Keep
	from io.Reader
	err  error
}

func (s *source) Read(p []byte) (int, error) {
	if s.err = s.ctx.Err(); s.err != nil {
		return 0, s.err
	}
	n, err := s.from.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// put writes the content under its hash, unless it is there already and
// intact. Content that was damaged since is made good.
func (s *Store) put(ctx context.Context, a plan.Attachment, content io.Reader) error {
	intact, err := s.Intact(ctx, a.SHA256)
	if intact || err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var file *os.File // when it is kept in a folder
	w, err := s.bucket.NewWriter(ctx, a.SHA256, &blob.WriterOptions{
		ContentType: a.Type, BufferSize: partSize, MaxConcurrency: 1,
		BeforeWrite: func(as func(any) bool) error {
			if as(&file) {
				return file.Chmod(fileMode)
			}
			return nil
		},
	})
	if err != nil {
		return err
	}
	_, err = io.Copy(w, content)
	if err == nil && file != nil {
		err = file.Sync()
	}
	if err != nil {
		stop() // a writer that is closed after this leaves nothing behind
		return errors.Join(err, ignoreCancelled(w.Close()))
	}
	if err := w.Close(); err != nil {
		return err
	}
	return s.settle()
}

// settle makes the new name in the folder survive the power going off.
func (s *Store) settle() error {
	if s.folder == "" || runtime.GOOS == "windows" { // Windows can't do it and needn't
		return nil
	}
	folder, err := os.Open(filepath.Clean(s.folder))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

func ignoreCancelled(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// Remove takes an attachment away, for an erasure. Whoever asks makes sure
// that no other evidence has the same file. Removing what is absent is no
// error.
func (s *Store) Remove(ctx context.Context, sha256 string) error {
	if !isHash(sha256) {
		return refuse(notAHash)
	}
	if err := s.bucket.Delete(ctx, sha256); err != nil && !absent(err) {
		return trouble(err, "The file can't be erased at the moment. Try again.")
	}
	return s.settle()
}

// CopyTo copies every attachment that other lacks, each held to its hash, and
// gives how many there are. It is for moving to another place.
func (s *Store) CopyTo(ctx context.Context, other *Store) (int, error) {
	count := 0
	err := s.Each(ctx, func(sha256 string, size int64) error {
		count++
		return s.Copy(ctx, plan.Attachment{Name: sha256, Type: "application/octet-stream", Size: size, SHA256: sha256}, other)
	})
	return count, err
}

// Copy copies one attachment to other, unless it is there and intact. The
// content is held to its hash as it is read.
func (s *Store) Copy(ctx context.Context, a plan.Attachment, other *Store) error {
	content, err := s.Open(ctx, a)
	if err != nil {
		return err
	}
	return errors.Join(other.put(ctx, a, content), content.Close())
}
