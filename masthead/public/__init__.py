"""What readers see: view models, templates, style and the views that join them to the domains."""
