/// A piece of land, by the key of its identifier.
///
/// Spec: Docs/Spec/MassBalance.md §13.2.
package struct PlotLeaf: Hashable, Sendable {
    /// The one that harvests it.
    package var owner: MemberID
    /// What grows on it.
    package var crop: CommodityCode
    /// 0 for a plot that bears nothing any more.
    package var squareMetres: UInt64
    /// SHA-256 over salt and outline, which the owner keeps; nil where nobody measured it.
    package var outline: Digest?

    package init(
        owner: MemberID, crop: CommodityCode, squareMetres: UInt64, outline: Digest? = nil
    ) {
        self.owner = owner
        self.crop = crop
        self.squareMetres = squareMetres
        self.outline = outline
    }
}

extension PlotLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 4)
        writer.value(owner)
        writer.value(crop)
        writer.unsigned(squareMetres)
        writer.optional(outline)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 4)
        owner = try reader.value(MemberID.self)
        crop = try reader.value(CommodityCode.self)
        squareMetres = try reader.unsigned()
        outline = try reader.optional(Digest.self)
    }
}
