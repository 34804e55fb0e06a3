import EPCIS
import LedgerCore

/// All movements of one event, in order.
///
/// Spec: Docs/Spec/Rules.md §2, §5.
extension MassBalance {
    /// Where the goods of an event go and come from, and where and how they came to be.
    private struct Roads {
        var destination = Address.nobody
        var source = Address.nobody
        /// Whether no more will come than what is received.
        var isAll = false
        /// Whether the seals of what is received are not those that were put on.
        var isUnsealed = false
        var growth = Growth()
        /// Whether the event says why stock is missing.
        var isExplained = false
        /// Why what it consumes is gone, more finely than versions before the fourth knew.
        var reason: ConsumptionReason?
    }

    /// Does what the event means.
    ///
    /// - Throws: the first refusal, with its place.
    mutating func apply(_ event: PreparedEvent) throws(Stop) {
        let meaning = event.meaning
        try requireRoles(meaning)
        try requireReadable(meaning.wayIn)
        try begin(meaning.custody, at: meaning.places)
        try apply(meaning.certificate, of: meaning)
        try apply(meaning.delegation, event: event.eventID)
        try begin(meaning.moisture)
        try begin(at: meaning.places, moment: event.eventTime)
        var roads = try roads(of: meaning)
        roads.isUnsealed = try apply(meaning.transit, to: meaning.destination)
        roads.isExplained = meaning.explainsShortage
        roads.reason = meaning.reason
        roads.growth = Growth(
            plots: meaning.plots, moment: event.eventTime, wayIn: meaning.wayIn)
        leavesFor = facts.rules.ways == nil ? nil : meaning.export.country
        var transformation = try meaning.transformation.map { value throws(Stop) in
            try open(value)
        }
        var packing = try openPacking(meaning)
        var lines: [LoadLine] = []
        let isContentKnown = try isContentKnown(meaning)
        for (movement, reference) in zip(meaning.movements, event.references) {
            do throws(Stop) {
                if movement.isInsideContainer, isContentKnown {
                    makeIrreversible()
                    _ = try lot(reference.lotKey)
                    continue
                }
                try apply(movement, reference, roads, &transformation, &packing)
            } catch {
                throw error.placed(at: movement.part)
            }
            guard movement.kind == .ship, movement.amount > 0 else { continue }
            lines.append(
                LoadLine(
                    lot: reference.lot, unit: reference.unit, address: roads.destination,
                    origin: facts.place))
        }
        try apply(meaning.transit, to: lines, of: meaning)
        if meaning.unpacksAll { packing?.takeOutAll() }
        if let packing { close(packing) }
        try settleClaims()
        if var transformation, let value = meaning.transformation {
            try passOnFailures(&transformation)
            try requireEnough(
                of: transformation, value, isComplete: meaning.completesTransformation,
                lot: meaning.movements.last?.lot.text ?? "")
            close(transformation, value)
        }
        try spend(meaning.wayIn)
        try operate(event: event.eventID, makes: meaning.transformation != nil)
        try draw(meaning.citation, at: event.eventTime)
        try requireClaimCertificates(meaning.citation)
        try requireClaims()
        try requireDeparture(meaning.export, under: meaning.citation, at: event.eventTime)
    }

    /// What an event does to a load as a whole, once its movements are done.
    private mutating func apply(
        _ claim: TransitClaim, to lines: [LoadLine], of meaning: EventMeaning
    ) throws(Stop) {
        guard case .load(let load) = claim else { return }
        switch load.kind {
        case .leaves: try list(lines, under: load.document)
        case .arrives where meaning.receivesLoad: try receiveLoad(load, of: meaning.lots)
        case .arrives, .isHandedOver: break
        }
    }

