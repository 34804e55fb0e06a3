"""The demo: founded, captured through the public interface, stopped and started again."""

import json
import os
import signal
import subprocess
import time
from urllib.parse import quote

from .support import events
from .support.case import WorldCase
from .support.client import Client
from .support.ports import free_ports
from .support.program import PROGRAM, daftar, daftar_json

# Founding, and three thousand events by a debug build on a busy machine.
READY_SECONDS = 300
STOP_SECONDS = 30
NODES = 4

NAMES = {
    "DAFTAR_URL",
    "DAFTAR_LABEL",
    "DAFTAR_LOT",
    "DAFTAR_TOKEN_FARM",
    "DAFTAR_TOKEN_PROCESSOR",
    "DAFTAR_TOKEN_EXPORTER",
    "DAFTAR_TOKEN_LABORATORY",
    "DAFTAR_TOKEN_REGULATOR",
    "DAFTAR_TOKEN_ADMIN",
    "DAFTAR_TOKEN_SANDBOX",
}

REFUSED = {
    "harvest.above_ceiling",
    "harvest.foreign_plot",
    "harvest.unknown_plot",
    "harvest.other_crop",
    "scope.foreign_prefix",
    "event.from_future",
    "yield.out_of_range",
    "balance.more_than_input",
    "yield.dry_matter",
    "facility.over_throughput",
    "custody.too_weak",
    "custody.overdrawn",
    "balance.overdrawn",
    "facility.over_capacity",
    "stock.unexplained",
    "stock.surplus",
    "shipment.seals_differ",
    "certificate.unknown",
    "certificate.overdrawn",
    "certificate.revoked",
    "certificate.scope",
    "certificate.unaccounted",
    "lot.failed_test",
    "export.embargo",
    "export.certificate_missing",
    "export.residue",
    "import.overdrawn",
    "import.foreign_declaration",
    "import.not_left",
    "opening.already_recorded",
    "opening.too_late",
    "delegation.not_confirmed",
    "delegation.scope",
    "plot.overlaps",
    "plot.area_differs",
}


