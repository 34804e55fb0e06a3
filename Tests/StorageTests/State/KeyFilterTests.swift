import LedgerCore
import Testing

@testable import Storage

struct KeyFilterTests {
    @Test func `what was added is never denied, and little else is recognised`() {
        // More than the first two layers hold.
        let added = (0..<340_000).map(digest)
        let others = (340_000..<440_000).map(digest)
        var filter = KeyFilter(keysMax: 1 << 16)
        for key in added { filter.add(key) }

        let denied = added.count { !filter.mayHold($0) }
        let recognised = others.count { filter.mayHold($0) }

        #expect(denied == 0)
        #expect(Double(recognised) / Double(others.count) < 0.01)
        #expect(filter.byteCount < 5 << 19)
    }

    @Test func `an empty filter knows nothing`() {
        let filter = KeyFilter()

        #expect((0..<1_000).allSatisfy { !filter.mayHold(digest($0)) })
    }

    @Test func `what comes again takes no room`() {
        var filter = KeyFilter(keysMax: 1 << 16)
        for _ in 0..<10 { for number in 0..<40_000 { filter.add(digest(number)) } }

        #expect(filter.byteCount < 1 << 17)
    }

    private func digest(_ number: Int) -> Digest {
        StateKey(StateType(16), withUnsafeBytes(of: number) { Bytes($0) }).digest
    }
}
