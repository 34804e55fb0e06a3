import EPCIS
import Testing

@testable import Season

@Suite struct DemoSeasonTests {
    static let season = DemoSeason()

    @Test func `one seed gives the same bytes twice`() {
        let again = DemoSeason()

        #expect(again.documents == Self.season.documents)
        #expect(again.sampleLot == Self.season.sampleLot)
    }

    @Test func `another seed gives another season`() {
        #expect(DemoSeason(seed: 1).documents != Self.season.documents)
    }

    @Test(arguments: [DemoSeason.defaultSeed, 1, 2, 3, 4, 5])
    func `nobody ships, uses up or destroys more than he has`(seed: UInt64) throws {
        let season = DemoSeason(seed: seed)
        var oracle = MovementOracle()

        for document in season.documents { try oracle.read(document.bytes, by: document.member) }

        #expect(oracle.overdrafts == [])
        #expect(oracle.underWay.filter { $0.value != 0 } == [:])
        #expect(oracle.eventIDs.count == season.eventCount)
    }

    @Test func `members of one wave need nothing of each other`() throws {
        // Within a wave members are sent together: reversing them must change nothing.
        let reversed = Self.season.documents.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            if a.wave != b.wave { return a.wave < b.wave }
            if a.member != b.member { return a.member > b.member }
            return left.offset < right.offset
        }.map(\.element)
        var oracle = MovementOracle()

        for document in reversed { try oracle.read(document.bytes, by: document.member) }

        #expect(oracle.overdrafts == [])
    }

    @Test func `it has tens of farms, hundreds of lots and thousands of events`() throws {
        var oracle = MovementOracle()
        for document in Self.season.documents {
            try oracle.read(document.bytes, by: document.member)
        }

        #expect(Self.season.members.count { $0.role == .farm } == 44)
        #expect((400...1_500).contains(oracle.lots.count), "\(oracle.lots.count) lots")
        #expect(
            (2_000...6_000).contains(Self.season.eventCount), "\(Self.season.eventCount) events")
        #expect(Self.season.documents.allSatisfy { $0.eventCount <= 500 })
        #expect(oracle.lastEventTime < "2026-01-01")
        #expect(Self.season.sampleLot.hasPrefix("/01/1488"))
    }

    @Test func `every step of the chain occurs`() throws {
        var oracle = MovementOracle()
        for document in Self.season.documents {
            try oracle.read(document.bytes, by: document.member)
        }

        let ours = ["harvesting", "sulphuring", "drying", "extracting", "curing", "ginning"]
            .map { "https://daftar.tj/voc/BizStep-" + $0 }
        let standard = [
            "commissioning", "shipping", "receiving", "packing", "storing", "sampling",
            "inspecting", "loading",
            "arriving", "unpacking", "retail_selling", "destroying",
        ]
        #expect(Set(oracle.eventCounts.keys) == Set(ours + standard))
    }

    @Test func `the default season keeps its bytes`() {
        // A change of the season changes the demo and everything told about it: look at what
        // changed, then take the new figure.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for document in Self.season.documents {
            for byte in document.bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        }

        #expect(String(hash, radix: 16) == "c201c40c149ace11")
    }
}
