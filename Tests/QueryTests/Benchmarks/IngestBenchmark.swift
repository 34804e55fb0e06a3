import Foundation
import Glibc
import LedgerCore
import Query
import Storage
import Testing
import Traceability

/// What a block costs on disk, with its index: `DAFTAR_BENCH=100000 swift test -c release --filter
/// IngestBenchmark` for that many events; a few in every run.
@Suite(.serialized)
struct IngestBenchmark {
    private static let asked = ProcessInfo.processInfo.environment["DAFTAR_BENCH"].flatMap(Int.init)
    private static let eventsADocument = asked == nil ? 10 : 500
    private static let documentsABlock = 10

    @Test func `blocks of documents are stored and indexed`() throws {
        let events = IngestBenchmark.asked ?? 200
        let eventsABlock = IngestBenchmark.eventsADocument * IngestBenchmark.documentsABlock
        let world = try QueryWorld()
        var costs = Costs()

        for block in 0..<max(1, events / eventsABlock) {
            let transactions = try (0..<IngestBenchmark.documentsABlock).map { document in
                let first =
                    (block * IngestBenchmark.documentsABlock + document)
                    * IngestBenchmark.eventsADocument
                return try world.capture(
                    (first..<first + IngestBenchmark.eventsADocument).map(IngestBenchmark.event),
                    by: "farm")
            }
            try run(transactions, in: world, &costs)
        }

        let count = try world.index.read { try $0.eventCount() }
        #expect(count == Int64(max(1, events / eventsABlock) * eventsABlock))
        print(costs.report(events: Int(count)), "fdatasync \(try world.fdatasyncMicroseconds()) µs")
        print(try world.sizes(events: Int(count)))
        try restart(world)
    }

    private func run(
        _ transactions: [SignedTransaction], in world: QueryWorld, _ costs: inout Costs
    ) throws {
        try costs.measure("pool") { try world.ledger.addToPool(transactions) }
        let prepared = costs.measure("prepare") {
            transactions.map { PreparedTransaction(inBlock: $0) }
        }
        let executed = try costs.measure("execute") { try world.execute(prepared) }
        let state = try costs.measure("state tree") {
            try world.ledger.stateUpdate(executed.changes)
        }
        let block = try world.block(transactions, executed.execution, state)
        let effects = BlockEffects(executed.execution, changes: executed.changes)
        try costs.measure("commit") {
            try world.ledger.commit(block, state: state, effects: effects.encoded())
        }
        try costs.measure("index") {
            try world.index.apply(
                BlockFacts(
                    header: block.header, execution: executed.execution, effects: effects))
        }
    }

    /// Opening is recovery: what a start costs at this size.
    private func restart(_ world: QueryWorld) throws {
        let copy = HomePaths(directory: world.home.directory + "-restart")
        try FileManager.default.copyItem(atPath: world.home.directory, toPath: copy.directory)
        defer { try? FileManager.default.removeItem(atPath: copy.directory) }
        var costs = Costs()
        try costs.measure("open ledger and index") {
            let ledger = try LedgerStore.open(home: copy)
            let index = try QueryIndex(ledger: ledger)
            try index.catchUp()
            #expect(index.height == world.ledger.head.height)
        }
        print("restart:", costs.wall)
    }

    /// About 1.5 KB, a harvest of a lot of its own.
    static func event(_ number: Int) -> String {
        let sensors = (0..<4).map { sensor in
            """
            {"sensorMetadata":{"time":"2026-09-20T00:00:0\(sensor)Z",\
            "deviceID":"urn:epc:id:giai:4880001.\(sensor)"},"sensorReport":[{"type":"Temperature",\
            "value":\(20 + sensor).5,"uom":"CEL"},{"type":"RelativeHumidity",\
            "value":\(40 + sensor).25,"uom":"A93"}]}
            """
        }
        return EventText.harvest(
            "L\(number)", id: "urn:uuid:00000000-0000-4000-8000-\(1_000_000_000_000 + number)",
            at: number % 80_000, extra: ",\"sensorElementList\":[\(sensors.joined(separator: ","))]"
        )
    }
}

/// CPU time of this thread by stage.
struct Costs {
    private(set) var wall: [String] = []
    private var cpu: [(stage: String, seconds: Double)] = []

    mutating func measure<Value>(_ stage: String, _ body: () throws -> Value) rethrows -> Value {
        let (cpuBefore, wallBefore) = (
            Costs.seconds(CLOCK_THREAD_CPUTIME_ID), Costs.seconds(CLOCK_MONOTONIC)
        )
        defer {
            let spent = Costs.seconds(CLOCK_THREAD_CPUTIME_ID) - cpuBefore
            let took = Costs.seconds(CLOCK_MONOTONIC) - wallBefore
            wall.append("\(stage) \(Int(took * 1_000)) ms")
            if let index = cpu.firstIndex(where: { $0.stage == stage }) {
                cpu[index].seconds += spent
            } else {
                cpu.append((stage, spent))
            }
        }
        return try body()
    }

    func report(events: Int) -> String {
        let stages = cpu.map { stage, seconds in
            "\(stage) \(String(format: "%.1f", seconds * 1e6 / Double(events)))"
        }
        return "CPU µs an event over \(events): \(stages.joined(separator: ", "));"
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

extension QueryWorld {
    /// The machine's own: what one append and its fdatasync take, without which no figure compares.
    func fdatasyncMicroseconds() throws -> Int {
        let descriptor = open(home.directory + "/fdatasync", O_RDWR | O_CREAT, 0o600)
        defer { close(descriptor) }
        let bytes = [UInt8](repeating: 1, count: 4_096)
        let start = ContinuousClock.now
        for _ in 0..<100 {
            _ = write(descriptor, bytes, bytes.count)
            fdatasync(descriptor)
        }
        return Int((ContinuousClock.now - start) / .microseconds(100))
    }

    func sizes(events: Int) throws -> String {
        let sizes = try ["ledger.sqlite", "query.sqlite"].map { name in
            let path = home.directory + "/" + name
            let bytes = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
            return "\(name) \(bytes / max(events, 1)) bytes an event"
        }
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let memory = status.split(separator: "\n").filter { $0.hasPrefix("VmHWM") }
        return (sizes + memory.map(String.init)).joined(separator: ", ")
    }
}
