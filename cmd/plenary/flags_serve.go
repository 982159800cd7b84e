package main

// publishing says who publishes the data.
type publishing struct {
	Publisher string `placeholder:"NAME" help:"Who publishes the data: a name, an IRI, or both (NAME <IRI>)."`
	Contact   string `placeholder:"ADDRESS" help:"How to reach the publisher: an address of mail or an IRI."`
	License   string `placeholder:"IRI" help:"Licence of the data; CC BY 4.0 when absent."`
}
