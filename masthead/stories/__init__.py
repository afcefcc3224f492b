"""Stories and all that publishing them takes. Never hears of wire, comments or related."""
