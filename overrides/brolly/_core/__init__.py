"""The core of a client: calls, the pipeline that carries them out, and their responses."""
