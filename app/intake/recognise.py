"""What a file is, by its content; its name decides nothing."""

import re

_PROLOGUE = re.compile(rb"\s*(?:<\?[^>]{0,300}>|<!--.{0,2000}?-->|<!DOCTYPE html[^>]{0,300}>)", re.I | re.S)
_TAG = re.compile(rb"\s*<(\w{1,20}:)?(\w{1,20})")
_MAIL_HEADS = re.compile(rb"((?:[A-Za-z][\w-]{1,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,200}){3,200})\s*\n")
_SPREADSHEET_ML = b"urn:schemas-microsoft-com:office:spreadsheet"


def recognise(data: bytes) -> str:
    """'pdf' | 'zip' | 'encrypted' | 'xls' | 'html' | 'xml' | 'records' | 'image' | 'mail' | 'text' | 'empty'."""
    head = data[:4096]
    if not head.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        return "empty" if len(data) < 4096 else "text"
    if b"%PDF-" in head[:1024] and not head.startswith(b"PK"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "xls"
    if head.startswith((b"\x09\x08", b"\x09\x04\x06", b"\x09\x02")):
        return "xls"
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")):
        return "image"
    return _markup(data) or ("mail" if is_mail(data) else "text")


def is_mail(data: bytes) -> bool:
    """As mail programs save them, with the headers that tell how the rest is written; copied text has none of those."""
    found = _MAIL_HEADS.match(data[:65536].replace(b"\r\n", b"\n").lstrip(b"\xef\xbb\xbf\n"))
    names = {line.split(b":", 1)[0].lower() for line in found[1].splitlines()} if found else set()
    if names >= {b"mime-version", b"content-type"} and b"multipart/related" in (found[1].lower() if found else b""):
        return True  # a page that a browser or SAP saved as one file («.mht», also named .xls)
    return bool(names & {b"mime-version", b"content-type"}) and len(names & {b"from", b"to", b"subject", b"date"}) > 1


def _markup(data: bytes) -> str | None:
    head = data[:8192]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = data[:16384].decode("utf-16", "ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf")
    at = 0
    while skipped := _PROLOGUE.match(head, at):
        at = skipped.end()
    if not (found := _TAG.match(head, at)):
        return None
    if _SPREADSHEET_ML in head or found[2].lower() == b"workbook":
        return "xml"
    if found[2].lower() in (b"html", b"table", b"head", b"body", b"meta", b"style", b"div"):
        return "html"
    if b"<table" in data[:65536].lower():
        return "html"
    end = b"</" + (found[1] or b"") + found[2]
    return "records" if data.rstrip(b"\x00\r\n\t ").endswith(end + b">") or b"<?xml" in head[:200] else None
