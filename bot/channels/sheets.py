"""Tables as workbooks."""

import io
from collections.abc import Iterable, Sequence


def sheet(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows, the header first, as an .xlsx in which text stays text: no formulas, leading zeros kept."""
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": True, "in_memory": False}) as book:
        page = book.add_worksheet()
        bold = book.add_format({"bold": True})
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                page.write_string(at, column, cell, bold if at == 0 else None)
        page.freeze_panes(1, 0)
    return content.getvalue()
