/// Conversion factors are definitions (SI prefixes, the 1959 international pound and yard, the US
/// gallon of 231 cubic inches, the UK gallon of 4.54609 litres), so every ratio is exact.
extension MeasurementUnit {
    /// In milligrams.
    static let masses: [MeasurementUnit] = [
        MeasurementUnit("MC", .mass, 1, per: 1_000),  // microgram
        MeasurementUnit("MGM", .mass, 1),
        MeasurementUnit("CGM", .mass, 10),
        MeasurementUnit("DG", .mass, 100),
        MeasurementUnit("GRM", .mass, 1_000),
        MeasurementUnit("DJ", .mass, 10_000),  // decagram
        MeasurementUnit("HGM", .mass, 100_000),
        MeasurementUnit("KGM", .mass, 1_000_000),
        MeasurementUnit("58", .mass, 1_000_000),  // net kilogram
        MeasurementUnit("E4", .mass, 1_000_000),  // gross kilogram
        MeasurementUnit("KDW", .mass, 1_000_000),  // kilogram drained net weight
        MeasurementUnit("DTN", .mass, 100_000_000),  // decitonne, quintal
        MeasurementUnit("2U", .mass, 1_000_000_000),  // megagram
        MeasurementUnit("TNE", .mass, 1_000_000_000),  // tonne
        MeasurementUnit("KTN", .mass, 1_000_000_000_000),
        MeasurementUnit("GRN", .mass, 6_479_891, per: 100_000),  // grain
        MeasurementUnit("ONZ", .mass, 28_349_523_125, per: 1_000_000),
        MeasurementUnit("APZ", .mass, 311_034_768, per: 10_000),  // troy ounce
        MeasurementUnit("LBR", .mass, 45_359_237, per: 100),
        MeasurementUnit("STI", .mass, 635_029_318, per: 100),  // stone
        MeasurementUnit("CWA", .mass, 45_359_237),  // hundredweight, US
        MeasurementUnit("CWI", .mass, 5_080_234_544, per: 100),  // hundredweight, UK
        MeasurementUnit("STN", .mass, 907_184_740),  // short ton
        MeasurementUnit("LTN", .mass, 101_604_690_880, per: 100),  // long ton
    ]

    /// In microlitres.
    static let volumes: [MeasurementUnit] = [
        MeasurementUnit("4G", .volume, 1),
        MeasurementUnit("MMQ", .volume, 1),
        MeasurementUnit("MLT", .volume, 1_000),
        MeasurementUnit("CMQ", .volume, 1_000),
        MeasurementUnit("CLT", .volume, 10_000),
        MeasurementUnit("DLT", .volume, 100_000),
        MeasurementUnit("LTR", .volume, 1_000_000),
        MeasurementUnit("DMQ", .volume, 1_000_000),
        MeasurementUnit("A44", .volume, 10_000_000),  // decalitre
        MeasurementUnit("HLT", .volume, 100_000_000),
        MeasurementUnit("MTQ", .volume, 1_000_000_000),
        MeasurementUnit("K6", .volume, 1_000_000_000),  // kilolitre
        MeasurementUnit("MAL", .volume, 1_000_000_000_000),
        MeasurementUnit("INQ", .volume, 16_387_064, per: 1_000),
        MeasurementUnit("FTQ", .volume, 28_316_846_592, per: 1_000),
        MeasurementUnit("YDQ", .volume, 764_554_857_984, per: 1_000),
        MeasurementUnit("OZA", .volume, 295_735_295_625, per: 10_000_000),
        MeasurementUnit("PTL", .volume, 473_176_473, per: 1_000),
        MeasurementUnit("QTL", .volume, 946_352_946, per: 1_000),
        MeasurementUnit("GLL", .volume, 3_785_411_784, per: 1_000),
        MeasurementUnit("BLL", .volume, 158_987_294_928, per: 1_000),  // petroleum barrel
        MeasurementUnit("OZI", .volume, 284_130_625, per: 10_000),
        MeasurementUnit("PTI", .volume, 56_826_125, per: 100),
        MeasurementUnit("QTI", .volume, 11_365_225, per: 10),
        MeasurementUnit("GLI", .volume, 4_546_090),
        MeasurementUnit("BUA", .volume, 3_523_907_016_688, per: 100_000),  // bushel, US
        MeasurementUnit("BUI", .volume, 36_368_720),  // bushel, UK
    ]

    /// In pieces.
    static let counts: [MeasurementUnit] = [
        MeasurementUnit("C62", .count, 1),  // one
        MeasurementUnit("EA", .count, 1),
        MeasurementUnit("H87", .count, 1),  // piece
        MeasurementUnit("NAR", .count, 1),  // number of articles
        MeasurementUnit("NIU", .count, 1),  // number of international units
        MeasurementUnit("HEA", .count, 1),  // head
        MeasurementUnit("PR", .count, 2),
        MeasurementUnit("NPR", .count, 2),  // number of pairs
        MeasurementUnit("HD", .count, 6),  // half dozen
        MeasurementUnit("DZN", .count, 12),
        MeasurementUnit("SCO", .count, 20),
        MeasurementUnit("TPR", .count, 20),  // ten pairs
        MeasurementUnit("DPR", .count, 24),  // dozen pairs
        MeasurementUnit("CEN", .count, 100),
        MeasurementUnit("GRO", .count, 144),
        MeasurementUnit("T3", .count, 1_000),  // thousand pieces
        MeasurementUnit("MIL", .count, 1_000),
        MeasurementUnit("GGR", .count, 1_728),
        MeasurementUnit("MIO", .count, 1_000_000),
    ]

    /// In micrometres.
    static let lengths: [MeasurementUnit] = [
        MeasurementUnit("4H", .length, 1),
        MeasurementUnit("MMT", .length, 1_000),
        MeasurementUnit("CMT", .length, 10_000),
        MeasurementUnit("DMT", .length, 100_000),
        MeasurementUnit("MTR", .length, 1_000_000),
        MeasurementUnit("KMT", .length, 1_000_000_000),
        MeasurementUnit("INH", .length, 25_400),
        MeasurementUnit("FOT", .length, 304_800),
        MeasurementUnit("YRD", .length, 914_400),
        MeasurementUnit("SMI", .length, 1_609_344_000),
    ]

    /// In square millimetres.
    static let areas: [MeasurementUnit] = [
        MeasurementUnit("MMK", .area, 1),
        MeasurementUnit("CMK", .area, 100),
        MeasurementUnit("DMK", .area, 10_000),
        MeasurementUnit("MTK", .area, 1_000_000),
        MeasurementUnit("ARE", .area, 100_000_000),
        MeasurementUnit("DAA", .area, 1_000_000_000),  // decare
        MeasurementUnit("HAR", .area, 10_000_000_000),
        MeasurementUnit("KMK", .area, 1_000_000_000_000),
        MeasurementUnit("INK", .area, 64_516, per: 100),
        MeasurementUnit("FTK", .area, 9_290_304, per: 100),
        MeasurementUnit("YDK", .area, 83_612_736, per: 100),
        MeasurementUnit("ACR", .area, 40_468_564_224, per: 10),
    ]
}
