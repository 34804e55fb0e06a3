/// How goods under a claim may meet other goods, the strictest first.
///
/// Spec: Docs/Spec/MassBalance.md §12.
package enum CustodyModel: UInt8, Hashable, Sendable, CaseIterable {
    /// One lot from plot to shop.
    case identityPreserved = 1
    /// Lots of one claim.
    case segregated = 2
    /// Anything: what the claim is worth is counted beside the goods.
    case massBalance = 3
}

extension CustodyModel: Comparable {
    package static func < (left: CustodyModel, right: CustodyModel) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// The word that events say and answers show.
extension CustodyModel {
    package var word: String {
        switch self {
        case .identityPreserved: "identity_preserved"
        case .segregated: "segregated"
        case .massBalance: "mass_balance"
        }
    }

    package init?(word: String) {
        guard let model = CustodyModel.allCases.first(where: { $0.word == word }) else {
            return nil
        }
        self = model
    }
}

extension CustodyModel: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.unsigned(UInt64(rawValue))
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        guard let model = CustodyModel(rawValue: try reader.unsigned(UInt8.self)) else {
            throw CBORError(.invalid("a custody model"), at: offset)
        }
        self = model
    }
}
