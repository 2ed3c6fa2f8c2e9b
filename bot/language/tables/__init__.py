"""Word lists in both languages: what people say, apart from how it is read."""
