// Package explorer turns view models into web pages: templates, styles, texts
// in English and French, and the types that a page is filled with. It knows
// neither routes nor the store.
//
// A page is whole without a script, holds no inline script or style, and
// escapes everything it is given.
package explorer
