package logging

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"regexp"
	"testing"
)

func TestALineHasTheKeysOfTheHouse(t *testing.T) {
	var out bytes.Buffer
	log := New(&out, "probe", slog.LevelInfo)
	request := &Request{RequestID: "r1"}
	ctx := WithRequest(context.Background(), request)
	request.UserID = "usr1" // Known only after the request was begun.
	log.With("extra", 1).WarnContext(ctx, "hello", "level_of", "x")
	log.DebugContext(ctx, "unheard")
	var line map[string]any
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatalf("%v in %s", err, out.String())
	}
	for key, want := range map[string]any{"level": "warn", "msg": "hello", "service": "probe", "version": Version(), "request_id": "r1", "user_id": "usr1", "extra": 1.0} {
		if line[key] != want {
			t.Errorf("%s is %v, want %v", key, line[key], want)
		}
	}
	if at, _ := line["time"].(string); !regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$`).MatchString(at) {
		t.Errorf("time is %v", line["time"])
	}
	if _, present := line["base_id"]; present {
		t.Error("an unknown id is logged")
	}
}
