import LedgerCore

/// The rules about an event as a whole: when it was, whether it is new, whether it takes another back.
///
/// Spec: Docs/Spec/Rules.md §6; Docs/Spec/MassBalance.md §5.
extension MassBalance {
    /// Judges an event and does what it means.
    ///
    /// - Parameter index: of the event in the transaction.
    mutating func judge(
        _ event: PreparedEvent, at index: UInt32, parameters: ChainParameters
    ) throws(Stop) {
        begin(event: index, movements: event.references.count)
        moment = event.eventTime
        let tolerance = Int64(clamping: parameters.eventAheadMaxMilliseconds)
        guard event.eventTime <= facts.blockTime.advanced(byMilliseconds: tolerance) else {
            throw .refused(
                .fromFuture(
                    eventTime: event.eventTime, blockTime: facts.blockTime,
                    toleranceMilliseconds: tolerance), at: EventPart("eventTime"))
        }
        let event = try standIn(for: event)
        let known = try read(EventLeaf.self, at: event.key)
        if event.isDeclaration {
            try declare(event, of: known)
        } else {
            try record(event, known: known)
        }
        try noteFirstRecord()
        finish()
    }

    private mutating func record(_ event: PreparedEvent, known: EventLeaf?) throws(Stop) {
        if let known {
            throw .refused(
                .duplicate(event: event.eventID, height: known.place.height),
                at: EventPart("eventID"))
        }
        try apply(event)
        let leaf = EventLeaf(
            place: facts.place, member: member,
            meaning: digest(of: event), postings: record,
            certificates: certificates, origins: recordedOrigins)
        state.set(leaf.encoded(), for: event.key)
        noteStandIn(event.eventID)
    }

    /// Of all that the rules in force read of it.
    private func digest(of event: PreparedEvent) -> Digest {
        if facts.rules.custody != nil { return event.custodyDigest }
        return facts.rules.stockTaking == .againstBooks ? event.wholeDigest : event.meaningDigest
    }

    private mutating func declare(_ event: PreparedEvent, of known: EventLeaf?) throws(Stop) {
        let part = EventPart("errorDeclaration")
        guard var leaf = known else {
            throw .refused(.unknownEvent(event.eventID), at: EventPart("eventID"))
        }
        guard leaf.member == member else {
            throw .refused(.foreignMember(leaf.member), at: part)
        }
        try requireOwnRecord(event.eventID)
        // The others of an event from before claims, or counts and loads, were read: it did nothing by them.
        guard
            leaf.meaning == digest(of: event) || leaf.meaning == event.wholeDigest
                || leaf.meaning == event.meaningDigest
        else { throw .refused(.differs, at: part) }
        if facts.rules.transit == .onRecord, case .load(let load) = event.meaning.transit,
            load.kind == .isHandedOver
        {
            throw .refused(.notSupported, at: part)
        }
        for (movement, reference) in zip(event.meaning.movements, event.references)
        where movement.isStock {
            _ = try lot(reference.lotKey)
        }
        if leaf.declarations == 0 {
            try takeBack(leaf.certificates, named: event.meaning.lots)
            try takeBackClaims(leaf.certificates)
            try takeBackUse(of: event.eventID)
            try takeBackDelegation(of: event.eventID, origin: leaf.place)
            try takeBack(event, leaf)
        }
        leaf.declarations += 1
        state.set(leaf.encoded(), for: event.key)
    }

    /// Takes the postings back, the last first, as they had been made.
    private mutating func takeBack(_ event: PreparedEvent, _ leaf: EventLeaf) throws(Stop) {
        let moves = zip(event.meaning.movements, event.references)
            .filter { movement, _ in movement.kind.movesStock || movement.counted != nil }
        guard !moves.isEmpty || event.meaning.packs || event.meaning.receivesLoad else { return }
        guard let postings = leaf.postings else {
            throw .refused(.notSupported, at: EventPart("errorDeclaration"))
        }
        if event.meaning.receivesLoad {
            for case .arrived(let lot, let unit, let takings) in postings.reversed() {
                try takeBack(takings, lot: lot, unit)
            }
            return
        }
        // A count that was recorded before counts were held against the books moved nothing.
        if postings.isEmpty, moves.allSatisfy({ movement, _ in movement.counted != nil }) { return }
        precondition(postings.count == moves.count, "postings that are not of these movements")
        for (index, posting) in postings.enumerated().reversed() {
            let (movement, reference) = moves[index]
            let goods = leaf.origins.isEmpty ? .none : leaf.origins[index]
            do throws(Stop) {
                try takeBack(posting, of: reference, goods, origin: leaf.place)
            } catch {
                throw error.placed(at: movement.part)
            }
        }
    }
}
