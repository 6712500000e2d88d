package web

import (
	"encoding/json"
	"net/mail"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"pyairtable.dev/go-services/kit/credential"
	"pyairtable.dev/go-services/kit/identity"
)

const (
	maxEmailBytes    = 254
	maxNameRunes     = 100
	minPasswordRunes = 8
	maxPasswordBytes = 1024
	maxResources     = 100
)

// cleanEmail trims a bare address (no display name, a dotted or single-label domain) and tells whether it is one.
func cleanEmail(text string) (string, bool) {
	text = strings.TrimSpace(text)
	if len(text) > maxEmailBytes || !printable(text) {
		return "", false
	}
	address, err := mail.ParseAddress(text)
	return text, err == nil && address.Address == text && address.Name == ""
}

// cleanName trims a person's or a token's name and tells whether it can be shown on a line.
func cleanName(text string) (string, bool) {
	text = strings.TrimSpace(text)
	return text, strings.ContainsFunc(text, visible) && utf8.RuneCountInString(text) <= maxNameRunes && printable(text)
}

func printable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, unicode.IsControl) && !strings.ContainsFunc(text, turns)
}

// visible tells a sign that shows by itself. Fillers and the blank of Braille count as letters and symbols and show nothing.
func visible(sign rune) bool {
	return unicode.In(sign, unicode.L, unicode.N, unicode.P, unicode.S) &&
		!unicode.Is(unicode.Other_Default_Ignorable_Code_Point, sign) && sign != '\u2800'
}

// turns tells a sign that sets the direction of what follows, also of what others write behind a name.
func turns(sign rune) bool {
	return '\u202A' <= sign && sign <= '\u202E' || '\u2066' <= sign && sign <= '\u2069'
}

func passwordLongEnough(text string) bool {
	return utf8.RuneCountInString(text) >= minPasswordRunes && len(text) <= maxPasswordBytes
}

// cleanScopes sorts and dedupes; false for none and for one that is not served.
func cleanScopes(scopes []string) ([]string, bool) {
	clean := slices.Clone(scopes)
	slices.Sort(clean)
	clean = slices.Compact(clean)
	known := !slices.ContainsFunc(clean, func(scope string) bool { return !slices.Contains(identity.Scopes, scope) })
	return clean, known && len(clean) > 0
}

// choice is a list that may be left out. Left out stands for all; null and [] choose nothing, which is never all.
type choice struct {
	made   bool
	values []string
}

// UnmarshalJSON is called for null too, but not for an absent key.
func (c *choice) UnmarshalJSON(text []byte) error {
	c.made = true
	return json.Unmarshal(text, &c.values)
}

// cleanResources reads a choice not made as all; false for an empty one and for a text that is no id of a workspace or base.
func cleanResources(resources choice) ([]string, bool) {
	if !resources.made || slices.Equal(resources.values, []string{identity.AllResources}) {
		return []string{identity.AllResources}, true
	}
	clean := slices.Clone(resources.values)
	slices.Sort(clean)
	clean = slices.Compact(clean)
	wrong := len(clean) == 0 || slices.ContainsFunc(clean, func(id string) bool {
		return !credential.IsID("wsp", id) && !credential.IsID("app", id)
	})
	return clean, !wrong && len(clean) <= maxResources
}
