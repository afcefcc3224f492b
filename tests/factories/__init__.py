"""Factories: one module a domain. They go through the services, so that tests hold what users get."""
