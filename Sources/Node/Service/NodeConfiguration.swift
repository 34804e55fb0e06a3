package import LedgerCore
package import Logging

/// What an operator decides about one node.
///
/// Spec: Docs/Operations.md §3.
package struct NodeConfiguration: Sendable {
    package var home: NodeHome
    package var host: String
    /// 0 lets the system choose; ``NodeService`` tells which it chose.
    package var port: Int
    package var limits: NodeLimits
    package var log: NodeLog
    /// Who may read what the ledger says.
    package var readAccess: ReadAccess
    /// Which validator of a demo chain this node is; `nil` for the only one.
    package var validator: MemberID?
    /// Where the world reaches this node, e.g. `https://id.example.tj`; absent, links are relative.
    package var publicURL: String?
    /// Other hosts whose codes lead to pages of this ledger: of other nodes, and of brands.
    package var labelHosts: [String] = []
    package var peering: NodePeering
    /// Which contents stay at hand.
    package var retention = NodeRetention()
    /// Whether the node walks over its ledger to see that the disk still has what was written.
    package var scrubs = true
    package var joining: NodeJoining

    package enum ReadAccess: String, Sendable, CaseIterable {
        /// Anybody, without a token.
        case everybody
        /// Only with a token; label pages and checks stay open.
        case users
    }

    package init(
        home: NodeHome, host: String = "127.0.0.1", port: Int = 8480,
        limits: NodeLimits = NodeLimits(), log: NodeLog = NodeLog(),
        readAccess: ReadAccess = .everybody, validator: MemberID? = nil,
        publicURL: String? = nil, peering: NodePeering = NodePeering(),
        joining: NodeJoining = NodeJoining()
    ) {
        self.home = home
        self.host = host
        self.port = port
        self.limits = limits
        self.log = log
        self.readAccess = readAccess
        self.validator = validator
        self.publicURL = publicURL
        self.peering = peering
        self.joining = joining
    }
}

/// How the node talks to other nodes.
package struct NodePeering: Hashable, Sendable {
    package var host: String
    /// Where peers reach this node; nil for a node that only dials out, 0 lets the system choose.
    package var port: Int?
    /// How many nodes that are no validators may follow this one.
    package var observersMax: Int

    package init(host: String = "127.0.0.1", port: Int? = nil, observersMax: Int = 0) {
        self.host = host
        self.port = port
        self.observersMax = observersMax
    }
}

/// What the node writes about itself, on standard error.
package struct NodeLog: Sendable {
    package var level: Logger.Level
    package var format: Format
    /// One line a request at level `info`; off by default, `/metrics` counts them.
    package var requests: Bool

    package enum Format: String, Sendable, CaseIterable {
        case text
        /// One JSON object a line.
        case json
    }

    package init(level: Logger.Level = .info, format: Format = .text, requests: Bool = false) {
        self.level = level
        self.format = format
        self.requests = requests
    }
}
