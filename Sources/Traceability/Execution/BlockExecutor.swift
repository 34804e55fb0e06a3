package import LedgerCore

/// Executes blocks: the one function that says what a transaction does to the state.
///
/// A proposer, a validator before it votes, a node that catches up, and a dry run all call it.
package enum BlockExecutor {
    /// Executes transactions in order. What they write is in the overlay afterwards.
    ///
    /// - Parameter book: the versions of the rules that the program knows; another one in tests.
    /// - Throws: when the state cannot be read, or names rules that the program does not know; the
    ///   overlay is then worthless.
    package static func execute(
        _ transactions: [PreparedTransaction], context: BlockContext,
        state: inout StateOverlay, book: RuleBook = .current
    ) throws(ExecutionFailure) -> BlockExecution {
        let rules = try book.rules(at: context.height, in: state)
        do throws(StateReadError) {
            return try execute(transactions, context: context, rules: rules, state: &state)
        } catch {
            throw .unreadable(error)
        }
    }

    private static func execute(
        _ transactions: [PreparedTransaction], context: BlockContext, rules: Rules,
        state: inout StateOverlay
    ) throws(StateReadError) -> BlockExecution {
        guard let parameters = try Registry.parameters(in: state) else {
            throw StateReadError(reason: "the state has no parameters: it was not founded")
        }
        let limits =
            rules.harvest == nil ? .empty : try Registry.rulePack(at: context.height, in: state)
        try SpentTransactions.sweep(
            before: context.time, transactions: transactions.count, state: &state)
        state.reserve(writesUsual(of: transactions))
        var outcomes: [Outcome] = []
        var effects: [TransactionEffects] = []
        outcomes.reserveCapacity(transactions.count)
        effects.reserveCapacity(transactions.count)
        for (index, transaction) in transactions.enumerated() {
            let run = TransactionRun(
                transaction: transaction, index: UInt32(clamping: index), context: context,
                parameters: parameters, rules: rules, limits: limits)
            let (outcome, content) = try run.execute(state: &state)
            outcomes.append(outcome)
            effects.append(
                TransactionEffects(
                    id: transaction.id, member: transaction.signed.header.member,
                    content: content))
        }
        return BlockExecution(outcomes: outcomes, effects: effects)
    }

    /// About as many leaves as the transactions write: a movement its lot, its account, and where the goods
    /// came from or go.
    private static func writesUsual(of transactions: [PreparedTransaction]) -> Int {
        let leavesOfTransaction = 2
        let leavesOfMovement = 3
        var count = leavesOfTransaction * transactions.count
        for transaction in transactions {
            guard case .capture(let capture) = transaction.content else { continue }
            for case .sound(let event, _) in capture.events {
                count += 1 + leavesOfMovement * event.meaning.movements.count
            }
        }
        return count
    }
}
