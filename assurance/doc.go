// Package assurance holds the rules of audits: how cases are drawn and given to
// auditors, how each criterion is graded and moderated, what a round found in
// practice, and what becomes of each shortfall. It does no input or output.
//
// Grades are words. They are counted and never averaged, one scale is never
// turned into another, and no two of the four words are ever put together:
// Ofsted's 2015 report on Lancashire (paragraph 124) criticised just that.
package assurance
