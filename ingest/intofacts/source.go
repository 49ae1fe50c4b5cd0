package intofacts

// Source is the return that tells of an event: "903", "cin", or "" for what either may tell, or neither.
func Source(event string) string { return sources[event] }

var sources = map[string]string{
	careStarted: "903", careEnded: "903", careGoesOn: "903", eligibleBegan: "903", placementStarted: "903", placementEnded: "903", reviewHeld: "903",
	referralReceived: "cin", assessmentStarted: "cin", assessmentDone: "cin", section47Started: "cin", conferenceHeld: "cin",
	planStarted: "cin", planEnded: "cin", planReviewHeld: "cin",
}
