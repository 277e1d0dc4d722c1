"""Notes and files attached to what is in the books."""

import base64
import json
import random
from typing import Any

import pytest
import requests

from tests.sandbox.client import TIMEOUT, Client, Json, fitting, invoice

FILE = random.Random(5).randbytes(3000) + b"\r\n--\r\n\x00"
NAMED = ("scan.pdf", FILE, "application/pdf")


def linked(kind: str, identifier: str) -> list[Json]:
    """What an attachment says of the record it belongs to."""
    return [{"EntityRef": {"type": kind, "value": identifier}, "IncludeOnSend": True}]


def upload(us: Client, **files: tuple[str, bytes | str, str]) -> list[Json]:
    """The answers to an upload."""
    answer = fitting(us.session.post(us.url("upload"), files=files, timeout=TIMEOUT))
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["AttachableResponse"]
    return found


def test_a_note_is_attached_changed_found_and_deleted(us: Client) -> None:
    bill = us.make("Invoice", invoice(5))
    made = us.make("Attachable", {"Note": "call first", "AttachableRef": linked("Invoice", bill["Id"])})
    assert made["AttachableRef"][0]["EntityRef"] == {"type": "Invoice", "value": bill["Id"]}
    changed = us.make("Attachable", {**made, "Note": "called"})
    assert (changed["Note"], changed["SyncToken"]) == ("called", "1")
    where = f"AttachableRef.EntityRef.type = 'invoice' and AttachableRef.EntityRef.value = '{bill['Id']}'"
    assert us.query(f"select * from Attachable where {where}")["Attachable"] == [changed]
    assert us.query("select * from Attachable where AttachableRef.EntityRef.value = '77'") == {}
    us.make("Attachable", {"Id": made["Id"], "SyncToken": "1"}, operation="delete")
    assert us.get(f"attachable/{made['Id']}").json()["Fault"]["Error"][0]["code"] == "610"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"Category": "Other"}, "2020"),
        ({"Note": "x" * 2001}, "2050"),
        ({"Note": "x", "AttachableRef": linked("Invoice", "999")}, "2500"),
        ({"Note": "x", "AttachableRef": linked("Nothing", "1")}, "2170"),
        ({"Note": "x", "AttachableRef": [{"EntityRef": {"value": "1"}}]}, "2020"),
        ({"Note": "x", "AttachableRef": [{"IncludeOnSend": True}]}, "2020"),
    ],
)
def test_what_cannot_be_attached_is_refused(us: Client, body: Json, code: str) -> None:
    assert us.fault("attachable", body)["code"] == code


def test_a_file_is_uploaded_with_its_metadata_and_comes_back_byte_for_byte(us: Client) -> None:
    bill = us.make("Invoice", invoice(5))
    about = {"FileName": "receipt.pdf", "Note": "n", "AttachableRef": linked("Invoice", bill["Id"])}
    made = upload(us, file_metadata_01=("m", json.dumps(about), "application/json"), file_content_01=NAMED)[0][
        "Attachable"
    ]
    assert (made["FileName"], made["Size"], made["ContentType"]) == ("receipt.pdf", len(FILE), "application/pdf")
    assert made["AttachableRef"][0]["EntityRef"]["value"] == bill["Id"]
    assert made == us.read("Attachable", made["Id"])
    link = us.get(f"download/{made['Id']}")
    assert link.text == made["TempDownloadUri"]
    fetched = requests.get(link.text, timeout=TIMEOUT)
    assert (fetched.content, fetched.headers["Content-Type"]) == (FILE, "application/pdf")
    renamed = us.make("Attachable", {"Id": made["Id"], "SyncToken": "0", "sparse": True, "FileName": "b.pdf"})
    assert (renamed["FileName"], renamed["Size"]) == ("b.pdf", len(FILE))
    assert requests.get(renamed["TempDownloadUri"], timeout=TIMEOUT).content == FILE


def test_each_file_of_an_upload_has_its_own_answer(us: Client) -> None:
    wrong = json.dumps({"AttachableRef": linked("Invoice", "999")})
    made, refused = upload(
        us, file_content_01=NAMED, file_metadata_02=("m", wrong, "application/json"), file_content_02=NAMED
    )
    assert made["Attachable"]["FileName"] == "scan.pdf"
    assert refused["Fault"]["Error"][0]["code"] == "2500"


def test_a_file_in_base64_without_a_name_is_read_as_client_libraries_send_it(us: Client) -> None:
    body = (
        '\n--x\nContent-Disposition: form-data; name="file_metadata_01"\nContent-Type: application/json\n\n'
        '{"FileName": "a.pdf"}\n\n--x\nContent-Disposition: form-data; name="file_content_01"\n'
        "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n"
        f"{base64.b64encode(FILE).decode()}\n\n--x--\n"
    )
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = us.session.post(us.url("upload"), data=body, headers=headers, timeout=TIMEOUT)
    made = answer.json()["AttachableResponse"][0]["Attachable"]
    assert (made["FileName"], made["Size"]) == ("a.pdf", len(FILE))


def test_an_upload_is_done_once_for_each_requestid(us: Client) -> None:
    answers = [
        us.session.post(us.url("upload?requestid=u"), files={"file_content_01": NAMED}, timeout=TIMEOUT)
        for _ in range(2)
    ]
    assert answers[0].content == answers[1].content
    assert us.query("select count(*) from Attachable") == {"totalCount": 1}


def test_what_is_no_upload_is_refused(us: Client) -> None:
    def code(**body: Any) -> str:
        answer = us.session.post(us.url("upload"), timeout=TIMEOUT, **body)
        return str(answer.json()["Fault"]["Error"][0]["code"])

    assert code(json={}) == "2010"
    assert code(files={"other": NAMED}) == "2010"
    assert code(files={"file_metadata_01": NAMED}) == "2020"


def test_a_note_has_no_file(us: Client) -> None:
    note = us.make("Attachable", {"Note": "no file"})
    assert "TempDownloadUri" not in note
    assert us.get(f"download/{note['Id']}").json()["Fault"]["Error"][0]["code"] == "610"
    missing = requests.get(f"{us.sandbox.url}/sandbox/files/{us.realm}/{note['Id']}", timeout=TIMEOUT)
    assert missing.status_code == 404


@pytest.mark.parametrize("kind", ["application/xml", "application/xml; charset=UTF-8"])
def test_metadata_may_be_xml(us: Client, kind: str) -> None:
    about = "<Attachable><FileName>x.pdf</FileName><Note>n</Note></Attachable>"
    made = upload(us, file_metadata_01=("m", about, kind), file_content_01=NAMED)[0]["Attachable"]
    assert (made["FileName"], made["Note"], made["Size"]) == ("x.pdf", "n", len(FILE))
