package web

import (
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"pyairtable.dev/go-services/kit/apierror"
	"pyairtable.dev/go-services/kit/server"
)

// diskFull is PostgreSQL's code for it.
const diskFull = "53100"

// outcomeUnknown is said where a connection that may have had a statement was lost.
const outcomeUnknown = "The connection to the database was lost while it processed your request, which may have been carried out: look before you send it again"

// onDatabase answers with the catalogue's error when the database is full, away or busy.
func onDatabase(handler server.Handler) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error { return explain(handler(w, r)) }
}

func explain(err error) error {
	var known apierror.Error
	var fault *pgconn.PgError
	var refused *pgconn.ConnectError
	var broken *net.OpError
	switch {
	case err == nil, errors.As(err, &known):
		return err
	case errors.As(err, &fault):
		return explainCode(fault, err)
	case errors.As(err, &refused):
		return errors.Join(apierror.Retriable, err)
	case errors.As(err, &broken), errors.Is(err, io.ErrUnexpectedEOF):
		return errors.Join(apierror.Retriable.Saying(outcomeUnknown), err)
	}
	return err
}

// explainCode knows the codes of a failed connection, of means that ran out, of a server that stops or starts, and of
// statements that ended without effect: after their time, for want of a lock, or in the way of others.
func explainCode(fault *pgconn.PgError, err error) error {
	if fault.Code == diskFull {
		return errors.Join(apierror.StorageFull, err)
	}
	if isOneOf(fault.Code, "08000", "08003", "08006", "08007", "08P01", "57P01", "57P02") {
		return errors.Join(apierror.Retriable.Saying(outcomeUnknown), err)
	}
	if isOneOf(fault.Code, "08", "53", "57P", "57014", "55P03", "40001", "40P01") {
		return errors.Join(apierror.Retriable, err)
	}
	return err
}

// isOneOf tells whether a code is one of these, or of one of these classes.
func isOneOf(code string, classes ...string) bool {
	return slices.ContainsFunc(classes, func(class string) bool { return strings.HasPrefix(code, class) })
}
