"""A small chain of custody: an orchard, a drying works, an exporter."""

from datetime import datetime, timedelta

from . import events, genesis
from .node import Node

DISTRICT = {"tg": "Ноҳияи Исфара", "ru": "Исфаринский район", "en": "Isfara district"}
NAMES = {
    genesis.FARM: {"tg": "Боғи Исфара", "ru": "Сад Исфара", "en": "Isfara orchard"},
    genesis.DRIER: {"tg": "Корхонаи хушконӣ", "ru": "Сушильный цех", "en": "Isfara drying works"},
    genesis.EXPORTER: {"tg": "Ширкати содиротӣ", "ru": "Экспортёр", "en": "Khujand exports"},
}
PRODUCT = {"tg": "Зардолуи хушк", "ru": "Курага", "en": "Dried apricots"}


def _named(names: dict) -> list[dict]:
    return [
        {"id": "cbvmda:name", "attribute": names["en"]},
        {"id": "agri:name", "attribute": names},
    ]


def _master_data(prefix: str, product: bool = False) -> dict:
    """Names and whereabouts of a member, its place and perhaps its product (EPCIS 2.0 §9.4)."""
    whereabouts = [
        {"id": "cbvmda:city", "attribute": "Isfara"},
        {"id": "cbvmda:countryCode", "attribute": "TJ"},
        {"id": "agri:district", "attribute": DISTRICT},
    ]
    described = [
        ("Location", events.place(prefix)["id"], _named(NAMES[prefix]) + whereabouts),
        ("Party", events.party(prefix), _named(NAMES[prefix]) + whereabouts),
    ]
    if product:
        item = events.identifier("/01/" + events.gtin(prefix))
        described.append(("EPCClass", item, _named(PRODUCT)))
    vocabularies = [
        {
            "type": f"urn:epcglobal:epcis:vtype:{kind}",
            "vocabularyElementList": [{"id": name, "attributes": attributes}],
        }
        for kind, name, attributes in described
    ]
    return {"epcisHeader": {"epcisMasterData": {"vocabularyList": vocabularies}}}


class Chain:
    """Fresh apricots of an orchard, dried, and sent to an exporter; captured when it is made."""

    def __init__(self, node: Node, number: str = "A1"):
        self.fresh = events.lot(genesis.FARM, f"F-{number}")
        self.dried = events.lot(genesis.DRIER, f"D-{number}")
        self.begin = datetime.now(events.DUSHANBE) - timedelta(days=30)
        self.harvest_date = self.begin.date().isoformat()
        self.height = 0
        farm, drier, exporter = genesis.FARM, genesis.DRIER, genesis.EXPORTER
        self._capture(
            node,
            "farm",
            _master_data(farm),
            events.harvest(farm, self.fresh, 120, **self._on(0), ilmd=self._grown()),
            events.shipping(farm, self.fresh, 120, to=drier, **self._on(1)),
        )
        self._capture(
            node,
            "drier",
            _master_data(drier, product=True),
            events.receiving(drier, self.fresh, 120, sender=farm, **self._on(2)),
            events.transformation(
                drier,
                [events.amount(self.fresh, 120)],
                [events.amount(self.dried, 30)],
                **self._on(9),
            ),
            events.shipping(drier, self.dried, 30, to=exporter, **self._on(10)),
        )
        self._capture(
            node,
            "exporter",
            _master_data(exporter),
            events.receiving(exporter, self.dried, 30, sender=drier, **self._on(11)),
        )
        with node.client() as client:
            client.indexed(self.height)

    def _on(self, day: int) -> dict:
        return {"eventTime": events.time_text(self.begin + timedelta(days=day))}

    def _grown(self) -> dict:
        return {
            "cbvmda:harvestStartDate": self.harvest_date,
            "cbvmda:harvestEndDate": self.harvest_date,
            "cbvmda:countryOfOrigin": "TJ",
        }

    def _capture(self, node: Node, member: str, header: dict, *captured: dict) -> None:
        with node.client(member) as client:
            self.height = client.captured(events.document(*captured, **header))["height"]
