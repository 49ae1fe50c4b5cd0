package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"throughline/access"
	"throughline/blobs"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
)

// Copied is what a backup or a restore came to.
type Copied struct {
	store.Report
	Attachments int               // copied, each held to its hash
	Lost        []plan.Attachment // named in the record, and missing or altered where they were to be read
}

// attachmentsBeside is the folder of a backup's attachments.
func attachmentsBeside(backup string) string { return backup + ".attachments" }

// Backup writes the database into a new file at dest and every attachment
// that it names into the folder beside it, dest.attachments, while others go
// on working. Both are checked. Only an operator may.
//
// An attachment that is missing or altered where it is kept does not stop the
// backup of the rest: it is told as lost. Any other error leaves nothing.
func Backup(ctx context.Context, db *store.DB, files *blobs.Store, caller access.Caller, dest string, database, attachments store.Progress) (Copied, error) {
	folder := attachmentsBeside(dest)
	if _, err := os.Lstat(folder); !errors.Is(err, fs.ErrNotExist) {
		return Copied{}, change.Problems{{Kind: change.Invalid,
			Sentence: "There is already something at " + folder + ": choose another name, so that no backup is lost."}}
	}
	report, err := db.Backup(ctx, caller, dest, database)
	if err != nil {
		return Copied{}, err
	}
	copied, err := keepBeside(ctx, dest, files, attachments)
	if err != nil {
		return Copied{}, errors.Join(err, os.Remove(dest), os.RemoveAll(folder))
	}
	copied.Report = report
	return copied, nil
}

func keepBeside(ctx context.Context, dest string, from *blobs.Store, progress store.Progress) (copied Copied, err error) {
	backup, err := store.Open(ctx, "sqlite:"+dest, store.Options{ReadOnly: true})
	if err != nil {
		return Copied{}, err
	}
	named, err := attachmentsIn(ctx, backup)
	if err := errors.Join(err, backup.Close()); err != nil {
		return Copied{}, err
	}
	into, err := openFolder(ctx, attachmentsBeside(dest))
	if err != nil {
		return Copied{}, err
	}
	defer func() { err = errors.Join(err, into.Close()) }()
	for i, a := range named {
		switch err := from.Copy(ctx, a, into); {
		case lost(err):
			copied.Lost = append(copied.Lost, a)
		case err != nil:
			return Copied{}, err
		default:
			copied.Attachments++
		}
		tell(progress, i+1, len(named))
	}
	return copied, nil
}

// Restore brings a backup and its attachments back: into the database at url,
// which must be new or empty, and into files. Everything is held to its hash
// before and after. When attachments are missing or altered in the backup,
// nothing is restored, unless despite allows it; they are told as lost either
// way.
func Restore(ctx context.Context, backup, url string, files *blobs.Store, despite bool, database, attachments store.Progress) (Copied, error) {
	var copied Copied
	var failed error // kept apart, so that it is not taken for the database's
	report, err := store.Restore(ctx, backup, url, database, func(ctx context.Context, from *store.DB) error {
		copied, failed = bringBack(ctx, backup, from, files, despite, attachments)
		return failed
	})
	if failed != nil {
		return copied, failed
	}
	copied.Report = report
	return copied, err
}

func bringBack(ctx context.Context, backup string, db *store.DB, into *blobs.Store, despite bool, progress store.Progress) (copied Copied, err error) {
	named, err := attachmentsIn(ctx, db)
	if err != nil || len(named) == 0 {
		return Copied{}, err
	}
	folder := attachmentsBeside(backup)
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		copied.Lost, named = named, nil
	}
	if len(named) > 0 {
		from, err := openFolder(ctx, folder)
		if err != nil {
			return Copied{}, err
		}
		defer func() { err = errors.Join(err, from.Close()) }()
		var whole []plan.Attachment
		for _, a := range named {
			intact, err := from.Intact(ctx, a.SHA256)
			if err != nil {
				return Copied{}, err
			}
			if intact {
				whole = append(whole, a)
			} else {
				copied.Lost = append(copied.Lost, a)
			}
		}
		if named = whole; len(copied.Lost) == 0 || despite {
			if copied.Attachments, err = copyAll(ctx, from, into, named, progress); err != nil {
				return Copied{}, err
			}
		}
	}
	if len(copied.Lost) > 0 && !despite {
		return copied, change.Problems{{Kind: change.Invalid, Sentence: fmt.Sprintf(
			"Some attachments that the backup names are missing or altered in %s, so nothing was restored: %s.", folder, Names(copied.Lost))}}
	}
	return copied, nil
}

func copyAll(ctx context.Context, from, into *blobs.Store, named []plan.Attachment, progress store.Progress) (int, error) {
	for i, a := range named {
		if err := from.Copy(ctx, a, into); err != nil {
			return i, err
		}
		if intact, err := into.Intact(ctx, a.SHA256); err != nil || !intact {
			return i, errors.Join(fmt.Errorf("the attachment “%s” was not kept as it is in the backup: try again", a.Name), err)
		}
		tell(progress, i+1, len(named))
	}
	return len(named), nil
}

// keepsFiles are the kinds of thing that name an attachment.
var keepsFiles = []string{plan.KindEvidence, plan.KindImport, plan.KindCopy}

// attachmentsIn lists the attachments that any version of any evidence or
// import names, of every council, in the order of their hashes. What was erased
// names none.
func attachmentsIn(ctx context.Context, db *store.DB) ([]plan.Attachment, error) {
	all, err := db.Authorities(ctx, Operator(""))
	if err != nil {
		return nil, err
	}
	var named []plan.Attachment
	for _, authority := range all {
		versions, err := db.Since(ctx, Operator(authority.ID), keepsFiles, 0, 0)
		if err != nil {
			return nil, err
		}
		for _, v := range versions {
			var body struct {
				Attachment *plan.Attachment `json:"attachment"`
			}
			if v.Body == nil {
				continue
			}
			if err := json.Unmarshal(v.Body, &body); err != nil {
				return nil, fmt.Errorf("the file of %s can't be read: %w", v.Thing, err)
			}
			if body.Attachment != nil {
				named = append(named, *body.Attachment)
			}
		}
	}
	slices.SortFunc(named, func(a, b plan.Attachment) int { return strings.Compare(a.SHA256, b.SHA256) })
	return slices.CompactFunc(named, func(a, b plan.Attachment) bool { return a.SHA256 == b.SHA256 }), nil
}

func openFolder(ctx context.Context, folder string) (*blobs.Store, error) {
	whole, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	return blobs.Open(ctx, blobs.In(whole))
}

// lost says whether an attachment can't be had because it is not there or not
// what it was, and not because it can't be reached.
func lost(err error) bool {
	var problems change.Problems
	return blobs.Altered(err) || errors.As(err, &problems) && slices.ContainsFunc(problems, func(p change.Problem) bool { return p.Kind == change.NotFound })
}

// Names gives the names of some attachments with their hashes, as part of a
// sentence.
func Names(list []plan.Attachment) string {
	const shown = 5
	var words []string
	for _, a := range list[:min(shown, len(list))] {
		words = append(words, fmt.Sprintf("“%s” (SHA-256 %s)", a.Name, a.SHA256))
	}
	if more := len(list) - shown; more > 0 {
		words = append(words, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(words, ", ")
}

func tell(progress store.Progress, done, of int) {
	if progress != nil {
		progress(int64(done), int64(of))
	}
}
