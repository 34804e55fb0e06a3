import EPCIS

/// Reads the tables of graded coffee lots that the Coffee Quality Institute publishes.
///
/// The weight of a lot is bags × weight of a bag. Names of people are not taken over: person data
/// stays off the ledger.
struct CoffeeProfile {
    let options: LotTableImport.Options

    static let columnsRead = [
        "Country.of.Origin", "Farm.Name", "Lot.Number", "Region", "Number.of.Bags", "Bag.Weight",
        "Harvest.Year", "Grading.Date", "Variety", "Processing.Method", "Moisture",
    ]
    static let columnsNeeded = ["Number.of.Bags", "Bag.Weight", "Grading.Date"]

    /// A sack of coffee weighs 20 to 100 kg; what is above must be the weight of all bags together.
    private static let bagKilograms = 20...100

    func read(_ row: inout TableRow) throws(TableRefusal) -> HarvestLot {
        let (quantity, unit) = try mass(in: &row)
        let graded = row.text("Grading.Date")
        guard let recorded = WrittenDate.day(graded) else {
            throw row.refusal("Grading.Date", "is no date such as “September 2nd, 2010”")
        }
        let harvested = try harvest(in: &row, before: recorded)
        let written = row.text("Lot.Number")
        let number = number(written, in: &row)
        var attributes = attributes(in: &row)
        if !written.isEmpty, written != number {
            attributes.append(.init(name: "lotNumberAsWritten", text: written))
        }
        return HarvestLot(
            row: row.number, number: number, quantity: quantity, unit: unit,
            recorded: recorded, harvested: harvested, country: try country(in: &row),
            moisture: try moisture(in: &row), attributes: attributes)
    }

    // MARK: Weight

    private func mass(
        in row: inout TableRow
    ) throws(TableRefusal) -> (ExactDecimal, unit: String) {
        let written = row.text("Number.of.Bags")
        guard let bags = Int(written), (1...1_000_000).contains(bags) else {
            throw row.refusal("Number.of.Bags", "is no number of bags from 1 to 1,000,000")
        }
        let bag = try bagWeight(in: &row)
        guard let unit = bag.unit ?? options.unit else {
            throw row.refusal(
                "Bag.Weight", "names no unit: kilograms or pounds? (--unit says which)")
        }
        if bag.unit == nil {
            row.fix(
                "Bag.Weight", from: bag.value.text, to: "\(bag.value.text) \(unit)",
                because: "no unit was written; --unit names it")
        }
        let each = try ofOneBag(bag.value, unit, of: bags, in: &row)
        let (product, overflow) = each.coefficient.multipliedReportingOverflow(by: Int128(bags))
        guard !overflow, product < 1_000_000_000_000_000 else {
            throw row.refusal("Bag.Weight", "is more than a lot can weigh")
        }
        return (ExactDecimal(coefficient: product, exponent: each.exponent), unit)
    }

    private func bagWeight(in row: inout TableRow) throws(TableRefusal) -> WrittenMass {
        let weight: WrittenMass
        do throws(WrittenMass.Failure) {
            weight = try WrittenMass(row.text("Bag.Weight"))
        } catch {
            switch error {
            case .noNumber: throw row.refusal("Bag.Weight", "is no weight such as “60 kg”")
            case .unknownUnit(let unit):
                throw row.refusal("Bag.Weight", "“\(unit)” is no unit of mass known here")
            case .severalUnits(let units):
                throw row.refusal("Bag.Weight", "names several units (\(units)): which one?")
            }
        }
        guard !weight.value.isZero else { throw row.refusal("Bag.Weight", "a bag weighs nothing") }
        return weight
    }

    /// Some tables give the weight of all bags in the column of one.
    private func ofOneBag(
        _ value: ExactDecimal, _ unit: String, of bags: Int, in row: inout TableRow
    ) throws(TableRefusal) -> ExactDecimal {
        let limit = ExactDecimal(Int64(Self.bagKilograms.upperBound))
        guard unit == "KGM", bags > 1, isGreater(value, than: limit) else { return value }
        guard let each = divide(value, by: bags) else {
            throw row.refusal(
                "Bag.Weight",
                "is beyond \(Self.bagKilograms.upperBound) kg a bag, and as the weight of all "
                    + "\(bags) bags it is outside \(Self.bagKilograms.lowerBound)–"
                    + "\(Self.bagKilograms.upperBound) kg a bag")
        }
        row.fix(
            "Bag.Weight", from: "\(value.text) kg", to: "\(each.text) kg",
            because: "no bag weighs \(value.text) kg; \(bags) bags of \(each.text) kg do together")
        return each
    }

