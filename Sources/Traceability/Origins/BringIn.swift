import LedgerCore

/// Goods that come into the ledger with papers.
///
/// Spec: Docs/Spec/MassBalance.md §10.2.
extension MassBalance {
    /// - Throws: where a claim cannot be read.
    func requireReadable(_ claim: WayInClaim) throws(Stop) {
        guard facts.rules.ways != nil else { return }
        switch claim {
        case .none, .imports, .opens: return
        case .importUnreadable(let reason):
            throw .refused(.wayIn(.importUnreadable(reason: reason)))
        case .openingUnreadable(let reason):
            throw .refused(.wayIn(.openingUnreadable(reason: reason)))
        }
    }

    /// Where goods come from by their papers; nil where they have none.
    mutating func origin(
        by claim: WayInClaim, of reference: StockReference
    ) throws(Stop) -> GoodsOrigin? {
        guard let rules = facts.rules.ways else { return nil }
        switch claim {
        case .none, .importUnreadable, .openingUnreadable: return nil
        case .imports(let declaration): return .imported(declaration.terms.country)
        case .opens:
            try requireOpening(of: reference, rules)
            return .declared
        }
    }

    private mutating func requireOpening(
        of reference: StockReference, _ rules: WayRules
    ) throws(Stop) {
        guard try !lot(reference.lotKey).isCounted else {
            throw .refused(.wayIn(.openingRecorded(lot: reference.lot)))
        }
        guard let first = try firstRecord() else { return }
        let until = first.advanced(byMilliseconds: rules.openingMilliseconds)
        guard facts.blockTime <= until else {
            throw .refused(.wayIn(.openingTooLate(member, first: first, until: until)))
        }
    }

    private func firstRecord() throws(Stop) -> Timestamp? {
        try read(Timestamp.self, at: .firstRecord(of: member))
    }

    /// Remembers when the member recorded something for the first time.
    mutating func noteFirstRecord() throws(Stop) {
        guard facts.rules.ways != nil, !hasRecorded else { return }
        if try firstRecord() == nil {
            state.set(facts.blockTime.encoded(), for: .firstRecord(of: member))
        }
        hasRecorded = true
    }
}
