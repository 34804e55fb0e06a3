/// Runs seeds one after the other, each on a chain of the size that it draws.
package final class Seeds {
    /// What the replicas replicate, and who signs.
    package enum Mode: Sendable {
        /// Transfers between accounts, and signatures that are checksums.
        case fast
        /// The ledger's own rules, and Ed25519.
        case real
    }

    private let mode: Mode
    /// By size, made when it is first drawn.
    private var chains: [Int: SimulatedChain] = [:]

    package init(_ mode: Mode) {
        self.mode = mode
    }

    package func run(_ seed: UInt64, narrator: ((String) -> Void)? = nil) -> Run.Outcome {
        let plan = Plan(seed: seed)
        return Run(plan, chain: chain(of: plan.behaviours.count))(narrator: narrator)
    }

    private func chain(of size: Int) -> SimulatedChain {
        if let chain = chains[size] { return chain }
        let chain: SimulatedChain =
            switch mode {
            case .fast: .transfers(validators: size)
            case .real: .season(validators: size)
            }
        chains[size] = chain
        return chain
    }
}
