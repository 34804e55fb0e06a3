import Foundation
import LedgerCore
import Query
import Storage
import Testing

/// What catching up by blocks costs: `DAFTAR_BENCH=100000 swift test -c release --filter SyncBenchmark`
/// for that many events in documents of 500, one a block; a few in every run.
@Suite(.serialized)
struct SyncBenchmark {
    private static let asked = ProcessInfo.processInfo.environment["DAFTAR_BENCH"].flatMap(Int.init)
    private static let eventsABlock = asked == nil ? 10 : 500

    @Test func `a node catches up by ranges of blocks`() throws {
        let blocks = max(2, (SyncBenchmark.asked ?? 200) / SyncBenchmark.eventsABlock)
        let events = blocks * SyncBenchmark.eventsABlock
        let source = try QueryWorld()
        let (behind, other) = (try QueryWorld(), try QueryWorld())
        for block in 0..<blocks {
            let first = block * SyncBenchmark.eventsABlock
            try source.commit(
                [
                    source.capture(
                        (first..<first + SyncBenchmark.eventsABlock).map(IngestBenchmark.event),
                        by: "farm")
                ], projecting: false)
        }
        var costs = Costs()

        let ranges = try costs.measure("serve") { try SyncBenchmark.ranges(of: source) }
        let compressed = ranges.reduce(0) { $0 + $1.count }
        try SyncBenchmark.followStepwise(ranges, in: behind, &costs)
        let start = ContinuousClock.now
        try SyncBenchmark.follow(ranges, in: other)
        let took = ContinuousClock.now - start

        #expect(behind.ledger.head == source.ledger.head)
        #expect(other.ledger.head == source.ledger.head)
        let state = try source.ledger.read { reader in
            try PreparedStatement(
                reader.database,
                "SELECT count(*), sum(length(place) + length(value)) FROM state"
            ).first { (keys: $0.integer(0), bytes: $0.integer(1)) }
        }
        print("state: \(state?.keys ?? 0) keys with \(state?.bytes ?? 0) bytes")
        print(costs.report(events: events), "\(compressed / events) bytes an event on the way")
        print(
            "two threads: \(Int(Double(events) / (took / .seconds(1)))) events/s,",
            "fdatasync \(try other.fdatasyncMicroseconds()) µs")
    }

    /// Blocks to come: the node is far behind.
    private static let far = Height(1_000_000)

    private static func ranges(of world: QueryWorld) throws -> [Bytes] {
        var ranges: [Bytes] = []
        var height = Height.first
        while let range = try world.ledger.read({ try $0.blockRange(from: height) }) {
            ranges.append(range.bytes)
            height = range.last.next
        }
        return ranges
    }

    private static func limits(_ world: QueryWorld) -> BlockRange.Limits {
        BlockRange.Limits(world.genesis.parameters)
    }

    private static func followStepwise(
        _ ranges: [Bytes], in world: QueryWorld, _ costs: inout Costs
    ) throws {
        let sync = BlockSync(ledger: world.ledger, index: world.index, genesis: world.genesis)
        var chain = HeaderChain(genesis: world.genesis)
        for bytes in ranges {
            let range = try costs.measure("decode") {
                try BlockRange(decoding: bytes, within: limits(world))
            }
            let verified = try costs.measure("verify") { try VerifiedRange(range, on: chain) }
            chain = verified.chain
            let prepared = try costs.measure("prepare") {
                try PreparedRange(verified, ledger: world.ledger)
            }
            try costs.measure("execute, commit, index") { try sync.apply(prepared, towards: far) }
        }
    }

    /// One thread prepares what the other takes over.
    private static func follow(_ ranges: [Bytes], in world: QueryWorld) throws {
        let sync = BlockSync(ledger: world.ledger, index: world.index, genesis: world.genesis)
        let (ready, taken) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 2))
        let queue = Handover()
        let ledger = world.ledger
        let (limits, start) = (limits(world), HeaderChain(genesis: world.genesis))
        DispatchQueue.global().async {
            var chain = start
            for bytes in ranges {
                taken.wait()
                do {
                    let range = try BlockRange(decoding: bytes, within: limits)
                    let verified = try VerifiedRange(range, on: chain)
                    chain = verified.chain
                    queue.put(.success(try PreparedRange(verified, ledger: ledger)))
                } catch { queue.put(.failure(error)) }
                ready.signal()
            }
        }
        for _ in ranges {
            ready.wait()
            guard let next = queue.take() else { break }
            try sync.apply(next.get(), towards: far)
            taken.signal()
        }
    }
}

/// Prepared ranges on their way from one thread to the other.
private final class Handover: @unchecked Sendable {
    // Every access holds the lock.
    private let lock = NSLock()
    private var ranges: [Result<PreparedRange, any Error>] = []

    func put(_ range: Result<PreparedRange, any Error>) {
        lock.withLock { ranges.append(range) }
    }

    func take() -> Result<PreparedRange, any Error>? {
        lock.withLock { ranges.isEmpty ? nil : ranges.removeFirst() }
    }
}
