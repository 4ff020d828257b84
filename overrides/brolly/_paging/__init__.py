"""Pagination: choose the next request and drop records that were already returned."""
