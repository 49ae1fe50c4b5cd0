package document

import (
	"bytes"
	"strings"
)

const candidates = "\t|;,"

// statedDelimiter reads a first line such as “sep=;”, which Excel understands, and gives the text after it.
func statedDelimiter(text []byte) (delimiter byte, rest []byte, stated bool) {
	first, _, _ := bytes.Cut(text[:min(len(text), 16)], []byte("\n"))
	first = bytes.Trim(bytes.TrimSuffix(first, []byte("\r")), "\"")
	if len(first) != 5 || !strings.EqualFold(string(first[:4]), "sep=") || first[4] > '~' || first[4] == '"' {
		return 0, text, false
	}
	_, rest, _ = bytes.Cut(text, []byte("\n"))
	return first[4], rest, true
}

// guessDelimiter finds the character that parts the first records into the same number of cells most often; of two that do so as often,
// the one that makes more cells, then the one that words have less use for. It is 0 when none does: then each line is one cell.
func guessDelimiter(text []byte, ending string) byte {
	sample := text[:min(len(text), 64<<10)]
	if len(sample) < len(text) {
		if end := bytes.LastIndexByte(sample, '\n'); end > 0 {
			sample = sample[:end]
		}
	}
	var best byte
	bestShare, bestCells := 0.0, 0
	for i := range len(candidates) {
		share, cells := evenness(sample, candidates[i])
		if share > bestShare || share == bestShare && cells > bestCells {
			best, bestShare, bestCells = candidates[i], share, cells
		}
	}
	switch {
	case bestShare >= 0.5:
		return best
	case ending == ".csv" || ending == ".psv" || ending == ".tsv" || ending == ".tab":
		return best
	}
	return 0
}

// evenness is the share of records that have the commonest number of cells over one, and that number.
func evenness(sample []byte, delimiter byte) (share float64, cells int) {
	from := &records{text: sample, line: 1, delimiter: delimiter, quotes: true}
	counts, all := map[int]int{}, 0
	for from.more() && all < 500 {
		fields := from.next()
		if len(fields) == 1 && strings.TrimSpace(fields[0]) == "" {
			continue
		}
		all++
		if len(fields) > 1 {
			counts[len(fields)]++
		}
	}
	most := 0
	for n, times := range counts {
		if times > most || times == most && n > cells {
			most, cells = times, n
		}
	}
	return float64(most) / float64(max(all, 1)), cells
}
