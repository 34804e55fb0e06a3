package import LedgerCore

/// What a proposal would do in the block after a state: the code that executes it says so.
package struct GovernancePreview: Sendable {
    package let before: Standing
    /// Equal to `before` where it is refused.
    package let after: Standing
    /// Why it would be refused, approvals and time aside; nil where it would be done.
    package let refusal: RuleRefusal?

    /// What the administrators decide about, members aside.
    package struct Standing: Hashable, Sendable {
        package let administrators: Administrators
        package let validators: ValidatorsLeaf
        package let parameters: ChainParameters
        package let rules: RulesLeaf
    }

    /// - Parameter height: of the state, which is that after its block.
    /// - Throws: where the state cannot be read, or is none of a chain.
    package init(
        _ proposal: Proposal, on chain: ChainID, height: Height, state: some StateReading
    ) throws(StateReadError) {
        before = try Standing(in: state)
        if let fault = proposal.fault {
            refusal = fault
            after = before
            return
        }
        var overlay = StateOverlay(on: state)
        let context = BlockContext(
            chain: chain, height: height.next, time: Timestamp(milliseconds: .min))
        let standing = try Governance.Standing(at: context.height, in: state)
        do throws(Stop) {
            try Governance.carryOut(
                proposal, context: context, standing: standing, state: &overlay)
        } catch {
            switch error {
            case .refused(let refusal, _):
                self.refusal = refusal
                after = before
                return
            case .unreadable(let error): throw error
            }
        }
        refusal = nil
        after = try Standing(in: overlay)
    }
}

extension ProposalFile {
    /// What the proposal would do to the state that the file tells.
    package func preview() throws(StateReadError) -> GovernancePreview {
        try GovernancePreview(proposal, on: chain, height: height, state: state)
    }
}

extension Governance.Standing {
    fileprivate init(at height: Height, in state: some StateReading) throws(StateReadError) {
        do throws(ExecutionFailure) {
            rules = try RuleBook.current.rules(at: height, in: state)
        } catch {
            throw StateReadError(reason: error.description)
        }
        limits = try Registry.rulePack(at: height, in: state)
    }
}

extension GovernancePreview.Standing {
    fileprivate init(in state: some StateReading) throws(StateReadError) {
        guard let administrators = try Registry.administrators(in: state),
            let validators = try Registry.validators(in: state),
            let parameters = try Registry.parameters(in: state)
        else { throw StateReadError(reason: "the state is none of a chain") }
        self.administrators = administrators.administrators
        self.validators = validators
        self.parameters = parameters
        rules = try Registry.rules(in: state)
    }
}
