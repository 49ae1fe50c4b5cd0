package blobs_test

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"throughline/blobs"
)

// service is a small S3-compatible service: the calls that keeping files
// takes, as Amazon's API reference gives them. It shows that the driver is
// joined up rightly; it is no test of the driver.
type service struct {
	mu      sync.Mutex
	objects map[string][]byte
	uploads map[string]map[int][]byte
	full    bool     // refuse what would be stored
	asked   []string // the calls, for the test to look at
}

const bucketName = "evidence"

// inBucket opens a bucket of a service of the test's own.
func inBucket(t *testing.T) (*blobs.Store, *service) {
	t.Helper()
	svc := &service{objects: map[string][]byte{}, uploads: map[string]map[int][]byte{}}
	server := httptest.NewServer(svc)
	t.Cleanup(server.Close)
	asAmazonsToolsAreSetUp(t)
	s, err := blobs.Open(t.Context(), bucketAddress(server.URL))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, svc
}

func bucketAddress(endpoint string) string {
	return "s3://" + bucketName + "?" + url.Values{"region": {"eu-west-2"}, "endpoint": {endpoint}, "use_path_style": {"true"}}.Encode()
}

func asAmazonsToolsAreSetUp(t *testing.T) {
	t.Helper()
	nothing := filepath.Join(t.TempDir(), "none")
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "testkey", "AWS_SECRET_ACCESS_KEY": "testsecret", "AWS_SESSION_TOKEN": "",
		"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": nothing, "AWS_SHARED_CREDENTIALS_FILE": nothing, "AWS_PROFILE": "",
	} {
		t.Setenv(name, value)
	}
}

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, r.Method)
	if !strings.Contains(r.Header.Get("Authorization"), "Credential=testkey/") {
		complain(w, http.StatusForbidden, "AccessDenied")
		return
	}
	bucket, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if bucket != bucketName {
		complain(w, http.StatusNotFound, "NoSuchBucket")
		return
	}
	body, err := content(r)
	if err != nil {
		complain(w, http.StatusBadRequest, "IncompleteBody")
		return
	}
	if s.full && (r.Method == http.MethodPut || r.Method == http.MethodPost) {
		complain(w, http.StatusInsufficientStorage, "InsufficientStorage")
		return
	}
	s.answer(w, r, key, body)
}

func (s *service) answer(w http.ResponseWriter, r *http.Request, key string, body []byte) {
	query := r.URL.Query()
	upload := query.Get("uploadId")
	switch {
	case key == "" && r.Method == http.MethodGet:
		s.list(w, query.Get("prefix"))
	case key == "" && r.Method == http.MethodHead:
		w.WriteHeader(http.StatusOK)
	case r.Method == http.MethodPost && query.Has("uploads"):
		upload = strconv.Itoa(len(s.uploads) + 1)
		s.uploads[upload] = map[int][]byte{}
		say(w, "<InitiateMultipartUploadResult><UploadId>"+upload+"</UploadId></InitiateMultipartUploadResult>")
	case r.Method == http.MethodPut && upload != "":
		number, err := strconv.Atoi(query.Get("partNumber"))
		if err != nil || s.uploads[upload] == nil {
			complain(w, http.StatusNotFound, "NoSuchUpload")
			return
		}
		s.uploads[upload][number] = body
		w.Header().Set("ETag", fmt.Sprintf(`"%d"`, number))
	case r.Method == http.MethodPost && upload != "":
		var whole []byte
		for n := 1; n <= len(s.uploads[upload]); n++ {
			whole = append(whole, s.uploads[upload][n]...)
		}
		delete(s.uploads, upload)
		s.objects[key] = whole
		say(w, `<CompleteMultipartUploadResult><ETag>"x"</ETag></CompleteMultipartUploadResult>`)
	case r.Method == http.MethodDelete && upload != "":
		delete(s.uploads, upload)
		w.WriteHeader(http.StatusNoContent)
	case r.Method == http.MethodPut:
		s.objects[key] = body
		w.Header().Set("ETag", `"x"`)
	case r.Method == http.MethodDelete:
		delete(s.objects, key)
		w.WriteHeader(http.StatusNoContent)
	case r.Method == http.MethodGet, r.Method == http.MethodHead:
		object, ok := s.objects[key]
		if !ok {
			complain(w, http.StatusNotFound, "NoSuchKey")
			return
		}
		w.Header().Set("ETag", `"x"`)
		w.Header().Set("Content-Length", strconv.Itoa(len(object)))
		if r.Method == http.MethodGet {
			_, _ = w.Write(object)
		}
	default:
		complain(w, http.StatusNotImplemented, "NotImplemented")
	}
}

