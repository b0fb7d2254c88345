"""The ruling lines of a PDF page: text between two of them stands in one row of a table."""

import ctypes
from bisect import bisect_left

import pypdfium2
import pypdfium2.raw as raw

_MOST = 20_000


def horizontal_rules(page: pypdfium2.PdfPage) -> list[float]:
    """How far down (growing downwards, as `-y`) lines are drawn across; empty for pages that are turned."""
    if page.get_rotation():
        return []
    found: set[float] = set()
    looked = 0
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        points = _points(drawn.raw)
        looked += len(points)
        if looked > _MOST:
            break
        high = max((y for _, y in points), default=0) - min((y for _, y in points), default=0)
        for (x0, y0), (x1, y1) in zip(points, [*points[1:], *points[:1]], strict=True):
            if abs(y1 - y0) < 1 and abs(x1 - x0) > 15:
                found.add(round(-y0 if high > 3 else -points[0][1], 1))
    return sorted(found)


def _points(path: raw.FPDF_PAGEOBJECT) -> list[tuple[float, float]]:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(path, matrix):
        return []
    x, y = ctypes.c_float(), ctypes.c_float()
    points = []
    for n in range(min(raw.FPDFPath_CountSegments(path), 400)):
        raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(path, n), x, y)
        points.append(
            (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
        )
    return points


def row_between(rules: list[float], down: float) -> int | None:
    """Which row of the ruled table a baseline lies in; None above the first rule and below the last."""
    at = bisect_left(rules, down)
    return at if 0 < at < len(rules) else None
