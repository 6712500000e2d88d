"""The mcp-server service: Model Context Protocol tools over the public API, with the caller's own token."""

__version__ = "0.1.0"
