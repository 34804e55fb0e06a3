import LedgerCore

/// What went in under a claim is credited, and what comes out under it is taken from the credit.
///
/// Spec: Docs/Spec/MassBalance.md §12.3.
extension MassBalance {
    /// Settles what a transformation under mass balance made: what is credited first, so that the order
    /// of its outputs decides nothing.
    mutating func settleClaims() throws(Stop) {
        guard let rules = facts.rules.custody, let run = custody, var tally = run.tally,
            run.statement.model == .massBalance, let unit = tally.unit
        else { return }
        let period = rules.period(of: facts.blockTime)
        func account(_ output: CustodyRun.Output) -> ClaimAccount {
            ClaimAccount(
                holder: member, place: run.place, claim: run.statement.claim,
                product: output.product, unit: unit, period: period)
        }
        for output in run.outputs {
            guard let amount = tally.credit(for: output.amount) else {
                throw .refused(.tooLarge)
            }
            try credit(amount, to: account(output))
        }
        custody?.tally = tally
        for output in run.outputs where output.isClaimed {
            do throws(Stop) {
                try use(output.amount, of: account(output), rules)
            } catch {
                throw error.placed(at: output.part)
            }
        }
    }

    private mutating func credit(_ amount: Int64, to account: ClaimAccount) throws(Stop) {
        guard amount > 0 else { return }
        var leaf = try claims(account)
        guard leaf.credit(amount) else { throw .refused(.tooLarge) }
        set(leaf, account)
        certificates.append(.credited(account, amount: amount))
    }

    /// Of the period before first, whose credit ends sooner.
    private mutating func use(
        _ amount: Int64, of account: ClaimAccount, _ rules: CustodyRules
    ) throws(Stop) {
        let accounts = [account.of(rules.period(before: account.period)), account]
        var leaves: [ClaimAccountLeaf] = []
        for account in accounts { leaves.append(try claims(account)) }
        // Each is at most 63 bits, and so may their sum not be.
        let available = leaves[0].left.addingReportingOverflow(leaves[1].left)
        guard available.overflow || amount <= available.partialValue else {
            throw .refused(
                .custody(.overdrawn(account, available: available.partialValue, asked: amount)))
        }
        var missing = amount
        for (account, leaf) in zip(accounts, leaves) {
            var leaf = leaf
            let part = min(missing, leaf.left)
            guard part > 0 else { continue }
            precondition(leaf.use(part), "credit that is there")
            missing -= part
            set(leaf, account)
            certificates.append(.used(account, amount: part))
        }
        precondition(missing == 0, "a claim that nothing was credited for")
    }

    func claims(_ account: ClaimAccount) throws(Stop) -> ClaimAccountLeaf {
        try read(ClaimAccountLeaf.self, at: .claimAccount(account)) ?? ClaimAccountLeaf()
    }

    private mutating func set(_ leaf: ClaimAccountLeaf, _ account: ClaimAccount) {
        state.set(leaf.isEmpty ? nil : leaf.encoded(), for: .claimAccount(account))
    }

    /// Takes back what an event did to claim accounts: what it used first, since it may have used what
    /// it credited.
    ///
    /// - Throws: where others used what it credited.
    mutating func takeBackClaims(_ postings: [CertificatePosting]) throws(Stop) {
        for case .used(let account, let amount) in postings {
            var leaf = try claims(account)
            leaf.giveBack(amount)
            set(leaf, account)
        }
        for case .credited(let account, let amount) in postings {
            var leaf = try claims(account)
            let left = leaf.left
            guard leaf.takeAway(amount) else {
                throw .refused(
                    .custody(.creditSpent(account, available: left, asked: amount)))
            }
            set(leaf, account)
        }
    }
}