    private mutating func apply(
        _ movement: Movement, _ reference: StockReference, _ roads: Roads,
        _ transformation: inout TransformationLeaf?, _ packing: inout Packing?
    ) throws(Stop) {
        let amount = movement.amount
        switch movement.kind {
        case .observe:
            guard movement.isStock else { return }
            _ = try lot(reference.lotKey)
            if let counted = movement.counted, facts.rules.stockTaking == .againstBooks {
                try count(counted, of: reference, isExplained: roads.isExplained)
            }
        case .create where facts.rules.ways != nil && roads.growth.wayIn.isReturn:
            try comeBack(amount, of: reference, from: roads.source)
        case .create:
            let birth = try worth(
                of: amount, of: reference, movement.lot, roads.growth, &transformation)
            try create(birth, of: reference, identity: movement.lot)
            try takeOutClaim(birth.stock, of: reference, movement)
            try transformation?.outputs.add(birth.stock, in: movement.unit)
        case .consume(let reason):
            let reason = roads.reason.map { $0.refined(reason, facts.rules) } ?? reason
            let before = postings.count
            let gone = try consume(amount, of: reference, for: reason)
            try putInClaim(gone.stock, of: reference, movement.lot, since: before)
            try putIn(amount, of: reference, movement.lot, &transformation)
            try putInOrigins(gone, of: reference, movement.lot, &transformation)
            try transformation?.inputs.add(gone.stock, in: movement.unit)
        case .ship: try ship(amount, of: reference, to: roads.destination)
        case .receive:
            try receive(
                amount, of: reference, from: roads.source, closes: roads.isAll,
                isUnsealed: roads.isUnsealed)
        case .takeBack: try takeBack(amount, of: reference, from: roads.destination)
        case .pack:
            _ = try lot(reference.lotKey)
            try packing?.put(amount, of: reference)
        case .unpack:
            _ = try lot(reference.lotKey)
            try packing?.takeOut(amount, of: reference)
        }
    }

    private func requireRoles(_ meaning: EventMeaning) throws(Stop) {
        for movement in meaning.movements {
            let isImport = facts.rules.ways != nil && meaning.wayIn.isImport
            var needed = RolePermissions.needed(
                for: movement.kind, isHarvest: meaning.isHarvest, isImport: isImport)
            if movement.counted != nil, facts.rules.stockTaking == .againstBooks {
                needed = RolePermissions.handling
            }
            guard facts.record.may(needed) else {
                throw .refused(.roleMissing(member, needs: needed ?? []), at: movement.part)
            }
        }
    }

    private mutating func roads(of meaning: EventMeaning) throws(Stop) -> Roads {
        var roads = Roads(isAll: meaning.closesReceipt)
        if meaning.usesDestination {
            roads.destination = try address(of: meaning.destination)
        }
        if meaning.usesSource || (facts.rules.ways != nil && meaning.wayIn.isReturn) {
            roads.source = try address(of: meaning.source)
        }
        return roads
    }

    private mutating func openPacking(_ meaning: EventMeaning) throws(Stop) -> Packing? {
        guard let container = meaning.container, meaning.packs else { return nil }
        do throws(Stop) {
            return try openContainer(
                container, forPacking: meaning.movements.contains { $0.kind == .pack })
        } catch {
            throw error.placed(at: EventPart("parentID"))
        }
    }

    /// Whether the ledger knows of something inside the container that the event moves.
    private func isContentKnown(_ meaning: EventMeaning) throws(Stop) -> Bool {
        guard let container = meaning.container,
            meaning.movements.contains(where: \.isInsideContainer),
            meaning.movements.contains(where: { !$0.isInsideContainer && $0.kind.movesStock })
        else { return false }
        return try read(ContainerLeaf.self, at: .container(container)) != nil
    }
}

extension ConsumptionReason {
    /// The finer word in place of a coarse one, under rules that know it; for what leaves its content
    /// behind there is none.
    fileprivate func refined(_ coarse: ConsumptionReason, _ rules: Rules) -> ConsumptionReason {
        rules.stockTaking == .againstBooks && coarse.takesContent ? self : coarse
    }
}

extension MassTally {
    fileprivate mutating func add(_ stock: Stock, in unit: SmallestUnit) throws(Stop) {
        guard let sum = adding(stock, in: unit) else { throw .refused(.tooLarge) }
        self = sum
    }
}
