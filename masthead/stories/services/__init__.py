"""Writes: one module a capability, one function a mutation. Keyword-only, typed, atomic."""
