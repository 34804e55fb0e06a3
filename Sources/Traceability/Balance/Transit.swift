import LedgerCore

/// Loads on their way: who carries them, and whether their seals are whole.
///
/// Spec: Docs/Spec/MassBalance.md §9.
extension MassBalance {
    /// Does what an event says of a load, before its movements.
    ///
    /// - Parameter destination: text of the party that the event names as the one it goes to.
    /// - Returns: whether seals were found, now or before, that are not those that were put on.
    mutating func apply(
        _ claim: TransitClaim, to destination: String?
    ) throws(Stop) -> Bool {
        guard facts.rules.transit == .onRecord else { return false }
        switch claim {
        case .none: return false
        case .unreadable(let reason): throw .refused(.shipmentUnreadable(reason: reason))
        case .load(let load):
            switch load.kind {
            case .leaves: try send(load)
            case .isHandedOver: try handOver(load, to: destination)
            case .arrives: return try arrive(load)
            }
            return false
        }
    }

    /// The member that a text names; nil where the registry does not know the party.
    mutating func registered(_ party: String) throws(Stop) -> MemberID? {
        if case .member(let member) = try address(of: party) { return member }
        return nil
    }

    /// Goods that leave under a document, or join those that have.
    private mutating func send(_ load: TransitClaim.Load) throws(Stop) {
        let key = StateKey.shipment(load.document, of: member)
        guard let leaf = try read(ShipmentLeaf.self, at: key) else {
            let leaf = ShipmentLeaf(carrier: .member(member), seals: load.seals ?? [])
            return state.set(leaf.encoded(), for: key)
        }
        guard leaf.carrier == .member(member) else { throw notCarrier(load, leaf) }
        if let seals = load.seals { try put(seals, load, on: leaf, at: key) }
    }

    private mutating func handOver(
        _ load: TransitClaim.Load, to destination: String?
    ) throws(Stop) {
        guard let destination else {
            throw .refused(.shipmentUnreadable(reason: "it does not say to whom it goes"))
        }
        let sender = try load.sender.map { party throws(Stop) in try registered(party) } ?? member
        guard let sender,
            var leaf = try read(ShipmentLeaf.self, at: .shipment(load.document, of: sender))
        else { throw .refused(.shipmentUnknown(document: load.document)) }
        guard sender == member || leaf.carrier == .member(member) else {
            throw notCarrier(load, leaf)
        }
        leaf.carrier = try address(of: destination)
        try put(load.seals ?? [], load, on: leaf, at: .shipment(load.document, of: sender))
    }

    /// Keeps a load with its seals: those on record, the first, or new ones in their place.
    private mutating func put(
        _ seals: Set<String>, _ load: TransitClaim.Load, on leaf: ShipmentLeaf, at key: StateKey
    ) throws(Stop) {
        var found = leaf
        found.found(seals)
        guard leaf.seals.isEmpty || leaf.has(seals) || load.isResealed else {
            throw .refused(
                .sealsDiffer(document: load.document, recorded: leaf.seals, found: found.seals))
        }
        state.set(found.encoded(), for: key)
    }

    /// Goods that arrive: they are here, whatever their seals.
    private mutating func arrive(_ load: TransitClaim.Load) throws(Stop) -> Bool {
        guard let party = load.sender, let sender = try registered(party) else { return false }
        let key = StateKey.shipment(load.document, of: sender)
        guard var leaf = try read(ShipmentLeaf.self, at: key) else { return false }
        if let seals = load.seals, !leaf.has(seals) {
            leaf.found(seals)
            state.set(leaf.encoded(), for: key)
        }
        return !leaf.broken.isEmpty
    }

    private func notCarrier(_ load: TransitClaim.Load, _ leaf: ShipmentLeaf) -> Stop {
        .refused(.notCarrier(document: load.document, carrier: leaf.carrier))
    }
}
