package planfile

// A memo keeps what was made of some words. A long plan says the same words of many of its rows.
type memo[T any] struct {
	made map[string]T
}

// mostKept is how many different words are remembered; rows beyond it are read afresh.
const mostKept = 4096

func (m *memo[T]) of(words string, read func(string) T) T {
	if made, ok := m.made[words]; ok {
		return made
	}
	made := read(words)
	if m.made == nil {
		m.made = map[string]T{}
	}
	if len(m.made) < mostKept {
		m.made[words] = made
	}
	return made
}
