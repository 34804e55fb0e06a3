import Foundation
import LedgerCore
import Logging
import ServiceLifecycle
import Storage

/// Moves contents that need not be at hand any more to the archive, while the node runs, and gives the
/// space back.
///
/// A file of the archive holds some hundred blocks. It is written on a thread of its own, which rests as
/// long as it works; commits wait for one range at a time. A crash leaves each content in one place at
/// least.
///
/// Spec: Docs/Spec/Sync.md §7.
struct RetentionService: Service {
    let store: LedgerStore
    let retention: NodeRetention
    let logger: Logger
    /// Fewer blocks wait for a file together, though no longer than a day.
    var fileBlocksMin: UInt64 = 256
    var fileBlocksMax: UInt64 = 1_024

    private static let lookSeconds = 600
    /// So much free space stays in the file, since the ledger grows into it.
    private static let freeBytesKept = 16 << 20

    func run() async throws {
        guard retention.isOn else { return try await gracefulShutdown() }
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    while !Task.isCancelled, try await moveSome() != nil {}
                    try await giveBack()
                } catch {
                    // Nothing is lost: what was not moved is where it was.
                    logger.error("contents were not archived", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: .seconds(Self.lookSeconds))
            }
        }
    }

    /// Moves what makes one file.
    ///
    /// - Returns: nil when there is nothing to move for now.
    func moveSome() async throws -> ArchivedFile? {
        let now = Timestamp(milliseconds: UTCText.milliseconds())
        let file = try await EngineThread.value(name: "retention") { () -> ArchivedFile? in
            guard let last = try due(at: now) else { return nil }
            var began = ContinuousClock.now
            return try store.archiveContents(through: last) { _ in
                let worked = ContinuousClock.now - began
                Thread.sleep(forTimeInterval: Double(worked.microseconds) / 1_000_000)
                began = .now
            }
        }
        if let file {
            logger.notice(
                "contents were archived",
                metadata: [
                    "first": "\(file.first)", "last": "\(file.last)", "file": "\(file.name)",
                    "bytes": "\(file.byteCount)",
                ])
        }
        return file
    }

    /// The last block of the next file; nil while too little waits for one.
    private func due(at now: Timestamp) throws -> Height? {
        guard let movable = try store.archivableHeights() else { return nil }
        guard
            let last = try retention.last(
                of: movable, head: store.head.height, now: now, time: time)
        else { return nil }
        let first = movable.lowerBound
        let count = last.rawValue - first.rawValue + 1
        if count < fileBlocksMin {
            let day = NodeRetention.dayMilliseconds
            let overdue = now.advanced(
                byMilliseconds: -(Int64(retention.days ?? 0) + 1) * day)
            guard retention.days != nil, try time(of: first) <= overdue else { return nil }
        }
        return Height(first.rawValue + min(count, fileBlocksMax) - 1)
    }

    private func time(of height: Height) throws -> Timestamp {
        let header = try store.read { (reader) throws(StorageError) in
            try reader.header(at: height)
        }
        guard let header else { throw StorageError.corrupt("block \(height) is missing") }
        return header.time
    }

    /// In small steps, between which commits have their turn.
    private func giveBack() async throws {
        var free = try store.diskUse().freeBytes
        while free > Self.freeBytesKept, !Task.isCancelled {
            let left = try await EngineThread.value(name: "retention") {
                try store.giveBackSpace(pagesMax: 500)
            }
            guard left < free else { return }
            free = left
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}
