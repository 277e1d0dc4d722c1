"""Bank statements of every form are read to the cent, or refused with file, place and way out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.trust.inputs import Statement
from matterbooks.reconcile.trust.reading import read_statement

OFX_1 = """OFXHEADER:100
DATA:OFXSGML
VERSION:102
ENCODING:USASCII

<OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STMTRS><CURDEF>AUD
<BANKACCTFROM><BANKID>062000<ACCTID>12345678<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20261001<DTEND>20261031
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261013120000[10:AEST]<TRNAMT>+5000.00<FITID>1<NAME>Smith &amp; Co
<MEMO>on account</STMTTRN>
<STMTTRN><TRNTYPE>CHECK<DTPOSTED>20261031<TRNAMT>-1500.00<FITID>2<CHECKNUM>240</STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>8500.00<DTASOF>20261031</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
OFX_2 = """<?xml version="1.0" encoding="UTF-8"?>
<?OFX OFXHEADER="200" VERSION="220" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>
<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>AUD</CURDEF>
<BANKACCTFROM><BANKID>062000</BANKID><ACCTID>12345678</ACCTID><ACCTTYPE>CHECKING</ACCTTYPE></BANKACCTFROM>
<BANKTRANLIST><DTSTART>20261001</DTSTART><DTEND>20261031</DTEND>
<STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20261013</DTPOSTED><TRNAMT>5000.00</TRNAMT><FITID>1</FITID>
<NAME>Smith &amp; Co</NAME><MEMO>on account</MEMO></STMTTRN>
<STMTTRN><TRNTYPE>CHECK</TRNTYPE><DTPOSTED>20261031</DTPOSTED><TRNAMT>-1500.00</TRNAMT><FITID>2</FITID>
<CHECKNUM>240</CHECKNUM></STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>8500.00</BALAMT><DTASOF>20261031</DTASOF></LEDGERBAL>
</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>1</Id>
<FrToDt><FrDtTm>2026-10-01T00:00:00</FrDtTm><ToDtTm>2026-10-31T00:00:00</ToDtTm></FrToDt>
<Acct><Id><Othr><Id>12345678</Id></Othr></Id></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="AUD">5000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<Dt><Dt>2026-10-01</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="AUD">8500.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<Dt><Dt>2026-10-31</Dt></Dt></Bal>
<Ntry><Amt Ccy="AUD">5000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2026-10-13</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
<RltdPties><Dbtr><Nm>Smith &amp; Co</Nm></Dbtr></RltdPties></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="AUD">1500.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-10-31</Dt></BookgDt>
<NtryDtls><TxDtls><Refs><ChqNb>240</ChqNb></Refs></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="AUD">77.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts>
<BookgDt><Dt>2026-10-31</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>
"""
CSV = """Trust account 12345678,,,,
Date,Transaction details,Withdrawals,Deposits,Balance
31/10/2026,Cheque 240,"1,500.00",,"$8,500.00 CR"
13/10/2026,Smith & Co,,"5,000.00","$10,000.00 CR"
01/10/2026,Opening balance,,,"$5,000.00 CR"
"""
BANK_CSV = """account,date,kind,statement_balance,amount,reference,description
1050,2026-09-30,balance,5000.00,,,
1050,2026-10-13,line,,5000.00,,Smith & Co
1050,2026-10-31,line,,-1500.00,240,
1050,2026-10-31,balance,8500.00,,,
"""


def read(folder: Path, text: str, account: str = "1050") -> Statement:
    """What is read of a file with this text."""
    path = folder / "statement"
    path.write_text(text, encoding="utf-8", newline="")
    return read_statement(account, path)


def refused(folder: Path, text: str) -> FileRefusedError:
    """Why such a file is refused."""
    with pytest.raises(FileRefusedError) as caught:
        read(folder, text)
    assert str(caught.value).startswith(str(folder / "statement"))
    assert caught.value.way_out
    return caught.value


@pytest.mark.parametrize(
    ("text", "form"),
    [(OFX_1, "OFX 1"), (OFX_2, "OFX 2"), (CAMT, "CAMT.053"), (CSV, "CSV"), (BANK_CSV, "bank.csv")],
    ids=["OFX 1", "OFX 2", "CAMT.053", "CSV", "bank.csv"],
)
def test_the_same_month_in_every_form_is_read_alike(tmp_path: Path, text: str, form: str) -> None:
    found = read(tmp_path, text)
    assert found.file.form == form
    assert [(line.date.day, line.cents) for line in found.lines] == [(13, 500_000), (31, -150_000)]
    assert (found.balances[-1].date, found.balances[-1].cents) == (date(2026, 10, 31), 850_000)
    assert found.starts == {"1050": date(2026, 10, 1)}
    assert "Smith & Co" in found.lines[0].description
    assert "240" in found.lines[1].reference + found.lines[1].description


