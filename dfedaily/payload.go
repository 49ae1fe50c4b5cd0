// Package dfedaily makes what a council sends the Department for Education every day about children in social care: a payload for each child,
// of what is known and the department's schema has a place for, checked against that schema. It does no input or output.
package dfedaily

// Child is one child's payload. Names are never in it: the schema has a place for them but asks for none.
type Child struct {
	ID       string    `json:"la_child_id"`
	Purge    bool      `json:"purge,omitempty"` // all that the department has of the child is to go
	Details  *Details  `json:"child_details,omitempty"`
	Health   *Health   `json:"health_and_wellbeing,omitempty"`
	Episodes []Episode `json:"social_care_episodes,omitempty"`
}

// Details are who the child is.
type Details struct {
	UPN          string   `json:"unique_pupil_number,omitempty"`
	UPNUnknown   string   `json:"unique_pupil_number_unknown_reason,omitempty"`
	Born         string   `json:"date_of_birth,omitempty"`
	Expected     string   `json:"expected_date_of_birth,omitempty"`
	Sex          string   `json:"sex,omitempty"`
	Ethnicity    string   `json:"ethnicity,omitempty"`
	Disabilities []string `json:"disabilities,omitempty"`
	Alone        *bool    `json:"uasc_flag,omitempty"`
}

// Health holds scores of strengths and difficulties.
type Health struct {
	Purge  bool    `json:"purge,omitempty"`
	Scores []Score `json:"sdq_assessments,omitempty"`
}

// Score is one of them, from 0 to 40.
type Score struct {
	On    string `json:"date,omitempty"`
	Score int    `json:"score"`
}

// Episode is a time from a referral until the case is closed, and what was done in it.
type Episode struct {
	ID          string     `json:"social_care_episode_id"`
	Purge       bool       `json:"purge,omitempty"`
	Referred    string     `json:"referral_date,omitempty"`
	Source      string     `json:"referral_source,omitempty"`
	NFA         *bool      `json:"referral_no_further_action_flag,omitempty"`
	Closed      string     `json:"closure_date,omitempty"`
	Why         string     `json:"closure_reason,omitempty"`
	Workers     []Worker   `json:"care_worker_details,omitempty"`
	Assessments []Assessed `json:"child_and_family_assessments,omitempty"`
	NeedPlans   []NeedPlan `json:"child_in_need_plans,omitempty"`
	Enquiries   []Enquiry  `json:"section_47_assessments,omitempty"`
	Plans       []Plan     `json:"child_protection_plans,omitempty"`
	Placements  []Placed   `json:"child_looked_after_placements,omitempty"`
	Adoption    *Adoption  `json:"adoption,omitempty"`
	Leaver      *Leaver    `json:"care_leavers,omitempty"`
}

// Worker is a social worker's time with the child.
type Worker struct {
	ID    string `json:"worker_id,omitempty"`
	From  string `json:"start_date,omitempty"`
	Until string `json:"end_date,omitempty"`
}

// Assessed is a child and family assessment.
type Assessed struct {
	ID         string `json:"child_and_family_assessment_id"`
	Purge      bool   `json:"purge,omitempty"`
	Started    string `json:"start_date,omitempty"`
	Authorised string `json:"authorisation_date,omitempty"`
}

// NeedPlan is a plan for a child in need.
type NeedPlan struct {
	ID    string `json:"child_in_need_plan_id"`
	Purge bool   `json:"purge,omitempty"`
	From  string `json:"start_date,omitempty"`
	Until string `json:"end_date,omitempty"`
}

// Enquiry is a section 47 enquiry and the conference after it.
type Enquiry struct {
	ID         string `json:"section_47_assessment_id"`
	Purge      bool   `json:"purge,omitempty"`
	From       string `json:"start_date,omitempty"`
	Required   *bool  `json:"icpc_required_flag,omitempty"`
	Conference string `json:"icpc_date,omitempty"`
	Until      string `json:"end_date,omitempty"`
}

// Plan is a child protection plan.
type Plan struct {
	ID    string `json:"child_protection_plan_id"`
	Purge bool   `json:"purge,omitempty"`
	From  string `json:"start_date,omitempty"`
	Until string `json:"end_date,omitempty"`
}

// Placed is a placement of a child who is looked after.
type Placed struct {
	ID       string `json:"child_looked_after_placement_id"`
	Purge    bool   `json:"purge,omitempty"`
	From     string `json:"start_date,omitempty"`
	Why      string `json:"start_reason,omitempty"`
	Type     string `json:"placement_type,omitempty"`
	Postcode string `json:"postcode,omitempty"`
	Until    string `json:"end_date,omitempty"`
	Ended    string `json:"end_reason,omitempty"`
	Changed  string `json:"change_reason,omitempty"`
}

// Adoption is what was decided and done towards it.
type Adoption struct {
	Purge   bool   `json:"purge,omitempty"`
	Decided string `json:"initial_decision_date,omitempty"`
	Matched string `json:"matched_date,omitempty"`
	Placed  string `json:"placed_date,omitempty"`
}

// Leaver is how a young person who left care is doing.
type Leaver struct {
	Purge    bool   `json:"purge,omitempty"`
	Contact  string `json:"contact_date,omitempty"`
	Activity string `json:"activity,omitempty"`
	Lives    string `json:"accommodation,omitempty"`
}
