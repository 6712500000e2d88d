package apierror

import (
	"os"
	"regexp"
	"strconv"
	"testing"
)

// The catalogue of the contracts, as its source spells it: NAME: entry(STATUS, 'MESSAGE' | CONSTANT …).
var (
	entryPattern    = regexp.MustCompile(`(?m)^  ([A-Z_]+): entry\(\s*(\d+),\s*(?:'([^']*)'|([A-Z_]+))`)
	constantPattern = regexp.MustCompile(`const ([A-Z_]+) =\s*'([^']*)';`)
)

func TestTheCatalogueIsThatOfTheContracts(t *testing.T) {
	source, err := os.ReadFile("../../../libs/contracts/src/errors.ts")
	if err != nil {
		t.Fatal(err)
	}
	constants := map[string]string{}
	for _, match := range constantPattern.FindAllStringSubmatch(string(source), -1) {
		constants[match[1]] = match[2]
	}
	contracts := map[string]Error{}
	for _, match := range entryPattern.FindAllStringSubmatch(string(source), -1) {
		status, _ := strconv.Atoi(match[2])
		contracts[match[1]] = entry(match[1], status, match[3]+constants[match[4]])
	}
	if len(contracts) < 30 {
		t.Fatalf("only %d entries were read: has the source another form?", len(contracts))
	}
	for _, ours := range []Error{
		AuthenticationRequired, InvalidCredentials, ModelNotFound, InvalidPermissions, ForeignOrigin, NotFound, RequestTooLarge,
		MalformedRequest, RequestTimeout, HeadersTooLarge,
		InvalidRequest, InvalidBody, InvalidSignUp, UserExists, RateLimitReached, ServerError, BadGateway, Retriable, GatewayTimeout,
	} {
		if theirs := contracts[ours.Type]; theirs != ours {
			t.Errorf("here %+v, in the contracts %+v", ours, theirs)
		}
	}
}
