import GRDB
import LedgerCore
import Storage

/// A transformation, all of its events together, in the index's numbers.
struct Conversion {
    struct End {
        let lot: Int64
        let amount: Int64?
        let unit: SmallestUnit?
    }

    let joint: Int64
    var events: Set<Int64> = []
    var inputs: [End] = []
    var outputs: [End] = []

    var newestEvent: Int64 { events.max() ?? 0 }

    /// Nil where one is in another unit, or of unknown amount.
    static func sum(_ ends: [End], in unit: SmallestUnit) -> Int128? {
        var sum: Int128 = 0
        for end in ends {
            guard end.unit == unit, let amount = end.amount else { return nil }
            sum += Int128(amount)
        }
        return sum
    }
}

/// Every standing transformation once.
struct ConversionPass {
    let database: Database

    func forEach(
        _ body: (Conversion) throws(StorageError) -> Void
    ) throws(StorageError) {
        var current: Conversion?
        try PreparedStatement(
            database,
            """
            SELECT joint, side, name, event, amount, unit FROM links WHERE kind = ?
            ORDER BY joint, event, side, name
            """
        ).forEach([.integer(LinkKind.transformation.rawValue)]) { row throws(StorageError) in
            if let done = current, done.joint != row.integer(0) {
                try body(done)
                current = nil
            }
            var conversion = current ?? Conversion(joint: row.integer(0))
            current = nil
            try conversion.add(row)
            current = conversion
        }
        if let current { try body(current) }
    }

    /// One of them; nil where nothing of it stands.
    func conversion(_ joint: Int64) throws(StorageError) -> Conversion? {
        var conversion = Conversion(joint: joint)
        try PreparedStatement(
            database,
            """
            SELECT joint, side, name, event, amount, unit FROM links INDEXED BY links_joint
            WHERE joint = ? AND kind = ?
            """
        ).forEach([.integer(joint), .integer(LinkKind.transformation.rawValue)]) {
            row throws(StorageError) in try conversion.add(row)
        }
        return conversion.events.isEmpty ? nil : conversion
    }
}

extension Conversion {
    /// Columns: joint, side, name, event, amount, unit.
    fileprivate mutating func add(_ row: SQLRow) throws(StorageError) {
        events.insert(row.integer(3))
        let end = End(
            lot: row.integer(2), amount: row.optionalInteger(4),
            unit: try row.isNull(5) ? nil : row.unit(5))
        switch LinkSide(rawValue: row.integer(1)) {
        case .input: inputs.append(end)
        case .output: outputs.append(end)
        case nil: throw .corrupt("link of joint \(joint)")
        }
    }
}
