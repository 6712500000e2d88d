package services

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// shape is the part of services.schema.json that says which keys there are and what they may hold.
type shape struct {
	Enum       []string         `json:"enum"`
	Minimum    *int             `json:"minimum"`
	Maximum    *int             `json:"maximum"`
	Required   []string         `json:"required"`
	Properties map[string]shape `json:"properties"`
	Items      *shape           `json:"items"`
}

func schema(t *testing.T) (service, route shape) {
	t.Helper()
	text, err := os.ReadFile("../../../../services.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var root shape
	if err := json.Unmarshal(text, &root); err != nil {
		t.Fatal(err)
	}
	service = *root.Properties["services"].Items
	return service, *service.Properties["routes"].Items
}

func TestTheGatewayKnowsTheKeysOfTheSchemaAndNoOthers(t *testing.T) {
	service, route := schema(t)
	for _, one := range []struct {
		kind reflect.Type
		of   shape
	}{{reflect.TypeFor[rawService](), service}, {reflect.TypeFor[rawRoute](), route}} {
		var keys []string
		for index := range one.kind.NumField() {
			keys = append(keys, one.kind.Field(index).Tag.Get("yaml"))
		}
		slices.Sort(keys)
		if wanted := slices.Sorted(maps.Keys(one.of.Properties)); !slices.Equal(keys, wanted) {
			t.Errorf("%s has the keys %v, the schema %v", one.kind, keys, wanted)
		}
	}
}

// What the schema refuses of a service's or a route's own keys is derived from the schema itself.
func TestTheGatewayRefusesWhatTheSchemaRefuses(t *testing.T) {
	service, route := schema(t)
	parse := func(serviceKey, routeKey string, value any, drop bool) error {
		r := map[string]any{"prefix": "/x", "credential": "none", "cors": true, "cookies": "keep", "timeout_ms": 1, "body_bytes": 1}
		s := map[string]any{
			"name": "a", "folder": "apps/a", "language": "go", "port": 8101, "health": "/h", "stage": 1,
			"dependsOn": []string{}, "env": []string{}, "routes": []any{r},
		}
		for key, target := range map[string]map[string]any{serviceKey: s, routeKey: r} {
			if key != "" {
				target[key] = value
			}
			if drop {
				delete(target, key)
			}
		}
		text, err := yaml.Marshal(map[string]any{"services": []any{s}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = Parse(text, defaults)
		return err
	}
	if err := parse("", "", nil, false); err != nil {
		t.Fatalf("the sample that is broken below is refused itself: %v", err)
	}
	refused := func(what string, err error) {
		if err == nil {
			t.Errorf("%s is accepted", what)
		}
	}
	for _, err := range []error{parse("server_timng", "", true, false), parse("", "server_timng", true, false)} {
		if err == nil || !strings.Contains(err.Error(), "server_timng") {
			t.Errorf("an unknown key: err = %v", err)
		}
	}
	for key, of := range route.Properties {
		if of.Enum != nil {
			refused(key+" outside of its choices", parse("", key, "other", false))
			refused(key+" without text", parse("", key, "", false))
		}
		if of.Minimum != nil {
			refused(fmt.Sprintf("%s below %d", key, *of.Minimum), parse("", key, *of.Minimum-1, false))
		}
	}
	for _, key := range route.Required {
		refused("a route without "+key, parse("", key, nil, true))
	}
	port := service.Properties["port"]
	refused("a port too low", parse("port", "", *port.Minimum-1, false))
	refused("a port too high", parse("port", "", *port.Maximum+1, false))
}
