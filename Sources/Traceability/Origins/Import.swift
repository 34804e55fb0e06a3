import LedgerCore

/// A customs declaration brings in what it says and no more.
///
/// Spec: Docs/Spec/MassBalance.md §10.2 (import).
extension MassBalance {
    /// Spends what the event brought in from its declaration.
    mutating func spend(_ claim: WayInClaim) throws(Stop) {
        guard facts.rules.ways != nil, case .imports(let declaration) = claim else { return }
        let asked = try broughtIn(in: declaration.terms.unit)
        guard asked > 0 else { return }
        let key = StateKey.importDeclaration(declaration.number)
        var leaf =
            try read(ImportDeclarationLeaf.self, at: key)
            ?? ImportDeclarationLeaf(member: member, terms: declaration.terms)
        guard leaf.member == member else {
            throw .refused(.wayIn(.foreignDeclaration(declaration.number, of: leaf.member)))
        }
        guard leaf.terms == declaration.terms else {
            throw .refused(
                .wayIn(
                    .declarationDiffers(
                        declaration.number, recorded: leaf.terms, found: declaration.terms)))
        }
        guard asked <= leaf.left else {
            throw .refused(
                .wayIn(
                    .importOverdrawn(
                        declaration.number, available: leaf.left, asked: asked,
                        unit: leaf.terms.unit)))
        }
        leaf.left -= asked
        state.set(leaf.encoded(), for: key)
        certificates.append(.imported(declaration: declaration.number, amount: asked))
    }

    /// Gives back what an event spent. A declaration of which nothing is spent is forgotten.
    mutating func giveBack(_ amount: Int64, toDeclaration number: String) throws(Stop) {
        let key = StateKey.importDeclaration(number)
        guard var leaf = try read(ImportDeclarationLeaf.self, at: key),
            amount <= leaf.terms.amount - leaf.left
        else { preconditionFailure("an amount that was not spent") }
        leaf.left += amount
        state.set(leaf.left == leaf.terms.amount ? nil : leaf.encoded(), for: key)
    }

    /// All goods that the event brought in; what carries goods is none.
    private func broughtIn(in unit: SmallestUnit) throws(Stop) -> Int64 {
        var sum: Int64 = 0
        for posting in postings where !posting.isOfCarrier {
            switch posting.cause {
            case .created, .received: break
            case .consumed, .shipped, .accepted, .takenBack, .disputed, .declared: continue
            }
            guard let amount = try amount(of: posting, in: unit) else {
                throw .refused(
                    .wayIn(
                        .importUnreadable(
                            reason: "the declaration counts in \(unit.spokenName), and nobody "
                                + "registered how much of that a piece of \(posting.lot) holds")))
            }
            let (next, overflow) = sum.addingReportingOverflow(amount)
            guard !overflow else { throw .refused(.tooLarge) }
            sum = next
        }
        return sum
    }
}
