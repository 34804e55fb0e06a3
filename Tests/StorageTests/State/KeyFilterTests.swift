import LedgerCore
import Testing

@testable import Storage

struct KeyFilterTests {
    @Test func `what was added is never denied, and little else is recognised`() {
        var filter = KeyFilter()
        // More than the first two layers hold.
        let count = 400_000
        for number in 0..<count { filter.add(digest(number)) }

        let denied = (0..<count).count { !filter.mayHold(digest($0)) }
        let recognised = (count..<2 * count).count { filter.mayHold(digest($0)) }

        #expect(denied == 0)
        #expect(Double(recognised) / Double(count) < 0.01)
        #expect(filter.byteCount < 5 << 19)
    }

    @Test func `an empty filter knows nothing`() {
        let filter = KeyFilter()

        #expect((0..<1_000).allSatisfy { !filter.mayHold(digest($0)) })
    }

    @Test func `what comes again takes no room`() {
        var filter = KeyFilter()
        for _ in 0..<10 { for number in 0..<40_000 { filter.add(digest(number)) } }

        #expect(filter.byteCount < 1 << 17)
    }

    private func digest(_ number: Int) -> Digest {
        StateKey(StateType(16), withUnsafeBytes(of: number) { Bytes($0) }).digest
    }
}
