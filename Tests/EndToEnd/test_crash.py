"""Nothing that was acknowledged is lost, and nothing happens twice, when the process is killed."""

import os
import random
import time

from .support.case import WorldCase
from .support.load import Load, Promises
from .support.node import Node
from .support.program import daftar

# The long form is `make soak`.
KILLS = 50 if os.environ.get("DAFTAR_SOAK") else 5
# A home gets so many kills before the next begins with a fresh one.
KILLS_OF_A_HOME = 10


class CrashTests(WorldCase):
    def test_a_kill_under_load_loses_nothing_acknowledged_and_repeats_nothing(self):
        """a node killed at random moments under load keeps what it acknowledged, once"""
        seed = int(os.environ.get("DAFTAR_SEED") or random.SystemRandom().randrange(1 << 31))
        print(f"\n  {KILLS} kills, DAFTAR_SEED={seed}", flush=True)
        draw = random.Random(seed)

        done = 0
        while done < KILLS:
            kills = min(KILLS_OF_A_HOME, KILLS - done)
            home = self.world.home(f"home-{done}")
            node = self.world.node(home, start=False)
            promises = Promises()
            for number in range(kills):
                with self.subTest(seed=seed, kill=done + number):
                    self._kill_under_load(node, draw, promises)
                    self._check(node, promises)
            node.terminate()
            done += kills

    def _kill_under_load(self, node: Node, draw: random.Random, promises: Promises) -> None:
        node.start()
        moment = draw.uniform(0.05, 1.5)
        load = Load(node, seed=draw.getrandbits(30))
        with load:
            load.await_accepted(1)
            time.sleep(moment)
            node.kill()
        new = load.stop()
        self.assertEqual(new.surprises, [])
        promises.sent += new.sent
        # Recovery is killed as well, before anybody knows how far it got.
        for _ in range(draw.randint(0, 2)):
            node.start(ready=False)
            time.sleep(draw.uniform(0, 0.4))
            node.kill()

    def _check(self, node: Node, promises: Promises) -> None:
        node.start()
        with node.client("harvester") as client:
            height = 0
            for sent in promises.accepted:
                job = client.job_end(sent.capture_id)
                self.assertTrue(job["success"], job)
                height = max(height, job["height"])
            # Whoever got no answer asks again, and cannot make it happen twice.
            for sent in promises.unanswered:
                again = client.capture(sent.document, Idempotency_Key=sent.key)
                job = client.finished_job(again)
                self.assertTrue(job["success"], job)
                sent.capture_id = job["captureID"]
                height = max(height, job["height"])
            client.indexed(height)
            found = [event["eventID"] for event in client.every_event()]
        self.assertEqual(len(found), len(set(found)), "an event is there twice")
        expected = {event for sent in promises.sent for event in sent.event_ids}
        self.assertEqual(set(found), expected)
        self.assertEqual(node.terminate(), 0)
        daftar("ledger", "verify", "--home", node.home.path)
