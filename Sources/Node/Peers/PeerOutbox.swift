import LedgerCore
import NIOCore
import Synchronization

/// What waits to be sent to one peer: bounded, and forgotten when the peer goes away.
///
/// Nothing is lost that matters: the replica says again what a peer lacks, and transactions are offered
/// again. So what does not fit is dropped, and counted.
final class PeerOutbox: Sendable {
    /// Agreement does not wait behind contents.
    enum Lane: Int, CaseIterable, Sendable {
        case agreement, contents
    }

    /// Octets that wait in one lane at most; one message is always taken.
    static let laneBytesMax = 48 << 20
    static let laneMessagesMax = 8_192
    /// Octets of one request, unless a single message is larger.
    static let batchBytesMax = 1 << 20

    private struct Queue {
        var messages: [Bytes] = []
        var bytes = 0
    }

    private struct State {
        var queues = [Queue](repeating: Queue(), count: Lane.allCases.count)
        var dropped: UInt64 = 0
        var isClosed = false
        var nextTicket: UInt64 = 0
        var waiting: [UInt64: (lane: Lane?, continuation: AsyncStream<Void>.Continuation)] = [:]
    }

    private let state = Mutex(State())

    /// Octets that wait.
    var byteCount: Int { state.withLock { $0.queues.reduce(0) { $0 + $1.bytes } } }
    /// Messages that did not fit since the start.
    var droppedCount: UInt64 { state.withLock { $0.dropped } }

    func add(_ message: Bytes, _ lane: Lane) {
        let woken = state.withLock { state -> [AsyncStream<Void>.Continuation] in
            let queue = state.queues[lane.rawValue]
            let fits =
                queue.messages.isEmpty
                || queue.bytes + message.count <= Self.laneBytesMax
                    && queue.messages.count < Self.laneMessagesMax
            guard fits else {
                state.dropped += 1
                return []
            }
            state.queues[lane.rawValue].messages.append(message)
            state.queues[lane.rawValue].bytes += message.count
            // order-free: everybody who waits for this lane is woken.
            return state.waiting.values.filter { $0.lane == nil || $0.lane == lane }
                .map(\.continuation)
        }
        for continuation in woken { continuation.yield() }
    }

    /// The next messages of a lane, or of both, agreement first; empty where nothing waits.
    func take(_ lane: Lane?) -> ByteBuffer {
        state.withLock { state in
            var batch = ByteBuffer()
            for each in Lane.allCases where lane == nil || lane == each {
                Self.move(from: &state.queues[each.rawValue], into: &batch)
            }
            return batch
        }
    }

    private static func move(from queue: inout Queue, into batch: inout ByteBuffer) {
        var bytes = batch.readableBytes
        let fitting = queue.messages.prefix { message in
            defer { bytes += message.count }
            return bytes == 0 || bytes + message.count <= batchBytesMax
        }
        batch.reserveCapacity(minimumWritableBytes: fitting.reduce(0) { $0 + $1.count })
        for message in fitting {
            batch.writeBytes(message)
            queue.bytes -= message.count
        }
        queue.messages.removeFirst(fitting.count)
    }

    /// Nobody waits any more, now or later: the node is stopping.
    func close() {
        let waiting = state.withLock { state in
            state.isClosed = true
            return state.waiting.values.map(\.continuation)
        }
        for continuation in waiting { continuation.finish() }
    }

    func clear() {
        state.withLock { $0.queues = [Queue](repeating: Queue(), count: Lane.allCases.count) }
    }

    /// Returns when something waits in the lane, or in any, and when the time is over.
    func wait(for lane: Lane?, milliseconds: Int64) async {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let ticket = state.withLock { state -> UInt64? in
            let isEmpty = Lane.allCases.allSatisfy { each in
                lane != nil && lane != each || state.queues[each.rawValue].messages.isEmpty
            }
            guard isEmpty, !state.isClosed else { return nil }
            state.nextTicket += 1
            state.waiting[state.nextTicket] = (lane, continuation)
            return state.nextTicket
        }
        guard let ticket else { return }
        defer { state.withLock { $0.waiting[ticket] = nil } }
        let alarm = Task {
            try? await Task.sleep(for: .milliseconds(milliseconds))
            continuation.finish()
        }
        defer { alarm.cancel() }
        for await _ in stream { return }
    }
}
