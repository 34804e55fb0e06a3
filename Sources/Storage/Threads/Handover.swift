import Dispatch
import Synchronization

/// Pieces on their way from a thread that makes them to the one that uses them, a few at a time.
///
/// Neither runs away from the other: who is ahead waits. Nothing is left running when `run` returns.
final class Handover<Piece: Sendable>: Sendable {
    /// Nobody takes pieces any more.
    struct Abandoned: Error {}

    private struct State {
        var pieces: [Piece] = []
        var end: Result<Void, any Error>?
        var isAbandoned = false
    }

    private let state = Mutex(State())
    private let room = DispatchSemaphore(value: 0)
    private let filled = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    private init(capacity: Int) {
        for _ in 0..<capacity { room.signal() }
    }

    /// Makes pieces on a thread of its own while they are used on this one.
    ///
    /// - Parameters:
    ///   - capacity: pieces that are made and not taken yet, at most.
    ///   - make: gives its pieces to `put`, which throws where they are not wanted any more.
    ///   - use: takes them with `next` until it gives nil.
    /// - Throws: what `use` throws, and through `next` what `make` throws.
    static func run<Value>(
        capacity: Int,
        making make: @escaping @Sendable (Handover<Piece>) throws -> Void,
        using use: (Handover<Piece>) throws -> Value
    ) throws -> Value {
        let handover = Handover(capacity: capacity)
        DispatchQueue.global().async {
            let end = Result { try make(handover) }
            handover.state.withLock { $0.end = end }
            handover.filled.signal()
            handover.ended.signal()
        }
        defer {
            handover.state.withLock { $0.isAbandoned = true }
            handover.room.signal()
            handover.ended.wait()
        }
        return try use(handover)
    }

    func put(_ piece: Piece) throws(Abandoned) {
        room.wait()
        let isWanted = state.withLock { state in
            if !state.isAbandoned { state.pieces.append(piece) }
            return !state.isAbandoned
        }
        guard isWanted else {
            // For a maker that goes on all the same.
            room.signal()
            throw Abandoned()
        }
        filled.signal()
    }

    /// The next piece; nil after the last one.
    func next() throws -> Piece? {
        filled.wait()
        let piece = try state.withLock { state -> Piece? in
            if !state.pieces.isEmpty { return state.pieces.removeFirst() }
            try state.end?.get()
            return nil
        }
        // After the end there is nothing to wait for.
        if piece == nil { filled.signal() } else { room.signal() }
        return piece
    }
}
