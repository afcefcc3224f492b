"""Sponsors of an edition: where they stand, whose turn it is, and counts that know no reader."""
