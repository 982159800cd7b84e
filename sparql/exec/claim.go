package exec

// claimStep is how much memory is taken of a budget at once.
const claimStep = 64 << 10

// shareOf is the part of a query's memory that one operator may hold before it
// puts rows on disk.
const shareOf = 4

// A claim is the memory that an operator holds of a budget.
type claim struct {
	budget *Budget
	taken  int64
}

// hold takes what is missing to a number of bytes. Errors: ErrBudget.
func (c *claim) hold(bytes int64) error {
	if bytes <= c.taken {
		return nil
	}
	more := (bytes - c.taken + claimStep - 1) / claimStep * claimStep
	if err := c.budget.Take(more); err != nil {
		return err
	}
	c.taken += more
	return nil
}

// fits is hold for what could be on disk as well: it fails beyond the share of an
// operator too.
func (c *claim) fits(bytes int64) error {
	if share := c.budget.max / shareOf; share > 0 && bytes > share {
		return &LimitError{"memory", c.budget.max}
	}
	return c.hold(bytes)
}

// release gives everything back.
func (c *claim) release() {
	c.budget.Give(c.taken)
	c.taken = 0
}
