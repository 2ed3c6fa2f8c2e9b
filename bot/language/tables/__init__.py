"""Word lists in both languages: what people say, apart from how it is read.

中英文词表：人们怎么说，与怎么读分开放。
"""
