import EPCIS
import Foundation
import Testing

struct QuantityTests {
    private func quantity(
        _ value: String, _ unit: String?, _ rounding: Quantity.Rounding = .halfEven
    ) throws -> Quantity {
        try Quantity(try #require(ExactDecimal(parsing: value)), unit: unit, rounding: rounding)
    }

    @Test(
        arguments: [
            ("1", "KGM", 1_000_000), ("0.0000005", "KGM", 0), ("1.5", "TNE", 1_500_000_000),
            ("1", "LBR", 453_592), ("100", "LBR", 45_359_237), ("1", "DTN", 100_000_000),
            ("2.5", "LTR", 2_500_000), ("1", "GLL", 3_785_412), ("12", "DZN", 144),
            ("7", nil, 7), ("1e3", "EA", 1_000), ("0", "KGM", 0), ("2", "HAR", 20_000_000_000),
        ] as [(String, String?, Int64)])
    func `an amount becomes a whole number of smallest units`(
        value: String, unit: String?, amount: Int64
    ) throws {
        #expect(try quantity(value, unit).amount == amount)
    }

    @Test func `rounding is named`() throws {
        #expect(try quantity("1", "LBR", .down).amount == 453_592)
        #expect(try quantity("1", "LBR", .up).amount == 453_593)
        #expect(
            try ["1.5", "2.4", "2.5", "2.51", "3.5"].map {
                try quantity($0, "MGM", .halfEven).amount
            } == [2, 2, 2, 3, 4])
    }

    @Test(
        arguments: [
            ("-1", "KGM", Quantity.Refusal.negative), ("-0.0001", nil, .negative),
            ("1", "XBX", .unknownUnit("XBX")), ("1.5", nil, .fractionOfPiece),
            ("9223372036854.775808", "KGM", .tooLarge), ("1e64", "MGM", .tooLarge),
            ("999999999999999999999999999999999999", "KTN", .tooLarge),
            ("1e-64", "KGM", .tooLarge),
        ] as [(String, String?, Quantity.Refusal)])
    func `what cannot be counted is refused and never traps`(
        value: String, unit: String?, refusal: Quantity.Refusal
    ) throws {
        let number = try #require(ExactDecimal(parsing: value))

        #expect(throws: refusal) { try Quantity(number, unit: unit) }
    }

    @Test func `the largest mass fits to the milligram`() throws {
        #expect(try quantity("9223372036854.775807", "KGM").amount == .max)
    }

    @Test(.enabled(if: SharedData.canRun))
    func `conversion factors agree with the published table`() throws {
        struct Row: Decodable {
            var UNCode: String
            var multiplier: Factor
            var type: String
        }
        struct Factor: Decodable {
            var value: Double?
            init(from decoder: any Decoder) throws {
                value = try? decoder.singleValueContainer().decode(Double.self)
            }
        }
        let rows = try JSONDecoder().decode(
            [Row].self, from: Data(try SharedData.bytes("agri/vocab/unece_units.json")))
        // Smallest units in one SI unit.
        let scales: [Quantity.Dimension: Double] = [
            .mass: 1e6, .volume: 1e9, .count: 1, .length: 1e6, .area: 1e6,
        ]

        var compared = 0
        for row in rows {
            guard let unit = MeasurementUnit.named(row.UNCode), let factor = row.multiplier.value,
                row.type == unit.dimension.rawValue
            else { continue }
            let scale = try #require(scales[unit.dimension])
            let ours = Double(unit.numerator) / Double(unit.denominator) / scale
            #expect(abs(ours / factor - 1) < 1e-4, "\(row.UNCode): \(ours) and \(factor)")
            compared += 1
        }

        #expect(compared > 40)
    }
}
