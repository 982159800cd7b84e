// Package xmltoken splits XML 1.0 documents into tags and text, for readers of
// syntaxes that are written in XML. It checks that a document is well formed
// and resolves names by Namespaces in XML. Nothing is opened: the internal
// subset of a document type is read, the external one and external entities
// are not there. A Reader holds some 64 KiB of its document, or one tag,
// comment or document type where that is longer.
package xmltoken
