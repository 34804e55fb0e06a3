import LedgerCore
import Storage

/// The jobs of one member, newest first: those that wait, then those in the log, read backwards.
///
/// The log is not ordered by member, so a page looks at a bounded number of entries and may hold
/// fewer jobs than asked for, even none, and still have a next one.
struct CaptureList: Sendable {
    let jobs: [CaptureJob]
    /// The end of what the next page looks at; `nil` after the last one.
    let next: UInt64?

    private static let entriesMax = 20_000
    private static let chunk: UInt64 = 500
    private static let waitingMax = 100

    /// - Parameter end: Entries of the log before this one; `nil` for the first page.
    static func page(
        of member: MemberID, before end: UInt64?, perPage: Int, in store: LedgerStore
    ) async throws -> CaptureList {
        try await store.read { (reader) throws(StorageError) -> CaptureList in
            var jobs: [CaptureJob] = []
            if end == nil {
                jobs = try reader.poolEnvelopes(limit: waitingMax).map { CaptureJob($0) }
                    .filter { $0.member == member }
            }
            // A node that began with a snapshot has no earlier entries.
            let lowest = try reader.firstLeaf()
            var place = min(end ?? .max, try reader.head().log.size)
            var budget = entriesMax
            while jobs.count < perPage, place > lowest, budget > 0 {
                let first = max(lowest, place > chunk ? place - chunk : 0)
                let entries = try reader.logEntries(from: first, count: Int(place - first))
                for entry in entries.reversed() {
                    guard jobs.count < perPage else { break }
                    place -= 1
                    budget -= 1
                    // The last leaf of a block is its header, which is no envelope.
                    guard let envelope = try? TransactionEnvelope(bytes: entry),
                        envelope.header.member == member,
                        let job = try CaptureJob.find(envelope.id, in: reader)
                    else { continue }
                    jobs.append(job)
                }
            }
            return CaptureList(jobs: jobs, next: place > lowest ? place : nil)
        }
    }
}
