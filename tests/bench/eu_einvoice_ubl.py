"""Totals and UBL of an invoice of three lines by eu-einvoice, timed. Prints nanoseconds: best and median of the rounds."""

import json
import statistics
import time

from eu_einvoice.model import prepare
from eu_einvoice.profiles import get_profile
from eu_einvoice.ubl import generate

ADDRESS = {"line1": "Korenmarkt 7", "city": "Gent", "postal_code": "9000", "country": "BE"}


def party(name, number):
    return {
        "name": name,
        "vat_id": f"BE{number}",
        "legal_id": {"id": number, "scheme": "0208"},
        "electronic_address": {"id": number, "scheme": "0208"},
        "address": ADDRESS,
        "contact": {"name": "An Peeters", "email": "info@helder.example"},
    }


INVOICE = {
    "profile": "peppol",
    "type": "invoice",
    "number": "INV-2026-0017",
    "issue_date": "2026-12-01",
    "due_date": "2026-12-24",
    "currency": "EUR",
    "buyer_reference": "B-7K2M9Q",
    "seller": party("Helder Schoonmaak", "0202239951"),
    "buyer": party("Bakkerij De Gouden Korst NV", "0477472701"),
    "payment": {"means_code": "30", "remittance_info": "+++202/6000/01711+++", "credit_transfers": [{"iban": "BE68539007547034", "bic": "GEBABEBB"}]},
    "lines": [{"name": "Home cleaning", "quantity": 1, "unit": "C62", "price": "60.00", "vat_category": "S", "vat_rate": 21} for _ in range(3)],
}


def write():
    key, profile = get_profile("peppol")
    invoice, issues = prepare(INVOICE, key)
    assert not issues.errors, issues
    return generate(invoice, profile)


def main():
    assert b"PayableAmount" in write()
    rounds = []
    for _ in range(15):
        started = time.perf_counter_ns()
        for _ in range(40):
            write()
        rounds.append((time.perf_counter_ns() - started) / 40)
    print(json.dumps({"nanoseconds": [round(min(rounds)), round(statistics.median(rounds))]}))


main()
