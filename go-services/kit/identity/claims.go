// Package identity signs nothing: it verifies the identity tokens of auth, and hands their claims to handlers.
package identity

import (
	"context"
	"slices"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// Names that stand in every identity token.
const (
	Issuer   = "pyairtable-auth"
	Audience = "pyairtable"
)

// What a caller authenticated with.
const (
	KindSession  = "session"
	KindToken    = "pat"
	KindOperator = "operator"
)

// OperatorSubject is the sub claim of the operator, who is no user.
const OperatorSubject = "operator"

// AllResources in the resources claim stands for everything the user may touch.
const AllResources = "*"

// Scopes of the Web API that this release serves; sessions carry them all. A test compares them with the contracts.
var Scopes = []string{
	"data.records:read",
	"data.records:write",
	"schema.bases:read",
	"schema.bases:write",
	"user.email:read",
	"workspacesAndBases:read",
	"workspacesAndBases:write",
}

// ScopeEmail lets a program see its user's e-mail address.
const ScopeEmail = "user.email:read"

// Claims of an identity token; times are seconds since 1970.
type Claims struct {
	Issuer    string   `json:"iss"`
	Audience  string   `json:"aud"`
	Subject   string   `json:"sub"`
	Email     string   `json:"email"`
	Name      string   `json:"name"`
	Kind      string   `json:"kind"`
	CID       string   `json:"cid"`
	Scopes    []string `json:"scopes"`
	Resources []string `json:"resources"`
	IssuedAt  int64    `json:"iat"`
	ExpiresAt int64    `json:"exp"`
}

// HasScope tells whether the credential carries the scope.
func (c *Claims) HasScope(scope string) bool { return slices.Contains(c.Scopes, scope) }

// GetExpirationTime and the following implement jwt.Claims.
func (c *Claims) GetExpirationTime() (*jwt.NumericDate, error) { return seconds(c.ExpiresAt), nil }

func (c *Claims) GetIssuedAt() (*jwt.NumericDate, error) { return seconds(c.IssuedAt), nil }

func (c *Claims) GetNotBefore() (*jwt.NumericDate, error) { return nil, nil }

func (c *Claims) GetIssuer() (string, error) { return c.Issuer, nil }

func (c *Claims) GetSubject() (string, error) { return c.Subject, nil }

func (c *Claims) GetAudience() (jwt.ClaimStrings, error) { return jwt.ClaimStrings{c.Audience}, nil }

// A claim of zero is an absent claim, which the parser then refuses.
func seconds(at int64) *jwt.NumericDate {
	if at == 0 {
		return nil
	}
	return jwt.NewNumericDate(time.Unix(at, 0))
}

type contextKey struct{}

// With hands the claims to handlers below.
func With(ctx context.Context, claims *Claims) context.Context {
	return context.WithValue(ctx, contextKey{}, claims)
}

// From is the caller of the request; nil when it is anonymous.
func From(ctx context.Context) *Claims {
	claims, _ := ctx.Value(contextKey{}).(*Claims)
	return claims
}
