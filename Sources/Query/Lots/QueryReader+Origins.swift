package import LedgerCore
import Storage

/// How much of accounted goods came from where.
package struct OriginShare: Equatable, Sendable {
    package let origin: GoodsOrigin
    /// All origins of a lot are 1,000 together; 0 for a part that is too small.
    package let thousandths: Int

    package init(_ origin: GoodsOrigin, thousandths: Int) {
        self.origin = origin
        self.thousandths = thousandths
    }
}

extension GoodsOrigin {
    /// What answers call it.
    package var word: String {
        switch self {
        case .grown: "grown"
        case .imported: "imported"
        case .declared: "declared"
        case .unknown: "unknown"
        case .other: "other"
        }
    }
}

extension [OriginShare] {
    /// Spec: Docs/Spec/MassBalance.md §10.2.
    init(_ made: OriginAmounts) {
        let shares = made.isEmpty ? .none : made.share(of: 1000)
        self = made.elements.map { element in
            OriginShare(element.origin, thousandths: Int(shares[element.origin]))
        }
    }
}

extension QueryReader {
    /// Where what is accounted for of lots came from; none of a lot of which that is not on record.
    func origins(of lots: [Int64]) throws(StorageError) -> [Int64: [OriginShare]] {
        var origins: [Int64: [OriginShare]] = [:]
        try PreparedStatement(
            database,
            "SELECT o.lot, o.leaf FROM json_each(?1) n CROSS JOIN origins o ON o.lot = n.value"
        ).forEach(of: lots) { row throws(StorageError) in
            let leaf = try row.decoded(1, as: OriginsLeaf.self)
            origins[row.integer(0)] = [OriginShare](leaf.made)
        }
        return origins
    }
}
