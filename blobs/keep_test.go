package blobs_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/blobs"
	"throughline/change"
	"throughline/plan"
)

func inFolder(t testing.TB) (*blobs.Store, string) {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "attachments 100%")
	s, err := blobs.Open(t.Context(), blobs.In(folder))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, folder
}

func sha(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func namesIn(t testing.TB, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// refused wants a problem with the attachment whose sentence has the words.
func refused(t testing.TB, err error, words string) {
	t.Helper()
	var problems change.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("got %v, want a problem that says %q", err, words)
	}
	if len(problems) != 1 || problems[0].Field != "attachment" || !strings.Contains(problems[0].Sentence, words) {
		t.Fatalf("got %+v, want one that says %q", problems, words)
	}
	if s := problems[0].Sentence; !strings.HasSuffix(s, ".") || strings.Contains(s, "/tmp") {
		t.Fatalf("not a plain sentence: %s", s)
	}
}

func read(t testing.TB, s *blobs.Store, a plan.Attachment) ([]byte, error) {
	t.Helper()
	from, err := s.Open(t.Context(), a)
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(from)
	if err := from.Close(); err != nil {
		t.Fatal(err)
	}
	return content, err
}

// place is where one run of a test keeps its files.
type place struct {
	t *testing.T
	s *blobs.Store
}

// everyPlace runs a test against a folder and against a bucket.
func everyPlace(t *testing.T, test func(p place)) {
	t.Helper()
	t.Run("folder", func(t *testing.T) {
		s, _ := inFolder(t)
		test(place{t, s})
	})
	t.Run("bucket", func(t *testing.T) {
		s, _ := inBucket(t)
		test(place{t, s})
	})
}

func TestWhatIsKeptIsReadBack(t *testing.T) {
	everyPlace(t, func(p place) {
		t, s := p.t, p.s
		for name, content := range samples(t) {
			a, err := s.Keep(t.Context(), `C:\evidence\`+name, "text/html", bytes.NewReader(content))
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			want := plan.Attachment{Name: name, Type: a.Type, Size: int64(len(content)), SHA256: sha(content)}
			if diff := cmp.Diff(want, a); diff != "" || a.Type == "" || strings.Contains(a.Type, "html") {
				t.Errorf("%s: type %q %s", name, a.Type, diff)
			}
			if got, err := read(t, s, a); err != nil || !bytes.Equal(got, content) {
				t.Errorf("%s: read back %d bytes, %v", name, len(got), err)
			}
		}
	})
}

func TestAnyTextIsKeptOnceAndReadBack(t *testing.T) {
	s, folder := inFolder(t)
	kept := map[string]bool{}
	rapid.Check(t, func(t *rapid.T) {
		text := "note: " + rapid.StringMatching(`[ -~\n\té“”]{0,200}`).Draw(t, "text")
		for _, name := range []string{"one.txt", "two.csv"} {
			a, err := s.Keep(context.Background(), name, "", strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			kept[a.SHA256] = true
			from, err := s.Open(context.Background(), a)
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(from)
			if err := errors.Join(err, from.Close()); err != nil || string(got) != text {
				t.Fatalf("got %q, %v", got, err)
			}
		}
	})
	names := namesIn(t, folder)
	if len(names) != len(kept) {
		t.Errorf("%d files for %d contents", len(names), len(kept))
	}
	for _, name := range names {
		if !kept[name] {
			t.Errorf("%s was left behind", name)
		}
	}
}

func TestOnlyTheOwnerMayReadTheFolder(t *testing.T) {
	s, folder := inFolder(t)
	a, err := s.Keep(t.Context(), "a.txt", "", strings.NewReader("a"))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]os.FileMode{folder: 0o700, filepath.Join(folder, a.SHA256): 0o600} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s: mode %o, want %o", path, got, want)
		}
	}
}

// letters gives n bytes of text without holding them, and counts what was
// asked for.
type letters struct{ left, given int64 }

func (l *letters) Read(p []byte) (int, error) {
	if l.left == 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), l.left)
	for i := range p[:n] {
		p[i] = 'a'
	}
	l.left -= n
	l.given += n
	return int(n), nil
}

func TestTheLimitIsExact(t *testing.T) {
	everyPlace(t, func(p place) {
		t, s := p.t, p.s
		a, err := s.Keep(t.Context(), "most.txt", "", &letters{left: blobs.Limit})
		if err != nil || a.Size != blobs.Limit {
			t.Fatalf("%d bytes: %v", a.Size, err)
		}
		from, err := s.Open(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := io.Copy(io.Discard, from); n != blobs.Limit || err != nil {
			t.Errorf("read %d bytes back: %v", n, err)
		}
		if err := from.Close(); err != nil {
			t.Error(err)
		}
		_, err = s.Keep(t.Context(), "more.txt", "", &letters{left: blobs.Limit + 1})
		refused(t, err, "“more.txt” is larger than 25MB")
	})
}

func TestAHugeUploadIsCutOff(t *testing.T) {
	s, folder := inFolder(t)
	huge := &letters{left: 2 << 30}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := s.Keep(t.Context(), "scan.txt", "", huge)
	runtime.ReadMemStats(&after)
	refused(t, err, "larger than 25MB")
	if huge.given > blobs.Limit+1<<20 {
		t.Errorf("%d bytes were read of it", huge.given)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 1<<20 {
		t.Errorf("%d bytes of memory were taken", used)
	}
	if names := namesIn(t, folder); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
}

func TestABodyThatThePageCutOff(t *testing.T) {
	s, _ := inFolder(t)
	_, err := s.Keep(t.Context(), "scan.txt", "", http.MaxBytesReader(nil, io.NopCloser(&letters{left: 2 << 20}), 1<<20))
	refused(t, err, "larger than 25MB")
}

func TestAnUploadThatStops(t *testing.T) {
	s, folder := inFolder(t)
	_, err := s.Keep(t.Context(), "scan.txt", "", io.MultiReader(strings.NewReader("half"), failing{io.ErrUnexpectedEOF}))
	refused(t, err, "did not arrive whole")
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := s.Keep(ctx, "scan.txt", "", strings.NewReader("half")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if names := namesIn(t, folder); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
}

// Were the program killed in the middle of an upload, nothing would be found.
func TestAnUploadHasNoNameUntilItIsKept(t *testing.T) {
	s, folder := inFolder(t)
	looked := false
	look := looking(func() {
		looked = true
		if names := namesIn(t, folder); len(names) != 0 {
			t.Errorf("there is already %v", names)
		}
	})
	if _, err := s.Keep(t.Context(), "a.txt", "", io.MultiReader(strings.NewReader("words"), look)); err != nil || !looked {
		t.Error(looked, err)
	}
}

type looking func()

func (l looking) Read([]byte) (int, error) {
	l()
	return 0, io.EOF
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestAFullDisk(t *testing.T) {
	s, folder := inFolder(t)
	s.SpoolTo(func() (*os.File, error) { return os.OpenFile("/dev/full", os.O_RDWR, 0) })
	_, err := s.Keep(t.Context(), "scan.txt", "", strings.NewReader("a"))
	refused(t, err, "There is no room left to keep the file")
	if !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("the reason is lost: %v", err)
	}
	s.SpoolTo(func() (*os.File, error) { return nil, os.ErrPermission })
	_, err = s.Keep(t.Context(), "scan.txt", "", strings.NewReader("a"))
	refused(t, err, "can't be kept at the moment")
	if names := namesIn(t, folder); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
}

func TestAlteredFilesAreFound(t *testing.T) {
	for name, spoil := range map[string]func([]byte) []byte{
		"one byte":  func(b []byte) []byte { b[len(b)-1] ^= 1; return b },
		"cut short": func(b []byte) []byte { return b[:len(b)-1] },
		"longer":    func(b []byte) []byte { return append(b, '\n') },
		"emptied":   func([]byte) []byte { return nil },
	} {
		t.Run(name, func(t *testing.T) {
			s, folder := inFolder(t)
			content := bytes.Repeat([]byte("412 of 480 trained\n"), 10_000)
			a, err := s.Keep(t.Context(), "training.txt", "", bytes.NewReader(content))
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(folder, a.SHA256)
			if err := os.WriteFile(path, spoil(bytes.Clone(content)), 0o600); err != nil {
				t.Fatal(err)
			}
			got, err := read(t, s, a)
			if !blobs.Altered(err) || len(got) > len(content) {
				t.Fatalf("read %d bytes, %v", len(got), err)
			}
			refused(t, err, "altered or damaged")
			if intact, err := s.Intact(t.Context(), a.SHA256); intact || err != nil {
				t.Errorf("intact: %v, %v", intact, err)
			}
			// Attaching the same file again makes it good.
			again, err := s.Keep(t.Context(), "training.txt", "", bytes.NewReader(content))
			if err != nil || again != a {
				t.Fatalf("%+v, %v", again, err)
			}
			if got, err := read(t, s, a); err != nil || !bytes.Equal(got, content) {
				t.Errorf("read back %d bytes, %v", len(got), err)
			}
		})
	}
}

func TestAWrongRecordOfAFile(t *testing.T) {
	everyPlace(t, func(p place) {
		t, s := p.t, p.s
		a, err := s.Keep(t.Context(), "a.txt", "", strings.NewReader("words"))
		if err != nil {
			t.Fatal(err)
		}
		for _, size := range []int64{0, 4, 6, -1, math.MaxInt64} {
			wrong := a
			wrong.Size = size
			if _, err := read(t, s, wrong); !blobs.Altered(err) {
				t.Errorf("size %d: %v", size, err)
			}
		}
		absent := a
		absent.SHA256 = sha([]byte("other"))
		_, err = s.Open(t.Context(), absent)
		refused(t, err, "“a.txt” is missing")
		var problems change.Problems
		if !errors.As(err, &problems) || problems.Kind() != change.NotFound {
			t.Errorf("kind: %v", err)
		}
		for _, hash := range []string{"", "../../etc/passwd", strings.ToUpper(a.SHA256), a.SHA256 + "0", strings.Repeat("g", 64)} {
			wrong := a
			wrong.SHA256 = hash
			_, err := s.Open(t.Context(), wrong)
			refused(t, err, "not the name of an attachment")
			refused(t, s.Remove(t.Context(), hash), "not the name of an attachment")
			_, err = s.Intact(t.Context(), hash)
			refused(t, err, "not the name of an attachment")
		}
	})
}

func TestRemoveAndCopy(t *testing.T) {
	everyPlace(t, func(p place) {
		t, s := p.t, p.s
		kept := map[string]int64{}
		var last plan.Attachment
		for name, content := range samples(t) {
			a, err := s.Keep(t.Context(), name, "", bytes.NewReader(content))
			if err != nil {
				t.Fatal(err)
			}
			kept[a.SHA256], last = a.Size, a
		}
		other, folder := inFolder(t)
		if n, err := s.CopyTo(t.Context(), other); n != len(kept) || err != nil {
			t.Errorf("copied %d of %d: %v", n, len(kept), err)
		}
		if diff := cmp.Diff(kept, listed(t, other)); diff != "" {
			t.Error(diff)
		}
		if err := os.WriteFile(filepath.Join(folder, "README"), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(kept, listed(t, other)); diff != "" {
			t.Errorf("a strange file is listed: %s", diff)
		}
		for range 2 { // the second time it is absent already
			if err := s.Remove(t.Context(), last.SHA256); err != nil {
				t.Fatal(err)
			}
		}
		delete(kept, last.SHA256)
		if diff := cmp.Diff(kept, listed(t, s)); diff != "" {
			t.Error(diff)
		}
		if err := os.WriteFile(filepath.Join(folder, last.SHA256), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		third, _ := inFolder(t)
		if _, err := other.CopyTo(t.Context(), third); !blobs.Altered(err) {
			t.Errorf("a damaged file was copied: %v", err)
		}
		if listed(t, third)[last.SHA256] != 0 {
			t.Error("a damaged file was kept")
		}
	})
}

func listed(t *testing.T, s *blobs.Store) map[string]int64 {
	t.Helper()
	all := map[string]int64{}
	if err := s.Each(t.Context(), func(hash string, size int64) error {
		all[hash] = size
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestManyAtOnce(t *testing.T) {
	s, folder := inFolder(t)
	content := bytes.Repeat([]byte("the same\n"), 50_000)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			a, err := s.Keep(t.Context(), "same.txt", "", bytes.NewReader(content))
			if err != nil || a.SHA256 != sha(content) {
				t.Errorf("%+v, %v", a, err)
			}
		})
	}
	all.Wait()
	if names := namesIn(t, folder); len(names) != 1 {
		t.Errorf("kept: %v", names)
	}
}

func TestAddresses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for address, words := range map[string]string{
		"":                       "a folder (file:///folder) or a bucket",
		"ftp://host/folder":      "a folder (file:///folder) or a bucket",
		"file://":                "write it like file:///folder",
		"file:///x?metadata=all": "write it like file:///folder",
		"file://elsewhere/x":     "write it like file:///folder",
		"://":                    "can't be read",
		blobs.In(file):           "can't be used",
		"s3://":                  "can't be opened",
		"s3://b?colour=blue":     "can't be opened",
	} {
		if _, err := blobs.Open(t.Context(), address); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%q: got %v, want %q", address, err, words)
		}
	}
}
