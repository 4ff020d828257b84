"""The contract of both providers as a tool: check one, record what it answers, replay it.

`brolly contract` is its command; it needs the extra `brolly[contract]`.
"""
