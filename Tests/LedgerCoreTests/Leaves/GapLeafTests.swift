import LedgerCore
import Testing

/// What is missing until a late record comes, and the stock that rests on it.
struct GapLeafTests {
    private let origin = EventReference(height: Height(7), transaction: 2, event: 9)

    private func stands<Leaf: CBORCodable & Equatable>(_ leaf: Leaf) throws {
        let bytes = leaf.encoded()

        #expect(try Leaf(decoding: bytes) == leaf)
        for length in bytes.indices {
            #expect(throws: CBORError.self) { try Leaf(decoding: Array(bytes[..<length])) }
        }
    }

    @Test func `what rests on gaps, and whose they are`() throws {
        let first = GapReference(origin, number: 0)
        let second = GapReference(origin, number: 1)
        var rests = GapAmounts(3, of: second)
        rests.add(1, of: first)
        let stock = Stock(amount: 10, unaccounted: 6, rests: rests)
        var account = AccountLeaf()
        account.debt = 5
        account.gaps = rests
        var road = ConsignmentsLeaf()
        road.advance = 4
        road.gaps = rests
        var gap = GapLeaf(
            lot: "/01/1/10/A", unit: .milligram, total: 9, until: Timestamp(milliseconds: 7),
            closes: true)
        try stands(gap)
        gap.covered = 4
        gap.claimed = 3
        gap.rests = rests

        for value in [stock, Stock(amount: 10, unaccounted: 6)] { try stands(value) }
        try stands(account)
        try stands(road)
        try stands(gap)
        try stands(rests)
        #expect(stock.encoded()[0] == 0x83 && account.encoded()[1] == 2)
        #expect(road.encoded().prefix(2) == [0x85, 3])
        #expect(rests.elements.map(\.gap) == [first, second])
    }

    @Test func `amounts of gaps that do not fit are refused`() {
        let gap = GapReference(origin, number: 0)
        let rests = GapAmounts(7, of: gap)
        let head = { (fields: Int) in
            var writer = CBORWriter()
            writer.array(count: fields)
            return writer
        }
        var stock = head(3)
        stock.signed(10)
        stock.signed(6)
        stock.value(rests)
        var account = head(4)
        account.unsigned(2)
        account.value(Stock.none)
        account.unsigned(6)
        account.value(rests)
        var twice = head(2)
        for _ in 0..<2 { twice.value(rests.elements[0]) }
        var nothing = head(3)
        nothing.signed(10)
        nothing.signed(6)
        nothing.array(count: 0)

        #expect(throws: CBORError.self) { try Stock(decoding: stock.output) }
        #expect(throws: CBORError.self) { try Stock(decoding: nothing.output) }
        #expect(throws: CBORError.self) { try AccountLeaf(decoding: account.output) }
        #expect(throws: CBORError.self) { try GapAmounts(decoding: twice.output) }
    }

    @Test func `a part takes what is unaccounted for ever first, and then the oldest gap`() {
        let gaps = (0..<10).map { GapReference(origin, number: UInt32($0)) }
        var rests = GapAmounts(4, of: gaps[1])
        rests.add(2, of: gaps[0])
        var stock = Stock(amount: 20, unaccounted: 10, rests: rests)

        let taken = stock.take(10)

        #expect(taken == Stock(amount: 10, unaccounted: 5, rests: GapAmounts(1, of: gaps[0])))
        #expect(stock.unaccountedForEver == 0 && stock.rests[gaps[0]] == 1)
        var many = Stock.none
        for gap in gaps {
            let part = Stock(amount: 1, unaccounted: 1, rests: GapAmounts(1, of: gap))
            many = many.adding(part) ?? many
        }
        #expect(many.rests.elements.map(\.gap) == Array(gaps[2...]))
        #expect(many.unaccounted == 10 && many.unaccountedForEver == 2)
    }

    @Test func `what was taken up since is given back as accounted stock`() {
        let gap = GapReference(origin, number: 0)
        let part = Stock(amount: 6, unaccounted: 4, rests: GapAmounts(3, of: gap))
        var whole = part
        var cleared = Stock(amount: 10, unaccounted: 1)
        var spoilt = Stock(amount: 7, unaccounted: 5)
        var spent = Stock(amount: 6, unaccounted: 5)

        #expect(whole.remove(part) == part && whole.isEmpty)
        #expect(cleared.remove(part) == Stock(amount: 6, unaccounted: 1))
        #expect(cleared == Stock(amount: 4, unaccounted: 0))
        #expect(spoilt.remove(part) == Stock(amount: 6, unaccounted: 4))
        #expect(spent.remove(part) == nil && spent == Stock(amount: 6, unaccounted: 5))
    }
}
