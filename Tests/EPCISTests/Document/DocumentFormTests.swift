import EPCIS
import Testing

struct DocumentFormTests {
    private let event = SampleDocument.event()

    @Test func `a bare event is a document of its own`() throws {
        let bare = SampleDocument.event(["@context": SampleDocument.context])

        let document = try EPCISDocument(json: Array(bare.utf8))

        #expect(document.form == .bareEvent)
        #expect(document.events.count == 1)
        #expect(SampleDocument.findings(Array(event.utf8)) == [Finding(.missingField, "")])
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
        ("[]", Finding(.wrongType, "")), ("{}", Finding(.missingField, "")),
        (#"{"type":"Nonsense"}"#, Finding(.unknownEventType, "/type")),
        (#"{"type":1}"#, Finding(.unknownEventType, "/type")),
        ("", Finding(.jsonSyntax, "")), ("\u{FEFF}{}", Finding(.jsonEncoding, "")),
        (#"{"type":"ObjectEvent","type":"x"}"#, Finding(.jsonDuplicateKey, "/type")),
        (#"{"type":01}"#, Finding(.jsonNumber, "/type")),
    ])
    func `what is no document at all is refused`(text: String, finding: Finding) {
        #expect(SampleDocument.findings(Array(text.utf8)) == [finding])
    }

    @Test func `versions, limits and lists of a document are checked`() {
        let sound = String(decoding: SampleDocument.document([event]), as: UTF8.self)

        func findings(_ old: String, _ new: String) -> [Finding] {
            SampleDocument.findings(Array(sound.replacing(old, with: new).utf8))
        }
        #expect(findings(#""2.0""#, #""1.2""#) == [Finding(.badVersion, "/schemaVersion")])
        #expect(findings(#""schemaVersion":"2.0","#, "") == [Finding(.missingField, "")])
        #expect(findings("eventList", "eventlist") == [Finding(.missingField, "/epcisBody")])
        #expect(
            SampleDocument.findings(
                SampleDocument.document([event, event]),
                options: EPCISReadingOptions(eventsMax: 1))
                == [Finding(.tooManyEvents, "/epcisBody/eventList")])
        #expect(
            SampleDocument.findings(
                SampleDocument.document([event]),
                options: EPCISReadingOptions(json: JSONLimits(depthMax: 3)))
                == [Finding(.jsonLimit, "/epcisBody/eventList/0")])
    }

    @Test func `sound events come through beside refused ones`() throws {
        let bytes = SampleDocument.document([
            event, "7", SampleDocument.event(["action": nil]),
            SampleDocument.event(["epcList": "[]"]),
        ])

        let (document, refused) = try EPCISDocument.reading(bytes)

        #expect(document.events.count == 1)
        #expect(refused.map(\.index) == [1, 2, 3])
        #expect(
            refused.map { $0.violations.map(\.code) } == [
                [.wrongType], [.missingField], [.emptyEvent],
            ])
        #expect(refused.map { String(decoding: bytes[$0.sourceRange], as: UTF8.self) }[0] == "7")
    }
}
