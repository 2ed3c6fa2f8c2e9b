"""Reads the XML of WeCom's callbacks. Pure functions, no I/O."""

from xml.parsers import expat

DEEPEST = 16  # elements inside of elements; WeCom nests five


class Malformed(ValueError):
    """Not the XML of a callback: broken, nested too deep, or with declarations that it has no use for."""


def fields(xml: bytes) -> dict[str, str]:
    """The text of each element just below the root; of two with one name, the first.

    Takes neither document types nor entities, so nothing in it can grow. Raises `Malformed`.
    """
    return _Reader().read(xml)


class _Reader:
    def __init__(self) -> None:
        self._found: dict[str, str] = {}
        self._open: list[str] = []
        self._words: list[str] = []

    def read(self, xml: bytes) -> dict[str, str]:
        parser = expat.ParserCreate("utf-8")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._hear
        try:
            parser.Parse(xml, True)
        except expat.ExpatError:
            raise Malformed("not XML") from None
        return self._found

    def _begin(self, name: str, _attributes: dict[str, str]) -> None:
        if len(self._open) >= DEEPEST:
            raise Malformed("nested too deep")
        self._open.append(name)
        self._words = []

    def _hear(self, words: str) -> None:
        if len(self._open) == 2:
            self._words.append(words)

    def _end(self, name: str) -> None:
        if len(self._open) == 2:
            self._found.setdefault(name, "".join(self._words))
        self._open.pop()

    def _refuse(self, *_declared: object) -> None:
        raise Malformed("a document type")
