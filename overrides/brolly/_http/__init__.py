"""HTTP transports. Only these modules use HTTP libraries."""
