package assets

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func some() fstest.MapFS {
	folder := fstest.MapFS{".keep": &fstest.MapFile{}}
	for _, name := range needed {
		folder[name] = &fstest.MapFile{Data: []byte("/* " + name + " */")}
	}
	return folder
}

func ask(t *testing.T, handler http.Handler, address string, zipped bool) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequest(http.MethodGet, address, nil)
	if zipped {
		request.Header.Set("Accept-Encoding", "gzip, br")
	}
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	return recorder
}

func TestStylesWereCompiled(t *testing.T) {
	if err := Check(); err != nil {
		t.Fatal(err)
	}
	if len(Paper()) == 0 {
		t.Error("a paper has no styles")
	}
	response := ask(t, Handler(), URL("throughline.css"), false)
	css := response.Body.String()
	for _, wanted := range []string{".govuk-button", ".tl-thread", ".tl-plan", "@page", "arial,sans-serif"} {
		if !strings.Contains(css, wanted) {
			t.Errorf("the styles lack %s", wanted)
		}
	}
	for _, unwanted := range []string{"GDS Transport", "@font-face", "@import", "url(http", `url("http`} {
		if strings.Contains(css, unwanted) {
			t.Errorf("the styles have %s", unwanted)
		}
	}
}

func TestMissingStylesSayWhatToRun(t *testing.T) {
	for _, name := range needed {
		folder := some()
		delete(folder, name)
		if err := read(folder).check(); err == nil || !strings.Contains(err.Error(), "make styles") {
			t.Errorf("without %s: got %v, wanted a sentence that says to run make styles", name, err)
		}
	}
	if err := read(some()).check(); err != nil {
		t.Errorf("with every file: %v", err)
	}
}

func TestAddressChangesWithAnyFile(t *testing.T) {
	before := read(some()).url("throughline.css")
	folder := some()
	folder["icon.svg"] = &fstest.MapFile{Data: []byte("<svg/>")}
	if after := read(folder).url("throughline.css"); after == before {
		t.Errorf("the address is still %s", after)
	}
	if again := read(some()).url("throughline.css"); again != before {
		t.Errorf("the same files are at %s and %s", before, again)
	}
}

func TestServing(t *testing.T) {
	served := read(some())
	for name, test := range map[string]struct {
		address string
		zipped  bool
		status  int
		cache   string
	}{
		"a file":               {served.url("throughline.css"), false, 200, "public, max-age=31536000, immutable"},
		"a file, zipped":       {served.url("throughline.js"), true, 200, "public, max-age=31536000, immutable"},
		"an older address":     {"/assets/0123456789abcdef/throughline.css", false, 200, "no-cache"},
		"no such file":         {served.url("secret.txt"), false, 404, ""},
		"a file not for pages": {served.url(".keep"), false, 404, ""},
		"outside the folder":   {served.url("../assets.go"), false, 404, ""},
		"the folder":           {"/assets/", false, 404, ""},
	} {
		t.Run(name, func(t *testing.T) {
			response := ask(t, served, test.address, test.zipped)
			if response.Code != test.status {
				t.Fatalf("status %d, wanted %d", response.Code, test.status)
			}
			if test.status != 200 {
				return
			}
			if got := response.Header().Get("Cache-Control"); got != test.cache {
				t.Errorf("Cache-Control %q, wanted %q", got, test.cache)
			}
			var body io.Reader = response.Body
			if test.zipped {
				unzipped, err := gzip.NewReader(body)
				if err != nil {
					t.Fatal(err)
				}
				body = unzipped
			}
			text, err := io.ReadAll(body)
			if err != nil || !strings.Contains(string(text), "/* throughline.") {
				t.Errorf("got %q, %v", text, err)
			}
		})
	}
}
