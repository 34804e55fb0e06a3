import LedgerCore
import Query
import Storage

/// What a ledger that does not hold everything means to a client.
extension Problem {
    init(describing error: StorageError) {
        switch error {
        case .belowBase(let base):
            self.init(
                "resource.not_on_node",
                "This node began with a snapshot and holds nothing from before block \(base) yet.")
        case .contentAbsent:
            self.init(
                "resource.not_on_node",
                "This node has purged the document that this needs; another node may have it.")
        case .archive:
            self.init(
                "node.archive",
                "The content was moved to this node's archive, which cannot be read at the moment.")
        default: self.init("node.failure", "The node's log has the cause under the request id.")
        }
    }
}

extension QueryIndex {
    /// To be called before something is said not to exist.
    ///
    /// - Throws: `resource.not_on_node` where the index begins with a snapshot: an older block may have it.
    func requireHistory() async throws {
        let since = try await read { try $0.since() }
        if since > .first { throw Problem(describing: StorageError.belowBase(since)) }
    }
}
