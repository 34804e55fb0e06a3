import GRDB
import LedgerCore
import Storage

/// How much of what went into each affected lot was affected, over all joints that made it.
///
/// The inputs of a joint count in full for each of its outputs: nothing is divided among them.
///
/// Spec: Docs/Spec/Recall.md §3.
struct AffectedIntakes {
    private(set) var byLot: [[AffectedIntake]]
    private(set) var unmeasured: [Int]

    init(of search: TraceSearch, in reader: QueryReader) throws(StorageError) {
        byLot = Array(repeating: [], count: search.names.count)
        unmeasured = Array(repeating: 0, count: search.names.count)
        var lastJoint = Array(repeating: -1, count: search.names.count)
        for (number, joint) in search.joints.enumerated() {
            let mixture = Mixture(search.links[joint.links]) { search.index(of: $0) != nil }
            for link in search.links[joint.links] where link.side == .output {
                guard let lot = search.index(of: link.name), lastJoint[lot] != number else {
                    continue
                }
                lastJoint[lot] = number
                add(mixture, to: lot)
            }
        }
        try addOthers(of: search, in: reader)
        for lot in byLot.indices { byLot[lot].removeAll { $0.affected == 0 } }
    }

    private mutating func add(_ mixture: Mixture, to lot: Int) {
        unmeasured[lot] += mixture.unmeasured
        for amount in mixture.amounts {
            byLot[lot].add(amount.unit, affected: amount.affected, total: amount.total)
        }
    }

    /// Joints that made an affected lot of unaffected things alone.
    private mutating func addOthers(
        of search: TraceSearch, in reader: QueryReader
    ) throws(StorageError) {
        let seen = Set(search.joints.map(\.joint))
        var made: [(lot: Int, joint: Int64)] = []
        try PreparedStatement(
            reader.database,
            """
            SELECT DISTINCT l.name, l.joint FROM json_each(?1) n
            CROSS JOIN links l ON l.name = n.value AND l.side = ?2
            """
        ).forEach(of: search.names, .integer(LinkSide.output.rawValue)) { row in
            guard !seen.contains(row.integer(1)), let lot = search.index(of: row.integer(0))
            else { return }
            made.append((lot, row.integer(1)))
        }
        var mixtures: [Int64: Mixture] = [:]
        try PreparedStatement(
            reader.database,
            """
            SELECT l.joint, l.unit, l.amount FROM json_each(?1) n
            CROSS JOIN links l INDEXED BY links_joint ON l.joint = n.value
            WHERE l.side = ?2 AND l.amount IS NOT NULL
            """
        ).forEach(
            of: Set(made.map(\.joint)).sorted(), .integer(LinkSide.input.rawValue)
        ) { row throws(StorageError) in
            mixtures[row.integer(0), default: Mixture()].add(
                try row.unit(1), row.integer(2), isAffected: false)
        }
        for (lot, joint) in made {
            if let mixture = mixtures[joint] { add(mixture, to: lot) }
        }
    }
}

/// What went into one joint.
private struct Mixture {
    var amounts: [AffectedIntake] = []
    var unmeasured = 0

    init() {}

    init(_ links: ArraySlice<TraceSearch.Link>, isAffected: (Int64) -> Bool) {
        for link in links where link.side == .input {
            let isAffected = isAffected(link.name)
            if let amount = link.amount, let unit = link.unit {
                add(unit, amount, isAffected: isAffected)
            } else if isAffected {
                unmeasured += 1
            }
        }
    }

    mutating func add(_ unit: SmallestUnit, _ amount: Int64, isAffected: Bool) {
        amounts.add(unit, affected: isAffected ? Int128(amount) : 0, total: Int128(amount))
    }
}
