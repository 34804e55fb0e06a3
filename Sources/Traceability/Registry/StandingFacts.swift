import LedgerCore

/// What administrators alone change, as a transaction with events finds it.
///
/// No event writes any of it, so that each is read once for all of them and holds whatever of them is
/// refused: the documents of a member name the same places and parties again and again.
struct StandingFacts {
    private var facilities = Told<String, FacilityLeaf?>()
    private var addresses = Told<String, Address>()
    private var works = Told<MemberID, UInt64>()

    /// - Parameter place: its key.
    mutating func facility(
        _ place: String, in state: StateOverlay
    ) throws(StateReadError) -> FacilityLeaf? {
        try facilities.fact(of: place) { () throws(StateReadError) in
            try state.leaf(FacilityLeaf.self, at: .facility(place))
        }
    }

    /// Where goods for a party go.
    ///
    /// - Parameter party: a text of ``Party``; nil for nobody.
    mutating func address(
        of party: String?, in state: StateOverlay
    ) throws(StateReadError) -> Address {
        guard let party else { return .nobody }
        return try addresses.fact(of: party) { () throws(StateReadError) in
            try Registry.address(of: party, in: state)
        }
    }

    /// How many facilities of a member have a limit on what is made.
    mutating func works(
        of member: MemberID, in state: StateOverlay
    ) throws(StateReadError) -> UInt64 {
        try works.fact(of: member) { () throws(StateReadError) in
            try state.leaf(UInt64.self, at: .works(of: member)) ?? 0
        }
    }
}

/// Facts that were read by name, each once; mostly the last one is asked for again.
private struct Told<Name: Hashable, Fact> {
    private var facts: [Name: Fact] = [:]
    private var last: (name: Name, fact: Fact)?

    mutating func fact(
        of name: Name, _ read: () throws(StateReadError) -> Fact
    ) throws(StateReadError) -> Fact {
        if let last, last.name == name { return last.fact }
        let fact: Fact
        if let known = facts[name] {
            fact = known
        } else {
            fact = try read()
            facts.updateValue(fact, forKey: name)
        }
        last = (name, fact)
        return fact
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
