// Package services reads services.yaml: which services there are, where they listen, and which routes they own.
package services

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

// Self is the gateway's own name in the file.
const Self = "gateway"

// Defaults of a route that names no limit.
const (
	DefaultTimeout   = 30 * time.Second
	DefaultBodyBytes = 4 << 20
)

// Policy says what becomes of the credential of a request.
type Policy string

const (
	// Optional: exchanged when valid, dropped otherwise; the service decides.
	Optional Policy = "optional"
	// Required: refused without a valid credential.
	Required Policy = "required"
	// Forward: must be valid and is passed on as it came.
	Forward Policy = "forward"
	// None: dropped, never exchanged.
	None Policy = "none"
)

// Service is a deployable behind the gateway.
type Service struct {
	Name   string
	URL    *url.URL
	Health string
	Routes []Route
}

// Route is a public prefix of a service.
type Route struct {
	Prefix      string
	Credential  Policy
	CORS        bool
	KeepCookies bool
	// Timeout bounds the whole request; 0 is none, for streams.
	Timeout   time.Duration
	BodyBytes int64
}

// file has every key of services.schema.json, those that only others read included: a key that it lacks is refused.
type file struct {
	Services []rawService `yaml:"services"`
}

type rawService struct {
	Name      string     `yaml:"name"`
	Folder    string     `yaml:"folder"`
	Language  string     `yaml:"language"`
	Port      int        `yaml:"port"`
	Health    string     `yaml:"health"`
	Stage     int        `yaml:"stage"`
	DependsOn []string   `yaml:"dependsOn"`
	Env       []string   `yaml:"env"`
	Routes    []rawRoute `yaml:"routes"`
}

type rawRoute struct {
	Prefix     string  `yaml:"prefix"`
	Credential string  `yaml:"credential"`
	CORS       bool    `yaml:"cors"`
	Cookies    *string `yaml:"cookies"`
	TimeoutMS  *int64  `yaml:"timeout_ms"`
	BodyBytes  *int64  `yaml:"body_bytes"`
}

// Address answers with the address of a service: its <NAME>_URL, else the given default.
type Address func(key, fallback string) *url.URL

// Read reads the file and asks address for each service's upstream.
func Read(path string, address Address) ([]Service, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("SERVICES_FILE: %w", err)
	}
	return Parse(text, address)
}

// Parse is Read on the file's text. A route must name its credential policy: a forgotten one must not open it. A key that
// services.schema.json does not know is refused with its line.
func Parse(text []byte, address Address) ([]Service, error) {
	var parsed file
	if err := yaml.UnmarshalWithOptions(text, &parsed, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("services file: %w", err)
	}
	var found []Service
	var faults []error
	for _, entry := range parsed.Services {
		if entry.Name == Self {
			continue
		}
		if entry.Name == "" || entry.Port < 1024 || entry.Port > 65535 || !strings.HasPrefix(entry.Health, "/") {
			faults = append(faults, fmt.Errorf("services file: service %q needs a name, a port and a health path", entry.Name))
			continue
		}
		service := Service{Name: entry.Name, Health: entry.Health}
		service.URL = address(EnvironmentKey(entry.Name), fmt.Sprintf("http://127.0.0.1:%d", entry.Port))
		for _, raw := range entry.Routes {
			route := Route{
				Prefix: raw.Prefix, Credential: Policy(raw.Credential), CORS: raw.CORS, KeepCookies: raw.Cookies != nil,
				Timeout: DefaultTimeout, BodyBytes: DefaultBodyBytes,
			}
			if raw.TimeoutMS != nil {
				route.Timeout = time.Duration(*raw.TimeoutMS) * time.Millisecond
			}
			if raw.BodyBytes != nil {
				route.BodyBytes = *raw.BodyBytes
			}
			if reason := route.fault(raw.Cookies); reason != "" {
				faults = append(faults, fmt.Errorf("services file: route %q of %s %s", raw.Prefix, entry.Name, reason))
				continue
			}
			service.Routes = append(service.Routes, route)
		}
		found = append(found, service)
	}
	return found, errors.Join(faults...)
}

// EnvironmentKey is the key that overrides a service's address: MCP_SERVER_URL for mcp-server.
func EnvironmentKey(name string) string {
	return strings.ToUpper(strings.ReplaceAll(name, "-", "_")) + "_URL"
}

func (r Route) fault(cookies *string) string {
	switch {
	case !strings.HasPrefix(r.Prefix, "/"):
		return "must begin with a slash"
	case r.Credential != Optional && r.Credential != Required && r.Credential != Forward && r.Credential != None:
		return "needs a credential policy: optional, required, forward or none"
	case cookies != nil && *cookies != "keep":
		return "knows only `cookies: keep`"
	case r.Timeout < 0 || r.BodyBytes < 0:
		return "has a negative limit"
	}
	return ""
}
