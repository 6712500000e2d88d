package credential

import (
	"encoding/hex"
	"strings"
	"testing"
)

func TestAMintedCredentialHasItsShapeAndParses(t *testing.T) {
	seen := map[string]bool{}
	for _, kind := range []Kind{Session, Token, Operator} {
		id, secret := New(kind)
		gotKind, gotID, ok := Parse(secret)
		if !ok || gotKind != kind || gotID != id || len(secret) != 82 || !IsID(string(kind), id) || seen[secret] {
			t.Errorf("%s: %q parses as %v, %q, %v", kind, secret, gotKind, gotID, ok)
		}
		seen[secret] = true
	}
}

func TestWhatIsNoCredentialDoesNotParse(t *testing.T) {
	_, good := New(Token)
	for name, text := range map[string]string{
		"empty": "", "id alone": good[:17], "short": good[:81], "long": good + "0", "no dot": good[:17] + "_" + good[18:], "other kind": "usr" + good[3:],
		"upper-case hex": good[:18] + strings.Repeat("A", 64), "odd id": "pat_" + good[4:], "line break": good[:81] + "\n", "two bytes a letter": "paté" + good[5:],
	} {
		if _, _, ok := Parse(text); ok {
			t.Errorf("%s: %q parses", name, text)
		}
	}
}

func TestIDsUseTheWholeAlphabetEvenly(t *testing.T) {
	counts := map[rune]int{}
	const ids = 4000
	for range ids {
		for _, letter := range NewID("usr")[3:] {
			counts[letter]++
		}
	}
	mean := ids * 14 / 62
	for _, letter := range alphabet {
		if count := counts[letter]; count < mean*3/4 || count > mean*5/4 {
			t.Errorf("%c occurs %d times, mean is %d", letter, count, mean)
		}
	}
}

func TestTheHashIsSHA256OfTheWholeText(t *testing.T) {
	if got := Hash("abc"); hex.EncodeToString(got[:]) != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("%x", got)
	}
}
