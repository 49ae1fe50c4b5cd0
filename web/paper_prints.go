package web

import (
	"context"
	"crypto/sha256"
	"sync"

	"throughline/render/pdf"
)

// mostPrints is how many PDFs are kept: on the day of a meeting many people
// ask for one paper, and printing takes some seconds.
const mostPrints = 12

// prints keeps the PDFs made last, by the page that they are of, so that each
// page is printed once however many ask for it at a time. Its zero value is
// empty.
type prints struct {
	mu   sync.Mutex
	kept map[[sha256.Size]byte]*printing
	last [][sha256.Size]byte // oldest first
}

type printing struct {
	ready chan struct{}
	pdf   []byte
	err   error
}

// of gives the PDF of a page. Whoever leaves does not stop the printing, which
// others may be waiting for and which ends by itself.
func (p *prints) of(ctx context.Context, page []byte) ([]byte, error) {
	key := sha256.Sum256(page)
	p.mu.Lock()
	one, ok := p.kept[key]
	if !ok {
		one = &printing{ready: make(chan struct{})}
		p.keep(key, one)
		go func() {
			one.pdf, one.err = pdf.Print(context.WithoutCancel(ctx), page)
			if one.err != nil {
				p.forget(key, one)
			}
			close(one.ready)
		}()
	}
	p.mu.Unlock()
	select {
	case <-one.ready:
		return one.pdf, one.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p *prints) keep(key [sha256.Size]byte, one *printing) {
	if p.kept == nil {
		p.kept = map[[sha256.Size]byte]*printing{}
	}
	if p.kept[key], p.last = one, append(p.last, key); len(p.last) > mostPrints {
		delete(p.kept, p.last[0])
		p.last = p.last[1:]
	}
}

// forget lets a page whose printing failed be printed again.
func (p *prints) forget(key [sha256.Size]byte, one *printing) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.kept[key] != one {
		return
	}
	delete(p.kept, key)
	for i, k := range p.last {
		if k == key {
			p.last = append(p.last[:i:i], p.last[i+1:]...)
			return
		}
	}
}
