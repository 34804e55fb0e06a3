/// Samples are drawn from a lot and tested; the result stands in an event of the laboratory.
///
/// Limits: SO₂ 2,000 mg/kg for the European Union; ochratoxin A 8 µg/kg and hydrocyanic acid
/// 20 mg/kg as the profile of the season sets them.
struct Laboratory {
    let laboratory: SeasonMember
    var draw: SeededGenerator
    private var reports = 0

    init(_ laboratory: SeasonMember, draw: SeededGenerator) {
        self.laboratory = laboratory
        self.draw = draw
    }

    enum Panel {
        case driedFruit, kernels, vegetables, lint
    }

    struct Verdict: Sendable {
        let conformant: Bool
        /// mg/kg; `nil` where it was not asked.
        let sulphurDioxide: Int?
        let reported: LocalMoment
    }

    mutating func test(
        _ stock: Stock, at holder: SeasonMember, panel: Panel, in book: inout SeasonBook
    ) -> Verdict {
        reports += 1
        let number = "LAB-\(padded(reports, to: 4))"
        let sampled = stock.ready.later(days: 1).later(minutes: draw.number(in: 0...90))
        book.record(
            event("sampling", "in_progress", stock, at: holder.site, sampled, number),
            by: laboratory,
            in: .testing)
        let (readings, conformant) = measure(panel)
        let reported = sampled.later(days: 3)
        var result = event(
            "inspecting", conformant ? "conformant" : "non_conformant", stock,
            at: laboratory.site, reported, number)
        result.sensors = readings
        book.record(result, by: laboratory, in: .testing)
        return Verdict(
            conformant: conformant,
            sulphurDioxide: readings.first { $0.substance == Self.sulphurDioxide }
                .map { $0.tenths / 10 },
            reported: reported)
    }

    private func event(
        _ step: String, _ disposition: String, _ stock: Stock, at place: Identifier,
        _ time: LocalMoment, _ number: String
    ) -> EventDraft {
        var event = EventDraft(
            what: .object(action: .observe, things: [], amounts: [stock.measured]), time: time,
            bizStep: step, disposition: disposition, readPoint: place)
        event.transactions = [("testres", transaction(number, of: laboratory))]
        return event
    }

    private mutating func measure(_ panel: Panel) -> ([SensorReading], conformant: Bool) {
        switch panel {
        case .driedFruit:
            let dioxide = draw.measurement(in: 8_000...27_000)
            let ochratoxin = reports % 17 == 0 ? 142 : draw.number(in: 2...40)
            let readings = [
                concentration(dioxide, "NA", Self.sulphurDioxide),
                concentration(ochratoxin, "J33", Self.ochratoxinA),
                SensorReading(
                    type: "Dimensionless", tenths: draw.measurement(in: 180...250), uom: "P1"),
            ]
            return (readings, ochratoxin <= 80)
        case .kernels:
            let cyanide = draw.number(in: 90...230)
            return ([concentration(cyanide, "NA", Self.hydrogenCyanide)], cyanide <= 200)
        case .vegetables:
            let nitrate = draw.measurement(in: 200...900)
            return ([concentration(nitrate, "NA", Self.nitrate)], nitrate <= 800)
        case .lint:
            let length = draw.measurement(in: 265...310)
            return ([SensorReading(type: "Length", tenths: length, uom: "MMT")], true)
        }
    }

    private func concentration(_ tenths: Int, _ uom: String, _ substance: String) -> SensorReading {
        SensorReading(type: "MassConcentration", tenths: tenths, uom: uom, substance: substance)
    }

    static let sulphurDioxide = "RAHZWNYVXNFPLX-UHFFFAOYSA-N"
    static let ochratoxinA = "RWQKHEORZBHNRI-BMIGLBTASA-N"
    static let hydrogenCyanide = "LELOWRISYMNNSU-UHFFFAOYSA-N"
    static let nitrate = "NHNBFGGVMKEFGY-UHFFFAOYSA-N"
}
