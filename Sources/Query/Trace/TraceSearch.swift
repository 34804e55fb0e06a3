import GRDB
import LedgerCore
import Storage

/// Follows links breadth first, each thing and each joint once.
struct TraceSearch {
    private let direction: Trace.Direction
    private let limits: TraceLimits
    private let selectJoints: PreparedStatement
    private let selectLinks: PreparedStatement

    /// Names of things in the order found, with their depth.
    private(set) var names: [Int64] = []
    private(set) var depths: [Int] = []
    private(set) var joints: [Found] = []
    private(set) var truncation: Trace.Truncation?
    private var indices: [Int64: Int] = [:]
    private var seenJoints: Set<Int64> = []
    private var linkCount = 0

    /// A joint with its links; those to things outside the trace are left out.
    struct Found {
        let kind: LinkKind
        var events: Set<Int64> = []
        var inputs: [TraceLink] = []
        var outputs: [TraceLink] = []
    }

    private struct Row {
        let name: Int64
        let side: LinkSide
        let event: Int64
        let kind: LinkKind
        let amount: Int64?
        let unit: SmallestUnit?
    }

    init(
        _ direction: Trace.Direction, limits: TraceLimits, in database: Database
    ) throws(StorageError) {
        self.direction = direction
        self.limits = limits
        selectJoints = try PreparedStatement(
            database, "SELECT DISTINCT joint FROM links WHERE name = ? AND side = ?")
        selectLinks = try PreparedStatement(
            database,
            """
            SELECT name, side, event, kind, amount, unit FROM links INDEXED BY links_joint
            WHERE joint = ?
            """)
    }

    mutating func run(from name: Int64) throws(StorageError) {
        add(name, depth: 0)
        var next = 0
        while next < names.count {
            try follow(names[next], depth: depths[next])
            next += 1
        }
    }

    /// The side at which a thing is entered, coming from the one asked about.
    private var near: LinkSide { direction == .upstream ? .output : .input }

    private mutating func follow(_ name: Int64, depth: Int) throws(StorageError) {
        let found = try selectJoints.all(.integer(name), .integer(near.rawValue)) {
            $0.integer(0)
        }
        let joints = found.filter { !seenJoints.contains($0) }
        if joints.isEmpty { return }
        guard depth < limits.depthMax else {
            truncation = truncation ?? .depth(limits.depthMax)
            return
        }
        for joint in joints {
            guard linkCount < limits.linksMax else {
                truncation = .links(limits.linksMax)
                return
            }
            seenJoints.insert(joint)
            try add(joint: joint, depth: depth + 1)
        }
    }

    private mutating func add(joint: Int64, depth: Int) throws(StorageError) {
        let rows = try selectLinks.all(.integer(joint)) { row throws(StorageError) in
            guard let side = LinkSide(rawValue: row.integer(1)),
                let kind = LinkKind(rawValue: row.integer(3))
            else { throw .corrupt("link of joint \(joint)") }
            return Row(
                name: row.integer(0), side: side, event: row.integer(2), kind: kind,
                amount: row.optionalInteger(4), unit: try row.isNull(5) ? nil : row.unit(5))
        }
        guard let kind = rows.first?.kind else { return }
        linkCount += rows.count
        var found = Found(kind: kind)
        for row in rows {
            found.events.insert(row.event)
            // Other outputs of the same joint are no ancestors, and other inputs no descendants.
            if row.side != near, !isKnown(row.name) {
                guard names.count < limits.nodesMax else {
                    truncation = .nodes(limits.nodesMax)
                    continue
                }
                add(row.name, depth: depth)
            }
            guard let index = indices[row.name] else { continue }
            let link = TraceLink(node: index, amount: row.amount, unit: row.unit)
            switch row.side {
            case .input: found.inputs.append(link)
            case .output: found.outputs.append(link)
            }
        }
        joints.append(found)
    }

    private func isKnown(_ name: Int64) -> Bool { indices[name] != nil }

    private mutating func add(_ name: Int64, depth: Int) {
        indices[name] = names.count
        names.append(name)
        depths.append(depth)
    }

    /// Things that, followed on, come back to themselves; indices, ascending.
    var cyclic: [Int] {
        // Things first, joints behind them.
        var successors = Array(repeating: [Int](), count: names.count + joints.count)
        for (index, joint) in joints.enumerated() {
            let vertex = names.count + index
            for link in joint.inputs { successors[link.node].append(vertex) }
            successors[vertex] = joint.outputs.map(\.node)
        }
        return Cycles.vertices(in: successors).filter { $0 < names.count }
    }
}
