// nx: services
module pyairtable.dev/go-services/gateway

go 1.26.0

require (
	github.com/goccy/go-yaml v1.19.2
	golang.org/x/sync v0.24.0
	pyairtable.dev/go-services/kit v0.0.0
)

require (
	github.com/andybalholm/brotli v1.3.0
	github.com/coder/websocket v1.8.14
	github.com/klauspost/compress v1.20.4
)

replace pyairtable.dev/go-services/kit => ../kit
