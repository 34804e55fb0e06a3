import LedgerCore

/// What moves a container moves what is inside.
///
/// Spec: Docs/Spec/MassBalance.md §3 (containers).
extension MassBalance {
    enum Carriage {
        case ship(to: Address)
        case receive(from: Address)
        case takeBack(from: Address)
        case consume(ConsumptionReason)
        case comeBack(from: Address)
    }

    mutating func carryContent(
        of reference: StockReference, _ carriage: Carriage, depth: Int
    ) throws(Stop) {
        guard reference.isItem else { return }
        let key = StateKey.container(reference.lot)
        guard let container = try read(ContainerLeaf.self, at: key) else { return }
        makeIrreversible()
        guard depth < facts.rules.containerDepthMax else {
            throw .refused(
                .containerTooDeep(container: reference.lot, max: facts.rules.containerDepthMax))
        }
        carriedCount += container.items.count
        guard carriedCount <= facts.rules.containerItemsMax else {
            throw .refused(
                .containerTooLarge(container: reference.lot, max: facts.rules.containerItemsMax))
        }
        let moved = try moved(container, named: reference.lot, carriage)
        state.set(moved?.encoded(), for: key)
        for item in container.items {
            let content = StockReference(item, member: member)
            switch carriage {
            case .ship(let address):
                try ship(item.amount, of: content, to: address, depth: depth + 1)
            case .receive(let source):
                try receive(item.amount, of: content, from: source, depth: depth + 1)
            case .takeBack(let address):
                try takeBack(item.amount, of: content, from: address, depth: depth + 1)
            case .consume(let reason):
                try consume(item.amount, of: content, for: reason, depth: depth + 1)
            case .comeBack(let address):
                try comeBack(item.amount, of: content, from: address, depth: depth + 1)
            }
        }
    }

    /// The container behind the movement; nil when it is gone.
    private func moved(
        _ container: ContainerLeaf, named name: String, _ carriage: Carriage
    ) throws(Stop) -> ContainerLeaf? {
        var container = container
        switch carriage {
        case .ship(let address):
            try requireHeld(container, named: name)
            container.address = address
        case .receive(let source):
            guard let address = container.address else { break }
            let isOurs = receivingAddresses(source).contains { own, onlyOwn in
                own == address && (!onlyOwn || container.holder == member)
            }
            // Received before it was sent: who may unpack it stays with the sender until then.
            guard isOurs else { break }
            container.holder = member
            container.address = nil
        case .takeBack(let address):
            guard container.holder == member, container.address == address else {
                throw .refused(.onTheRoad(container: name))
            }
            container.address = nil
        case .consume:
            try requireHeld(container, named: name)
            return nil
        case .comeBack(let address):
            guard container.address == address else { break }
            container.holder = member
            container.address = nil
        }
        return container
    }

    /// - Throws: unless the member holds the container and it is not on the road.
    func requireHeld(_ container: ContainerLeaf, named name: String) throws(Stop) {
        guard container.holder == member else {
            throw .refused(.foreignHolder(container: name, holder: container.holder))
        }
        guard container.address == nil else { throw .refused(.onTheRoad(container: name)) }
    }
}
