/// A piece of land, by the key of its identifier.
///
/// Spec: Docs/Spec/MassBalance.md §13.2, §13.5.
package struct PlotLeaf: Hashable, Sendable {
    /// The one that harvests it.
    package var owner: MemberID
    /// What grows on it.
    package var crop: CommodityCode
    /// 0 for a plot that bears nothing any more.
    package var squareMetres: UInt64
    /// SHA-256 over salt and outline, which the owner keeps; nil where nobody measured it.
    package var outline: Digest?
    /// Where it lies, for every validator to see; where it is told, the leaf is of version 2.
    package var ring: PlotRing?

    package init(
        owner: MemberID, crop: CommodityCode, squareMetres: UInt64, outline: Digest? = nil,
        ring: PlotRing? = nil
    ) {
        self.owner = owner
        self.crop = crop
        self.squareMetres = squareMetres
        self.outline = outline
        self.ring = ring
    }
}

extension PlotLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: ring == nil ? 1 : 2, fields: ring == nil ? 4 : 5)
        writer.value(owner)
        writer.value(crop)
        writer.unsigned(squareMetres)
        writer.optional(outline)
        if let ring { writer.value(ring) }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let version = try reader.leaf(fields: 4, versionMax: 2)
        owner = try reader.value(MemberID.self)
        crop = try reader.value(CommodityCode.self)
        squareMetres = try reader.unsigned()
        outline = try reader.optional(Digest.self)
        ring = version == 2 ? try reader.value(PlotRing.self) : nil
    }
}
