"""The ``masthead`` command: thin, one module a verb.

Modules named after a verb are read for ``--help`` and import no Django; each loads the module that
does its work once Django stands (`masthead.cli.start.start_django`).
"""
