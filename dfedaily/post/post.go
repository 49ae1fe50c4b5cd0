// Package post sends payloads to the Department for Education over https. It asks again when the department is busy or broken, never when it says
// that a payload is wrong, and says nothing of what is in a payload or of its own keys.
package post

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"throughline/dfedaily"
)

// Keys are what the department gives a council to sign in with: its token service by OAuth client credentials, and the supplier's key.
type Keys struct {
	TokenURL, ClientID, ClientSecret, Scope string
	SupplierKey                             string
}

// Client posts payloads.
type Client struct {
	url  string
	keys Keys
	http *http.Client
	wait func(ctx context.Context, d time.Duration) error
	now  func() time.Time

	token   string
	expires time.Time
}

// How often and how long it asks again.
const (
	mostTries   = 6
	firstWait   = time.Second
	longestWait = 2 * time.Minute
	oneTry      = time.Minute
	mostAnswer  = 1 << 20
)

// New makes a client for the address of the department's service and the council's three-digit code. Only https will do, or http to 127.0.0.1, and
// the same for the token service. now is the clock by which a token ends.
func New(base, council string, keys Keys, now func() time.Time) (*Client, error) {
	if len(council) != 3 || strings.Trim(council, "0123456789") != "" {
		return nil, errors.New("the council's code has three digits, such as 845")
	}
	for _, missing := range []struct{ name, value string }{
		{"the address of the token service", keys.TokenURL}, {"the client's id", keys.ClientID}, {"the client's secret", keys.ClientSecret}, {"the scope", keys.Scope}, {"the supplier's key", keys.SupplierKey},
	} {
		if missing.value == "" {
			return nil, fmt.Errorf("%s is missing: set it in the environment", missing.name)
		}
	}
	for _, address := range []string{base, keys.TokenURL} {
		if err := safe(address); err != nil {
			return nil, err
		}
	}
	refuse := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse } // a key is never carried to another place
	return &Client{
		url: strings.TrimRight(base, "/") + "/children_social_care_data/" + council + "/children", keys: keys,
		http: &http.Client{Timeout: oneTry, CheckRedirect: refuse}, wait: sleep, now: now,
	}, nil
}

func safe(address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return errors.New("the address must be like https://host/path, with no name, password or question in it")
	case u.Scheme == "https", u.Scheme == "http" && u.Hostname() == "127.0.0.1":
		return nil
	}
	return errors.New("the address must begin with https: only 127.0.0.1 may be reached by http")
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// RefusedError says that the department did not take a post, and that sending the same again would not help.
type RefusedError struct{ Status int }

func (e *RefusedError) Error() string {
	switch e.Status {
	case http.StatusBadRequest:
		return "the department says that the payload is malformed (400): nothing of this post was taken"
	case http.StatusUnauthorized, http.StatusForbidden:
		return fmt.Sprintf("the department does not let these keys in (%d): check them", e.Status)
	case http.StatusRequestEntityTooLarge:
		return "the department says that the post has too many children (413)"
	}
	return fmt.Sprintf("the department answered %d: nothing of this post was taken", e.Status)
}

// errBusy says that the department did not take a post after it was asked as often as may be.
var errBusy = errors.New("the department's service is busy or broken: run it again later, and it goes on where it stopped")

// Send posts up to 100 children and gives the department's receipt. Every payload is held to the schema once more before it leaves.
func (c *Client) Send(ctx context.Context, children []dfedaily.Child) (receipt string, err error) {
	body, err := json.Marshal(children)
	if err != nil {
		return "", fmt.Errorf("writing a post: %w", err)
	}
	faults, err := dfedaily.CheckBody(body)
	if err != nil {
		return "", err
	}
	if len(faults) > 0 {
		return "", fmt.Errorf("the post breaks the department's schema at %s (%s): nothing was sent", faults[0].Where, faults[0].Rule)
	}
	answer, err := c.persist(ctx, func() (*http.Request, error) {
		if err := c.signIn(ctx); err != nil {
			return nil, err
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url, bytes.NewReader(body))
		if err != nil {
			return nil, fmt.Errorf("making a post: %w", err)
		}
		req.Header.Set("Authorization", "Bearer "+c.token)
		req.Header.Set("SupplierKey", c.keys.SupplierKey)
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Accept", "application/json")
		return req, nil
	})
	if err != nil {
		return "", err
	}
	return strings.Trim(strings.TrimSpace(string(answer)), `"`), nil
}

// signIn gets a token, if the one it has is about to end.
func (c *Client) signIn(ctx context.Context) error {
	if c.token != "" && c.now().Before(c.expires) {
		return nil
	}
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {c.keys.ClientID}, "client_secret": {c.keys.ClientSecret}, "scope": {c.keys.Scope}}
	answer, err := c.persist(ctx, func() (*http.Request, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.keys.TokenURL, strings.NewReader(form.Encode()))
		if err != nil {
			return nil, errors.New("the token service can't be asked")
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return req, nil
	})
	if err != nil {
		return fmt.Errorf("signing in: %w", err)
	}
	var given struct {
		Token   string `json:"access_token"`
		Seconds int    `json:"expires_in"`
	}
	if json.Unmarshal(answer, &given) != nil || given.Token == "" {
		return errors.New("the token service gave no token")
	}
	c.token, c.expires = given.Token, c.now().Add(time.Duration(given.Seconds)*time.Second-time.Minute)
	return nil
}

// persist asks until there is an answer, a refusal or no more tries.
func (c *Client) persist(ctx context.Context, ask func() (*http.Request, error)) ([]byte, error) {
	pause := firstWait
	for try := 1; ; try++ {
		req, err := ask()
		if err != nil {
			return nil, err
		}
		answer, status, after, err := c.once(req)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err == nil && (status == http.StatusOK || status == http.StatusNoContent):
			return answer, nil
		case err == nil && status != http.StatusTooManyRequests && status < 500:
			return nil, &RefusedError{status}
		case try == mostTries:
			return nil, errBusy
		}
		wait := pause
		if after > 0 {
			wait = after
		}
		if wait > longestWait {
			return nil, errBusy // sooner than it asks for would not be polite
		}
		if err := c.wait(ctx, wait); err != nil {
			return nil, err
		}
		pause = min(2*pause, longestWait)
	}
}

// once asks once. What goes wrong on the way is told without the address, which may hold a key's name.
func (c *Client) once(req *http.Request) (answer []byte, status int, after time.Duration, err error) {
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, 0, 0, errors.New("the service could not be reached")
	}
	answer, err = io.ReadAll(io.LimitReader(resp.Body, mostAnswer))
	if closing := resp.Body.Close(); err == nil {
		err = closing
	}
	return answer, resp.StatusCode, c.after(resp.Header.Get("Retry-After")), err
}

// after reads Retry-After: seconds, or a time.
func (c *Client) after(text string) time.Duration {
	if seconds, err := strconv.Atoi(text); err == nil && seconds >= 0 {
		return time.Duration(min(seconds, 1<<20)) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(at.Sub(c.now()), 0)
	}
	return 0
}
