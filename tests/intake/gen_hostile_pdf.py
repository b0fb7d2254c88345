"""The PDF part of `gen_hostile.py`."""

# ruff: noqa: E501, SIM115
import sys
import zlib

OUT = sys.argv[1] if len(sys.argv) > 1 else "generated"


def pdf(objs, n, tail=b""):
    o = b"%PDF-1.7\n"
    off = []
    for i, b_ in enumerate(objs, 1):
        off.append(len(o))
        o += b"%d 0 obj\n" % i + b_ + b"\nendobj\n"
    xr = len(o)
    o += (
        b"xref\n0 %d\n0000000000 65535 f \n" % (len(objs) + 1)
        + b"".join(b"%010d 00000 n \n" % k for k in off)
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objs) + 1, xr)
        + tail
    )
    open(f"{OUT}/pdf/{n}.pdf", "wb").write(o)


def st(d, extra=b""):
    return b"<<%s/Length %d>>stream\n" % (extra, len(d)) + d + b"\nendstream"


CAT = b"<</Type/Catalog/Pages 2 0 R>>"
PG = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
P1 = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
F1 = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
TX = b"BT /F1 12 Tf 50 700 Td (01010012345 Kari Nordmann 450,00) Tj ET"
pdf([CAT, PG, P1, st(TX), F1], "ok_minimal")
pdf([CAT, PG, P1, st(b""), F1], "no_text")
z = zlib.compress(b" " * 500_000_000, 9)
pdf([CAT, PG, P1, st(z, b"/Filter/FlateDecode"), F1], "bomb_flate_500MB")
z2 = zlib.compress(zlib.compress(b" " * 1_000_000_000, 9), 9)
pdf([CAT, PG, P1, st(z2, b"/Filter[/FlateDecode/FlateDecode]"), F1], "bomb_flate_twice_1GB")
pdf([CAT, PG, P1, st(zlib.compress(TX * 200_000, 9), b"/Filter/FlateDecode"), F1], "text_200k_ops")
pdf([CAT, b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", P1, st(TX), F1], "pages_cycle_self")
pdf(
    [CAT, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>", st(TX), F1], "pages_cycle_two"
)
pdf([CAT, b"<</Type/Pages/Kids[" + b"3 0 R " * 200_000 + b"]/Count 200000>>", P1, st(TX), F1], "pages_200k_same")
pdf([CAT, b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>", P1, st(TX), F1], "count_lies")
pdf([CAT, PG, P1, st(b"q " * 1_000_000), F1], "q_1M_unbalanced")
pdf(
    [
        CAT,
        PG,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e30 1e30]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        st(TX),
        F1,
    ],
    "mediabox_huge",
)
pdf(
    [
        CAT,
        PG,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 6 0 R>>>>>>",
        st(b"/X Do"),
        F1,
        st(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X 6 0 R>>>>"),
    ],
    "xobject_recursion",
)
pdf(
    [
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AA<</O<</S/URI/URI(http://127.0.0.1:9/)>>>>>>",
        PG,
        P1,
        st(TX),
        F1,
    ],
    "javascript_openaction",
)
pdf([b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(cmd.exe)>>>>", PG, P1, st(TX), F1], "launch_action")
pdf(
    [
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a.exe)6 0 R]>>>>>>",
        PG,
        P1,
        st(TX),
        F1,
        b"<</Type/Filespec/F(a.exe)/EF<</F 7 0 R>>>>",
        st(b"MZ"),
    ],
    "embedded_file",
)
pdf(
    [
        CAT,
        PG,
        P1,
        st(TX),
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/..#2F..#2F..#2Ftmp#2Fevil/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(/tmp/evil)/Supplement 0>>>>",
    ],
    "cmap_path_traversal_CVE-2025-64512",
)
pdf([CAT, PG, P1, b"<</Length 4 0 R>>stream\n" + TX + b"\nendstream", F1], "length_self_ref")
pdf([b"[" * 100_000 + b"]" * 100_000, PG, P1, st(TX), F1], "array_depth_100k")
pdf([CAT, PG, P1, st(TX), F1], "trailing_html", b"<script>alert(1)</script>")
k = open(f"{OUT}/pdf/ok_minimal.pdf", "rb").read()
for n, d in {
    "zero_bytes": b"",
    "header_only": b"%PDF-1.7",
    "truncated": k[:200],
    "no_header": k[9:],
    "html_renamed": b"<html><script>alert(1)</script></html>",
    "startxref_huge": k.replace(b"startxref\n", b"startxref\n9" * 1 + b"9999999999"),
    "xref_loop": k.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Prev %d>>" % k.rfind(b"xref\n0")),
}.items():
    open(f"{OUT}/pdf/{n}.pdf", "wb").write(d)
for s in range(200):
    b = bytearray(k)
    stt = s * 2654435761 & 0xFFFFFFFF
    for _ in range(1 + s % 9):
        stt = (stt * 1103515245 + 12345) & 0x7FFFFFFF
        b[stt % len(b)] ^= 1 << (stt >> 16) % 8
    open(f"{OUT}/pdf/flip_{s:03d}.pdf", "wb").write(b)