def test_the_columns_of_a_banks_csv_are_shown(tmp_path: Path) -> None:
    assert dict(read(tmp_path, CSV).file.columns) == {
        "date": "Date", "description": "Transaction details", "debit": "Withdrawals", "credit": "Deposits",
        "balance": "Balance",
    }  # fmt: skip


def test_an_entry_that_a_statement_repeats_counts_once(tmp_path: Path) -> None:
    one = "<STMTTRN><TRNTYPE>CHECK<DTPOSTED>20261031<TRNAMT>-1500.00<FITID>2<CHECKNUM>240</STMTTRN>"
    assert len(read(tmp_path, OFX_1.replace(one, one * 2)).lines) == 2


def test_months_that_are_words_and_decimal_commas_are_read(tmp_path: Path) -> None:
    text = "Date;Details;Amount\n31 Oct 2026;Cheque 240;-1.500,00\n13 Oct 2026;Smith & Co;5.000,00\n"
    found = read(tmp_path, text)
    assert [(line.date.day, line.cents) for line in found.lines] == [(13, 500_000), (31, -150_000)]
    assert "bank.csv" in found.file.warnings[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CSV.replace('13/10/2026,Smith & Co,,"5,000.00"', '13/10/2026,Smith & Co,,"4,000.00"'), "does not follow"),
        (CSV.replace("Withdrawals,Deposits", "Aus,Ein"), "no row names the columns"),
        (CSV.replace('"1,500.00"', "lots"), "'lots' in column 'Withdrawals' is not an amount"),
        (CSV.replace("31/10/2026", "11/10/2026").replace("13/10", "12/10"), "day first or month first"),
        (BANK_CSV.replace("-1500.00", "-1600.00"), "the lines after 2026-09-30 come to 3,400.00"),
        (BANK_CSV.replace(",line,", ",entry,"), "'entry' in column kind is none of"),
        (OFX_1.replace("<TRNAMT>-1500.00", "<TRNAMT>about 1500"), "TRNAMT 'about 1500' is not an amount"),
        (OFX_1.replace("20261031<TRNAMT>", "soon<TRNAMT>"), "DTPOSTED 'soon' is not a date"),
        (OFX_1[: OFX_1.index("</BANKTRANLIST>")], "is cut off"),
        (CAMT.replace("8500.00", "8600.00"), "does not add up"),
        (CAMT[:-100], "cannot be read as XML"),
        (CAMT.replace("<CdtDbtInd>DBIT", "<CdtDbtInd>BOTH"), "entry 2 has no amount with CRDT or DBIT"),
        ("\n", "is empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_without_guessing_is_refused(tmp_path: Path, text: str, words: str) -> None:
    assert words in str(refused(tmp_path, text))


def test_a_refusal_names_the_row(tmp_path: Path) -> None:
    assert refused(tmp_path, CSV.replace('"1,500.00"', "lots")).row == 3
    assert refused(tmp_path, OFX_1.replace("<TRNAMT>-1500.00", "<TRNAMT>x")).row == 11


BOMB = (
    '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
)


@pytest.mark.parametrize(
    "text", [CAMT.replace("<Document", f"{BOMB}<Document", 1), OFX_2.replace("<OFX>", f"{BOMB}<OFX>", 1)]
)
def test_no_entity_is_ever_expanded(tmp_path: Path, text: str) -> None:
    assert "document type" in str(refused(tmp_path, text.replace("Smith &amp; Co", "&b;&c;")))


def test_an_xml_statement_in_another_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "latin.xml"
    path.write_bytes(CAMT.replace("UTF-8", "ISO-8859-1").replace("Smith &amp; Co", "Zoë Müller").encode("latin-1"))
    assert read_statement("1050", path).lines[0].description == "Zoë Müller"


@pytest.mark.parametrize("text", [OFX_1, OFX_2, CAMT, CSV, BANK_CSV], ids=["OFX 1", "OFX 2", "CAMT", "CSV", "bank.csv"])
def test_a_file_that_was_spoilt_at_random_is_read_or_refused_and_nothing_else(tmp_path: Path, text: str) -> None:
    rng, path = Random(17), tmp_path / "spoilt"
    outcomes = set()
    for _ in range(60):
        content = bytearray(text.encode())
        at = rng.randrange(len(content))
        content[at : at + rng.randint(0, 20)] = bytes(rng.choice(b'<>&;,"\x00\xff\n09./-()') for _ in range(3))
        path.write_bytes(bytes(content[: rng.choice((len(content), at + 40))]))
        try:
            read_statement("1050", path)
            outcomes.add("read")
        except FileRefusedError:
            outcomes.add("refused")
    assert "refused" in outcomes


def test_an_unknown_encoding_or_period_is_refused(tmp_path: Path) -> None:
    assert "unknown encoding" in str(refused(tmp_path, CAMT.replace("UTF-8", "KLINGON-8")))
    assert "has no date ('soon')" in str(refused(tmp_path, CAMT.replace("2026-10-01T00:00:00", "soon")))
