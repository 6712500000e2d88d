package identity

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"pyairtable.dev/go-services/kit/apierror"
	"pyairtable.dev/go-services/kit/logging"
)

const (
	clockLeeway = 2 * time.Second
	// A token of ours is well under 2 kB; longer strings are not worth decoding.
	maxTokenBytes = 8 << 10
)

// Verifier checks identity tokens against a source of keys.
type Verifier struct {
	keys   KeySource
	parser *jwt.Parser
}

// NewVerifier accepts EdDSA tokens of our issuer for our audience that carry an end.
func NewVerifier(keys KeySource) *Verifier {
	return &Verifier{keys: keys, parser: jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}),
		jwt.WithIssuer(Issuer),
		jwt.WithAudience(Audience),
		jwt.WithExpirationRequired(),
		jwt.WithIssuedAt(),
		jwt.WithLeeway(clockLeeway),
	)}
}

// Verify answers with the claims of a valid token, AUTHENTICATION_REQUIRED for any other, and RETRIABLE_ERROR when
// the keys cannot be had.
func (v *Verifier) Verify(ctx context.Context, token string) (*Claims, error) {
	if len(token) > maxTokenBytes {
		return nil, apierror.AuthenticationRequired
	}
	var keyFault error
	claims := &Claims{}
	_, err := v.parser.ParseWithClaims(token, claims, func(parsed *jwt.Token) (any, error) {
		kid, _ := parsed.Header["kid"].(string)
		key, err := v.keys.PublicKey(ctx, kid)
		if err != nil && !errors.Is(err, ErrUnknownKey) {
			keyFault = err
		}
		return key, err
	})
	if keyFault != nil {
		return nil, errors.Join(apierror.Retriable, keyFault)
	}
	if err != nil || claims.Subject == "" || claims.CID == "" || !knownKind(claims.Kind) {
		return nil, apierror.AuthenticationRequired
	}
	return claims, nil
}

// Middleware sets the request's identity from its Bearer token: none without one, 401 with one that does not verify.
func (v *Verifier) Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token, ok := Bearer(r.Header)
		if !ok {
			next.ServeHTTP(w, r)
			return
		}
		claims, err := v.Verify(r.Context(), token)
		if err != nil {
			failure, _ := apierror.From(err)
			failure.Write(w)
			return
		}
		if request := logging.RequestOf(r.Context()); request != nil {
			request.UserID = claims.Subject
		}
		next.ServeHTTP(w, r.WithContext(With(r.Context(), claims)))
	})
}

// Bearer is the token of the Authorization header; false without one of that scheme.
func Bearer(header http.Header) (string, bool) {
	scheme, token, found := strings.Cut(header.Get("Authorization"), " ")
	if !found || !strings.EqualFold(scheme, "Bearer") {
		return "", false
	}
	return strings.TrimSpace(token), true
}

// Require is the caller of the request when it has one of the kinds (any kind when none is named);
// AUTHENTICATION_REQUIRED for an anonymous one, INVALID_PERMISSIONS for another kind.
func Require(ctx context.Context, kinds ...string) (*Claims, error) {
	claims := From(ctx)
	if claims == nil {
		return nil, apierror.AuthenticationRequired
	}
	for _, kind := range kinds {
		if claims.Kind == kind {
			return claims, nil
		}
	}
	if len(kinds) > 0 {
		return nil, apierror.InvalidPermissions
	}
	return claims, nil
}

func knownKind(kind string) bool {
	return kind == KindSession || kind == KindToken || kind == KindOperator
}
