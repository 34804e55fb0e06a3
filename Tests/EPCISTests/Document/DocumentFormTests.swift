import EPCIS
import Testing

struct DocumentFormTests {
    private let event = SampleDocument.event()

    @Test func `a bare event is a document of its own`() throws {
        let bare = SampleDocument.event(["@context": SampleDocument.context])

        let document = try EPCISDocument(json: Array(bare.utf8))

        #expect(document.form == .bareEvent)
        #expect(document.events.count == 1)
        #expect(SampleDocument.findings(Array(event.utf8)) == ["epcis.missing_field at "])
    }

    @Test func `an answer to a query may be captured`() throws {
        let text =
            #"{"@context":\#(SampleDocument.context),"type":"EPCISQueryDocument","epcisBody":"#
            + #"{"queryResults":{"queryName":"q","subscriptionID":"s","resultsBody":{"eventList":[\#(event)]}}}}"#

        let document = try EPCISDocument(json: Array(text.utf8))

        #expect(document.form == .answer(queryName: "q", subscriptionID: "s"))
        #expect(document.events.count == 1)
        #expect(document.json(around: { $0.append(raw: event.utf8) }) == Array(text.utf8))
    }

    @Test(arguments: [
        ("[]", "epcis.wrong_type at "), ("{}", "epcis.missing_field at "),
        (#"{"type":"Nonsense"}"#, "epcis.unknown_event_type at /type"),
        (#"{"type":1}"#, "epcis.unknown_event_type at /type"),
        ("", "json.syntax at "), ("\u{FEFF}{}", "json.encoding at "),
        (#"{"type":"ObjectEvent","type":"x"}"#, "json.duplicate_key at /type"),
        (#"{"type":01}"#, "json.number at /type"),
    ])
    func `what is no document at all is refused`(text: String, finding: String) {
        #expect(SampleDocument.findings(Array(text.utf8)) == [finding])
    }

    @Test func `versions, limits and lists of a document are checked`() {
        let sound = String(decoding: SampleDocument.document([event]), as: UTF8.self)

        func findings(_ old: String, _ new: String) -> [String] {
            SampleDocument.findings(Array(sound.replacing(old, with: new).utf8))
        }
        #expect(findings(#""2.0""#, #""1.2""#) == ["epcis.bad_version at /schemaVersion"])
        #expect(findings(#""schemaVersion":"2.0","#, "") == ["epcis.missing_field at "])
        #expect(findings("eventList", "eventlist") == ["epcis.missing_field at /epcisBody"])
        #expect(
            SampleDocument.findings(
                SampleDocument.document([event, event]),
                options: EPCISReadingOptions(eventsMax: 1))
                == ["epcis.too_many_events at /epcisBody/eventList"])
        #expect(
            SampleDocument.findings(
                SampleDocument.document([event]),
                options: EPCISReadingOptions(json: JSONLimits(depthMax: 3)))
                == ["json.limit at /epcisBody/eventList/0"])
    }

    @Test func `sound events come through beside refused ones`() throws {
        let bytes = SampleDocument.document([event, "7", SampleDocument.event(["action": nil])])

        let (document, refused) = try EPCISDocument.reading(bytes)

        #expect(document.events.count == 1)
        #expect(refused.map(\.index) == [1, 2])
        #expect(refused.map { $0.violations.map(\.code) } == [[.wrongType], [.missingField]])
        #expect(refused.map { String(decoding: bytes[$0.sourceRange], as: UTF8.self) }[0] == "7")
    }
}
