import EPCIS
import Foundation
import GRDB
import HTTPTypes
import HummingbirdTesting
import LedgerCore
import Logging
import NIOCore
import Storage
import Synchronization
import Testing

@testable import Node

/// What a node does about its own disk while it runs.
struct UpkeepServicesTests {
    private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private static func service(
        _ node: RunningNode, keeping blocks: UInt64, atLeast: UInt64 = 1
    ) -> RetentionService {
        RetentionService(
            store: node.node.engine.store, retention: NodeRetention(blocks: blocks), logger: logger,
            fileBlocksMin: atLeast, fileBlocksMax: 4)
    }

    /// A block for each harvest.
    private static func fill(_ node: RunningNode, blocks: Int) async throws {
        for number in 1...blocks {
            let response = try await node.post(
                "/epcis/v2/capture", Documents.document(Documents.harvest("urn:uuid:h\(number)")))
            _ = try await node.job(of: response)
        }
    }

    @Test func `contents move file by file, and are read as before`() async throws {
        try await RunningNode.with { node in
            try await Self.fill(node, blocks: 24)
            let service = Self.service(node, keeping: 18)

            let tooFew = try await Self.service(node, keeping: 18, atLeast: 7).moveSome()
            let first = try await service.moveSome()
            let second = try await service.moveSome()
            let third = try await service.moveSome()

            #expect(tooFew == nil)
            #expect(first.map { [$0.first, $0.last] } == [Height(1), Height(4)])
            #expect(second.map { [$0.first, $0.last] } == [Height(5), Height(6)])
            #expect(third == nil)
            let old = try await node.get("/epcis/v2/events/urn%3Auuid%3Ah1")
            #expect(old.status == .ok)
            let use = try node.node.engine.store.diskUse()
            #expect(use.archiveBytes == (first?.byteCount ?? 0) + (second?.byteCount ?? 0))
            let metrics = String(buffer: try await node.get("/metrics").body)
            #expect(metrics.contains("daftar_disk_bytes{part=\"archive\"} \(use.archiveBytes)"))
        }
    }

    /// A scrub without rests, until it stops the node or two rounds are over.
    private static func scrub(_ store: LedgerStore, _ report: ScrubReport) async -> [String] {
        let stops = Mutex<[String]>([])
        let pace = ScrubService.Pace(
            workMilliseconds: 1, restTimes: 0, restMillisecondsMin: 0, betweenRoundsMilliseconds: 0)
        let service = ScrubService(store: store, report: report, logger: logger, pace: pace) {
            what, _, _ in stops.withLock { $0.append(what) }
        }
        let rounds = report.standing.rounds
        let task = Task { try await service.run() }
        while report.standing.rounds < rounds + 2, stops.withLock({ $0.isEmpty }) {
            try? await Task.sleep(for: .milliseconds(5))
        }
        task.cancel()
        _ = await task.result
        return stops.withLock { $0 }
    }

    @Test func `an archive that is away is told until it is back, and the node serves on`()
        async throws
    {
        try await RunningNode.with { node in
            try await Self.fill(node, blocks: 18)
            let store = node.node.engine.store
            let report = node.node.scrubReport
            let file = try #require(try await Self.service(node, keeping: 17).moveSome())
            let path = store.paths.archive + "/" + file.name
            try FileManager.default.moveItem(atPath: path, toPath: path + ".away")

            let away = await Self.scrub(store, report)
            let told = try Answer(try await node.get("/health/ready"))
            try FileManager.default.moveItem(atPath: path + ".away", toPath: path)
            let back = await Self.scrub(store, report)
            let after = try Answer(try await node.get("/health/ready"))

            #expect(away == [] && back == [])
            #expect(told["status"] == "ready")
            #expect(told["damage"]?.array?.count == 1)
            #expect(after["damage"] == nil)
        }
    }

    @Test func `a sound ledger is walked over again and again`() async throws {
        try await RunningNode.withSeason { node in
            let report = ScrubReport()

            let stops = await Self.scrub(node.node.engine.store, report)

            #expect(stops == [])
            #expect(report.standing.rounds >= 2)
            #expect(report.standing.damage == [])
        }
    }

    @Test(arguments: [
        ("UPDATE contents SET bytes = x'00' WHERE number = 1", "block 1 is not what was written"),
        ("UPDATE state SET value = x'00'", "a value of the state is not the one under its root"),
    ])
    func `what the disk has forgotten stops the node`(change: String, says: String) async throws {
        try await RunningNode.withSeason { node in
            let store = node.node.engine.store
            let other = try DatabaseQueue(path: store.paths.ledger)
            try await other.write { try $0.execute(sql: change) }

            let stops = await Self.scrub(store, ScrubReport())

            #expect(stops == [says])
        }
    }

    @Test func `a rest is as many times the work, and a second at least`() {
        let pace = ScrubService.Pace()

        #expect(pace.rest(after: .milliseconds(10)) == .milliseconds(1_000))
        #expect(pace.rest(after: .milliseconds(200)) == .milliseconds(19_800))
    }
}
