/// Under which model and claim all goods of a lot are.
///
/// Spec: Docs/Spec/MassBalance.md §12.
package struct CustodyLeaf: Hashable, Sendable {
    package let model: CustodyModel
    package let claim: GoodsClaim
    /// Of identity preserved goods the key of the lot that they came into being as; nil of others.
    package let root: String?

    /// - Precondition: goods have a root where their identity is preserved.
    package init(model: CustodyModel, claim: GoodsClaim, root: String? = nil) {
        precondition((model == .identityPreserved) == (root != nil), "a root of mixed goods")
        self.model = model
        self.claim = claim
        self.root = root
    }
}

extension CustodyLeaf: CustomStringConvertible {
    /// Such as `organic (segregated)`.
    package var description: String { "\(claim) (\(model.word))" }
}

extension CustodyLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 3)
        writer.value(model)
        writer.value(claim)
        writer.optional(root)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 3)
        model = try reader.value(CustodyModel.self)
        claim = try reader.value(GoodsClaim.self)
        let offset = reader.offset
        root = try reader.optional(String.self)
        try reader.require(
            (model == .identityPreserved) == (root != nil), "a root where identity is preserved",
            at: offset)
    }
}
