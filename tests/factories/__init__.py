"""Factories, one module a domain, through the services: tests hold what users get."""
