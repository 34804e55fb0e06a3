import LedgerCore
import Testing

@Suite struct ValidatorSetTests {
    /// Spec: the table of quorums in Docs/Spec/Consensus.md.
    @Test(arguments: [
        (1, 1, 1), (2, 2, 1), (3, 3, 1), (4, 3, 2), (5, 4, 2), (6, 5, 2), (7, 5, 3), (10, 7, 4),
        (13, 9, 5), (16, 11, 6), (19, 13, 7), (22, 15, 8), (25, 17, 9), (28, 19, 10), (30, 21, 10),
    ])
    func `a quorum is more than two thirds`(count: Int, quorum: Int, skip: Int) throws {
        let set = try Fixtures.validators(count).set

        #expect(set.quorum == quorum)
        #expect(set.skipThreshold == skip)
        #expect(2 * set.quorum - count > set.faultyMax)
    }

    @Test func `the order in which keys are given does not matter`() throws {
        let keys = (0..<7).map { Fixtures.key($0).publicKey }

        let set = try #require(ValidatorSet(keys: keys))

        #expect(ValidatorSet(keys: keys.reversed()) == set)
        #expect(set.ids == keys.map(\.id).sorted())
        #expect(try ValidatorSet(decoding: set.encoded()) == set)
    }

    @Test func `nobody, the same key twice, and a crowd are no set`() {
        let key = Fixtures.key(1).publicKey

        #expect(ValidatorSet(keys: []) == nil)
        #expect(ValidatorSet(keys: [key, key]) == nil)
        #expect(ValidatorSet(keys: (0..<31).map { Fixtures.key($0).publicKey }) == nil)
    }

    @Test func `keys out of order are refused`() throws {
        let set = try Fixtures.validators(3).set
        var writer = CBORWriter()
        writer.array(set.keys.reversed())

        #expect(
            throws: CBORError(.invalid("1 to 30 different keys ascending by id"), at: 0)
        ) {
            try ValidatorSet(decoding: writer.output)
        }
    }

    @Test func `everybody proposes in turn, and huge numbers do not trap`() throws {
        let set = try Fixtures.validators(4).set

        let turns = (0..<8).map {
            set.proposerIndex(height: Height(6), round: Round($0))
        }

        #expect(turns == [2, 3, 0, 1, 2, 3, 0, 1])
        #expect(set.proposerIndex(height: Height(.max), round: Round(.max)) == 2)
    }
}
