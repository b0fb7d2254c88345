"""Read a file: what kind it is, its cells, what they mean.  Runs inside the fence (`child.py`)."""

from app.intake.cells import Book, Sheet, Unreadable
from app.intake.filled import is_template, read_template
from app.intake.precheck import MAX_BYTES
from app.intake.reading import Answers, Reading
from app.intake.recognise import recognise
from app.intake.register import Register
from app.intake.sheets import read_html, read_spreadsheet_ml, read_workbook
from app.intake.text import decode, read_text
from app.intake.understand import understand
from app.intake.unions import Named, unions_for
from app.intake.xml_records import read_xml_records


def read_bytes(
    data: bytes,
    name: str,
    union: str,
    *,
    aliases: tuple[str, ...] = (),
    register: Register | None = None,
    answers: Answers | None = None,
    here: tuple[Named, ...] = (),
) -> Reading:
    """The reading of one file on behalf of one union.  Never raises Unreadable: that is a refusal with its reason."""
    kind = "?"
    try:
        if len(data) > MAX_BYTES:
            raise Unreadable("too_large")
        kind = recognise(data)
        book = _book(data, kind)
        if sheet := _our_template(book):
            return read_template(sheet, name, union)
        return understand(book, name, unions_for(union, aliases, here), register, answers or Answers())
    except Unreadable as refusal:
        return Reading(file=name, status="reject", kind=kind, reason=refusal.reason, values=refusal.values)
    except MemoryError:
        return Reading(file=name, status="reject", kind=kind, reason="too_large")


def _our_template(book: Book) -> Sheet | None:
    return next((sheet for sheet in book.sheets if is_template(sheet)), None)


def _book(data: bytes, kind: str) -> Book:
    match kind:
        case "pdf":
            from app.intake.pdf import read_pdf  # 30 ms that the other kinds need not pay

            return read_pdf(data)
        case "zip" | "xls":
            return read_workbook(data, kind)
        case "html":
            return read_html(decode(data))
        case "xml":
            return read_spreadsheet_ml(data)
        case "records":
            return read_xml_records(data)
        case "text":
            return read_text(data)
        case "mail":
            return _mail(data)
    raise Unreadable({"encrypted": "password", "image": "image_only", "empty": "empty"}.get(kind, "corrupt"))


def _mail(data: bytes) -> Book:
    """The list that is attached, or else the mail itself; where there is more than one, each is a sheet of one book."""
    from app.intake.mail import read_mail  # 15 ms that the other kinds need not pay

    mail = read_mail(data)
    books: list[Book] = []
    if not mail.attached or mail.says_people:
        of_page = mail.has_table or not mail.text
        books.append(read_html(mail.page) if of_page else read_text(mail.text.encode()))
    for name, content in mail.attached:
        kind = recognise(content)
        book = _book(content, "corrupt" if kind == "mail" else kind)
        for sheet in book.sheets if len(mail.attached) + len(books) > 1 else []:
            sheet.name = f"{name} {sheet.name}".strip()
        books.append(book)
    sheets, notes = [sheet for book in books for sheet in book.sheets], [note for book in books for note in book.notes]
    return Book(books[0].kind, sheets, notes)
