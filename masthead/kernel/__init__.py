"""The floor of the house: time, text, addresses, clean HTML and guarded XML.

Nothing here knows a Django model or another Masthead package.
"""
