package conform

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// A Target is a server to be asked.
type Target struct {
	Base   string // absolute, ends with a slash
	Client *http.Client
	// Vars are what {name} in rows stands for: paths relative to the base, IRIs,
	// "token" of somebody who may change the data. A row with a variable that neither is
	// here nor was kept is skipped.
	Vars map[string]string
	// Capabilities are what the server promises; a row that needs others is skipped.
	// Those that need "overload" send the server more than it answers at once.
	Capabilities []string
}

// A Result is what came of one row.
type Result struct {
	Row      Row
	Skipped  string   // why the row was not tried
	Failures []string // none when the promise is kept
	Elapsed  time.Duration
}

// Run tries rows in their order, and then undoes what they did, with a result for
// each row that had something to be undone. That is done too when ctx ends, or
// whoever ranges stops. The error is one of the connection, and is in the failures
// of the row.
func Run(ctx context.Context, t Target, rows []Row) iter.Seq[Result] {
	client := *t.Client
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	r := &runner{client: &client, target: t, vars: maps.Clone(t.Vars)}
	return func(yield func(Result) bool) {
		goOn := true
		defer func() {
			for _, undo := range slices.Backward(r.undo) {
				result := undo(context.WithoutCancel(ctx))
				goOn = goOn && yield(result)
			}
		}()
		for _, row := range rows {
			if goOn = yield(r.row(ctx, row)); !goOn {
				return
			}
		}
	}
}

type runner struct {
	client *http.Client
	target Target
	vars   map[string]string // of the target, and what rows have kept
	undo   []func(context.Context) Result
}

// row tries one row.
func (r *runner) row(ctx context.Context, row Row) (result Result) {
	result.Row = row
	for _, need := range row.Needs {
		if !slices.Contains(r.target.Capabilities, need) {
			result.Skipped = "needs " + need
			return result
		}
	}
	for _, name := range row.uses() {
		if r.vars[name] == "" {
			result.Skipped = "there is no {" + name + "}"
			return result
		}
	}
	began := time.Now()
	defer func() { result.Elapsed = time.Since(began) }()
	if len(row.Undo) > 0 {
		defer r.undoLater(row)
	}
	for _, step := range row.Steps {
		if result.Failures = r.step(ctx, step); len(result.Failures) > 0 {
			break
		}
	}
	return result
}

// undoLater notes what a row has to undo, with what it has kept until now.
func (r *runner) undoLater(row Row) {
	vars := maps.Clone(r.vars)
	r.undo = append(r.undo, func(ctx context.Context) Result {
		undone := Row{Name: row.Name + "-undone", Needs: row.Needs, Spec: row.Spec, Says: "What the row has done is undone.", Steps: row.Undo}
		result := Result{Row: undone}
		r.vars = vars
		for _, step := range row.Undo {
			if !slices.ContainsFunc(step.variables(), func(name string) bool { return vars[name] == "" }) {
				result.Failures = append(result.Failures, r.step(ctx, step)...)
			}
		}
		return result
	})
}

// mostAtOnce is how many requests of one step are under way at a time.
const mostAtOnce = 128

// step makes a request, several times at once where that is said, and keeps what
// later ones use. It returns how the answer falls short, or one of the answers.
func (r *runner) step(ctx context.Context, step Step) []string {
	asking, stop := context.WithCancel(ctx)
	defer stop()
	times := max(step.Times, 1)
	answers, room := make(chan answered), make(chan struct{}, mostAtOnce)
	for range times {
		go func() {
			room <- struct{}{}
			a := r.once(asking, step)
			<-room
			answers <- a
		}()
	}
	best := <-answers
	for range times - 1 {
		if len(best.failures) == 0 {
			stop() // the others are of no use
		}
		if a := <-answers; len(best.failures) > 0 {
			best = a
		}
	}
	if len(best.failures) == 0 {
		return r.keep(best.x, step)
	}
	if times > 1 {
		return append([]string{fmt.Sprintf("none of %d answers is as it must be; the last:", times)}, best.failures...)
	}
	return best.failures
}

// answered is an answer, nil where there is none, with how it falls short.
type answered struct {
	x        *exchange
	failures []string
}

func (r *runner) once(ctx context.Context, step Step) answered {
	x, err := r.send(ctx, step)
	if err == nil && x.response.StatusCode == http.StatusTooManyRequests && !slices.Contains(step.Status, http.StatusTooManyRequests) {
		wait(ctx, x.response.Header.Get("Retry-After"))
		x, err = r.send(ctx, step)
	}
	if err != nil {
		return answered{failures: []string{err.Error()}}
	}
	return answered{x, x.problems(ctx)}
}

// longestWait is how long a server may have the suite wait.
const longestWait = 10 * time.Second

// wait waits as many seconds as Retry-After says.
func wait(ctx context.Context, after string) {
	seconds, _ := strconv.Atoi(after)
	select {
	case <-ctx.Done():
	case <-time.After(min(time.Duration(seconds)*time.Second, longestWait)):
	}
}

// keep keeps what a step says of its answer.
func (r *runner) keep(x *exchange, step Step) (failures []string) {
	for _, k := range step.Keeps {
		value, err := k.value(x)
		if err != nil {
			failures = append(failures, err.Error())
			continue
		}
		r.vars[k.Name] = value
	}
	return failures
}
