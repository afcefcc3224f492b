"""What people do inside a story: work with a due time, presence, kept words, merging."""
