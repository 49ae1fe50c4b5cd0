package main

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// proxies are the networks whose word on where a request came from is taken.
type proxies []netip.Prefix

func readProxies(given []string) (proxies, error) {
	var all proxies
	for _, text := range given {
		network, err := netip.ParsePrefix(text)
		if address, single := netip.ParseAddr(text); single == nil {
			network, err = netip.PrefixFrom(address, address.BitLen()), nil
		}
		if err != nil {
			return nil, fmt.Errorf("“%s” after --proxy is not an address or a network: write it like 127.0.0.1 or 10.0.0.0/8", text)
		}
		all = append(all, network.Masked())
	}
	return all, nil
}

func (p proxies) hold(address netip.Addr) bool {
	for _, network := range p {
		if network.Contains(address.Unmap()) {
			return true
		}
	}
	return false
}

// behind gives each request that a proxy passes on the address that the proxy
// had it from. Without it, everybody's wrong passwords would count against one
// address, and one guesser could shut all out. Only what trusted proxies
// added to the end of the header is read: the rest anybody can write.
func (p proxies) behind(next http.Handler) http.Handler {
	if len(p) == 0 {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if from, known := p.origin(r); known {
			r = r.Clone(r.Context())
			r.RemoteAddr = net.JoinHostPort(from.String(), "0")
		}
		next.ServeHTTP(w, r)
	})
}

func (p proxies) origin(r *http.Request) (from netip.Addr, known bool) {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !p.hold(peer.Addr()) {
		return netip.Addr{}, false
	}
	passed := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, last := range slices.Backward(passed) {
		address, err := netip.ParseAddr(strings.TrimSpace(last))
		if err != nil {
			break
		}
		from, known = address.Unmap(), true
		if !p.hold(from) {
			break
		}
	}
	return from, known
}
