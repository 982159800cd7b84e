package plan

// Rules returns the names of the rules that Options can switch off. A plan
// without a rule has the same solutions.
func Rules() []string {
	return []string{
		"follow",   // OPTIONAL is found for each row of a small left side
		"semijoin", // EXISTS is found for all rows at once
	}
}
