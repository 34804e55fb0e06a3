package import LedgerCore

/// Where a thing came from, or what became of it.
package struct Trace: Equatable, Sendable {
    package enum Direction: String, Hashable, Sendable {
        /// What it was made of and what was packed into it.
        case upstream
        /// What was made of it and what it was packed into.
        case downstream
    }

    package let direction: Direction
    /// The thing asked about first, then breadth first.
    package let nodes: [TraceNode]
    /// What joins them, in the order in which it was met.
    package let joints: [TraceJoint]
    /// Why the trace is not whole; nil when it is.
    package let truncation: Truncation?
    /// Things that, followed on, come back to themselves: indices of nodes, ascending. Somebody
    /// recorded the impossible, or used one identity for two things.
    package let cyclic: [Int]
    package let height: Height

    package enum Truncation: Equatable, Sendable {
        /// Things lie deeper than the depth asked for.
        case depth(Int)
        /// There are more things than the limit.
        case nodes(Int)
        /// There are more links than the limit.
        case links(Int)
    }

    /// Things that went into something and have no recorded beginning: where the trace ends without
    /// an origin. Upstream alone; indices of nodes.
    package var missing: [Int] {
        guard direction == .upstream else { return [] }
        return nodes.indices.filter { nodes[$0].origin == .missing }
    }
}

/// A thing in a trace.
package struct TraceNode: Equatable, Sendable {
    package enum Origin: Equatable, Sendable {
        /// An event recorded here made it.
        case recorded
        /// Nothing says where it comes from.
        case missing
    }

    /// Its key.
    package let key: String
    /// Joints between it and the thing asked about, at least.
    package let depth: Int
    package let origin: Origin
    /// Where what is accounted for of it came from; none where that is not on record.
    package var shares: [OriginShare] = []
}

/// A transformation or packing in a trace.
package struct TraceJoint: Equatable, Sendable {
    package let kind: LinkKind
    /// The events that tell of it, in ledger order; several with one transformation id.
    package let events: [TraceEvent]
    package let inputs: [TraceLink]
    package let outputs: [TraceLink]
}

/// One end of a joint.
package struct TraceLink: Equatable, Sendable {
    /// Index of the node.
    package let node: Int
    /// Nil where the event does not say, or not to this reader.
    package let amount: Int64?
    package let unit: SmallestUnit?
}

/// An event in a trace.
package struct TraceEvent: Equatable, Sendable {
    package let number: Int64
    package let eventID: String
    /// As its reader sees it: the moment, or the beginning of the day.
    package let eventTime: Timestamp
    /// Name of the business step.
    package let bizStep: String?
    /// Key of the place; nil where it is withheld.
    package let place: String?
    /// The member in whose books it is: who said it, or for whom it was said.
    package let member: String
    /// Who said it for the member; nil where the member did.
    package let delegate: String?
    /// What its reader is to it.
    package let standing: Standing
}

/// How far to follow.
package struct TraceLimits: Equatable, Sendable {
    package var depthMax: Int
    package var nodesMax: Int
    package var linksMax: Int

    package init(depthMax: Int = 64, nodesMax: Int = 20_000, linksMax: Int = 100_000) {
        self.depthMax = depthMax
        self.nodesMax = nodesMax
        self.linksMax = linksMax
    }
}
