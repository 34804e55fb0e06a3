/// An amount; of it unaccounted for ever, and unaccounted until gaps are covered.
struct NaiveStock: Equatable {
    var amount: Int64 = 0
    var forEver: Int64 = 0
    /// By number of the gap; an older one has a smaller number.
    var rests: [Int: Int64] = [:]

    // order-free: a sum.
    var unaccounted: Int64 { forEver + rests.values.reduce(0, +) }
    var accounted: Int64 { amount - unaccounted }

    static func unaccounted(_ amount: Int64) -> NaiveStock {
        NaiveStock(amount: amount, forEver: amount)
    }

    /// ⌈amount · part / whole⌉
    static func share(_ part: Int64, of whole: Int64, in amount: Int64) -> Int64 {
        Int64((Int128(amount) * Int128(part) + Int128(whole) - 1) / Int128(whole))
    }

    /// A part with its share of what is unaccounted: for ever first, then the oldest.
    mutating func take(_ part: Int64) -> NaiveStock {
        guard part > 0 else { return NaiveStock() }
        var wanted = NaiveStock.share(unaccounted, of: amount, in: part)
        var taken = NaiveStock(amount: part, forEver: min(wanted, forEver))
        amount -= part
        forEver -= taken.forEver
        wanted -= taken.forEver
        for gap in rests.keys.sorted() {
            let piece = min(wanted, rests[gap] ?? 0)
            wanted -= piece
            taken.rest(on: gap, piece)
            rest(on: gap, -piece)
        }
        return taken
    }

    mutating func rest(on gap: Int, _ piece: Int64) {
        rests[gap, default: 0] += piece
        if rests[gap] == 0 { rests[gap] = nil }
    }

    mutating func add(_ other: NaiveStock) {
        amount += other.amount
        forEver += other.forEver
        // order-free: each gap is added to by itself.
        for (gap, piece) in other.rests { rest(on: gap, piece) }
        for gap in rests.keys.sorted().dropLast(8) {
            forEver += rests[gap] ?? 0
            rests[gap] = nil
        }
    }

    /// What an amount made of this is worth, of which at most so much can be accounted for.
    func becoming(_ made: Int64, covered: Int64) -> NaiveStock {
        var left = NaiveStock.share(unaccounted, of: amount, in: made)
        var output = NaiveStock(amount: made)
        output.forEver = NaiveStock.share(forEver, of: amount, in: made)
        left -= output.forEver
        output.forEver = max(output.forEver, made - covered)
        left = min(left, made - output.forEver)
        for gap in rests.keys.sorted() {
            let piece = min(left, NaiveStock.share(rests[gap] ?? 0, of: amount, in: made))
            output.rest(on: gap, piece)
            left -= piece
        }
        return output
    }

    /// Takes the very part; what of it rested and does so no longer is accounted for, or else for ever not.
    mutating func remove(_ part: NaiveStock) -> Bool {
        guard part.forEver <= forEver, part.accounted <= accounted else { return false }
        var changed: Int64 = 0
        for gap in part.rests.keys.sorted() {
            let wanted = part.rests[gap] ?? 0
            let kept = min(wanted, rests[gap] ?? 0)
            rest(on: gap, -kept)
            amount -= kept
            changed += wanted - kept
        }
        amount -= part.forEver + part.accounted
        forEver -= part.forEver
        let lacking = changed - min(changed, accounted)
        guard lacking <= forEver else { return false }
        forEver -= lacking
        amount -= changed
        return true
    }
}

/// What left or arrived before its record.
struct NaiveGap {
    let lot: String
    var total: Int64
    let until: Int64
    let closes: Bool
    var covered: Int64 = 0
    var claimed: Int64 = 0
    var rests: [Int: Int64] = [:]
}

/// What is due to an account's creditors or an address's senders: of a gap, or of none.
struct NaiveDue: Equatable {
    var gap: Int?
    var amount: Int64
}
