// Package keyset numbers byte strings in the order in which they first come and
// sorts them.
//
// Invariant: keys are compared bytewise, and no key is in a set twice.
package keyset
