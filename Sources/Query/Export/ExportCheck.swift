import LedgerCore
import Traceability

/// What holds for goods wherever they go, by the books of the ledger.
///
/// Spec: Docs/Spec/ExportCase.md §4.
package struct ExportCheck: Equatable, Sendable {
    package enum Code: String, Sendable, CaseIterable {
        /// All of it has a past that the ledger can follow.
        case accounted
        /// No test that failed closes it.
        case open
        /// Neither it nor what went into it is called back.
        case notRecalled = "not_recalled"
        /// Every part is known from where it grew.
        case origin
        /// What went into each step was measured, and nothing came of itself.
        case balance
        /// There is as much of it as is to go.
        case amount
    }

    package let code: Code
    package let passes: Bool
    /// What is wrong, and what would mend it; nil where it passes.
    package let fault: ExportText?
}

extension ExportCheck {
    static func all(
        _ facts: ExportFacts, amount: ExportAmount?
    ) -> [ExportCheck] {
        [
            check(.accounted, accounted(facts)),
            check(.open, facts.failure.map(ExportPhrases.closed)),
            check(.notRecalled, facts.recall.map(ExportPhrases.recalled)),
            check(.origin, origin(facts.chain)), check(.balance, balance(facts)),
            check(.amount, self.amount(amount, facts)),
        ]
    }

    private static func check(_ code: Code, _ fault: ExportText?) -> ExportCheck {
        ExportCheck(code: code, passes: fault == nil, fault: fault)
    }

    private static func accounted(_ facts: ExportFacts) -> ExportText? {
        guard facts.isCreated else { return ExportPhrases.neverMade }
        let short = facts.stock.sorted { $0.key.rawValue < $1.key.rawValue }
            .first { $0.value.unaccounted > 0 }
        guard let short else { return nil }
        return ExportPhrases.unaccounted(short.key.spoken(short.value.unaccounted))
    }

    private static func origin(_ chain: ExportChain) -> ExportText? {
        if chain.isComplete { return nil }
        if let first = chain.missing.first {
            return ExportPhrases.unknownOrigin(first, others: chain.missing.count - 1)
        }
        let declared = chain.origins.filter(\.isDeclared)
        if let first = declared.first {
            return ExportPhrases.declared(first.lot, others: declared.count - 1)
        }
        let bare = chain.origins.filter { !$0.isLocated }
        if let first = bare.first {
            return ExportPhrases.nowhere(first.lot, others: bare.count - 1)
        }
        return ExportPhrases.circle
    }

    private static func balance(_ facts: ExportFacts) -> ExportText? {
        if facts.hasDebt { return ExportPhrases.debt }
        if facts.chain.cyclic > 0 { return ExportPhrases.circle }
        return facts.chain.unmeasured > 0
            ? ExportPhrases.unmeasured(facts.chain.unmeasured) : nil
    }

    private static func amount(_ amount: ExportAmount?, _ facts: ExportFacts) -> ExportText? {
        guard let amount else { return ExportPhrases.nothingThere }
        let there = facts.stock[amount.unit]?.amount ?? 0
        guard there < amount.amount else { return nil }
        return ExportPhrases.tooLittle(
            amount.unit.spoken(there), asked: amount.unit.spoken(amount.amount))
    }
}
