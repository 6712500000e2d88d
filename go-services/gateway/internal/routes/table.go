// Package routes finds the route of a path.
package routes

import (
	"fmt"
	"strings"

	"pyairtable.dev/go-services/gateway/internal/services"
)

// Target is a route and the service that owns it.
type Target struct {
	Service *services.Service
	Route   services.Route
	// Pattern is the route's prefix as written, for logs.
	Pattern string
}

// Table is a tree of path segments.
type Table struct{ root node }

type node struct {
	literals map[string]*node
	any      *node
	target   *Target
}

// wildcard stands for exactly one segment that is not empty.
const wildcard = "*"

// New builds the table; two services must not own one prefix.
func New(all []services.Service) (*Table, error) {
	table := &Table{}
	for i := range all {
		for _, route := range all[i].Routes {
			at := &table.root
			for segment := range strings.SplitSeq(strings.Trim(route.Prefix, "/"), "/") {
				if segment != "" {
					at = at.child(segment)
				}
			}
			if at.target != nil {
				return nil, fmt.Errorf("services file: %s and %s both own %s", at.target.Service.Name, all[i].Name, route.Prefix)
			}
			at.target = &Target{Service: &all[i], Route: route, Pattern: route.Prefix}
		}
	}
	return table, nil
}

// Match is the target of the longest prefix of a raw (still encoded) path; among equally long ones a literal segment
// wins over a wildcard, the earlier segment first. Nil when nothing matches.
func (t *Table) Match(rawPath string) *Target {
	if !strings.HasPrefix(rawPath, "/") {
		return nil
	}
	target, _ := t.root.match(rawPath[1:], 0)
	return target
}

func (n *node) child(segment string) *node {
	if segment == wildcard {
		if n.any == nil {
			n.any = &node{}
		}
		return n.any
	}
	if n.literals == nil {
		n.literals = make(map[string]*node)
	}
	if n.literals[segment] == nil {
		n.literals[segment] = &node{}
	}
	return n.literals[segment]
}

func (n *node) match(rest string, depth int) (best *Target, length int) {
	best, length = n.target, depth
	segment, below, _ := strings.Cut(rest, "/")
	if segment == "" {
		return best, length
	}
	if next := n.literals[segment]; next != nil {
		if target, deep := next.match(below, depth+1); target != nil && (best == nil || deep > length) {
			best, length = target, deep
		}
	}
	if n.any != nil {
		if target, deep := n.any.match(below, depth+1); target != nil && (best == nil || deep > length) {
			best, length = target, deep
		}
	}
	return best, length
}
