"""EPCIS events as a member's own software would write them."""

import json
import uuid
from datetime import datetime, timedelta, timezone

CONTEXT = [
    "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
    {"agri": "https://daftar.tj/voc/"},
]
DUSHANBE = timezone(timedelta(hours=5))


def with_check_digit(digits: str) -> str:
    """GS1 General Specifications §7.9: weights 3 and 1 from the right."""
    total = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits)))
    return digits + str(-total % 10)


def gtin(prefix: str, item: int = 1) -> str:
    return with_check_digit("0" + prefix + str(item).zfill(12 - len(prefix)))


def gln(prefix: str, place: int = 1) -> str:
    return with_check_digit(prefix + str(place).zfill(12 - len(prefix)))


def lot(prefix: str, number: str, item: int = 1) -> str:
    """The Digital Link path of a lot."""
    return f"/01/{gtin(prefix, item)}/10/{number}"


def identifier(path: str) -> str:
    return "https://id.gs1.org" + path


def place(prefix: str) -> dict:
    return {"id": identifier("/414/" + gln(prefix))}


def party(prefix: str) -> str:
    return identifier("/417/" + gln(prefix, 0))


def time_text(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")


def now(**later: float) -> str:
    return time_text(datetime.now(DUSHANBE) + timedelta(**later))


def new_id() -> str:
    return f"urn:uuid:{uuid.uuid4()}"


def amount(lot_of: str, kilograms) -> dict:
    return {"epcClass": identifier(lot_of), "quantity": kilograms, "uom": "KGM"}


def event(kind: str, step: str, prefix: str, **fields) -> dict:
    """Any event; a field that is given replaces the usual one, None leaves it out."""
    members = {
        "type": kind,
        "eventID": new_id(),
        "eventTime": now(minutes=-1),
        "eventTimeZoneOffset": "+05:00",
        "bizStep": step,
        "readPoint": place(prefix),
        "bizLocation": place(prefix),
    } | fields
    return {name: value for name, value in members.items() if value is not None}


def harvest(prefix: str, lot_of: str, kilograms=100, **fields) -> dict:
    return event(
        "ObjectEvent",
        "https://daftar.tj/voc/BizStep-harvesting",
        prefix,
        action="ADD",
        quantityList=[amount(lot_of, kilograms)],
        **fields,
    )


def transformation(prefix: str, inputs: list[dict], outputs: list[dict], step="drying", **fields):
    if step == "drying":
        step = "https://daftar.tj/voc/BizStep-drying"
    return event(
        "TransformationEvent",
        step,
        prefix,
        inputQuantityList=inputs,
        outputQuantityList=outputs,
        **fields,
    )


def shipping(prefix: str, lot_of: str, kilograms, to: str, **fields) -> dict:
    return event(
        "ObjectEvent",
        "shipping",
        prefix,
        action="OBSERVE",
        quantityList=[amount(lot_of, kilograms)],
        sourceList=[{"type": "possessing_party", "source": party(prefix)}],
        destinationList=[{"type": "possessing_party", "destination": party(to)}],
        **({"disposition": "in_transit"} | fields),
    )


def receiving(prefix: str, lot_of: str, kilograms, sender: str, **fields) -> dict:
    return event(
        "ObjectEvent",
        "receiving",
        prefix,
        action="OBSERVE",
        quantityList=[amount(lot_of, kilograms)],
        sourceList=[{"type": "possessing_party", "source": party(sender)}],
        destinationList=[{"type": "possessing_party", "destination": party(prefix)}],
        **({"disposition": "in_progress"} | fields),
    )


def document(*events: dict, **more) -> dict:
    return {
        "@context": CONTEXT,
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": now(),
        "epcisBody": {"eventList": list(events)},
    } | more


def text(value: dict) -> str:
    return json.dumps(value, ensure_ascii=False)
