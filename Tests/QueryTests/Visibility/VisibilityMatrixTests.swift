import EPCIS
import Query
import Testing

/// Roles × kinds of event × what the event says of its visibility, over every field.
struct VisibilityMatrixTests {
    /// The table of Docs/Spec/Visibility.md §3 once more, written as words that must be found or not.
    private static let standards: [(field: EventField, level: VisibilityLevel)] = [
        (.subject, .everybody), (.certificate, .everybody), (.attribute, .everybody),
        (.time, .partners), (.place, .partners), (.plot, .partners), (.amount, .partners),
        (.counterparty, .partners), (.measurement, .partners), (.seal, .partners),
        (.contract, .parties), (.device, .parties), (.words, .parties),
    ]

    private static let kinds = EPCISEvent.EventType.allCases

    private typealias Wanted = @Sendable (EventField) -> VisibilityLevel?

    private static let statements: [(text: String?, wanted: Wanted)] =
        [
            (nil, { _ in nil }),
            (#"{"members":[]}"#, { _ in nil }),
            (#"{"level":"public"}"#, { standard(of: $0) < .parties ? .everybody : nil }),
            (#"{"level":"partners"}"#, { standard(of: $0) == .everybody ? .partners : nil }),
            (#"{"level":"parties"}"#, { _ in .parties }),
            (#"{"level":"regulators"}"#, { _ in .regulators }),
            (
                #"{"fields":{"amount":"public","contract":"regulators"}}"#,
                { field in
                    switch field {
                    case .amount: .everybody
                    case .contract: .regulators
                    default: nil
                    }
                }
            ),
            (
                #"{"level":"parties","fields":{"place":"public","words":"public"}}"#,
                { field in
                    [.place, .words].contains(field) ? .everybody : .parties
                }
            ),
            // What cannot be understood hides.
            (#"{"level":"everyone"}"#, { _ in .regulators }),
            (#"{"levels":"public"}"#, { _ in .regulators }),
            (#""public""#, { _ in .regulators }),
            (#"{"members":"x"}"#, { _ in .regulators }),
            (#"{"fields":{"amount":1}}"#, { _ in .regulators }),
        ]

    private static func standard(of field: EventField) -> VisibilityLevel {
        standards.first { $0.field == field }?.level ?? .regulators
    }

    /// Who reads what, as a person would write it down.
    private static func reads(_ standing: Standing, _ level: VisibilityLevel) -> Bool {
        switch (standing, level) {
        case (_, .everybody): true
        case (.stranger, _): false
        case (.partner, .partners): true
        case (.partner, _): false
        case (.party, .partners), (.party, .parties): true
        case (.party, .regulators): false
        case (.recorder, _), (.supervisor, _): true
        }
    }

    @Test(arguments: kinds, Standing.allCases)
    func `every reader sees the words of the table and no others`(
        kind: EPCISEvent.EventType, standing: Standing
    ) throws {
        for statement in Self.statements {
            let event = try PlantedEvent(kind, visibility: statement.text)
            let sight =
                standing == .partner ? Sight(partnerOf: [PlantedEvent.ownLot]) : Sight(standing)

            let text = try event.read(by: sight)

            for (field, word) in event.words {
                let isFixed = field == .subject || field == .certificate
                let level =
                    isFixed ? nil : statement.wanted(field)
                let isSeen = Self.reads(standing, level ?? Self.standard(of: field))
                #expect(
                    text.contains(word) == isSeen,
                    "\(kind) \(statement.text ?? "-") \(standing) \(field): \(word)")
            }
            let foreign = statement.wanted(.amount) ?? .partners
            let isForeignSeen =
                standing == .partner
                ? foreign == .everybody : Self.reads(standing, foreign)
            #expect(
                text.contains(PlantedEvent.foreignAmount) == isForeignSeen,
                "\(kind) \(statement.text ?? "-") \(standing) the amount of another's lot")
        }
    }

    @Test(arguments: kinds, Standing.allCases)
    func `a single field is judged as the whole event is`(
        kind: EPCISEvent.EventType, standing: Standing
    ) throws {
        for statement in Self.statements {
            let event = try PlantedEvent(kind, visibility: statement.text)
            let sight =
                standing == .partner ? Sight(partnerOf: [PlantedEvent.ownLot]) : Sight(standing)
            let text = try event.read(by: sight)

            for (pointer, word) in event.pointers {
                #expect(
                    event.value.isReadable(at: pointer, by: sight) == text.contains(word),
                    "\(kind) \(statement.text ?? "-") \(standing) \(pointer)")
            }
        }
    }

    @Test(arguments: kinds)
    func `what is left is an event of the standard that names the same things`(
        kind: EPCISEvent.EventType
    ) throws {
        let event = try PlantedEvent(kind, visibility: nil)

        let left = try #require(event.value.readable(by: .stranger))
        let again = try PlantedEvent.parse(EventWriter().bytes(left))

        #expect(again.type == kind)
        #expect(again.eventID == event.value.eventID)
        #expect(again.bizStep == event.value.bizStep)
        #expect(again.action == event.value.action)
        #expect(again.eventTime.text == "2026-07-02T19:00:00.000Z")
        #expect(again.extensions.contains { $0.name == "https://daftar.tj/voc/readAs" })
    }

    @Test func `an answer does not tell what is missing by its form`() throws {
        let bare = try PlantedEvent.parse(
            Array(
                #"""
                {"type":"ObjectEvent","action":"OBSERVE","eventTime":"2026-07-03T09:00:00+05:00",
                "eventTimeZoneOffset":"+05:00","bizStep":"shipping","eventID":"urn:uuid:1",
                "quantityList":[{"epcClass":"\#(PlantedEvent.ownClass)"}]}
                """#.utf8))
        let full = try PlantedEvent.parse(
            Array(
                #"""
                {"type":"ObjectEvent","action":"OBSERVE","eventTime":"2026-07-03T23:59:59+05:00",
                "eventTimeZoneOffset":"+05:00","bizStep":"shipping","eventID":"urn:uuid:1",
                "readPoint":{"id":"https://id.gs1.org/414/9521321000018"},
                "bizTransactionList":[{"type":"po","bizTransaction":"urn:x:1"}],
                "destinationList":[{"type":"possessing_party","destination":"urn:x:2"}],
                "x:price":5,
                "quantityList":[{"epcClass":"\#(PlantedEvent.ownClass)","quantity":5,"uom":"KGM"}]}
                """#.utf8))

        let readings = [bare, full].map { event in
            event.readable(by: .stranger).map { EventWriter().bytes($0) }
        }

        #expect(readings[0] != nil)
        #expect(readings[0] == readings[1])
    }

    @Test func `of a known extension only its known members are public`() throws {
        let event = try PlantedEvent.parse(
            Array(
                #"""
                {"type":"ObjectEvent","action":"OBSERVE","eventTime":"2026-07-03T09:00:00+05:00",
                "eventTimeZoneOffset":"+05:00","bizStep":"inspecting",
                "epcList":["urn:epc:id:sgtin:4880001.012345.1?secretquery"],
                "https://daftar.tj/voc/certificate":
                {"number":"N-1","kind":"test","inspector":"secretperson",
                "result":{"note":"secretnote"}},
                "https://daftar.tj/voc/recallReason":["glass",{"batch":"secretbatch"}]}
                """#.replacing("?secretquery", with: "").utf8))

        let text = String(
            decoding: EventWriter().bytes(try #require(event.readable(by: .stranger))),
            as: UTF8.self)

        #expect(
            text.contains(#""https://daftar.tj/voc/certificate":{"number":"N-1","kind":"test"}"#))
        #expect(text.contains(#"["glass"]"#))
        #expect(!text.contains("secret"))
    }
}

/// An event of a kind with a word of its own in every field.
struct PlantedEvent {
    static let ownClass = "https://id.gs1.org/01/09521321000018/10/OWN"
    static let ownLot = "/01/09521321000018/10/OWN"
    static let foreignAmount = "7654321"
    private static let ownAmount = "1234567"

    let value: EPCISEvent
    let words: [(EventField, String)]

    init(_ kind: EPCISEvent.EventType, visibility: String?) throws {
        let own = """
            {"epcClass":"\(Self.ownClass)?3103=secretweight","quantity":\(Self.ownAmount),"uom":"KGM"}
            """.replacing("?3103=secretweight", with: "")
        let foreign = """
            {"epcClass":"https://id.gs1.org/01/09521321000018/10/OTHER",\
            "quantity":\(Self.foreignAmount),"uom":"KGM"}
            """
        let ilmd = """
            ,"ilmd":{"cbvmda:harvestEndDate":"2019-01-31","agri:variety":"wordvariety",\
            "agri:plot":"https://example.org/wordplot","x:grower":"wordilmdperson"}
            """
        var words: [(EventField, String)] = [
            (.subject, "word-event-id"), (.subject, "/10/OWN"), (.subject, "/10/OTHER"),
            (.certificate, "wordcertificate"), (.certificate, "wordreason"),
            (.certificate, "worddeclaration"), (.words, "wordimported"), (.contract, "wordact"),
            (.time, "09:13:17"), (.place, "9521321000018/254/wordplace"),
            (.place, "wordlocation"), (.amount, Self.ownAmount),
            (.counterparty, "wordbuyer"), (.counterparty, "wordseller"),
            (.contract, "wordcontract"), (.measurement, "98765.4321"), (.device, "worddevice"),
            (.device, "wordrawdata"), (.seal, "wordseal"), (.words, "wordprice"),
            (.words, "wordperson"), (.words, "wordcomment"), (.words, "wordcontext"),
            (.words, "wordunknown"),
        ]
        let things: String
        switch kind {
        case .object:
            things = #","action":"ADD","quantityList":[\#(own),\#(foreign)]\#(ilmd)"#
        case .transaction:
            things = #","action":"ADD","quantityList":[\#(own),\#(foreign)]"#
        case .aggregation, .association:
            things = """
                ,"action":"ADD","parentID":"https://id.gs1.org/00/095213210000000018",\
                "childQuantityList":[\(own),\(foreign)]
                """
        case .transformation:
            things = #","inputQuantityList":[\#(own)],"outputQuantityList":[\#(foreign)]\#(ilmd)"#
        }
        if kind == .object || kind == .transformation {
            words += [
                (.attribute, "wordvariety"), (.attribute, "2019-01-31"), (.plot, "wordplot"),
                (.words, "wordilmdperson"),
            ]
        }
        self.words = words
        value = try Self.parse(
            Array(
                """
                {"@context":[{"x":"https://example.org/wordcontext/"}],"type":"\(kind.rawValue)",\
                "eventID":"urn:x:word-event-id","eventTime":"2026-07-03T09:13:17+05:00",\
                "eventTimeZoneOffset":"+05:00","bizStep":"shipping"\(things),\
                "readPoint":{"id":"https://id.gs1.org/414/9521321000018/254/wordplace"},\
                "bizLocation":{"id":"https://example.org/wordlocation"},\
                "bizTransactionList":[{"type":"po","bizTransaction":"urn:x:wordcontract"}],\
                "sourceList":[{"type":"owning_party","source":"urn:x:wordseller"}],\
                "destinationList":[{"type":"owning_party","destination":"urn:x:wordbuyer"}],\
                "sensorElementList":[{"sensorMetadata":{"deviceID":"urn:x:worddevice",\
                "rawData":"https://example.org/wordrawdata"},\
                "sensorReport":[{"type":"Temperature","value":98765.4321,"uom":"CEL"}]}],\
                "agri:certificates":[{"issuer":"lab","number":"wordcertificate"}],\
                "agri:importDeclaration":{"number":"worddeclaration","amount":"wordimported"},\
                "agri:openingDocument":"wordact",\
                "agri:recallReason":"wordreason","agri:sealNumbers":["wordseal"],\
                "x:price":{"amount":"wordprice"},"x:contact":"wordperson",\
                "agri:unheardOf":"wordunknown","rdfs:comment":"wordcomment"\
                \(visibility.map { ",\"agri:visibility\":\($0)" } ?? "")}
                """.utf8))
    }

    /// Where some of the words stand.
    var pointers: [(pointer: String, word: String)] {
        let own =
            switch value.type {
            case .object, .transaction: "/quantityList/0"
            case .aggregation, .association: "/childQuantityList/0"
            case .transformation: "/inputQuantityList/0"
            }
        return [
            ("/eventTime", "09:13:17"), ("/eventID", "word-event-id"),
            ("/readPoint/id", "wordplace"), ("/bizLocation/id", "wordlocation"),
            ("/bizTransactionList/0/bizTransaction", "wordcontract"),
            ("/sourceList/0/source", "wordseller"),
            ("/destinationList/0/destination", "wordbuyer"),
            ("/sensorElementList/0/sensorReport/0/value", "98765.4321"),
            ("/sensorElementList/0/sensorMetadata/deviceID", "worddevice"),
            ("/agri:certificates/0/number", "wordcertificate"),
            ("/agri:importDeclaration/number", "worddeclaration"),
            ("/agri:openingDocument", "wordact"), ("/agri:recallReason", "wordreason"),
            ("/agri:sealNumbers/0", "wordseal"),
            ("/x:price/amount", "wordprice"), ("/x:contact", "wordperson"),
            ("/rdfs:comment", "wordcomment"), ("/agri:unheardOf", "wordunknown"),
            (own + "/quantity", Self.ownAmount), (own + "/epcClass", "/10/OWN"),
        ]
            + (value.type == .object || value.type == .transformation
                ? [
                    ("/ilmd/agri:variety", "wordvariety"), ("/ilmd/agri:plot", "wordplot"),
                    ("/ilmd/x:grower", "wordilmdperson"),
                    ("/ilmd/cbvmda:harvestEndDate", "2019-01-31"),
                ] : [])
    }

    /// What a reader gets, as text.
    func read(by sight: Sight) throws -> String {
        let bytes = EventWriter().bytes(value.readable(by: sight) ?? value)
        _ = try Self.parse(bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    static func parse(_ event: [UInt8]) throws -> EPCISEvent {
        let frame = EPCISDocument(
            form: .capture,
            namespaces: NamespaceMap([
                ("agri", "https://daftar.tj/voc/"), ("x", "https://example.org/x/"),
            ]), schemaVersion: "2.0",
            creationDate: EventTime(milliseconds: 0))
        return try #require(
            try EPCISDocument(json: frame.json { $0.append(raw: event) }).events.first)
    }
}
