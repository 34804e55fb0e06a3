import LedgerCore
import Testing

@testable import Node

struct CheckpointPaceTests {
    private func begins(_ milliseconds: [Int64]) -> [Bool] {
        var pace = CheckpointPace()
        return milliseconds.map { pace.begins(Timestamp(milliseconds: $0)) }
    }

    @Test func `of blocks that follow each other quickly the first of each stretch is signed`() {
        #expect(begins([1_000, 1_020, 1_249, 1_250, 1_300]) == [true, false, false, true, false])
    }

    @Test func `a block by itself is signed at once`() {
        #expect(begins([1_000, 1_400, 9_000]) == [true, true, true])
    }

    @Test func `a validator that came later agrees from the next stretch on`() {
        let early = begins([1_000, 1_100, 1_200, 1_300, 1_400])
        let late = begins([1_200, 1_300, 1_400])

        #expect(late[1...] == early[3...])
    }
}
