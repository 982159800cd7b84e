// Package review is what stands between proposals and published data: a
// quarantine store for what documents propose, the documents' texts, and the
// decisions of reviewers, each of which is data.
//
// Its invariant: every decision is one transaction in one store. What is accepted,
// edited or retracted is written to the published store together with the decision,
// what is rejected or deferred to the quarantine; where a claim stands is read from
// the decisions and kept nowhere else, so that the two never disagree.
package review
