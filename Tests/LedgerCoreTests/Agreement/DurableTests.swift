import LedgerCore
import Testing

@Suite struct DurableTests {
    private struct DiskFull: Error, Equatable {}

    private final class Log: DurableLog {
        var written: [Height] = []
        let isFull: Bool

        init(isFull: Bool) {
            self.isFull = isFull
        }

        func write(_ record: Height) throws(DiskFull) {
            if isFull { throw DiskFull() }
            written.append(record)
        }
    }

    @Test func `a value is durable once it was written`() throws {
        let log = Log(isFull: false)

        let durable = try log.record(Height(3))

        #expect(durable.value == Height(3))
        #expect(log.written == [Height(3)])
    }

    @Test func `a failed write makes nothing durable`() {
        let log = Log(isFull: true)

        #expect(throws: DiskFull()) { try log.record(Height(3)) }
    }
}
