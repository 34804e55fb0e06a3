"""Documents of events of about 1.5 KB, each a harvest of a lot of its own."""

import json
import uuid

from EndToEnd.support import events

EVENT_OCTETS = 1500
# What fills an event to its size: words that everybody may have, and words that its node keeps.
PUBLIC_WORDS, PRIVATE_WORDS = "agri:description", "agri:note"


class Harvests:
    """Makes documents that differ in event ids and lots alone, from a template that is made once."""

    def __init__(self, series: str, prefix: str, words: str = PUBLIC_WORDS):
        self._series = series
        self._made = 0
        head, tail = events.text(events.document({"here": 1})).split('{"here": 1}')
        self._head, self._tail = head.encode(), tail.encode()
        self._parts = [part.encode() for part in _template(prefix, words).split("@")]

    def document(self, count: int) -> bytes:
        return self._head + b",".join(self.event() for _ in range(count)) + self._tail

    def event(self) -> bytes:
        """The template with an id and a lot number in its two gaps."""
        self._made += 1
        number = f"{self._series}-{self._made:08d}".encode()
        first, second, third = self._parts
        return first + str(uuid.uuid4()).encode() + second + number + third


def _template(prefix: str, words: str) -> str:
    """An event as a farm's software might send it, with sensor readings, padded to its size."""
    event = events.harvest(
        prefix,
        events.lot(prefix, "@"),
        412.5,
        eventID="urn:uuid:@",
        disposition="active",
        bizTransactionList=[
            {"type": "po", "bizTransaction": "https://example.tj/orders/2026-0711-0042"}
        ],
        sensorElementList=[
            {
                "sensorMetadata": {"time": "2026-07-11T09:58:00.000+05:00"},
                "sensorReport": [
                    {"type": "Temperature", "value": 27.4, "uom": "CEL"},
                    {"type": "AbsoluteHumidity", "value": 9.1, "uom": "A93"},
                ],
            }
        ],
        ilmd={
            "cbvmda:harvestStartDate": "2026-07-11",
            "cbvmda:harvestEndDate": "2026-07-11",
            "cbvmda:countryOfOrigin": "TJ",
            "agri:variety": {"tg": "Мирсанҷалӣ", "ru": "Мирсанджали", "en": "Mirsanjali"},
        },
    )
    # eventID stands before the lot in the text, so the gaps are filled in this order.
    missing = EVENT_OCTETS - len(json.dumps(event, ensure_ascii=False).encode()) - 60
    event["ilmd"][words] = "x" * max(0, missing)
    return events.text(event)
