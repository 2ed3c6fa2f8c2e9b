"""The cellar: the books, and the only package that speaks SQL."""
