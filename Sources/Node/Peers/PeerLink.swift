import Consensus
import LedgerCore
import Logging
import NIOCore
import NIOSSL

/// This node's own way to one peer, dialled again for ever.
///
/// One connection carries agreement, one contents, and a node that nobody can dial holds a third on
/// which it waits for what its peers have for it.
struct PeerLink: Sendable {
    enum Purpose: Hashable, Sendable {
        case send(PeerOutbox.Lane)
        case poll
    }

    let entry: PeerDirectory.Entry
    let address: PeerAddress
    let purpose: Purpose
    let chain: ChainID
    let hub: PeerHub
    let intake: PeerIntake
    let tls: NIOSSLContext
    let logger: Logger

    /// An exchange without messages after so long shows that the peer is still there.
    static let pingMilliseconds: Int64 = 2_000
    static let pollMilliseconds: Int64 = 20_000
    private static let lookMilliseconds: Int64 = 100
    private static let answerMilliseconds: Int64 = 10_000
    /// A large block over a slow line.
    private static let contentsMilliseconds: Int64 = 60_000

    /// Until the task is cancelled.
    func run() async {
        var backOff = BackOff()
        var isReported = false
        while !Task.isCancelled {
            do {
                let connection = try await PeerConnection.open(
                    address, key: entry.peer.key, tls: tls
                ) { [engine = intake.engine] in
                    max(PeerConnection.answerBytesMax, engine.snapshot.parameters.peerBytesMax)
                }
                defer { connection.close() }
                try await converse(on: connection) {
                    backOff.reset()
                    isReported = false
                }
            } catch {
                if Task.isCancelled { break }
                if purpose == .send(.agreement) { hub.linkDown(entry.peer, "\(error)") }
                if purpose == .send(.agreement), !isReported {
                    logger.notice(
                        "a peer is not reached",
                        metadata: ["peer": "\(entry.name)", "error": "\(error)"])
                    isReported = true
                }
            }
            await rest(milliseconds: backOff.next())
        }
        if purpose == .send(.agreement) { hub.linkDown(entry.peer, "the node is stopping") }
    }

    /// Before dialling again; not longer than until the peer itself is heard, since then it is back.
    private func rest(milliseconds: Int64) async {
        let began = ContinuousClock.now
        var left = milliseconds
        while left > 0, !Task.isCancelled, !hub.hasHeard(entry.peer, since: began) {
            try? await Task.sleep(for: .milliseconds(min(left, Self.lookMilliseconds)))
            left -= Self.lookMilliseconds
        }
    }

    private func converse(on connection: PeerConnection, _ answered: () -> Void) async throws {
        guard let outbox = hub.outbox(of: entry.peer) else { throw PeerFailure.disconnected }
        var batch = ByteBuffer()
        while !Task.isCancelled {
            let answer = try await connection.send(
                request(batch), timeoutMilliseconds: timeout(batch))
            switch answer.status {
            case 200:
                answered()
                if purpose == .send(.agreement) { hub.linkUp(entry.peer) }
                try await intake.take(Bytes(answer.body.readableBytesView), from: entry.peer)
                batch = try await next(outbox)
            case 503: try await Task.sleep(for: .milliseconds(100))
            default: throw PeerFailure.refused(status: answer.status)
            }
        }
    }

    private func next(_ outbox: PeerOutbox) async throws -> ByteBuffer {
        guard case .send(let lane) = purpose else { return ByteBuffer() }
        await outbox.wait(for: lane, milliseconds: Self.pingMilliseconds)
        return outbox.take(lane)
    }

    private func request(_ batch: ByteBuffer) -> PeerRequest {
        let wait = purpose == .poll ? "?wait=\(Self.pollMilliseconds)" : ""
        return PeerRequest(
            path: PeerPaths.exchange + wait,
            headers: [(PeerPaths.chainHeader, chain.description)], body: batch)
    }

    private func timeout(_ batch: ByteBuffer) -> Int64 {
        if purpose == .poll { return Self.pollMilliseconds + Self.answerMilliseconds }
        return batch.readableBytes > PeerOutbox.batchBytesMax
            ? Self.contentsMilliseconds : Self.answerMilliseconds
    }
}

/// How long to wait before dialling again: doubled each time up to a limit, and never twice the same, so
/// that nodes that lost each other do not dial in step.
struct BackOff: Sendable {
    static let firstMilliseconds: Int64 = 100
    /// Low, since a network of few nodes loses nothing by it and comes back at once.
    static let limitMilliseconds: Int64 = 2_000
    private var milliseconds = BackOff.firstMilliseconds

    mutating func reset() {
        milliseconds = BackOff.firstMilliseconds
    }

    mutating func next() -> Int64 {
        defer { milliseconds = min(BackOff.limitMilliseconds, 2 * milliseconds) }
        return milliseconds * Int64.random(in: 75...125) / 100
    }
}
