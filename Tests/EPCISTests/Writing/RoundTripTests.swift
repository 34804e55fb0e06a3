import EPCIS
import Testing

@Suite(.enabled(if: SharedData.canRun))
struct RoundTripTests {
    @Test func `what is read and written reads the same, for every published document`() throws {
        var count = 0
        for path in SharedData.eventDocuments {
            guard let document = try? EPCISDocument(json: try SharedData.bytes(path)) else {
                continue
            }

            let written = document.json()

            let again = try EPCISDocument(json: written)
            #expect(again == document, "\(path)")
            #expect(again.json() == written, "\(path)")
            count += document.events.count
        }

        #expect(count > 200)
    }

    @Test func `an event cut out of its document reads the same under the document's prefixes`()
        throws
    {
        for path in SharedData.eventDocuments {
            let bytes = try SharedData.bytes(path)
            guard let document = try? EPCISDocument(json: bytes), document.form != .bareEvent else {
                continue
            }
            let options = EPCISReadingOptions(
                namespaces: document.namespaces, requiresContext: false)

            for event in document.events {
                let stored = StoredEvent(event, in: bytes)
                #expect(
                    try EPCISDocument(json: stored.bytes, options: options).events == [event],
                    "\(path)")
            }
        }
    }

    @Test func `an event keeps its hash when it is written with Digital Links`() throws {
        for path in SharedData.eventDocuments {
            guard let document = try? EPCISDocument(json: try SharedData.bytes(path)) else {
                continue
            }

            let written = document.json(
                EventWriter(identifiers: .digitalLinks(root: "https://daftar.tj")))

            let again = try EPCISDocument(json: written)
            #expect(
                again.events.map(EventHash.prehash) == document.events.map(EventHash.prehash),
                "\(path)")
        }
    }
}
