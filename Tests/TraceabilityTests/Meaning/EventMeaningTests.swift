import EPCIS
import LedgerCore
import Testing
import Traceability

/// The table of Docs/Spec/Rules.md §2, row by row.
struct EventMeaningTests {
    private let lot = EventText.lot("A1")
    private let item = EventText.item("1")
    private let pallet = EventText.pallet(1)

    private func meaning(_ event: String) throws -> EventMeaning {
        let document = try EPCISDocument(json: Array(EventText.document([event]).utf8))
        return try EventMeaning(of: document.events[0])
    }

    @Test(arguments: [
        ("mismatch_quantity", true), ("urn:epcglobal:cbv:disp:mismatch_quantity", true),
        ("https://ref.gs1.org/cbv/Disp-mismatch_quantity", true),
        ("https://daftar.tj/voc/Disp-all_received", true), ("in_progress", false), (nil, false),
    ])
    func `a receiver says by the disposition that no more will come`(
        disposition: String?, closes: Bool
    ) throws {
        let closing = try meaning(EventText.receive(lot, 9, disposition: disposition))
        let plain = try meaning(EventText.receive(lot, 9))

        #expect(closing.closesReceipt == closes)
        #expect(closing.digest == plain.digest)
    }

    private func words(_ event: String) throws -> [String] {
        try meaning(event).movements.map(\.kind.word)
    }