func (s *service) list(w http.ResponseWriter, prefix string) {
	type item struct {
		Key          string
		Size         int
		LastModified string
	}
	var result struct {
		XMLName  xml.Name `xml:"ListBucketResult"`
		Contents []item
	}
	for key, object := range s.objects {
		if strings.HasPrefix(key, prefix) {
			result.Contents = append(result.Contents, item{key, len(object), "2013-02-01T00:00:00Z"})
		}
	}
	slices.SortFunc(result.Contents, func(a, b item) int { return strings.Compare(a.Key, b.Key) })
	if err := xml.NewEncoder(w).Encode(result); err != nil {
		complain(w, http.StatusInternalServerError, "InternalError")
	}
}

// content reads a body, which may come in chunks that each begin with a line
// of their length.
func content(r *http.Request) ([]byte, error) {
	if !strings.HasPrefix(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING-") {
		return io.ReadAll(r.Body)
	}
	var whole bytes.Buffer
	for from := bufio.NewReader(r.Body); ; {
		line, err := from.ReadString('\n')
		if err != nil {
			return nil, err
		}
		length, _, _ := strings.Cut(strings.TrimSpace(line), ";")
		n, err := strconv.ParseInt(length, 16, 64)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			return whole.Bytes(), nil
		}
		if _, err := io.CopyN(&whole, from, n); err != nil {
			return nil, err
		}
		if _, err := from.Discard(2); err != nil {
			return nil, err
		}
	}
}

func complain(w http.ResponseWriter, status int, code string) {
	w.WriteHeader(status)
	say(w, "<Error><Code>"+code+"</Code><Message>no</Message></Error>")
}

func say(w io.Writer, text string) { _, _ = io.WriteString(w, text) } // whoever asked may have gone

func TestABucketHoldsEachContentOnce(t *testing.T) {
	s, svc := inBucket(t)
	for _, name := range []string{"one.txt", "two.txt"} {
		a, err := s.Keep(t.Context(), name, "", strings.NewReader("the same"))
		if err != nil {
			t.Fatal(err)
		}
		if string(svc.objects[a.SHA256]) != "the same" {
			t.Errorf("under its hash is %q", svc.objects[a.SHA256])
		}
	}
	puts := 0
	for _, call := range svc.asked {
		if call == http.MethodPut {
			puts++
		}
	}
	if len(svc.objects) != 1 || puts != 1 {
		t.Errorf("%d objects, put %d times", len(svc.objects), puts)
	}
	for key := range svc.objects {
		svc.objects[key] = []byte("the sane")
		if intact, err := s.Intact(t.Context(), key); intact || err != nil {
			t.Errorf("an altered object is intact: %v, %v", intact, err)
		}
	}
}

func TestABucketThatRefuses(t *testing.T) {
	s, svc := inBucket(t)
	svc.full = true
	for _, size := range []int64{1, 10 << 20} {
		_, err := s.Keep(t.Context(), "a.txt", "", &letters{left: size})
		refused(t, err, "can't be kept at the moment. Nothing was saved")
	}
	if len(svc.objects) != 0 || len(svc.uploads) != 0 {
		t.Errorf("left behind: %d objects, %d half uploads", len(svc.objects), len(svc.uploads))
	}
}

func TestABucketThatIsNotThere(t *testing.T) {
	_, svc := inBucket(t)
	server := httptest.NewServer(svc)
	address := bucketAddress(server.URL)
	wrong := strings.Replace(address, bucketName, "elsewhere", 1)
	if _, err := blobs.Open(t.Context(), wrong); err == nil || !strings.Contains(err.Error(), "the bucket elsewhere for attachments can't be reached") {
		t.Errorf("got %v", err)
	}
	t.Setenv("AWS_ACCESS_KEY_ID", "somebody else")
	if _, err := blobs.Open(t.Context(), address); err == nil || strings.Contains(err.Error(), "testsecret") {
		t.Errorf("got %v", err)
	}
	server.Close()
	if _, err := blobs.Open(t.Context(), address); err == nil {
		t.Error("a service that is gone was opened")
	}
}
