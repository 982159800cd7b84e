// Package feeds is what partners follow: the tombstones of things that were
// taken back.
//
// What has left the data stays known here, so that a copy can drop it too.
package feeds