    @Test(
        arguments: [
            ("ADD", "commissioning", "create"), ("ADD", "creating_class_instance", "create"),
            ("ADD", nil, "create"), ("ADD", "https://daftar.tj/voc/BizStep-harvesting", "create"),
            ("ADD", "urn:gdst:bizStep:farmHarvest", "create"),
            ("ADD", "receiving", "receive"), ("ADD", "shipping", "ship"),
            ("OBSERVE", "shipping", "ship"), ("OBSERVE", "departing", "ship"),
            ("OBSERVE", "urn:epcglobal:cbv:bizstep:shipping", "ship"),
            ("OBSERVE", "https://ref.gs1.org/cbv/BizStep-shipping", "ship"),
            ("OBSERVE", "receiving", "receive"), ("OBSERVE", "accepting", "receive"),
            ("OBSERVE", "arriving", "observe"), ("OBSERVE", "loading", "observe"),
            ("OBSERVE", "transporting", "observe"), ("OBSERVE", "void_shipping", "take_back"),
            ("OBSERVE", "retail_selling", "consume:sold"), ("OBSERVE", "inspecting", "observe"),
            ("OBSERVE", "destroying", "observe"), ("OBSERVE", nil, "observe"),
            ("DELETE", "destroying", "consume:destroyed"),
            ("DELETE", "decommissioning", "consume:decommissioned"),
            ("DELETE", "retail_selling", "consume:sold"), ("DELETE", "shipping", "consume:lost"),
            ("DELETE", "https://daftar.tj/voc/BizStep-own_use", "consume:own_use"),
            ("DELETE", "https://daftar.tj/voc/BizStep-losing", "consume:lost"),
            ("DELETE", nil, "consume:lost"),
        ] as [(String, String?, String)])
    func `an object event`(action: String, step: String?, word: String) throws {
        let event = EventText.object(action, step, [(lot, "2.5", "KGM")], items: [item])

        let meaning = try meaning(event)

        #expect(meaning.movements.map(\.kind.word) == [word, word])
        #expect(meaning.movements.map(\.lot.text) == [EventText.key(item), EventText.key(lot)])
        guard word != "observe" else { return }
        #expect(meaning.movements.map(\.amount) == [1, 2_500_000])
        #expect(meaning.movements.map(\.unit) == [.piece, .milligram])
        #expect(
            meaning.movements.map(\.part.pointer) == ["/epcList/0", "/quantityList/0"])
    }

    @Test(arguments: [
        ("expired", "consume:expired"), ("damaged", "consume:damaged"),
        ("stolen", "consume:stolen"), ("disposed", "consume:destroyed"),
        ("dispensed", "consume:sold"), ("inactive", "consume:lost"),
    ])
    func `a disposition gives the reason`(disposition: String, word: String) throws {
        let event = EventText.object(
            "DELETE", "other", [(lot, "1", "KGM")], disposition: disposition)

        #expect(try words(event) == [word])
    }

    @Test(arguments: [
        ("ADD", "packing", ["observe", "pack"]), ("DELETE", "unpacking", ["observe", "unpack"]),
        ("OBSERVE", "shipping", ["ship", "ship"]), ("OBSERVE", "holding", ["observe", "observe"]),
        ("OBSERVE", "receiving", ["receive", "receive"]),
    ])
    func `an aggregation event`(action: String, step: String, expected: [String]) throws {
        let event = EventText.aggregation(
            action, step, parent: pallet, [(lot, "1", "KGM")])

        let meaning = try meaning(event)

        #expect(meaning.movements.map(\.kind.word) == expected)
        #expect(meaning.container == EventText.key(pallet))
        #expect(meaning.movements.map(\.isInsideContainer) == [false, action == "OBSERVE"])
    }

    @Test func `unpacking without children unpacks all`() throws {
        let event = EventText.aggregation("DELETE", "unpacking", parent: pallet)

        #expect(try meaning(event).unpacksAll)
    }

    @Test func `a transformation event consumes, then creates`() throws {
        let event = EventText.transformation(
            [(lot, "4", "KGM")], [(EventText.lot("D"), "1", "KGM")], inputItems: [item])

        #expect(try words(event) == ["consume:processed", "consume:processed", "create"])
    }

    @Test func `an amount that is not known moves nothing`() throws {
        let event = EventText.object("OBSERVE", "shipping", [(lot, nil, nil)])

        #expect(try words(event) == ["observe"])
    }

    @Test func `a place in a list of objects is no stock`() throws {
        let event = EventText.object(
            "OBSERVE", "shipping", items: ["urn:epc:id:sgln:4880001.00000.0"])

        let meaning = try meaning(event)

        #expect(meaning.movements.map(\.kind.word) == ["observe"])
        #expect(meaning.movements.map(\.isStock) == [false])
    }

    @Test func `association and transaction events observe`() throws {
        let association = """
            {"type":"AssociationEvent","eventTime":"2026-09-21T14:13:20Z",\
            "eventTimeZoneOffset":"+05:00","action":"ADD","bizStep":"assembling",\
            "parentID":"\(pallet)","childEPCs":["\(item)"]}
            """
        let transaction = """
            {"type":"TransactionEvent","eventTime":"2026-09-21T14:13:20Z",\
            "eventTimeZoneOffset":"+05:00","action":"ADD","bizStep":"shipping",\
            "bizTransactionList":[{"type":"po","bizTransaction":"urn:epcglobal:cbv:bt:4880001000005:1"}],\
            "epcList":["\(item)"]}
            """

        #expect(try words(association) == ["observe", "observe"])
        #expect(try words(transaction) == ["observe"])
    }

    @Test func `the possessing party comes before owner and place`() throws {
        let destinations = """
            ,"destinationList":[{"type":"location","destination":"urn:epc:id:sgln:4880003.00000.9"},\
            {"type":"owning_party","destination":"urn:epc:id:pgln:4880002.00000"},\
            {"type":"possessing_party","destination":"https://id.gs1.org/417/\
            \(EventText.locationNumber("4880001"))"}]
            """
        let event = EventText.object(
            "OBSERVE", "shipping", [(lot, "1", "KGM")], extra: destinations)

        #expect(
            try meaning(event).destination == "/417/" + EventText.locationNumber("4880001"))
    }

    @Test(
        arguments: [
            ("9999999999999999999", "KGM", .tooLarge), ("1e30", "KGM", .tooLarge),
            ("1.5", nil, .fractionOfPiece), ("-1", "KGM", .negative),
            ("1", "ZZZ", .unknownUnit("ZZZ")),
        ] as [(String, String?, Quantity.Refusal)])
    func `a quantity that cannot be counted is refused`(
        quantity: String, unit: String?, reason: Quantity.Refusal
    ) throws {
        let document = try EPCISDocument(
            json: Array(
                EventText.document([EventText.object("ADD", nil, [(lot, "1", "KGM")])]).utf8))
        var event = document.events[0]
        guard case .object(var object) = event.payload else { return }
        object.quantityList[0].quantity = ExactDecimal(parsing: quantity)
        object.quantityList[0].uom = unit
        event.payload = .object(object)

        #expect(throws: MeaningError(reason: reason, part: EventPart("quantityList", 0))) {
            try EventMeaning(of: event)
        }
    }

    @Test func `every field of the meaning is in its digest`() throws {
        let events = [
            EventText.ship(lot, 1, to: nil), EventText.ship(lot, 2, to: nil),
            EventText.ship(lot, 1, to: EventText.farmParty),
            EventText.ship(EventText.lot("A2"), 1, to: nil), EventText.receive(lot, 1),
            EventText.receive(lot, 1, from: EventText.farmParty),
            EventText.object("OBSERVE", "shipping", [(lot, "1", "LTR")]),
            EventText.aggregation("OBSERVE", "shipping", parent: pallet, [(lot, "1", "KGM")]),
            EventText.aggregation("DELETE", "unpacking", parent: pallet),
            EventText.aggregation("ADD", "packing", parent: pallet, [(lot, "1", "KGM")]),
            EventText.transformation([(lot, "1", "KGM")], [(lot, "1", "KGM")]),
            EventText.transformation(
                [(lot, "1", "KGM")], [(lot, "1", "KGM")],
                joinedBy: "urn:epc:id:gdti:4880002.12345.1"),
            EventText.transformation([(lot, nil, nil)], [(lot, "1", "KGM")]),
        ]

        let digests = try events.map { try meaning($0).digest }

        #expect(Set(digests).count == events.count)
    }
}
