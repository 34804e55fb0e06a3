/// What land can bear of a crop in a season.
///
/// Spec: Docs/Spec/MassBalance.md §13.2.
package struct CropCeiling: Hashable, Sendable {
    package let crop: CommodityCode
    /// 2,500 are 25 t of a hectare.
    package let gramsPerSquareMetre: UInt64
    /// The month that a season of it begins with, from 1.
    package let firstMonth: UInt64

    package init(crop: CommodityCode, gramsPerSquareMetre: UInt64, firstMonth: UInt64 = 1) {
        self.crop = crop
        self.gramsPerSquareMetre = gramsPerSquareMetre
        self.firstMonth = firstMonth
    }

    /// Milligrams of an area; held at the largest amount.
    package func mass(on squareMetres: UInt64) -> Int64 {
        let (grams, overflow) = squareMetres.multipliedReportingOverflow(by: gramsPerSquareMetre)
        return overflow ? .max : Int64(clamping: Int128(grams) * 1000)
    }
}

extension CropCeiling: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.value(crop)
        writer.unsigned(gramsPerSquareMetre)
        writer.unsigned(firstMonth)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 3)
        crop = try reader.value(CommodityCode.self)
        gramsPerSquareMetre = try reader.unsigned()
        firstMonth = try reader.unsigned()
    }
}
