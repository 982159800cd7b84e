package main

import (
	"errors"
	"time"

	"w3id.org/plenary/handlers"
)

// publishing says who publishes the data.
type publishing struct {
	Publisher string `placeholder:"NAME" help:"Who publishes the data: a name, an IRI, or both (NAME <IRI>)."`
	Contact   string `placeholder:"ADDRESS" help:"How to reach the publisher: an address of mail or an IRI."`
	License   string `placeholder:"IRI" help:"Licence of the data; CC BY 4.0 when absent."`
}

// operating says what the server bears, how it ends and what it writes down.
type operating struct {
	MaxRequests    int      `default:"1024" placeholder:"N" help:"Requests answered at once; 0 is no limit."`
	MaxConnections int      `default:"16384" placeholder:"N" help:"Open connections; 0 is no limit."`
	Rate           float64  `default:"100" placeholder:"N" help:"Requests a second of one client, but for loopback; 0 is no limit."`
	Burst          int      `default:"1000" placeholder:"N" help:"Requests of one client without a pause."`
	TrustProxy     []string `default:"127.0.0.0/8,::1" placeholder:"CIDR" help:"Proxies whose X-Forwarded-For says who asks: addresses and networks."`

	Cache int `default:"64" placeholder:"MB" help:"Memory for answers that are kept; 0 keeps none."`

	DrainDelay   time.Duration `default:"0s" placeholder:"DURATION" help:"How long /readyz fails before no more requests are taken, when the server is told to stop."`
	DrainTimeout time.Duration `default:"10s" placeholder:"DURATION" help:"How long open requests have then to end."`
	AccessLog    bool          `default:"true" negatable:"" help:"Write a line of JSON to standard error for each request."`
}

// limits are what the server bears, in the terms of handlers.
func (o operating) limits() handlers.Limits {
	return handlers.Limits{Requests: o.MaxRequests, Rate: o.Rate, Burst: o.Burst, Proxies: o.TrustProxy}
}

// cacheBytes is how much memory answers may take that are kept.
func (o operating) cacheBytes() int64 {
	if o.Cache == 0 {
		return -1
	}
	return int64(o.Cache) << 20
}

// check says which flag makes no sense.
func (o operating) check() error {
	if o.MaxRequests < 0 || o.MaxConnections < 0 || o.Rate < 0 || o.Burst < 0 || o.Cache < 0 || o.DrainDelay < 0 || o.DrainTimeout < 0 {
		return errors.New("--max-requests, --max-connections, --rate, --burst, --cache, --drain-delay and --drain-timeout are not below 0")
	}
	return nil
}
