import EPCIS
import LedgerCore

/// A load received at once: what its document's shipments still have on the road.
///
/// Spec: Docs/Spec/MassBalance.md §9.2.
extension MassBalance {
    /// Lists what an event shipped under a document, which is on record by now.
    mutating func list(_ lines: [LoadLine], under document: String) throws(Stop) {
        guard let rules = facts.rules.loads, !lines.isEmpty else { return }
        let key = StateKey.shipment(document, of: member)
        guard var leaf = try read(ShipmentLeaf.self, at: key) else {
            preconditionFailure("goods that left under a document that is not on record")
        }
        for line in lines where leaf.list.lines.last != line {
            let page = leaf.list.pages
            if let full = leaf.list.append(line, max: rules.linesMax) {
                state.set(full.encoded(), for: .loadPage(page, under: document, of: member))
            }
        }
        state.set(leaf.encoded(), for: key)
    }

    /// Receives what left under a document, in full.
    ///
    /// - Parameter goods: keys of the lots and products that are meant; none for all.
    mutating func receiveLoad(_ load: TransitClaim.Load, of goods: Set<String>) throws(Stop) {
        guard facts.rules.loads != nil else { return }
        let part = EventPart("bizTransactionList")
        guard facts.record.may(RolePermissions.handling) else {
            throw .refused(.roleMissing(member, needs: RolePermissions.handling), at: part)
        }
        guard let party = load.sender else {
            throw .refused(.shipmentUnreadable(reason: "it does not say whose load it is"))
        }
        guard let sender = try registered(party),
            let leaf = try read(ShipmentLeaf.self, at: .shipment(load.document, of: sender))
        else { throw .refused(.shipmentUnknown(document: load.document), at: part) }
        guard !leaf.list.isOverfull else {
            throw .refused(
                .tooManyLines(document: load.document, max: leaf.list.count), at: part)
        }
        let addresses = receivingAddresses(.nobody).map(\.address)
        var isAny = false
        for line in try lines(of: leaf.list, under: load.document, of: sender)
        where addresses.contains(line.address) && line.isMeant(by: goods) {
            isAny = try receive(line, from: sender) || isAny
        }
        guard isAny else {
            throw .refused(.nothingDue(document: load.document, receiver: member), at: part)
        }
    }

    private func lines(
        of list: LoadList, under document: String, of sender: MemberID
    ) throws(Stop) -> [LoadLine] {
        var lines: [LoadLine] = []
        for page in 0..<list.pages {
            let key = StateKey.loadPage(page, under: document, of: sender)
            guard let leaf = try read(LoadPageLeaf.self, at: key) else {
                preconditionFailure("a page that is counted and is not there")
            }
            lines += leaf.lines
        }
        return lines + list.lines
    }

    /// - Returns: whether anything of the line was on the road.
    private mutating func receive(
        _ line: LoadLine, from sender: MemberID
    ) throws(Stop) -> Bool {
        let key = StateKey.consignments(to: line.address, lot: line.lot, in: line.unit)
        var road = try consignments(key)
        let isConfirmed = confirmAll(sentBy: line.origin, sender, &road)
        if isConfirmed { set(road, at: key) }
        let arrived = road.open.filter { $0.from == sender && $0.origin == line.origin }
        guard !arrived.isEmpty else { return isConfirmed }
        let reference = StockReference(
            lot: line.lot,
            isItem: line.unit == .piece && arrived.count == 1 && arrived[0].stock.amount == 1,
            unit: line.unit, lotKey: .lot(line.lot), member: member)
        _ = try lot(of: reference)
        road = try self.road(key, reference)
        road.open.removeAll { $0.from == sender && $0.origin == line.origin }
        set(road, at: key)
        var takings: [EventPosting.Taking] = []
        for var consignment in arrived {
            try settle(&consignment.stock, reference)
            try inflow(consignment.stock, to: reference)
            post(.received(from: sender), reference, consignment.stock, isInflow: true)
            takings.append(EventPosting.Taking(address: line.address, consignment: consignment))
        }
        note(.arrived(lot: line.lot, line.unit, takings))
        try carryContent(of: reference, .receive(from: .nobody), depth: 0)
        return true
    }

    /// Puts what a receipt of a load had taken off the road back on it.
    mutating func takeBack(
        _ takings: [EventPosting.Taking], lot: String, _ unit: SmallestUnit
    ) throws(Stop) {
        let reference = StockReference(
            lot: lot, isItem: false, unit: unit, lotKey: .lot(lot), member: member)
        try takeBack(.received(takings, advance: 0), of: reference, .none, origin: facts.place)
    }
}

extension LoadLine {
    /// - Parameter goods: keys of lots and products; none for all.
    fileprivate func isMeant(by goods: Set<String>) -> Bool {
        if goods.isEmpty || goods.contains(lot) { return true }
        guard let product = (try? ObjectKey(parsing: lot))?.product else { return false }
        return goods.contains(product.text)
    }
}
