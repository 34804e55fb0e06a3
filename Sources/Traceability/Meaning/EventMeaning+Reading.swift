package import EPCIS
package import LedgerCore

/// An amount that the ledger cannot count. Of an event that was read from a document only its unit
/// can be at fault; the reader has refused the rest.
package struct MeaningError: Error, Equatable, Sendable {
    package let reason: Quantity.Refusal
    package let part: EventPart

    package init(reason: Quantity.Refusal, part: EventPart) {
        self.reason = reason
        self.part = part
    }
}

extension EventMeaning {
    /// What the event means: the table of Docs/Spec/Rules.md §2.
    ///
    /// - Throws: the first quantity that cannot be counted.
    package init(of event: EPCISEvent) throws(MeaningError) {
        let step = BusinessStep(event.bizStep)
        destination = Party.holder(in: event.destinationList)
        source = Party.holder(in: event.sourceList)
        isHarvest = step == .harvesting
        closesReceipt = event.disposition.map { EventMeaning.closing.contains($0.name) } ?? false
        certificate = CertificateClaim(of: event, step)
        citation = CertificateCitation(of: event)
        export = ExportClaim(of: event)
        moisture = MoistureClaim(of: event)
        places = [event.bizLocation, event.readPoint].compactMap { $0?.id.key.text }
        transit = TransitClaim(of: event, step)
        wayIn = WayInClaim(of: event, step)
        explainsShortage = step == .stockTaking && event.explainsShortage
        delegation = DelegationClaim(of: event, step)
        behalf = BehalfClaim(of: event)
        completesTransformation = event.disposition?.name == EventMeaning.complete
        switch event.payload {
        case .object(let object):
            let kind = EventMeaning.kind(object.action, step, event.disposition)
            add(object.epcList, "epcList", kind)
            try add(object.quantityList, "quantityList", kind)
            if kind == .create { plots = PlotClaim(object.ilmd, event.namespaces) }
            if kind == .observe, step == .stockTaking { takeStock(object) }
            if object.action == .delete { reason = ConsumptionReason(finely: event) }
            receivesLoad = kind == .receive && !movements.contains(where: \.kind.movesStock)
        case .aggregation(let aggregation):
            try read(aggregation, step, event.disposition)
        case .transformation(let transformation):
            try read(transformation)
        case .transaction(let transaction):
            add(transaction.parentID.map { [$0] } ?? [], "parentID", .observe, isList: false)
            add(transaction.epcList, "epcList", .observe)
            try add(transaction.quantityList, "quantityList", .observe)
        case .association(let association):
            add([association.parentID], "parentID", .observe, isList: false)
            add(association.childEPCs, "childEPCs", .observe)
            try add(association.childQuantityList, "childQuantityList", .observe)
        }
        custody = CustodyClaim(of: event, naming: lots)
    }

    /// Dispositions by which a receiver says that no more will come.
    ///
    /// Spec: Docs/Spec/MassBalance.md §7.
    private static let closing: Set = [
        "mismatch_quantity", "https://daftar.tj/voc/Disp-all_received",
    ]

    /// Spec: Docs/Spec/MassBalance.md §13.3.
    private static let complete = "https://daftar.tj/voc/Disp-complete"

    /// What an object event does to each of its objects.
    private static func kind(
        _ action: EPCISEvent.Action, _ step: BusinessStep, _ disposition: VocabularyTerm?
    ) -> Movement.Kind {
        switch (action, step) {
        case (.delete, _): .consume(ConsumptionReason(step: step, disposition: disposition))
        case (_, .leaving): .ship
        case (_, .arriving): .receive
        case (_, .takingBack): .takeBack
        case (.add, _): .create
        case (.observe, .selling): .consume(.sold)
        case (.observe, _): .observe
        }
    }

    private mutating func read(
        _ event: AggregationEvent, _ step: BusinessStep, _ disposition: VocabularyTerm?
    ) throws(MeaningError) {
        container = event.parentID?.key.text
        let parent: Movement.Kind
        let children: Movement.Kind
        switch event.action {
        case .add: (parent, children) = (.observe, .pack)
        case .delete:
            (parent, children) = (.observe, .unpack)
            unpacksAll = event.childEPCs.isEmpty && event.childQuantityList.isEmpty
        case .observe:
            parent = EventMeaning.kind(.observe, step, disposition)
            children = parent
        }
        let isMoved = event.action == .observe
        add(event.parentID.map { [$0] } ?? [], "parentID", parent, isList: false)
        add(event.childEPCs, "childEPCs", children, inside: isMoved)
        try add(event.childQuantityList, "childQuantityList", children, inside: isMoved)
    }

    private mutating func read(_ event: TransformationEvent) throws(MeaningError) {
        add(event.inputEPCList, "inputEPCList", .consume(.processed))
        try add(event.inputQuantityList, "inputQuantityList", .consume(.processed))
        transformation = Transformation(
            id: event.transformationID,
            hasUnknownInput: event.inputQuantityList.contains { $0.quantity == nil })
        add(event.outputEPCList, "outputEPCList", .create)
        try add(event.outputQuantityList, "outputQuantityList", .create)
    }
}

extension EventMeaning {
    /// Items: one piece each.
    private mutating func add(
        _ items: [EPCIdentifier], _ field: String, _ kind: Movement.Kind, isList: Bool = true,
        inside: Bool = false
    ) {
        for (index, item) in items.enumerated() {
            let key = item.key
            let isStock = key.kind.isItem
            let moves = isStock && kind != .observe
            movements.append(
                Movement(
                    kind: moves ? kind : .observe, lot: key, isItem: isStock, unit: .piece,
                    amount: moves ? 1 : 0, part: EventPart(field, isList ? index : nil),
                    isInsideContainer: inside, isStock: isStock))
        }
    }

    /// Amounts of a class; one that is not known moves nothing.
    private mutating func add(
        _ elements: [QuantityElement], _ field: String, _ kind: Movement.Kind, inside: Bool = false
    ) throws(MeaningError) {
        for (index, element) in elements.enumerated() {
            let key = element.epcClass.key
            let part = EventPart(field, index)
            let quantity: Quantity?
            do {
                quantity = try element.measured()
            } catch {
                throw MeaningError(reason: error, part: part)
            }
            let moves = kind != .observe && quantity != nil && key.kind.isClass
            movements.append(
                Movement(
                    kind: moves ? kind : .observe, lot: key, isItem: false,
                    unit: quantity.map { SmallestUnit($0.dimension) } ?? .piece,
                    amount: moves ? quantity?.amount ?? 0 : 0, part: part,
                    isInsideContainer: inside, isStock: key.kind.isClass))
        }
    }
}

extension ObjectKind {
    /// Whether it names one thing that can be stock.
    var isItem: Bool {
        switch self {
        case .instance, .controlledInstance, .logisticUnit, .returnableAsset, .individualAsset,
            .component, .other:
            true
        case .product, .lot, .location, .party, .document, .coupon, .serviceRelation,
            .consignment, .pattern:
            false
        }
    }

    /// Whether an amount of it can be stock.
    var isClass: Bool {
        switch self {
        case .product, .lot, .returnableAsset, .component, .other: true
        case .instance, .controlledInstance, .logisticUnit, .individualAsset, .location, .party,
            .document, .coupon, .serviceRelation, .consignment, .pattern:
            false
        }
    }
}

extension SmallestUnit {
    package init(_ dimension: Quantity.Dimension) {
        switch dimension {
        case .mass: self = .milligram
        case .volume: self = .microlitre
        case .count: self = .piece
        case .length: self = .micrometre
        case .area: self = .squareMillimetre
        }
    }
}
