import Testing

@testable import Node

struct HistoryTurnsTests {
    /// What comes of asking so often, where these peers lack contents and the others do not answer.
    private func asked(_ count: Int, _ peers: [String], lacking: Set<String>)
        -> (order: [String], rests: [Bool], less: [Bool])
    {
        var turns = HistoryTurns<String>()
        var (order, rests, less): ([String], [Bool], [Bool]) = ([], [], [])
        for _ in 0..<count {
            let (peer, takesLess) = turns.next(of: peers)
            order.append(peer)
            less.append(takesLess)
            let lacks = lacking.contains(peer) && !takesLess
            rests.append(turns.ended(with: peer, tookLess: takesLess, lacksContents: lacks))
        }
        return (order, rests, less)
    }

    @Test func `who lacks contents is followed at once, and then what is left is taken`() {
        let found = asked(4, ["a", "b", "c"], lacking: ["a", "b", "c"])

        #expect(found.order == ["a", "b", "c", "a"])
        #expect(found.rests == [false, false, false, true])
        #expect(found.less == [false, false, false, true])
    }

    @Test func `one who does not answer makes nobody be asked without a rest`() {
        let found = asked(9, ["a", "b", "c"], lacking: ["a", "c"])

        #expect(found.rests == [false, true, false, true, true, true, true, true, true])
        #expect(!found.less.contains(true))
    }

    @Test func `after what is left was taken, each may have the next contents again`() {
        let found = asked(6, ["a", "b"], lacking: ["a", "b"])

        #expect(found.less == [false, false, true, false, false, true])
    }
}
