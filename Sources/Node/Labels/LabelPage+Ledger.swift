import EPCIS
import LedgerCore
import Query
import Storage

extension LabelPage {
    /// How much a page shows; the first view stays small on a bad network.
    private static let originsShown = 8
    private static let stepsShown = 24

    /// The page of a label; `nil` where the ledger never heard of it.
    ///
    /// - Parameters:
    ///   - key: of the lot or item on the label.
    ///   - code: the path that was asked.
    init?(
        of key: String, code: String, query: QueryReader, ledger: LedgerReader
    ) throws {
        let limits = LabelLimits(originsMax: 200, stepsMax: 300)
        guard let view = try query.label(for: key, limits: limits) else { return nil }
        let names = NamedThings(query: query, ledger: ledger)
        let steps = try Self.steps(view, names)
        self.init(
            code: code, lot: view.lot, product: names.product(view.product?.masterData ?? []),
            standing: Self.standing(view),
            origins: try view.origins.prefix(Self.originsShown).map {
                try Origin($0, query, names)
            },
            originsOmitted: max(0, view.origins.count - Self.originsShown),
            shares: view.shares.map {
                Share(
                    origin: $0.origin.word, country: $0.origin.country?.text,
                    thousandths: $0.thousandths)
            },
            steps: Array(steps.suffix(Self.stepsShown)),
            stepsOmitted: max(0, steps.count - Self.stepsShown),
            ledger: try LedgerPlace(of: view.height, in: ledger))
    }

    private static func standing(_ view: Query.LabelView) -> Standing {
        if let recall = view.recall { return recall.depth == 0 ? .recalled : .madeFromRecalled }
        if !view.hasBeginning { return .unaccounted }
        if view.isUnaccounted { return .partlyUnaccounted }
        let isDeclared = view.shares.contains { $0.origin == .declared }
        return isDeclared ? .partlyDeclared : .counted
    }

    private static func steps(
        _ view: Query.LabelView, _ names: NamedThings
    ) throws -> [Step] {
        var members: [String: LocalizedText] = [:]
        return try view.steps.map { step in
            let holder = try members[step.member] ?? names.member(step.member)
            members[step.member] = holder
            let place = step.place?.masterData ?? []
            return Step(
                time: UTCText.local(
                    step.eventTime.milliseconds, zoneMinutes: step.zoneMinutes),
                step: step.bizStep ?? "observing",
                place: names.place(place), district: names.district(place), holder: holder,
                eventID: step.eventID)
        }
    }
}

extension LabelPage.LedgerPlace {
    /// The block that the facts of a page reflect.
    fileprivate init(of height: Height, in ledger: LedgerReader) throws {
        guard let header = try ledger.header(at: height) else {
            throw StorageError.corrupt("the index is at block \(height), which is missing")
        }
        self.init(
            chainID: header.chain.description, height: height.rawValue,
            blockID: header.id.description, time: UTCText.text(header.time.milliseconds))
    }
}

extension LabelPage.Arrival {
    /// A harvest is what all of was grown; whatever else is among it, nobody says that it was.
    fileprivate init(_ origin: LabelOrigin) {
        guard !origin.isHarvest else {
            self = .harvested
            return
        }
        switch origin.shares.count == 1 ? origin.shares.first?.origin : nil {
        case .imported?: self = .imported
        case .declared?: self = .declared
        case .grown?, .unknown?, .other?, nil: self = .mixed
        }
    }
}

extension LabelPage.Origin {
    fileprivate init(_ origin: LabelOrigin, _ query: QueryReader, _ names: NamedThings) throws {
        let place = origin.place?.masterData ?? []
        let product = try (try? ObjectKey(parsing: origin.lot))?.product.map {
            try query.masterData(of: $0.text, preferring: [origin.member])
        }
        let day = String(
            UTCText.local(origin.eventTime.milliseconds, zoneMinutes: origin.zoneMinutes)
                .prefix(10))
        self.init(
            district: names.district(place), place: names.town(place),
            grower: try names.member(origin.member),
            harvestDate: origin.isHarvest ? Self.date(origin.attributes) ?? day : nil,
            product: product.flatMap(names.product), lot: origin.lot,
            arrival: LabelPage.Arrival(origin), arrivalDate: origin.isHarvest ? nil : day,
            country: origin.shares.count == 1 ? origin.shares[0].origin.country?.text : nil)
    }

    /// What the harvest itself stated.
    private static func date(_ attributes: [Attribute]) -> String? {
        for name in ["harvestEndDate", "harvestStartDate", "productionDate"] {
            let full = "urn:epcglobal:cbv:mda:" + name
            if let text = attributes.first(where: { $0.name == full })?.value {
                return text.filter { $0 != "\"" }
            }
        }
        return nil
    }
}
