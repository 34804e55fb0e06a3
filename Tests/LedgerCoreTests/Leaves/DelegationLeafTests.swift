import LedgerCore
import Testing

/// Who may record for whom.
struct DelegationLeafTests {
    private let coop = MemberID("coop-1")!
    private let place = EventReference(height: Height(7), transaction: 1, event: 2)

    @Test func `lists stand in the order of their bytes`() throws {
        let leaf = DelegationLeaf(
            confirmedAt: place,
            terms: DelegationTerms(
                validUntil: Timestamp(milliseconds: 5), kinds: [.takeBack, .ship, .harvest],
                places: ["b", "A"], goods: ["/01/2", "/01/1"]),
            withdrawnFrom: Height(9))

        #expect(try DelegationLeaf(decoding: leaf.encoded()) == leaf)
        #expect(leaf.terms.kinds == [.harvest, .ship, .takeBack])
        #expect(leaf.terms.places == ["A", "b"] && leaf.terms.goods == ["/01/1", "/01/2"])
        #expect(
            leaf.encoded().hex
                == "8701830701020583676861727665737464736869706974616b655f6261636b8261416162"
                + "82652f30312f31652f30312f3209")
    }

    @Test func `without limits it is short`() throws {
        let leaf = DelegationLeaf(confirmedAt: place, terms: DelegationTerms())

        #expect(leaf.encoded().hex == "870183070102f6808080f6")
        #expect(try DelegationLeaf(decoding: leaf.encoded()) == leaf)
    }

    @Test(arguments: [
        [["ship", "harvest"], [], []], [["sell"], [], []], [[], ["b", "a"], []],
        [[], ["a", "a"], []], [[], (10..<43).map { "\($0)" }, []],
        [[], [], (10..<75).map { "\($0)" }],
    ])
    func `another order, another word, or too many is no leaf`(lists: [[String]]) {
        var writer = CBORWriter()
        writer.array(count: 7)
        writer.unsigned(1)
        writer.value(place)
        writer.null()
        for list in lists {
            writer.array(count: list.count)
            for text in list { writer.text(text) }
        }
        writer.null()

        #expect(throws: CBORError.self) { try DelegationLeaf(decoding: writer.output) }
    }

    @Test func `what an event has to do with a delegation is one of three`() throws {
        for (leaf, tag) in [
            (StandInLeaf.recorded(by: coop), "01"), (.confirmed(coop), "02"),
            (.withdrew(coop), "03"),
        ] {
            #expect(leaf.encoded().hex == "8301" + tag + "66636f6f702d31")
            #expect(try StandInLeaf(decoding: leaf.encoded()) == leaf)
        }
        var writer = CBORWriter()
        writer.array(count: 3)
        writer.unsigned(1)
        writer.unsigned(4)
        writer.value(coop)
        #expect(throws: CBORError.self) { try StandInLeaf(decoding: writer.output) }
    }
}
