// Package blobs keeps attachments: in a folder, or in a bucket of an
// S3-compatible service. A file is kept under the SHA-256 of its content, once
// however often it is attached, and is held to that hash whenever it is read.
package blobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	_ "gocloud.dev/blob/s3blob" // the s3:// addresses
)

const (
	// The folder and its files hold evidence, so only their owner may read them.
	folderMode = 0o700
	fileMode   = 0o600

	// reachable bounds the first look at a bucket, so that a wrong address stops
	// the program at its start and not a person's upload later.
	reachable = 15 * time.Second

	checksums = "response_checksum_validation"
)

// Store is where attachments are kept. It may be used by many goroutines.
type Store struct {
	bucket *blob.Bucket
	folder string                   // "" for a bucket of a service
	spool  func() (*os.File, error) // a place for an upload until it has been checked
}

// In is the address of a folder, for Open.
func In(folder string) string {
	return (&url.URL{Scheme: fileblob.Scheme, Path: filepath.ToSlash(folder)}).String()
}

// Open opens the place at address: "file:///folder", which is made when it is
// absent, or "s3://bucket?region=eu-west-2", with credentials from the
// environment as Amazon's own tools read them. For another S3-compatible
// service add endpoint=https://… and use_path_style=true. The error is a plain
// sentence, with the reason beside it for the log.
func Open(ctx context.Context, address string) (*Store, error) {
	where, err := url.Parse(address)
	if err != nil {
		return nil, errors.New("the address of the attachments can't be read: write it like file:///folder or s3://bucket?region=eu-west-2")
	}
	switch where.Scheme {
	case fileblob.Scheme:
		return openFolder(where)
	case "s3":
		return openBucket(ctx, where)
	}
	return nil, fmt.Errorf("attachments can be kept in a folder (file:///folder) or a bucket (s3://bucket), not at %q", where.Scheme)
}

func openFolder(where *url.URL) (*Store, error) {
	folder := filepath.FromSlash(where.Path)
	if folder == "" || where.RawQuery != "" || where.Host != "" && where.Host != "localhost" {
		return nil, errors.New("the address of the attachments' folder can't be read: write it like file:///folder")
	}
	bucket, err := fileblob.OpenBucket(folder, &fileblob.Options{
		CreateDir: true, DirFileMode: folderMode,
		NoTempDir: true,                       // a file is renamed into place, which works on one disk only
		Metadata:  fileblob.MetadataDontWrite, // name and type are in the database
	})
	if err != nil {
		return nil, fmt.Errorf("the attachments' folder %s can't be used: check that it can be written to: %w", folder, err)
	}
	s := &Store{bucket: bucket, folder: folder}
	s.spool = func() (*os.File, error) { return spoolIn(folder) }
	return s, nil
}

func openBucket(ctx context.Context, where *url.URL) (*Store, error) {
	name := where.Host
	settings := where.Query()
	if !settings.Has(checksums) {
		settings.Set(checksums, "when_required") // every file is held to a hash of our own when it is read
		where.RawQuery = settings.Encode()
	}
	bucket, err := blob.OpenBucket(ctx, where.String())
	if err != nil {
		return nil, fmt.Errorf("the bucket %s for attachments can't be opened: check its address: %w", name, err)
	}
	looking, stop := context.WithTimeout(ctx, reachable)
	defer stop()
	if ok, err := bucket.IsAccessible(looking); err != nil || !ok {
		return nil, errors.Join(fmt.Errorf("the bucket %s for attachments can't be reached: check its address and the credentials", name), err, bucket.Close())
	}
	return &Store{bucket: bucket, spool: func() (*os.File, error) { return spoolIn(os.TempDir()) }}, nil
}

// spoolIn makes a file that has no name, so that nothing of an upload stays
// behind even if the program is killed. Where the system can't take the name
// of an open file away, shut does it.
func spoolIn(folder string) (*os.File, error) {
	file, err := os.CreateTemp(folder, "upload-*")
	if err != nil {
		return nil, err
	}
	_ = os.Remove(file.Name()) //nolint:gosec // the name was chosen a line ago, by CreateTemp
	return file, nil
}

func shut(file *os.File) {
	_ = file.Close() // what it held has been copied or refused
	if strings.HasPrefix(filepath.Base(file.Name()), "upload-") {
		_ = os.Remove(file.Name())
	}
}

// Close lets go of the place.
func (s *Store) Close() error { return s.bucket.Close() }

// Each calls fn with the hash and the size in bytes of every attachment, in
// the order of the hashes, until fn gives an error.
func (s *Store) Each(ctx context.Context, fn func(sha256 string, size int64) error) error {
	for list := s.bucket.List(nil); ; {
		object, err := list.Next(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return trouble(err, "The attachments can't be listed.")
		}
		if object.IsDir || !isHash(object.Key) {
			continue // not put there by this program
		}
		if err := fn(object.Key, object.Size); err != nil {
			return err
		}
	}
}
