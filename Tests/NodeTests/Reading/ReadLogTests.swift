import LedgerCore
import Synchronization
import Testing

@testable import Node

struct ReadLogTests {
    private func reader() throws -> Principal {
        Principal(
            tokenID: "000000000000", name: "r.karimova", member: try DemoChain.id("inspector-1"),
            isAdministrator: false)
    }

    @Test func `readings are found by whose data was read, the newest first, in pages`()
        async throws
    {
        let directory = try TemporaryHome()
        let log = try ReadLog(path: directory.home.readsFile, clock: { 1_000 })
        let reader = try reader()
        for number in 1...5 {
            try await log.write(
                [
                    Reading.Shown(owner: "farm-1", subject: "e\(number)"),
                    Reading.Shown(owner: "processor-1", subject: "p\(number)", events: 3),
                ], by: reader, through: "GET /x")
        }

        let first = try await log.page(of: "farm-1", before: nil, limit: 2)
        let next = try await log.page(of: "farm-1", before: first.last?.number, limit: 2)
        let all = try await log.page(of: nil, before: nil, limit: 100)

        #expect(first.map(\.subject) == ["e5", "e4"])
        #expect(next.map(\.subject) == ["e3", "e2"])
        #expect(all.count == 10 && all.first?.events == 3)
        #expect(all.first?.member == "inspector-1" && all.first?.user == "r.karimova")
        #expect(all.first?.interface == "GET /x" && all.first?.time == 1_000)
        try log.close()
    }

    @Test func `the oldest readings go when there are too many, or they are too old`()
        async throws
    {
        let directory = try TemporaryHome()
        let now = Mutex<Int64>(1_000)
        let log = try ReadLog(
            path: directory.home.readsFile, rowsMax: 10, clock: { now.withLock { $0 } })
        let reader = try reader()
        let many = (0..<1_100).map { Reading.Shown(owner: "farm-1", subject: "e\($0)") }

        try await log.write(many, by: reader, through: "GET /x")
        let kept = try await log.page(of: nil, before: nil, limit: 2_000)
        now.withLock { $0 += ReadLog.keptMilliseconds + 1 }
        try await log.write([many[0]], by: reader, through: "GET /y")
        let last = try await log.page(of: nil, before: nil, limit: 2_000)

        #expect(kept.count == 10 && kept.first?.subject == "e1099")
        #expect(last.map(\.interface) == ["GET /y"])
        try log.close()
    }
}
