import LedgerCore

/// Goods that leave, or are sold, under a claim bear it.
///
/// Spec: Docs/Spec/MassBalance.md §12.4.
extension MassBalance {
    /// Asked of all that the event shipped or sold, containers with their content.
    func requireClaims() throws(Stop) {
        guard let statement = custody?.statement else { return }
        for posting in postings where posting.cause.goesUnderClaims {
            if posting.isOfLogisticUnit {
                try requireKnownContent(of: posting)
            }
            guard statement.isAbout(posting.lot) else { continue }
            let leaf = try custody(of: posting.lot)
            guard let leaf, leaf.claim == statement.claim, leaf.model <= statement.model else {
                throw .refused(
                    .custody(
                        .tooWeak(
                            lot: posting.lot, recorded: leaf, statement.model, statement.claim)))
            }
            guard posting.stock.unaccounted == 0 else {
                throw .refused(
                    .custody(
                        .unaccounted(
                            lot: posting.lot, unaccounted: posting.stock.unaccounted,
                            asked: posting.stock.amount, unit: posting.unit)))
            }
        }
    }

    /// A pallet that nobody packed on the ledger would go under a claim that nothing in it bears.
    private func requireKnownContent(of posting: Posting) throws(Stop) {
        guard custody?.statement.lots == nil else { return }
        let container = try read(ContainerLeaf.self, at: .container(posting.lot))
        guard container?.items.isEmpty ?? true else { return }
        throw .refused(.custody(.unmeasured(lot: posting.lot, unit: nil)))
    }
}

extension Posting.Cause {
    fileprivate var goesUnderClaims: Bool {
        switch self {
        case .shipped, .consumed(.sold): true
        case .created, .consumed, .received, .accepted, .takenBack, .disputed, .declared: false
        }
    }
}
