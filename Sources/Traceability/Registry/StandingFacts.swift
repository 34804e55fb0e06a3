import LedgerCore

/// What administrators alone change, as a transaction with events finds it.
///
/// No event writes any of it, so that each is read once for all of them and holds whatever of them is
/// refused: the documents of a member name the same places and parties again and again.
struct StandingFacts {
    private var facilities: [String: FacilityLeaf?] = [:]
    private var addresses: [String: Address] = [:]
    private var works: [MemberID: UInt64] = [:]

    /// - Parameter place: its key.
    mutating func facility(
        _ place: String, in state: StateOverlay
    ) throws(StateReadError) -> FacilityLeaf? {
        if let known = facilities[place] { return known }
        let leaf = try state.leaf(FacilityLeaf.self, at: .facility(place))
        facilities[place] = .some(leaf)
        return leaf
    }

    /// Where goods for a party go.
    ///
    /// - Parameter party: a text of ``Party``; nil for nobody.
    mutating func address(
        of party: String?, in state: StateOverlay
    ) throws(StateReadError) -> Address {
        guard let party else { return .nobody }
        if let known = addresses[party] { return known }
        let address = try Registry.address(of: party, in: state)
        addresses[party] = address
        return address
    }

    /// How many facilities of a member have a limit on what is made.
    mutating func works(
        of member: MemberID, in state: StateOverlay
    ) throws(StateReadError) -> UInt64 {
        if let known = works[member] { return known }
        let count = try state.leaf(UInt64.self, at: .works(of: member)) ?? 0
        works[member] = count
        return count
    }
}

extension MassBalance {
    mutating func facility(_ place: String) throws(Stop) -> FacilityLeaf? {
        try reading { () throws(StateReadError) in try standing.facility(place, in: state) }
    }

    mutating func address(of party: String?) throws(Stop) -> Address {
        try reading { () throws(StateReadError) in try standing.address(of: party, in: state) }
    }

    /// How many facilities of the event's member have a limit on what is made.
    mutating func worksCount() throws(Stop) -> UInt64 {
        try reading { () throws(StateReadError) in try standing.works(of: member, in: state) }
    }
}
