"""A law firm's trust money in QuickBooks: what each event does to the two trust accounts, the bank and the clients."""

from tests.sandbox.buying import deposit, direct, posted, purchase, spent
from tests.sandbox.client import Client, invoice, link, payment
from tests.sandbox.paying import deleted, fresh, side

BANK, LIABILITY = "Trust Bank Account", "Trust Accounts - Liabilities"


def _receipt(us: Client, amount: object, client: str = "1") -> None:
    entity = {"value": client, "type": "CUSTOMER"}
    line = direct(amount, "94", Entity=entity, CheckNum="77", PaymentMethodRef={"value": "2"})
    us.make("Deposit", deposit(line, DepositToAccountRef={"value": "93"}))


def _held(us: Client) -> dict[str, int]:
    """Cents the firm holds for each client."""
    held: dict[str, int] = {}
    for line in us.ledger()["lines"]:
        if line["account_id"] == "94":
            held[line["name"]] = held.get(line["name"], 0) - line["cents"]
    return held


def test_a_trust_receipt_is_a_deposit_held_for_its_client(us: Client) -> None:
    _receipt(us, 1000)
    assert posted(us) == {BANK: 100000, LIABILITY: -100000}
    assert _held(us) == {"Amy's Bird Sanctuary": 100000}


def test_a_trust_payment_is_a_cheque_on_the_trust_bank(us: Client) -> None:
    _receipt(us, 1000)
    line = spent(300, "94", CustomerRef={"value": "1"})
    us.make("Purchase", purchase(line, account="93", EntityRef={"value": "56", "type": "Vendor"}, DocNumber="9001"))
    assert posted(us) == {BANK: 70000, LIABILITY: -70000}
    assert _held(us) == {"Amy's Bird Sanctuary": 70000}


def test_a_refund_is_a_cheque_to_the_client(us: Client) -> None:
    _receipt(us, 1000)
    us.make("Purchase", purchase(spent(1000, "94"), account="93", EntityRef={"value": "1", "type": "Customer"}))
    assert posted(us) == {}
    assert _held(us) == {"Amy's Bird Sanctuary": 0}


def test_an_invoice_is_paid_from_trust_by_an_entry_and_a_payment(us: Client) -> None:
    _receipt(us, 1000)
    owed = us.make("Invoice", invoice(400))
    us.make("JournalEntry", {"Line": [side("Debit", "94", 400, "1"), side("Credit", "93", 400)]})
    us.make("Payment", payment(400, link(400, "Invoice", owed["Id"]), DepositToAccountRef={"value": "35"}))
    assert fresh(us, "Invoice", owed)["Balance"] == 0
    assert posted(us) == {BANK: 60000, LIABILITY: -60000, "Checking": 40000, "Services": -40000}


def test_cash_swept_in_one_lump_goes_through_a_clearing_account(us: Client) -> None:
    _receipt(us, 1000)
    for amount in (100, 250):
        owed = us.make("Invoice", invoice(amount))
        us.make("JournalEntry", {"Line": [side("Debit", "94", amount, "1"), side("Credit", "100", amount)]})
        us.make("Payment", payment(amount, link(amount, "Invoice", owed["Id"]), DepositToAccountRef={"value": "100"}))
    assert us.balance("Operating Clearing") == 0
    sweep = {"FromAccountRef": {"value": "93"}, "ToAccountRef": {"value": "35"}, "Amount": 350}
    us.make("Transfer", sweep)
    assert posted(us) == {BANK: 65000, LIABILITY: -65000, "Checking": 35000, "Services": -35000}


def test_money_goes_from_matter_to_matter_without_touching_the_bank(us: Client) -> None:
    _receipt(us, 1000)
    us.make("JournalEntry", {"Line": [side("Debit", "94", 200, "1"), side("Credit", "94", 200, "58")]})
    assert posted(us) == {BANK: 100000, LIABILITY: -100000}
    assert _held(us) == {"Amy's Bird Sanctuary": 80000, "Weiskopf Consulting": 20000}


def test_money_goes_from_trust_bank_to_trust_bank_by_transfer(us: Client) -> None:
    _receipt(us, 1000)
    other = us.make("Account", {"Name": "Controlled money", "AccountType": "Bank", "AccountSubType": "TrustAccounts"})
    body = {"FromAccountRef": {"value": "93"}, "ToAccountRef": {"value": other["Id"]}, "Amount": 600}
    us.make("Transfer", body)
    assert posted(us) == {BANK: 40000, "Controlled money": 60000, LIABILITY: -100000}


def test_an_event_is_taken_back_by_deletion_or_by_the_opposite_entry(us: Client) -> None:
    first = us.make("JournalEntry", {"Line": [side("Debit", "94", 50, "1"), side("Credit", "93", 50)]})
    us.make("JournalEntry", {"Line": [side("Credit", "94", 50, "1"), side("Debit", "93", 50)]})
    assert posted(us) == {}
    deleted(us, "JournalEntry", first)
    assert posted(us) == {BANK: 5000, LIABILITY: -5000}


def test_nothing_stops_a_client_from_going_below_nothing(us: Client) -> None:
    us.make("Purchase", purchase(spent(10, "94", CustomerRef={"value": "1"}), account="93"))
    assert _held(us) == {"Amy's Bird Sanctuary": -1000}
