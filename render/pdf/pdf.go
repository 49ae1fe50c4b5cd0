// Package pdf prints a page to a tagged PDF with Chromium, where the machine
// has it.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Limit is the most, in bytes, that a page or its PDF may be.
const Limit = 64 << 20

const (
	mostTime = time.Minute
	// atOnce is how many Chromiums may run: each takes some 300 MB.
	atOnce = 2
)

// browsers are the names that Chromium and its kin go by.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}

// Refused says why a page can't be printed, and what to do, in a sentence.
type Refused struct{ Why string }

func (r *Refused) Error() string { return r.Why }

func refuse(why string) ([]byte, error) { return nil, &Refused{why} }

var places = make(chan struct{}, atOnce)

// Printer prints pages. Its zero value runs the machine's own Chromium.
type Printer struct {
	Program string        // "" for the first of chromium, chromium-browser, google-chrome
	Time    time.Duration // 0 for a minute
}

// Print prints a page as Printer's zero value does.
func Print(ctx context.Context, html []byte) ([]byte, error) { return Printer{}.Print(ctx, html) }

// Print gives a page, which needs nothing but itself, as a tagged PDF with
// its headings as an outline. No script of it runs and nothing is fetched. The
// error is a *Refused when the machine has no Chromium, or when Chromium fails
// or takes too long; and that of ctx when that ends. Two pages are printed at
// a time, and others wait.
func (p Printer) Print(ctx context.Context, html []byte) (pdf []byte, err error) {
	program, err := p.find()
	if err != nil {
		return nil, err
	}
	if len(html) > Limit {
		return refuse(fmt.Sprintf("The page is larger than %d MB, which is too large to print as a PDF. Use the Word document.", Limit>>20))
	}
	select {
	case places <- struct{}{}:
		defer func() { <-places }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	folder, err := os.MkdirTemp("", "throughline-pdf-")
	if err != nil {
		return nil, fmt.Errorf("there is no folder to print in: %w", err)
	}
	defer func() { err = errors.Join(err, removed(folder)) }()
	page, out := filepath.Join(folder, "page.html"), filepath.Join(folder, "page.pdf")
	if err := os.WriteFile(page, sealed(html), 0o600); err != nil {
		return nil, fmt.Errorf("the page to print can't be written: %w", err)
	}
	limit := p.Time
	if limit == 0 {
		limit = mostTime
	}
	within, stop := context.WithTimeout(ctx, limit)
	defer stop()
	said, err := run(within, program, folder, arguments(folder, page, out))
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case within.Err() != nil:
		return refuse(fmt.Sprintf("The PDF was not ready after %d seconds, so it was given up. Try again later, or print the page from a browser.", int(limit.Seconds())))
	case err != nil:
		return refuse("Chromium could not print the page. Ask whoever runs the service to read what it said: " + lastLine(said))
	}
	return made(out, said)
}

// find gives the path of Chromium.
func (p Printer) find() (string, error) {
	names := browsers
	if p.Program != "" {
		names = []string{p.Program}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", &Refused{"PDFs can’t be made on this machine because Chromium is missing. Ask whoever runs it to install it (on Debian: apt-get install chromium). " +
		"Until then, print the page from your browser as a PDF, or use the Word document."}
}

// arguments have Chromium print a page, tagged, and do nothing else: no
// sandbox, which it can't have as root or in a container, but sealed keeps the
// page from running anything; a profile that is thrown away; and no name that it could look up.
func arguments(folder, page, out string) []string {
	return []string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--mute-audio",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-default-apps",
		"--disable-domain-reliability", "--disable-breakpad", "--disable-crash-reporter", "--no-first-run", "--no-default-browser-check", "--no-pings",
		"--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9",
		"--user-data-dir=" + filepath.Join(folder, "profile"),
		"--export-tagged-pdf", "--generate-pdf-document-outline", "--no-pdf-header-footer", "--print-to-pdf=" + out,
		"file://" + page,
	}
}

const (
	doctype = "<!doctype html>"
	seal    = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">`
)

// sealed has a page run no script and fetch nothing. The policy comes before
// all else in it; HTML lets it, and reads the rest as if it stood in its head.
func sealed(html []byte) []byte {
	if begins := html[:min(len(html), len(doctype))]; strings.EqualFold(string(begins), doctype) {
		return slices.Concat(begins, []byte(seal), html[len(doctype):])
	}
	return slices.Concat([]byte(seal), html)
}

// run starts Chromium in a group of its own, which is ended whole.
func run(ctx context.Context, program, folder string, args []string) (said string, err error) {
	var errs clipped
	cmd := exec.CommandContext(ctx, program, args...) //nolint:gosec // the machine's own program, with arguments that are ours
	cmd.Stderr, cmd.Dir, cmd.WaitDelay = &errs, folder, 2*time.Second
	cmd.Env = []string{"HOME=" + folder, "PATH=" + os.Getenv("PATH"), "TMPDIR=" + folder, "LANG=C.UTF-8", "TZ=UTC", "DBUS_SESSION_BUS_ADDRESS=disabled:"}
	ownGroup(cmd)
	err = cmd.Run()
	endGroup(cmd) // whatever it left running
	return errs.kept.String(), err
}

// made reads what was printed.
func made(out, said string) ([]byte, error) {
	info, err := os.Stat(out)
	if err != nil {
		return refuse("Chromium printed nothing. Ask whoever runs the service to read what it said: " + lastLine(said))
	}
	if info.Size() > Limit {
		return refuse(fmt.Sprintf("The PDF is larger than %d MB. Use the Word document.", Limit>>20))
	}
	pdf, err := os.ReadFile(out)
	if err != nil {
		return nil, fmt.Errorf("the PDF can't be read: %w", err)
	}
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) || !bytes.Contains(pdf[max(0, len(pdf)-1024):], []byte("%%EOF")) {
		return refuse("Chromium printed only a part of the page. Try again later, or print the page from a browser.")
	}
	return pdf, nil
}

// removed deletes the folder. What was ended may be writing its last, so it is
// tried more than once.
func removed(folder string) (err error) {
	for range 5 {
		if err = os.RemoveAll(folder); err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return fmt.Errorf("the folder %s can't be deleted: %w", folder, err)
}

func lastLine(said string) string {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	if last := strings.TrimSpace(lines[len(lines)-1]); last != "" {
		return last
	}
	return "nothing."
}

// clipped keeps the end of what is said.
type clipped struct{ kept bytes.Buffer }

func (c *clipped) Write(p []byte) (int, error) {
	c.kept.Write(p)
	if over := c.kept.Len() - 8192; over > 0 {
		c.kept.Next(over)
	}
	return len(p), nil
}
