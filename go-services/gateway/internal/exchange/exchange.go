// Package exchange turns opaque credentials into identity tokens at auth.
package exchange

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/sync/singleflight"
	"pyairtable.dev/go-services/kit/credential"
)

// Grant is what a valid credential is worth.
type Grant struct {
	// Authorization is the header for the upstream: Bearer and the identity token.
	Authorization string
	UserID        string
	CID           string
}

// ErrRefused says that auth does not know the credential: unknown, expired and revoked are one.
var ErrRefused = errors.New("exchange: credential refused")

const (
	// requestTimeout bounds one exchange, retries while auth restarts included.
	requestTimeout = 5 * time.Second
	maxAnswerBytes = 16 << 10
)

// Client exchanges and remembers.
type Client struct {
	address string
	http    *http.Client
	cache   *cache
	flights singleflight.Group
	now     func() time.Time
}

// New talks to auth through transport.
func New(authURL *url.URL, transport http.RoundTripper, now func() time.Time) *Client {
	return &Client{
		address: authURL.JoinPath("/internal/exchange").String(),
		http:    &http.Client{Transport: transport},
		cache:   newCache(now),
		now:     now,
	}
}

// Grant answers from the cache or from auth. ErrRefused is never cached; any other error means that auth could not be
// asked.
func (c *Client) Grant(ctx context.Context, secret string) (*Grant, error) {
	if _, _, ok := credential.Parse(secret); !ok {
		return nil, ErrRefused
	}
	key := sha256.Sum256([]byte(secret))
	if grant := c.cache.get(key); grant != nil {
		return grant, nil
	}
	result := c.flights.DoChan(string(key[:]), func() (any, error) {
		// The request that came first may go away; the others still wait for this answer.
		return c.ask(context.WithoutCancel(ctx), secret, key)
	})
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case answer := <-result:
		if answer.Err != nil {
			return nil, answer.Err
		}
		return answer.Val.(*Grant), nil
	}
}

// Fresh always asks auth: a stream lives long, so it must not begin on an answer that is already old.
func (c *Client) Fresh(ctx context.Context, secret string) (*Grant, error) {
	if _, _, ok := credential.Parse(secret); !ok {
		return nil, ErrRefused
	}
	return c.ask(ctx, secret, sha256.Sum256([]byte(secret)))
}

func (c *Client) ask(ctx context.Context, secret string, key cacheKey) (*Grant, error) {
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	body, _ := json.Marshal(map[string]string{"credential": secret})
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	// Age counts from the question: what auth saw is at least this new.
	asked := c.now()
	response, err := c.http.Do(request)
	if err != nil {
		return nil, fmt.Errorf("exchange: %w", err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxAnswerBytes))
	if err != nil {
		return nil, fmt.Errorf("exchange: %w", err)
	}
	switch response.StatusCode {
	case http.StatusOK:
	case http.StatusUnauthorized:
		return nil, ErrRefused
	default:
		return nil, fmt.Errorf("exchange: auth answered %d", response.StatusCode)
	}
	var granted struct {
		Token  string `json:"token"`
		UserID string `json:"userId"`
		CID    string `json:"cid"`
	}
	if err := json.Unmarshal(answer, &granted); err != nil || granted.Token == "" || granted.CID == "" {
		return nil, errors.New("exchange: auth's answer makes no sense")
	}
	grant := &Grant{Authorization: "Bearer " + granted.Token, UserID: granted.UserID, CID: granted.CID}
	c.cache.put(key, grant, asked)
	return grant, nil
}
