/// Runs seeds one after the other, each on a chain of the size that it draws.
package struct Seeds: Sendable {
    /// What the replicas replicate, and who signs.
    package enum Mode: Sendable {
        /// Transfers between accounts, and signatures that are checksums.
        case fast
        /// The ledger's own rules, and Ed25519.
        case real
    }

    private let chains: [Int: SimulatedChain]

    package init(_ mode: Mode) {
        var chains: [Int: SimulatedChain] = [:]
        for size in Set(Plan.sizes).sorted() {
            switch mode {
            case .fast: chains[size] = .transfers(validators: size)
            case .real: chains[size] = .season(validators: size)
            }
        }
        self.chains = chains
    }

    package func run(_ seed: UInt64, narrator: ((String) -> Void)? = nil) -> Run.Outcome {
        let plan = Plan(seed: seed)
        guard let chain = chains[plan.behaviours.count] else {
            preconditionFailure("there is a chain of every size")
        }
        return Run(plan, chain: chain)(narrator: narrator)
    }
}
