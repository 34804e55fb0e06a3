import NIOCore

/// What one connection is waited for, and until when.
///
/// Between two requests the server's idle timeout counts, while a request is being answered the limits
/// of the one who answers.
struct ConnectionPace: Hashable, Sendable {
    let limits: ConnectionLimits
    private var reading = Reading.nothing
    private var writing: Transfer?
    /// Requests whose answer has not ended.
    private(set) var requests = 0

    /// Why a connection is closed.
    enum Fault: String, Hashable, Sendable, CaseIterable {
        /// TLS was not established in time.
        case handshake
        /// No request came in time.
        case head
        /// A body came too slowly.
        case body
        /// An answer was taken too slowly.
        case answer
    }

    private enum Reading: Hashable {
        case nothing
        case handshake(since: NIODeadline)
        case head(since: NIODeadline)
        case body(Transfer)
    }

    private struct Transfer: Hashable {
        let since: NIODeadline
        var octets = 0
    }

    init(limits: ConnectionLimits) {
        self.limits = limits
    }

    mutating func opened(withTLS: Bool, at now: NIODeadline) {
        reading = withTLS ? .handshake(since: now) : .head(since: now)
    }

    mutating func handshakeEnded(at now: NIODeadline) {
        reading = .head(since: now)
    }

    mutating func headCame(at now: NIODeadline) {
        requests += 1
        reading = .body(Transfer(since: now))
    }

    mutating func bodyCame(octets: Int) {
        guard case .body(var transfer) = reading else { return }
        transfer.octets += octets
        reading = .body(transfer)
    }

    mutating func requestEnded() {
        reading = .nothing
    }

    /// Octets of an answer are on their way.
    mutating func writes(octets: Int, at now: NIODeadline) {
        writing = writing ?? Transfer(since: now)
        writing?.octets += octets
    }

    /// All that was written is with the system.
    mutating func isWritten() {
        writing = nil
    }

    mutating func answerEnded() {
        requests = max(0, requests - 1)
    }

    /// The next moment at which patience ends; nil while nothing is waited for.
    var deadline: (at: NIODeadline, fault: Fault)? {
        var deadlines: [(at: NIODeadline, fault: Fault)] = []
        switch reading {
        case .nothing: break
        case .handshake(let since):
            deadlines.append((since + .milliseconds(limits.handshakeMilliseconds), .handshake))
        case .head(let since):
            deadlines.append((since + .milliseconds(limits.headMilliseconds), .head))
        case .body(let transfer): deadlines.append((end(of: transfer), .body))
        }
        if let writing { deadlines.append((end(of: writing), .answer)) }
        return deadlines.min { $0.at < $1.at }
    }

    private func end(of transfer: Transfer) -> NIODeadline {
        transfer.since + .milliseconds(limits.bodyMilliseconds(for: transfer.octets))
    }
}
