/// What of a harvest counts against one plot.
package struct HarvestPart: Hashable, Sendable {
    /// Key of the plot.
    package let plot: String
    package let crop: CommodityCode
    /// The year it begins in.
    package let season: UInt64
    /// Milligrams.
    package let mass: Int64

    package init(plot: String, crop: CommodityCode, season: UInt64, mass: Int64) {
        self.plot = plot
        self.crop = crop
        self.season = season
        self.mass = mass
    }
}

extension HarvestPart: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 4)
        writer.text(plot)
        writer.value(crop)
        writer.unsigned(season)
        writer.amount(mass)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 4)
        plot = try reader.text()
        crop = try reader.value(CommodityCode.self)
        season = try reader.unsigned()
        mass = try reader.amount()
    }
}
