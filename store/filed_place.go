package store

// Place is where a list that gave the thing goes on after it, as Page.Before
// takes it. It holds the sort key, which may be a name: never show it.
func (f Filed) Place() string { return spot([]byte(f.Sort), f.Thing) }
