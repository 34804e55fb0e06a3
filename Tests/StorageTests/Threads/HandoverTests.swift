import Synchronization
import Testing

@testable import Storage

struct HandoverTests {
    private struct Broken: Error, Equatable {}

    @Test func `pieces come in the order in which they were made, and then nil`() throws {
        let taken = try Handover<Int>.run(capacity: 3) { handover in
            for number in 0..<100 { try handover.put(number) }
        } using: { handover in
            var taken: [Int?] = []
            while let piece = try handover.next() { taken.append(piece) }
            taken.append(try handover.next())
            return taken
        }

        #expect(taken == (0..<100).map { $0 } + [nil])
    }

    @Test func `a maker that fails is heard of after the pieces it made`() {
        var taken: [Int] = []

        #expect(throws: Broken()) {
            try Handover<Int>.run(capacity: 1) { handover in
                try handover.put(1)
                try handover.put(2)
                throw Broken()
            } using: { handover in
                while let piece = try handover.next() { taken.append(piece) }
            }
        }

        #expect(taken == [1, 2])
    }

    @Test func `when nobody takes pieces any more the maker ends, before run does`() {
        let made = Mutex(0)
        let hasEnded = Mutex(false)

        #expect(throws: Broken()) {
            try Handover<Int>.run(capacity: 2) { handover in
                defer { hasEnded.withLock { $0 = true } }
                while true {
                    try handover.put(1)
                    made.withLock { $0 += 1 }
                }
            } using: { handover in
                _ = try handover.next()
                throw Broken()
            }
        }

        #expect(hasEnded.withLock { $0 })
        // One was taken, two had room.
        #expect(made.withLock { $0 } <= 3)
    }
}
