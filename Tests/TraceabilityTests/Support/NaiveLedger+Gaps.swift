/// Late records, by MassBalance.md §8.
extension NaiveLedger {
    /// The stock that enters for what is missing.
    mutating func open(
        _ missing: Int64, of lot: String, _ due: inout [NaiveDue], closes: Bool
    ) -> NaiveStock {
        guard let lateMilliseconds, due.count < 64 else {
            if due.first?.gap != nil || due.isEmpty {
                due.insert(NaiveDue(gap: nil, amount: 0), at: 0)
            }
            due[0].amount += missing
            return .unaccounted(missing)
        }
        let until = now + lateMilliseconds
        gaps.append(NaiveGap(lot: lot, total: missing, until: until, closes: closes))
        due.append(NaiveDue(gap: gaps.count - 1, amount: missing))
        return NaiveStock(amount: missing, rests: [gaps.count - 1: missing])
    }

    /// - Returns: how much is settled, what of it accounted stock settled that no gap was named for, and
    ///   the last gap that nothing is left of.
    mutating func settle(
        _ due: inout [NaiveDue], with stock: inout NaiveStock
    ) -> (amount: Int64, unnamed: Int64, closed: Int?) {
        var settled: (amount: Int64, unnamed: Int64, closed: Int?) = (0, 0, nil)
        while let first = due.first, stock.amount > 0 {
            let part = stock.take(min(first.amount, stock.amount))
            settled.amount += part.amount
            due[0].amount -= part.amount
            if due[0].amount == 0 {
                due.removeFirst()
                settled.closed = first.gap
            }
            guard let number = first.gap else {
                settled.unnamed += part.accounted
                continue
            }
            guard now <= gaps[number].until else { continue }
            gaps[number].covered += part.accounted
            for gap in part.rests.keys.sorted() {
                let piece = part.rests[gap] ?? 0
                if gap == number {
                    gaps[number].total -= piece
                } else {
                    gaps[number].rests[gap, default: 0] += piece
                }
            }
            for gap in gaps[number].rests.keys.sorted().dropLast(8) {
                gaps[number].rests[gap] = nil
            }
        }
        return settled
    }

    /// Lets stock take up what was covered of what it rests on.
    mutating func touch(_ stock: inout NaiveStock, of lot: String) {
        var visits = 64
        for gap in stock.rests.keys.sorted() {
            let got = claim(stock.rests[gap] ?? 0, of: gap, for: lot, [], &visits)
            stock.rest(on: gap, -got)
            if gaps[gap].lot != lot { ways.add([NaiveWays.unknown: got], to: lot) }
        }
    }

    private mutating func claim(
        _ wanted: Int64, of number: Int, for lot: String, _ path: [Int], _ visits: inout Int
    ) -> Int64 {
        guard visits > 0 else { return 0 }
        visits -= 1
        for other in gaps[number].rests.keys.sorted() where path.count < 8 && !path.contains(other)
        {
            let piece = gaps[number].rests[other] ?? 0
            let got = claim(piece, of: other, for: gaps[number].lot, path + [number], &visits)
            gaps[number].rests[other] = piece == got ? nil : piece - got
            gaps[number].covered += got
        }
        guard gaps[number].lot == lot else {
            return gaps[number].covered == gaps[number].total ? wanted : 0
        }
        let got = min(wanted, gaps[number].covered - gaps[number].claimed)
        gaps[number].claimed += got
        return got
    }
}
