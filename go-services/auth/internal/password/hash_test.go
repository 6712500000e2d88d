package password

import (
	"strings"
	"testing"
)

func TestVerifyAcceptsOnlyThePasswordThatMadeTheHash(t *testing.T) {
	hash := Hash("correct horse", Current)
	for password, want := range map[string]bool{"correct horse": true, "correct horsE": false, "": false, "correct horse ": false} {
		matches, outdated, err := Verify(password, hash)
		if err != nil || matches != want || outdated {
			t.Errorf("Verify(%q) = %v, %v, %v; want %v, false, nil", password, matches, outdated, err, want)
		}
	}
}

func TestTwoHashesOfOnePasswordDiffer(t *testing.T) {
	if Hash("same", Current) == Hash("same", Current) {
		t.Fatal("the salt is not random")
	}
}

func TestAHashOfAnotherCostIsOutdatedButStillVerifies(t *testing.T) {
	hash := Hash("secret words", Cost{Memory: 64, Passes: 1, Threads: 1})
	matches, outdated, err := Verify("secret words", hash)
	if !matches || !outdated || err != nil {
		t.Fatalf("got %v, %v, %v", matches, outdated, err)
	}
}

func TestVerifyRefusesWhatIsNoHash(t *testing.T) {
	good := Hash("x", Cost{Memory: 64, Passes: 1, Threads: 1})
	for name, hash := range map[string]string{
		"empty":            "",
		"another scheme":   strings.Replace(good, "argon2id", "argon2i", 1),
		"another version":  strings.Replace(good, "v=19", "v=16", 1),
		"terabytes":        strings.Replace(good, "m=64", "m=1073741824", 1),
		"endless passes":   strings.Replace(good, "t=1", "t=1000000", 1),
		"no threads":       strings.Replace(good, "p=1", "p=0", 1),
		"truncated digest": good[:len(good)-8],
	} {
		if _, _, err := Verify("x", hash); err != ErrMalformed {
			t.Errorf("%s: err = %v, want ErrMalformed", name, err)
		}
	}
}

func BenchmarkHash(b *testing.B) {
	for b.Loop() {
		Hash("correct horse battery staple", Current)
	}
}
