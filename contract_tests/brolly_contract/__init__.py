"""The contract of both providers as a tool: check one, record its responses, replay them.

`brolly contract` is its command; it needs the extra `brolly[contract]`.
"""
