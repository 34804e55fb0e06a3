import LedgerCore

/// Sixteen accounts and transfers between them: the smallest thing that can be conserved; and who the
/// validators are.
struct TransferLedger: SimulatedLedger {
    static let accountCount = 16
    static let total: UInt64 = 16 * 1_000

    private var balances = [UInt32](repeating: 1_000, count: accountCount)
    private var seats: Seats

    init(seats: Seats) {
        self.seats = seats
    }

    var validators: ValidatorSet { seats.validators }

    /// Of the balances; the validators have a place of their own in the header.
    var root: Digest {
        balances.withUnsafeBytes { Digest(hashing: Bytes($0)) }
    }

    func executing(
        _ transactions: [SignedTransaction], at height: Height, time: Timestamp
    ) -> (ledger: any SimulatedLedger, outcomes: [Outcome]) {
        var after = self
        let outcomes = transactions.map { after.execute($0.content) }
        return (after, outcomes)
    }

    var imbalance: String? {
        let sum = balances.reduce(UInt64(0)) { $0 + UInt64($1) }
        return sum == TransferLedger.total
            ? nil : "\(sum) in all accounts, and \(TransferLedger.total) were issued"
    }

    private mutating func execute(_ content: Bytes) -> Outcome {
        if let change = SeatChange(content) {
            return seats.change(change)
                ? Outcome(.done) : Outcome(.refused(Refusal(code: "simulation.seat")))
        }
        guard let transfer = Transfer(content) else {
            return Outcome(.refused(Refusal(code: "simulation.unreadable")))
        }
        guard balances[transfer.from] >= transfer.amount else {
            return Outcome(
                .refused(
                    Refusal(
                        code: "simulation.overdrawn",
                        details: [OutcomeDetail("available", "\(balances[transfer.from])")])))
        }
        balances[transfer.from] -= transfer.amount
        balances[transfer.to] += transfer.amount
        return Outcome(.done)
    }
}

/// From whom, to whom, how much: four bytes.
struct Transfer: Equatable, Sendable {
    let from: Int
    let to: Int
    let amount: UInt32

    init(from: Int, to: Int, amount: UInt32) {
        self.from = from
        self.to = to
        self.amount = amount
    }

    init?(_ content: Bytes) {
        guard content.count == 4, content[0] < TransferLedger.accountCount,
            content[1] < TransferLedger.accountCount
        else { return nil }
        from = Int(content[0])
        to = Int(content[1])
        amount = UInt32(content[2]) << 8 | UInt32(content[3])
    }

    var content: Bytes {
        [UInt8(from), UInt8(to), UInt8(amount >> 8), UInt8(amount & 255)]
    }
}