class DemoTests(WorldCase):
    def setUp(self):
        super().setUp()
        self.home = self.world.path / "demo"
        self.port, peer_port = free_ports(NODES), free_ports(NODES)
        self.words = (
            *("network", "demo", "--home", str(self.home)),
            *("--port", str(self.port), "--peer-port", str(peer_port)),
        )
        self.addCleanup(self._stop)

    def _stop(self):
        for process in self._processes():
            os.kill(process, signal.SIGKILL)

    def _processes(self) -> list:
        return [int(file.read_text()) for file in sorted(self.home.glob("node-*/pid"))]

    def _environment(self) -> dict:
        lines = (self.home / "demo.env").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)

    def test_the_demo_lives_through_stop_and_start(self):
        """the demo loads its season, ends on Ctrl-C, starts again, and knows when it runs"""
        demo = subprocess.Popen(
            [PROGRAM, *self.words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        line = demo.stdout.readline()
        self.assertEqual(line, "Daftar demo is ready\n")
        environment = self._environment()
        self.assertEqual(set(environment), NAMES)
        self._check_label(environment)
        self._check_refusals()
        self._check_alerts(environment)
        self._check_certificate(environment)
        self._check_that_nodes_agree()
        held = daftar_json("ledger", "verify", "--home", self.home / "node-0")
        demo.send_signal(signal.SIGINT)
        self.assertEqual(demo.wait(STOP_SECONDS), 0)
        demo.stdout.close()
        self.assertEqual(self._processes(), [])

        started = time.monotonic()
        daftar(*self.words, "--detach", seconds=READY_SECONDS)
        elapsed = time.monotonic() - started
        again = daftar_json(*self.words, "--detach")

        self.assertLess(elapsed, STOP_SECONDS)
        self.assertEqual(self._environment(), environment)
        self.assertEqual(again["processes"], self._processes())
        self.assertEqual(len(again["processes"]), NODES)
        self._check_label(environment)
        self.assertGreater(held["transactions"], 500)
        policy = json.loads((self.home / "log-policy.json").read_text())
        self.assertEqual((policy["quorum"], len(policy["witnesses"])), (3, NODES))

    def _check_that_nodes_agree(self) -> None:
        """every validator has the same chain, state and log, at the height of the first"""
        with Client(self.port, None) as client:
            first = client.get("/ledger/v1/status").json
        deadline = time.monotonic() + STOP_SECONDS
        for index in range(1, NODES):
            with Client(self.port + index, None) as client:
                status = client.get("/ledger/v1/status").json
                while status["height"] < first["height"] and time.monotonic() < deadline:
                    time.sleep(0.1)
                    status = client.get("/ledger/v1/status").json
            for name in ("chainID", "height", "blockHash", "stateRoot", "logRoot"):
                self.assertEqual(status[name], first[name], f"node {index}: {name}")

    def _check_refusals(self) -> None:
        """each rule has refused what was tried against it, with its numbers"""
        lines = (self.home / "refusals.txt").read_text().splitlines()
        refused = dict(line.split(": ", 1) for line in lines)
        self.assertEqual(set(refused), REFUSED)
        self.assertRegex(refused["harvest.above_ceiling"], r"59000 kg .* bear 58000 kg")
        self.assertIn("170 kg to 360 kg", refused["yield.out_of_range"])

    def _check_alerts(self, environment: dict) -> None:
        """one who supervises is told of what is odd, and of nothing else in the season"""
        with Client(self.port, environment["DAFTAR_TOKEN_REGULATOR"]) as client:
            found = client.get("/v1/alerts?perPage=100").json["alerts"]
        # A season that is recorded within a minute is bulk, and odd where that minute is at night.
        alerts = [alert for alert in found if alert["code"] != "screen.night_bulk"]
        self.assertEqual([alert["code"] for alert in alerts], ["screen.dormant_lot"])
        self.assertEqual(alerts[0]["members"], ["cracker-konibodom"])
        kept = (self.home / "alerts.txt").read_text()
        self.assertRegex(kept, r"(?m)^screen\.dormant_lot: .*cracker-konibodom")
        told = daftar(
            *("alerts", "--url", environment["DAFTAR_URL"], "--code", "screen.dormant_lot"),
            *("--token", environment["DAFTAR_TOKEN_REGULATOR"]),
        )
        self.assertIn("cracker-konibodom", told)

    def _check_certificate(self, environment: dict) -> None:
        """what a laboratory certifies is looked up by the number that it wrote on it"""
        path = "/v1/certificates/laboratory-dushanbe/"
        test = {
            **{"type": "ObjectEvent", "action": "OBSERVE", "eventID": events.new_id()},
            **{"eventTime": events.now(), "eventTimeZoneOffset": "+05:00"},
            "bizStep": "https://daftar.tj/voc/BizStep-certifying",
            "quantityList": [
                {"epcClass": events.identifier(environment["DAFTAR_LOT"]), "quantity": 5}
            ],
            "agri:certificate": {
                **{"number": "T 26/17", "kind": "test", "result": "passed"},
                **{"validFrom": events.now(days=-1), "validUntil": events.now(days=30)},
            },
        }
        with Client(self.port, environment["DAFTAR_TOKEN_LABORATORY"]) as client:
            client.captured(events.document(test))
        with Client(self.port, None) as client:
            found = client.get(path + quote("T 26/17", safe="")).json
            unknown = client.get(path + "T")
        self.assertEqual((found["standing"], found["kind"]), ("valid", "test"))
        self.assertEqual(found["goods"], [environment["DAFTAR_LOT"]])
        self.assertEqual(found["left"], {"quantity": 5, "uom": "C62"})
        self.assertEqual(unknown.status, 404)

    def _check_label(self, environment: dict) -> None:
        path = environment["DAFTAR_LABEL"].removeprefix(environment["DAFTAR_URL"])
        with Client(self.port, environment["DAFTAR_TOKEN_FARM"]) as client:
            page = client.get(path, Accept="application/json").json
            verdict = client.get("/v1/labels/verify?code=" + environment["DAFTAR_LABEL"]).json
        self.assertEqual(page["lot"], environment["DAFTAR_LOT"])
        self.assertTrue(page["origins"])
        self.assertTrue(all(origin["district"]["tg"] for origin in page["origins"]))
        self.assertTrue(all(origin["harvestDate"] for origin in page["origins"]))
        self.assertEqual(verdict["lot"], environment["DAFTAR_LOT"])

    def test_a_port_that_somebody_has_is_named(self):
        """the demo refuses a port on which another program listens"""
        node = self.world.node()

        said = daftar("network", "demo", "--home", self.home, "--port", node.port, status=2)

        self.assertIn(str(node.port), said)

