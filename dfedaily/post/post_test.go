package post_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"throughline/dfedaily"
	"throughline/dfedaily/post"
)

const (
	secret   = "the-very-secret"
	supplier = "the-supplier-key"
	receipt  = "0f8fad5b-d9cb-469f-a165-70867728950e"
)

// department is a service that answers as it is told to, then with a receipt.
type department struct {
	*httptest.Server
	mu      sync.Mutex
	answers []func(w http.ResponseWriter)
	taken   [][]dfedaily.Child
	asked   int
	tokens  int
	wrong   []string
}

func answer(status int, header ...string) func(w http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		if len(header) == 2 {
			w.Header().Set(header[0], header[1])
		}
		w.WriteHeader(status)
		fmt.Fprint(w, secret) // what the service says in an error is never repeated
	}
}

func newDepartment(t *testing.T, answers ...func(w http.ResponseWriter)) *department {
	t.Helper()
	d := &department{answers: answers}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.tokens++
		if r.PostFormValue("grant_type") != "client_credentials" || r.PostFormValue("client_secret") != secret || r.PostFormValue("scope") != "scope" {
			d.wrong = append(d.wrong, "the token's form")
		}
		fmt.Fprint(w, `{"access_token":"tok","expires_in":3600}`)
	})
	mux.HandleFunc("POST /api/children_social_care_data/845/children", func(w http.ResponseWriter, r *http.Request) {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.asked++
		if r.Header.Get("Authorization") != "Bearer tok" || r.Header.Get("SupplierKey") != supplier || r.Header.Get("Content-Type") != "application/json" {
			d.wrong = append(d.wrong, fmt.Sprint(r.Header))
		}
		body, err := io.ReadAll(r.Body)
		var children []dfedaily.Child
		if err != nil || json.Unmarshal(body, &children) != nil {
			d.wrong = append(d.wrong, "the body")
		}
		if len(d.answers) > 0 {
			next := d.answers[0]
			d.answers = d.answers[1:]
			next(w)
			return
		}
		d.taken = append(d.taken, children)
		fmt.Fprintf(w, "%q", receipt)
	})
	d.Server = httptest.NewServer(mux)
	t.Cleanup(d.Close)
	return d
}

func (d *department) client(t *testing.T) (*post.Client, *[]time.Duration) {
	t.Helper()
	c, err := post.New(d.URL+"/api/", "845", post.Keys{TokenURL: d.URL + "/token", ClientID: "id", ClientSecret: secret, Scope: "scope", SupplierKey: supplier}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	waits := &[]time.Duration{}
	c.Waits(waits)
	return c, waits
}

var child = []dfedaily.Child{{ID: "P1"}}

func TestAPostCarriesItsHeadersAndGivesTheReceipt(t *testing.T) {
	d := newDepartment(t)
	c, waits := d.client(t)
	for range 2 {
		if got, err := c.Send(t.Context(), child); err != nil || got != receipt {
			t.Fatalf("%q, %v", got, err)
		}
	}
	if len(d.wrong) > 0 || d.tokens != 1 || len(*waits) > 0 || len(d.taken) != 2 || d.taken[0][0].ID != "P1" {
		t.Errorf("%v, %d tokens, %v waits, %v", d.wrong, d.tokens, *waits, d.taken)
	}
}

func TestItAsksAgainWhenTheServiceIsBusy(t *testing.T) {
	d := newDepartment(t, answer(429, "Retry-After", "7"), answer(503), answer(500), answer(502))
	c, waits := d.client(t)
	if got, err := c.Send(t.Context(), child); err != nil || got != receipt {
		t.Fatalf("%q, %v", got, err)
	}
	if want := []time.Duration{7 * time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second}; !slices.Equal(*waits, want) {
		t.Errorf("waits %v", *waits)
	}
}

func TestItGivesUpInTheEnd(t *testing.T) {
	d := newDepartment(t, slices.Repeat([]func(http.ResponseWriter){answer(500)}, 50)...)
	c, _ := d.client(t)
	if _, err := c.Send(t.Context(), child); err == nil || strings.Contains(err.Error(), secret) {
		t.Errorf("%v", err)
	}
	if d.asked != post.MostTries {
		t.Errorf("it asked %d times", d.asked)
	}
	d = newDepartment(t, answer(429, "Retry-After", "86400"))
	c, waits := d.client(t)
	if _, err := c.Send(t.Context(), child); err == nil || d.asked != 1 || len(*waits) > 0 {
		t.Errorf("%v: it asked %d times and waited %v for a service that says tomorrow", err, d.asked, *waits)
	}
}

func TestItNeverAsksAgainWhenRefused(t *testing.T) {
	for _, status := range []int{301, 302, 400, 401, 403, 404, 413, 422} {
		d := newDepartment(t, answer(status, "Location", "http://127.0.0.1:1/other"))
		c, waits := d.client(t)
		_, err := c.Send(t.Context(), child)
		var refused *post.RefusedError
		if !errors.As(err, &refused) || refused.Status != status || d.asked != 1 || len(*waits) > 0 || len(d.taken) > 0 {
			t.Errorf("%d: %v, asked %d times", status, err, d.asked)
		}
		if err != nil && (strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), supplier) || strings.Contains(err.Error(), "P1")) {
			t.Errorf("%d tells too much: %v", status, err)
		}
	}
}

func TestWhatBreaksTheSchemaNeverLeaves(t *testing.T) {
	d := newDepartment(t)
	c, _ := d.client(t)
	if _, err := c.Send(t.Context(), []dfedaily.Child{{ID: "not an id"}}); err == nil || d.asked+d.tokens > 0 || strings.Contains(err.Error(), "not an id") {
		t.Errorf("%v, asked %d times", err, d.asked)
	}
	if _, err := c.Send(t.Context(), slices.Repeat(child, 101)); err == nil || d.asked > 0 {
		t.Errorf("101 children: %v", err)
	}
}

func TestOnlySafeAddresses(t *testing.T) {
	keys := post.Keys{TokenURL: "https://a/t", ClientID: "i", ClientSecret: secret, Scope: "s", SupplierKey: "k"}
	for address, ok := range map[string]bool{
		"https://host/api": true, "http://127.0.0.1:8080/x": true, "http://host/api": false, "http://localhost/api": false, "http://127.0.0.1.evil.example/": false,
		"https://user:pass@host/": false, "ftp://host/": false, "": false, "https://host/?key=1": false,
	} {
		if _, err := post.New(address, "845", keys, time.Now); (err == nil) != ok {
			t.Errorf("%q: %v", address, err)
		}
		asToken := keys
		asToken.TokenURL = address
		if _, err := post.New("https://host", "845", asToken, time.Now); (err == nil) != ok {
			t.Errorf("%q as the token service: %v", address, err)
		}
	}
	for _, council := range []string{"", "84", "8455", "8a5", "../"} {
		if _, err := post.New("https://host", council, keys, time.Now); err == nil {
			t.Errorf("%q is a council's code", council)
		}
	}
	if _, err := post.New("https://host", "845", post.Keys{}, time.Now); err == nil {
		t.Error("no keys will do")
	}
}
