package apierror

const modelNotFound = "Invalid permissions, or the requested model was not found. Check that both your user and your token have the required permissions, and that the model names and/or ids are correct."

// The part of the catalogue that the Go services answer with. A test compares each entry with
// libs/contracts/src/errors.ts, which is the source.
var (
	MalformedRequest       = entry("MALFORMED_REQUEST", 400, "The request could not be read. Check its address, its headers and the length of its body.")
	AuthenticationRequired = entry("AUTHENTICATION_REQUIRED", 401, "Authentication required")
	InvalidCredentials     = entry("INVALID_CREDENTIALS", 401, "That e-mail and password do not match an account.")
	ModelNotFound          = entry("INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND", 403, modelNotFound)
	InvalidPermissions     = entry("INVALID_PERMISSIONS", 403, "You are not permitted to perform this operation")
	ForeignOrigin          = entry("FOREIGN_ORIGIN", 403, "This request came from another site and was refused.")
	RouteNotFound          = Error{Type: "NOT_FOUND", Status: 404, Bare: true}
	NotFound               = entry("NOT_FOUND", 404, "")
	RequestTimeout         = entry("REQUEST_TIMEOUT", 408, "The request took too long to arrive.")
	RequestTooLarge        = entry("REQUEST_TOO_LARGE", 413, "Request body is too large")
	HeadersTooLarge        = entry("HEADERS_TOO_LARGE", 431, "The address and the headers of the request are too large.")
	InvalidRequest         = entry("INVALID_REQUEST_UNKNOWN", 422, "Invalid request: parameter validation failed. Check your request data.")
	InvalidBody            = entry("INVALID_REQUEST_BODY", 422, "Could not parse request body")
	InvalidSignUp          = entry("INVALID_SIGN_UP", 422, "That account could not be created. Check the e-mail address and the password, or sign in if you have signed up before.")
	UserExists             = entry("USER_EXISTS", 409, "A user with this e-mail already exists")
	RateLimitReached       = entry("RATE_LIMIT_REACHED", 429, "Rate limit exceeded. Please try again later")
	ServerError            = entry("SERVER_ERROR", 500, "Something went wrong on our side. The error id below stands in the log.")
	BadGateway             = entry("BAD_GATEWAY", 502, "A service behind this address did not answer.")
	Retriable              = entry("RETRIABLE_ERROR", 503, "Server encountered an error while processing your request, and it is safe to retry the request")
	StorageFull            = entry("STORAGE_FULL", 503, "The server has no room left to store this. Whoever runs it must make room on its disk.")
	GatewayTimeout         = entry("GATEWAY_TIMEOUT", 504, "The request took too long and was stopped.")
)

func entry(name string, status int, message string) Error {
	return Error{Type: name, Status: status, Message: message}
}
