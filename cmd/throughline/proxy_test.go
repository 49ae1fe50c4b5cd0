package main

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestWhereARequestCameFrom(t *testing.T) {
	trusted, err := readProxies([]string{"127.0.0.1", "10.1.0.0/16", "::1"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, peer string
		passed     []string
		want       string
	}{
		{"nobody in between", "192.0.2.7:5000", nil, "192.0.2.7:5000"},
		{"a stranger's word is not taken", "192.0.2.7:5000", []string{"198.51.100.1"}, "192.0.2.7:5000"},
		{"a proxy", "127.0.0.1:5000", []string{"198.51.100.1"}, "198.51.100.1:0"},
		{"two proxies", "[::1]:5000", []string{"198.51.100.1, 10.1.2.3"}, "198.51.100.1:0"},
		{"in two headers", "127.0.0.1:5000", []string{"203.0.113.9", "198.51.100.1"}, "198.51.100.1:0"},
		{"what the sender wrote before it", "127.0.0.1:5000", []string{"203.0.113.9, 198.51.100.1"}, "198.51.100.1:0"},
		{"newer addresses", "127.0.0.1:5000", []string{"2001:db8::7"}, "[2001:db8::7]:0"},
		{"an old address written as a new one", "[::ffff:127.0.0.1]:5000", []string{"::ffff:198.51.100.1"}, "198.51.100.1:0"},
		{"a proxy that does not say", "127.0.0.1:5000", nil, "127.0.0.1:5000"},
		{"a proxy that says nonsense", "127.0.0.1:5000", []string{"unknown"}, "127.0.0.1:5000"},
		{"nonsense before what it says", "127.0.0.1:5000", []string{"' or 1=1, 198.51.100.1"}, "198.51.100.1:0"},
		{"another of ours", "127.0.0.1:5000", []string{"10.1.9.9"}, "10.1.9.9:0"},
	} {
		var got string
		handler := trusted.behind(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = r.RemoteAddr }))
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.peer
		for _, passed := range c.passed {
			r.Header.Add("X-Forwarded-For", passed)
		}
		handler.ServeHTTP(httptest.NewRecorder(), r)
		same(t, c.name, c.want, got)
	}
	for _, wrong := range []string{"", "localhost", "10.0.0.0/99", "127.0.0.1:80"} {
		if _, err := readProxies([]string{wrong}); err == nil {
			t.Errorf("%q was read as a network", wrong)
		}
	}
	tl(t, "serve", "--data", demonstration(t), "--proxy", "localhost").fails(exitError,
		"“localhost” after --proxy is not an address or a network: write it like 127.0.0.1 or 10.0.0.0/8.")
}
