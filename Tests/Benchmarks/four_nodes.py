"""Four validators beside an etcd of three members and a PostgreSQL of two, one after the other on this
machine, each driven from it."""

from dataclasses import dataclass

from EndToEnd.support.node import World

from . import capture, conditions, process, singles
from .etcd import Etcd
from .figures import Figures
from .network import Network
from .postgres import Postgres


@dataclass
class Sizes:
    """How much is measured; `loads` are those of `etcdctl check perf`, a minute each."""

    documents: int = 200
    events_each: int = 500
    clients: tuple[int, ...] = (64, 512)
    seconds: int = 10
    loads: tuple[str, ...] = ("m", "l", "xl")
    connections: tuple[int, ...] = (16, 64)


def measure(figures: Figures, world: World, sizes: Sizes) -> float:
    """What the machine's disk does meanwhile is printed beside each figure.

    Events a second that the validators take in documents.
    """
    puts = _etcd(figures, world, sizes)
    _postgres(figures, world, sizes)
    return _validators(figures, world, sizes, puts)


def _disk(world: World) -> str:
    return f"fdatasync {conditions.syncs_per_second(world.path, 0.5):,.0f}/s"


def _etcd(figures: Figures, world: World, sizes: Sizes) -> float | None:
    """The most puts a second of any load; None where etcd is not installed."""
    if not Etcd.is_installed():
        return None
    etcd = Etcd(world.path / "etcd")
    try:
        one = etcd.one_client(3)
        figures.add(
            "etcd, one client, median",
            one.milliseconds(50),
            "ms",
            more=f"3 members, puts of 1 KiB; {one.text}; {_disk(world)}",
        )
        most = 0.0
        for load in sizes.loads:
            disk = _disk(world)
            check = etcd.check(load)
            most = max(most, check.puts_per_second)
            figures.add(
                f"etcd, check perf --load={load}",
                check.puts_per_second,
                "puts/s",
                more=f"3 members, keys of 256 octets, values of 1 KiB; slowest "
                f"{check.seconds_most:.2f} s; {disk}",
            )
        return most
    finally:
        etcd.end()


def _postgres(figures: Figures, world: World, sizes: Sizes) -> None:
    if not Postgres.is_installed():
        return
    postgres = Postgres(world.path / "postgres")
    try:
        for clients in (1, *sizes.connections):
            disk = _disk(world)
            inserts = postgres.inserts(clients, sizes.seconds)
            figures.add(
                f"PostgreSQL, pgbench -c {clients}",
                inserts.per_second,
                "commits/s",
                more=f"one synchronous standby, jsonb of 1 KiB; {inserts.latency.text}; {disk}",
            )
        figures.add("PostgreSQL, for each row", postgres.octets_each(), "octets")
    finally:
        postgres.end()


def _validators(figures: Figures, world: World, sizes: Sizes, puts: float | None) -> float:
    network = Network(world)
    try:
        _one_client(figures, world, network, sizes)
        for clients in sizes.clients:
            _many_clients(figures, world, network, sizes, clients)
        return _documents(figures, world, network, sizes, puts)
    finally:
        network.end()


def _one_client(figures: Figures, world: World, network: Network, sizes: Sizes) -> None:
    disk = _disk(world)
    one = singles.measure(network, "AA", clients=1, seconds=sizes.seconds)
    if one:
        figures.add(
            "4 validators, single events, one client, median",
            one.milliseconds_median,
            "ms",
            below=20,
            more=f"{one.text}; {disk}",
        )


def _many_clients(
    figures: Figures, world: World, network: Network, sizes: Sizes, clients: int
) -> None:
    disk = _disk(world)
    many = singles.measure(network, f"{clients % 100:02d}", clients, sizes.seconds)
    if not many:
        return
    aimed = clients == max(sizes.clients)
    name = f"4 validators, single events, {clients} clients"
    figures.add(
        name,
        many.per_second,
        "transactions/s",
        above=2_000 if aimed else None,
        more=f"{many.text}; {disk}",
    )
    if aimed:
        figures.add(f"{name}, 99 %", many.milliseconds_99, "ms", below=1_500)


def _documents(
    figures: Figures, world: World, network: Network, sizes: Sizes, puts: float | None
) -> float:
    disk = _disk(world)
    octets = [process.octets(node.home, "ledger.sqlite") for node in network.nodes]
    rate = capture.measure(network.senders, "D", sizes.documents, sizes.events_each)
    figures.add(
        f"4 validators, documents of {sizes.events_each} events",
        rate.per_second,
        "events/s",
        above=puts,
        more=f"{rate.events:,} in {rate.seconds:.2f} s until on every disk; {disk}",
    )
    if puts:
        figures.add("beside the most puts of etcd", rate.per_second / puts, "times")
    gained = process.octets(network.nodes[0].home, "ledger.sqlite") - octets[0]
    figures.add("ledger.sqlite of one of 4, for each event", gained / rate.events, "octets")
    memory = [process.memory_megabytes(node) for node in network.nodes]
    figures.add(
        f"memory of one of 4 after {rate.events:,} events, the largest",
        max(memory),
        "MB",
        below=300,
        more="others " + ", ".join(f"{each:.0f}" for each in sorted(memory)[:-1]),
    )
    return rate.per_second
