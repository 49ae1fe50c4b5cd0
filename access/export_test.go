package access

// PolicyOf is a policy of the given texts alone, walls and all, so that tests
// can plant faults in it.
func PolicyOf(files map[string][]byte) (*Policy, error) {
	rules, faults := readRules(files)
	if len(faults) > 0 {
		return nil, faults
	}
	return &Policy{rules: rules, blocks: make([]block, len(Roles)*len(Purposes)), fingerprint: fingerprintOf(files)}, nil
}
