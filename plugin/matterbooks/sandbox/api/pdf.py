"""A PDF of one page of text, small and plain, as good as any for an app that stores or shows what it downloads."""

from collections.abc import Sequence

WIDTH, HEIGHT, MARGIN, LEADING, SIZE = 595, 842, 56, 16, 11
LINES = (HEIGHT - 2 * MARGIN) // LEADING


def page(lines: Sequence[str]) -> bytes:
    """`lines` from the top of an A4 page in Helvetica; what does not fit is left out, other letters become ``?``."""
    text = b"".join(b"(" + _escaped(line) + b") Tj T*\n" for line in lines[:LINES])
    content = b"BT /F1 %d Tf %d TL %d %d Td\n%sET" % (SIZE, LEADING, MARGIN, HEIGHT - MARGIN - SIZE, text)
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>" % (WIDTH, HEIGHT),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
    )


def _escaped(line: str) -> bytes:
    shown = "".join(letter if letter.isprintable() else " " for letter in line)
    for sign in "\\()":
        shown = shown.replace(sign, f"\\{sign}")
    return shown.encode("cp1252", "replace")


def _file(objects: Sequence[bytes]) -> bytes:
    body, offsets = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    count = len(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table) + trailer
