/// How the ledger is tried after a season: what is done first, and what is refused then.
package struct SeasonTrialPlan: Sendable {
    /// Goods and papers of these days, which are accepted; in waves, see ``SeasonDocument/wave``.
    package let honest: [SeasonDocument]
    /// What the administrators decide after that.
    package let revocation: SeasonLimits.Revocation
    /// Each is refused, and leaves nothing.
    package let attempts: [SeasonAttempt]
}
