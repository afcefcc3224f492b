"""An app whose periodic work leaves a trace."""