    private func isGreater(_ left: ExactDecimal, than right: ExactDecimal) -> Bool {
        // Both have at most twelve digits on either side of the point.
        left.coefficient > right.coefficient * powerOfTen(-left.exponent)
    }

    /// To a tenth of a kilogram and within what a bag weighs; otherwise `nil`.
    private func divide(_ value: ExactDecimal, by bags: Int) -> ExactDecimal? {
        let (tenths, remainder) = (value.coefficient * 10).quotientAndRemainder(
            dividingBy: Int128(bags) * powerOfTen(-value.exponent))
        guard remainder == 0,
            (Int128(Self.bagKilograms.lowerBound * 10)...Int128(Self.bagKilograms.upperBound * 10))
                .contains(tenths)
        else { return nil }
        let each = ExactDecimal(coefficient: tenths, exponent: -1).normalized
        return each.exponent > 0
            ? ExactDecimal(coefficient: tenths / 10)
            : ExactDecimal(coefficient: each.coefficient, exponent: each.exponent)
    }

    private func powerOfTen(_ exponent: Int16) -> Int128 {
        (0..<max(0, exponent)).reduce(Int128(1)) { power, _ in power * 10 }
    }

    // MARK: Time and place

    private func harvest(
        in row: inout TableRow, before recorded: CivilDay
    ) throws(TableRefusal) -> HarvestPeriod? {
        let text = row.text("Harvest.Year")
        guard !text.isEmpty else { return nil }
        guard let reading = HarvestPeriod.reading(text) else {
            throw row.refusal("Harvest.Year", "is no year, month or day that can be told for sure")
        }
        guard reading.period.first <= recorded else {
            throw row.refusal(
                "Harvest.Year", "begins after the lot was graded on \(recorded.text)")
        }
        if let reason = reading.reason {
            row.fix("Harvest.Year", from: text, to: reading.period.text, because: reason)
        }
        return reading.period
    }

    private func country(in row: inout TableRow) throws(TableRefusal) -> String? {
        var name = row.text("Country.of.Origin")
        guard !name.isEmpty else { return nil }
        if name.contains("d?I") {
            let mended = name.split(separator: "?").joined(separator: "'")
            row.fix(
                "Country.of.Origin", from: name, to: mended,
                because: "a question mark stands where an apostrophe was lost")
            name = mended
        }
        guard let code = CountryNames.code(of: name) else {
            throw row.refusal("Country.of.Origin", "is no country known here")
        }
        return code
    }

    // MARK: What the lot is

    private func number(_ written: String, in row: inout TableRow) -> String {
        let assigned = options.lotPrefix + String(row.number)
        guard !written.isEmpty else {
            row.fix("Lot.Number", from: "", to: assigned, because: "the lot has no number")
            return assigned
        }
        switch LotNumber.judge(written) {
        case .usable: return written
        case .usableAs(let joined):
            row.fix(
                "Lot.Number", from: written, to: joined,
                because: "a GS1 lot number has no blanks")
            return joined
        case .unusable(let reason):
            row.fix("Lot.Number", from: written, to: assigned, because: reason)
            return assigned
        }
    }

    /// As hundredths of a percent; the table has a fraction of one, and 0 where nobody measured.
    private func moisture(in row: inout TableRow) throws(TableRefusal) -> Int? {
        let text = row.text("Moisture")
        guard !text.isEmpty else { return nil }
        guard let share = WrittenMass.number(text), share.exponent >= -4,
            share.coefficient <= powerOfTen(-share.exponent)
        else { throw row.refusal("Moisture", "is no share from 0 to 1") }
        guard !share.isZero else {
            row.fix("Moisture", from: text, to: "", because: "0 means that it was not measured")
            return nil
        }
        return Int(share.coefficient * powerOfTen(4 + share.exponent))
    }

    private func attributes(in row: inout TableRow) -> [HarvestLot.Attribute] {
        var attributes: [HarvestLot.Attribute] = []
        let named = [
            ("Farm.Name", "farm"), ("Region", "region"), ("Variety", "variety"),
            ("Processing.Method", "processingMethod"),
        ]
        for (column, name) in named {
            let text = row.text(column)
            if !text.isEmpty { attributes.append(.init(name: name, text: text)) }
        }
        return attributes
    }
}
