package returned_test

// placesKept are the places of columns in what was ever kept.
const placesKept = `Header CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB UASC
Episodes CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN PL_LA PL_LOCATION PL_DISTANCE
Reviews CHILD DOB REVIEW REVIEW_CODE
UASC CHILD SEX DOB DUC
OC2 CHILD DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED
OC3 CHILD DOB IN_TOUCH ACTIV ACCOM
AD1 CHILD DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR
PlacedAdoption CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED
PrevPerm CHILD DOB PREV_PERM LA_PERM DATE_PERM
Missing CHILD DOB MISSING MIS_START MIS_END
SWEpisodes CHILD DOB SW_ID SW_DECOM SW_DEC SW_REASON
DoLo CHILD DOB DOLO_START DOLO_END
Header Collection Year ReferenceDate SourceLevel LEA SoftwareCode Release SerialNo DateTime
ChildIdentifiers LAchildID UPN FormerUPN UPNunknown PersonBirthDate ExpectedPersonBirthDate GenderCurrent Sex PersonDeathDate
ChildCharacteristics Ethnicity
Disabilities Disability
CINdetails CINreferralDate ReferralSource PrimaryNeedCode CINclosureDate ReasonForClosure DateOfInitialCPC ReferralNFA
Assessments AssessmentActualStartDate AssessmentInternalReviewDate AssessmentAuthorisationDate
AssessmentFactorsList AssessmentFactors
CINplanDates CINPlanStartDate CINPlanEndDate
Section47 S47ActualStartDate InitialCPCtarget DateOfInitialCPC ICPCnotRequired
ChildProtectionPlans CPPstartDate CPPendDate InitialCategoryOfAbuse LatestCategoryOfAbuse NumberOfPreviousCPP
Reviews CPPreviewDate
PreProceedings PPStartDate LBPSentDate FGDMMeetingOffer FGDMMeetingFac InitialPPMeetingDate ReviewMeetingsCount StepDecisionDate PPOutcome CourtAppDate LetterInitCPDate
`
