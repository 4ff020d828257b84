"""Recordings of a sandbox or a HAR file: redacted before they are kept, and replayed."""
