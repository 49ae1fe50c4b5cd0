package blobs

import (
	"context"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"gocloud.dev/blob"

	"throughline/change"
)

// waitingRoom is where files stand that nobody has decided about yet. They
// are kept apart from attachments: no list or copy of attachments has them,
// and they are erased as soon as it is decided what becomes of them.
const waitingRoom = "waiting"

// PutWaiting keeps one of the files of a box until the box is dropped, and
// gives its size in bytes. One that is larger than most bytes, or did not
// arrive whole, gives change.Problems for the field "attachment", and nothing
// of it stays.
func (s *Store) PutWaiting(ctx context.Context, box, name string, content io.Reader, most int64) (int64, error) {
	key, err := waitingKey(box, name)
	if err != nil {
		return 0, err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var file *os.File
	w, err := s.bucket.NewWriter(ctx, key, &blob.WriterOptions{
		ContentType: "application/octet-stream", BufferSize: partSize, MaxConcurrency: 1,
		BeforeWrite: func(as func(any) bool) error {
			if as(&file) {
				return file.Chmod(fileMode)
			}
			return nil
		},
	})
	if err != nil {
		return 0, trouble(err, notKept)
	}
	from := &source{ctx: ctx, from: content}
	size, err := io.Copy(w, io.LimitReader(from, most+1))
	switch {
	case size > most:
		err = refuse("These files are too large together. Send the files of one return alone.")
	case from.err != nil && ctx.Err() == nil:
		err = refuse("A file did not arrive whole. Send the files again.")
	case err != nil:
		err = trouble(err, notKept)
	}
	if err != nil {
		stop() // a writer that is closed after this leaves nothing behind
		_ = w.Close()
		return 0, err
	}
	if err := w.Close(); err != nil {
		return 0, trouble(err, notKept)
	}
	return size, nil
}

// OpenWaiting opens a file of a box. One that is not there gives
// change.Problems of the kind NotFound.
func (s *Store) OpenWaiting(ctx context.Context, box, name string) (io.ReadCloser, error) {
	key, err := waitingKey(box, name)
	if err != nil {
		return nil, err
	}
	from, err := s.bucket.NewReader(ctx, key, nil)
	if absent(err) {
		return nil, change.Problems{{Kind: change.NotFound, Field: field, Sentence: "These files are no longer kept. Send them again."}}
	}
	if err != nil {
		return nil, trouble(err, "The files can't be opened at the moment. Try again in a minute.")
	}
	return from, nil
}

// DropWaiting erases a box with all its files, or those of its files that are
// named. What is not there is no error.
func (s *Store) DropWaiting(ctx context.Context, box string, names ...string) error {
	if len(names) == 0 {
		all, err := s.waiting(ctx, waitingRoom+"/"+box+"/")
		if err != nil {
			return err
		}
		names = all
	}
	for _, name := range names {
		key, err := waitingKey(box, name)
		if err != nil {
			return err
		}
		if err := s.bucket.Delete(ctx, key); err != nil && !absent(err) {
			return trouble(err, "The files can't be erased at the moment. Try again in a minute.")
		}
	}
	if s.folder != "" {
		_ = os.Remove(filepath.Join(s.folder, waitingRoom, box)) // it goes only when nothing is left in it
	}
	return nil
}

// Waiting lists the boxes.
func (s *Store) Waiting(ctx context.Context) ([]string, error) {
	all, err := s.waiting(ctx, waitingRoom+"/")
	for i, key := range all {
		all[i], _, _ = strings.Cut(key, "/")
	}
	return slices.Compact(all), err
}

// waiting gives the keys under a prefix, without it, in order.
func (s *Store) waiting(ctx context.Context, prefix string) (names []string, err error) {
	for list := s.bucket.List(&blob.ListOptions{Prefix: prefix}); ; {
		object, err := list.Next(ctx)
		if errors.Is(err, io.EOF) {
			slices.Sort(names)
			return names, nil
		}
		if err != nil {
			return nil, trouble(err, "The files can't be listed at the moment. Try again in a minute.")
		}
		if !object.IsDir {
			names = append(names, strings.TrimPrefix(object.Key, prefix))
		}
	}
}

// waitingKey is where a file of a box stands. Both names are the program's own.
func waitingKey(box, name string) (string, error) {
	for _, each := range []string{box, name} {
		if each == "" || strings.ContainsFunc(each, func(c rune) bool { return (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' }) {
			return "", refuse("That is not the name of files that wait. Start from the list of returns.")
		}
	}
	return path.Join(waitingRoom, box, name), nil
}
