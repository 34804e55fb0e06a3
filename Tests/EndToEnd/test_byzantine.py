"""A validator that lies to a real network: the network goes on, and everybody knows who it was."""

import os
import time

from .support import byzantine
from .support.case import WorldCase
from .support.cluster import (
    Cluster,
    await_agreement,
    check_blocks,
    check_promises,
    evidence,
    status,
)
from .support.load import Load
from .support.waiting import wait_until

LIES_SECONDS = 120 if os.environ.get("DAFTAR_SOAK") else 6
LIAR = 3


class ByzantineTests(WorldCase):
    def test_a_validator_that_lies_does_no_harm_and_is_put_on_record(self):
        """one that says two things, shows old certificates and sends garbage harms nobody"""
        cluster = Cluster(self.world, 4, dial_only=[LIAR])
        honest = cluster.nodes[:LIAR]
        for node in honest:
            node.start()
        cluster.await_connected(honest)
        names = [f"node-{index}" for index in range(4)]
        chain = status(honest[0])["chainID"]

        load = Load(honest[0], seed=9, clients=2)
        with byzantine.Byzantine(
            names[LIAR], cluster.peer_addresses[:LIAR], chain, names, seed=9
        ) as liar:
            with load:
                load.await_accepted(5)
                time.sleep(LIES_SECONDS)
            wait_until(
                lambda: all(evidence(node)["recorded"] for node in honest), 30, "a record of it"
            )
            refused = liar.send_garbage(8)
            height = status(honest[0])["height"]
            with (more := Load(honest[1], seed=10, clients=2)):
                more.await_accepted(5)
        print(f"\n  sent: {liar.sent}; garbage was answered with {sorted(set(refused))}", flush=True)

        check_promises(load.stop(), honest)
        check_promises(more.stop(), honest)
        check_blocks(honest)
        self.assertGreater(await_agreement(honest)["height"], height)
        records = [evidence(node)["recorded"] for node in honest]
        self.assertEqual(records[1:], records[:-1])
        self.assertEqual({record["validator"] for record in records[0]}, {names[LIAR]})
        self.assertTrue(any(evidence(node)["seen"] for node in honest))
        self.assertGreater(liar.sent["votes"], 0)
        self.assertLessEqual(set(refused), {0, 400, 403})
        self.assertIn(400, refused)
        for node in honest:
            self.assertEqual(node.terminate(), 0)
