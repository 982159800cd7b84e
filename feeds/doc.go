// Package feeds is what partners follow: pages of the change log, tombstones of
// things that were taken back, and copies that follow another server.
//
// A feed says the same to all who ask: who has applied all that it has up to a
// commit holds the dataset as it was after that commit.
package feeds
