import GRDB
import LedgerCore
import Storage

/// Follows links breadth first, a level at a time, each thing and each joint once.
struct TraceSearch {
    private let direction: Trace.Direction
    private let limits: TraceLimits
    private let selectJoints: PreparedStatement
    private let selectLinks: PreparedStatement

    /// Names of things in the order found, with their depth.
    private(set) var names: [Int64] = []
    private(set) var depths: [Int] = []
    /// By thing, the link that led to it first; nil for those asked about.
    private(set) var arrivals: [Arrival?] = []
    private(set) var joints: [Found] = []
    /// Of all joints, those of one beside each other.
    private(set) var links: [Link] = []
    private(set) var truncation: Trace.Truncation?
    private var indices: [Int64: Int] = [:]
    private var seenJoints: Set<Int64> = []

    /// A joint that touches what was found.
    struct Found {
        let joint: Int64
        let kind: LinkKind
        /// Where its links are, those to things that were not found among them.
        fileprivate(set) var links: Range<Int>
    }

    /// Indices of the joint and of the link.
    struct Arrival {
        let joint: Int
        let link: Int
    }

    struct Link {
        let name: Int64
        let side: LinkSide
        let event: Int64
        let amount: Int64?
        let unit: SmallestUnit?
    }

    init(
        _ direction: Trace.Direction, limits: TraceLimits, in database: Database
    ) throws(StorageError) {
        self.direction = direction
        self.limits = limits
        selectJoints = try PreparedStatement(
            database,
            """
            SELECT l.joint FROM json_each(?1) n CROSS JOIN links l
            ON l.name = n.value AND l.side = ?2
            """)
        selectLinks = try PreparedStatement(
            database,
            """
            SELECT l.joint, l.name, l.side, l.event, l.kind, l.amount, l.unit
            FROM json_each(?1) n CROSS JOIN links l INDEXED BY links_joint ON l.joint = n.value
            """)
    }

    /// - Parameter start: names; one that occurs twice counts once.
    mutating func run(from start: [Int64]) throws(StorageError) {
        for name in start where !isKnown(name) { add(name, depth: 0, by: nil) }
        var (level, depth) = (0..<names.count, 0)
        while !level.isEmpty {
            let found = try newJoints(of: level)
            if found.isEmpty { return }
            guard depth < limits.depthMax else {
                truncation = truncation ?? .depth(limits.depthMax)
                return
            }
            depth += 1
            guard try add(joints: found, depth: depth) else { return }
            level = level.upperBound..<names.count
        }
    }

    /// The side at which a thing is entered, coming from the one asked about.
    private var near: LinkSide { direction == .upstream ? .output : .input }

    private mutating func newJoints(of level: Range<Int>) throws(StorageError) -> [Int64] {
        var found: [Int64] = []
        try selectJoints.forEach(of: names[level], .integer(near.rawValue)) { row in
            let joint = row.integer(0)
            if seenJoints.insert(joint).inserted { found.append(joint) }
        }
        return found
    }

    /// - Returns: false where the limit of links ended it.
    private mutating func add(joints found: [Int64], depth: Int) throws(StorageError) -> Bool {
        var isWithin = true
        try selectLinks.forEach(of: found) { row throws(StorageError) in
            let joint = row.integer(0)
            if isWithin, joints.last?.joint != joint {
                isWithin = links.count < limits.linksMax
                guard let kind = LinkKind(rawValue: row.integer(4)) else {
                    throw .corrupt("link of joint \(joint)")
                }
                if isWithin {
                    joints.append(
                        Found(joint: joint, kind: kind, links: links.count..<links.count))
                }
            }
            if isWithin { try add(row, depth: depth) }
        }
        if !isWithin { truncation = .links(limits.linksMax) }
        return isWithin
    }

    /// Adds a link to the last joint, and the thing that it leads to.
    private mutating func add(_ row: SQLRow, depth: Int) throws(StorageError) {
        let name = row.integer(1)
        guard let side = LinkSide(rawValue: row.integer(2)) else {
            throw .corrupt("link of joint \(row.integer(0))")
        }
        links.append(
            Link(
                name: name, side: side, event: row.integer(3), amount: row.optionalInteger(5),
                unit: try row.isNull(6) ? nil : row.unit(6)))
        joints[joints.count - 1].links = joints[joints.count - 1].links.lowerBound..<links.count
        // Other outputs of the same joint are no ancestors, and other inputs no descendants.
        guard side != near, !isKnown(name) else { return }
        guard names.count < limits.nodesMax else {
            truncation = .nodes(limits.nodesMax)
            return
        }
        add(name, depth: depth, by: Arrival(joint: joints.count - 1, link: links.count - 1))
    }

    private func isKnown(_ name: Int64) -> Bool { indices[name] != nil }

    private mutating func add(_ name: Int64, depth: Int, by arrival: Arrival?) {
        indices[name] = names.count
        names.append(name)
        depths.append(depth)
        arrivals.append(arrival)
    }
}

/// For when it has run.
extension TraceSearch {
    /// The place of a thing among those found.
    func index(of name: Int64) -> Int? { indices[name] }

    /// The links of a joint to things that were found.
    ///
    /// - Parameter shows: whether the amount of a link may be shown.
    func ends(
        of found: Found, at side: LinkSide, showingAmount shows: (Link) -> Bool
    ) -> [TraceLink] {
        links[found.links].compactMap { link in
            guard link.side == side, let index = indices[link.name] else { return nil }
            let isShown = shows(link)
            return TraceLink(
                node: index, amount: isShown ? link.amount : nil, unit: isShown ? link.unit : nil)
        }
    }

    /// Indices of the things at one end of a joint.
    func nodes(of found: Found, at side: LinkSide) -> [Int] {
        links[found.links].compactMap { $0.side == side ? indices[$0.name] : nil }
    }

    /// Numbers of the events of a joint, ascending.
    func events(of found: Found) -> [Int64] {
        Set(links[found.links].map(\.event)).sorted()
    }

    /// Things that, followed on, come back to themselves; indices, ascending.
    var cyclic: [Int] {
        // Things first, joints behind them.
        var successors = Array(repeating: [Int](), count: names.count + joints.count)
        for (index, joint) in joints.enumerated() {
            let vertex = names.count + index
            for node in nodes(of: joint, at: .input) { successors[node].append(vertex) }
            successors[vertex] = nodes(of: joint, at: .output)
        }
        return Cycles.vertices(in: successors).filter { $0 < names.count }
    }
}
