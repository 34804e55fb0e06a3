import LedgerCore
import Traceability

/// The production rules over a state in memory: members, lots, what each holds of them, and what is on
/// the road.
struct SeasonLedger: SimulatedLedger {
    private var state = MemoryState()
    let root: Digest
    let validators: ValidatorSet
    /// Of each lot, what was created less what was consumed, by the postings of execution.
    private var issued: [String: Int64] = [:]
    /// What clients will send, read once.
    private let prepared: PreparedTransactions
    private let chain: ChainID

    /// The state before the first block.
    init(genesis: Genesis, prepared: PreparedTransactions) {
        var overlay = StateOverlay(on: EmptyState())
        do {
            try GenesisState.apply(genesis, into: &overlay)
        } catch {
            preconditionFailure("a genesis that founds a state: \(error)")
        }
        state.apply(overlay.changes)
        root = state.root
        validators = state.validators
        self.prepared = prepared
        chain = genesis.chainID
    }

    private init(
        state: MemoryState, issued: [String: Int64], prepared: PreparedTransactions, chain: ChainID
    ) {
        self.state = state
        self.issued = issued
        self.prepared = prepared
        self.chain = chain
        root = state.root
        validators = state.validators
    }

    func executing(
        _ transactions: [SignedTransaction], at height: Height, time: Timestamp
    ) -> (ledger: any SimulatedLedger, outcomes: [Outcome]) {
        var overlay = StateOverlay(on: state)
        let execution: BlockExecution
        do {
            execution = try BlockExecutor.execute(
                transactions.map(prepared.transaction),
                context: BlockContext(chain: chain, height: height, time: time), state: &overlay)
        } catch {
            preconditionFailure("a state in memory can be read: \(error)")
        }
        var state = state
        state.apply(overlay.changes)
        var issued = issued
        for posting in execution.postings {
            switch posting.cause {
            case .created: issued[posting.lot, default: 0] += posting.stock.amount
            case .consumed: issued[posting.lot, default: 0] -= posting.stock.amount
            default: break
            }
        }
        let after = SeasonLedger(state: state, issued: issued, prepared: prepared, chain: chain)
        return (after, execution.outcomes)
    }

    /// Of each lot: what all members hold, and what is on the road, is what was made of it and not used up.
    var imbalance: String? {
        do {
            // order-free: every lot is looked at by itself, and the first by name is told.
            for lot in issued.keys.sorted() {
                let held = try mass(of: lot)
                if held != issued[lot] {
                    return "lot \(lot): \(held) mg are there, \(issued[lot] ?? 0) mg were issued"
                }
            }
            return nil
        } catch {
            return "\(error)"
        }
    }

    private func mass(of lot: String) throws -> Int64 {
        var mass: Int64 = 0
        for address in SeasonWorkload.members.map({ Address.member($0) }) + [.nobody] {
            let key = StateKey.consignments(to: address, lot: lot, in: .milligram)
            if let road = try state.leaf(ConsignmentsLeaf.self, at: key) {
                mass += road.open.reduce(0) { $0 + $1.stock.amount } - road.advance
                mass += road.disputed.reduce(0) { $0 + $1.missing.stock.amount }
            }
            guard case .member(let member) = address else { continue }
            let account = StateKey.account(of: member, lot: lot, in: .milligram)
            mass += try state.leaf(AccountLeaf.self, at: account)?.net ?? 0
        }
        return mass
    }
}

extension MemoryState {
    fileprivate var validators: ValidatorSet {
        guard let leaf = try? Registry.validators(in: self) else {
            preconditionFailure("a genesis names validators")
        }
        return leaf.set
    }
}

extension BlockExecution {
    fileprivate var postings: [Posting] {
        effects.flatMap { effect -> [Posting] in
            guard case .capture(_, let events) = effect.content else { return [] }
            return events.flatMap { event -> [Posting] in
                guard case .accepted(let accepted) = event.result else { return [] }
                return accepted.postings
            }
        }
    }
}

/// Transactions with all the work done that needs no state.
final class PreparedTransactions: Sendable {
    private let known: [TransactionID: PreparedTransaction]

    init(_ transactions: [PreparedTransaction]) {
        known = Dictionary(
            transactions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func transaction(_ signed: SignedTransaction) -> PreparedTransaction {
        if let prepared = known[signed.id], prepared.signed == signed { return prepared }
        return PreparedTransaction(inBlock: signed)
    }
}
