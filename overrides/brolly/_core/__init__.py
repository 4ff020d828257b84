"""The core of a client: what a call is, how it is carried out, what its answer says."""
