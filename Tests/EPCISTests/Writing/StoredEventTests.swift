import EPCIS
import Testing

struct StoredEventTests {
    private let time = EventTime(milliseconds: 1_714_555_800_143)!

    private func served(
        _ text: String, eventID: String? = "urn:x:1", context: JSONValue? = nil
    ) throws -> String {
        let stored = StoredEvent(bytes: Array(text.utf8))
        return String(
            decoding: try stored.served(eventID: eventID, recordTime: time, context: context),
            as: UTF8.self)
    }

    @Test func `an event without id and record time is given both, the rest untouched`() throws {
        #expect(
            try served(#"{ "type" : "ObjectEvent", "x:y" : 1.50 }"#)
                == #"{"eventID":"urn:x:1","recordTime":"2024-05-01T09:30:00.143Z", "type" : "ObjectEvent", "x:y" : 1.50 }"#
        )
    }

    @Test func `an id stays, a record time is the ledger's`() throws {
        #expect(
            try served(#"{"recordTime":"1999-01-01T00:00:00Z","eventID":"urn:mine"}"#)
                == #"{"recordTime":"2024-05-01T09:30:00.143Z","eventID":"urn:mine"}"#)
    }

    @Test func `an event is given its document's context once`() throws {
        let context = JSONValue.object(JSONObject(members: [.init(name: "x", value: .string("y"))]))

        #expect(
            try served("{}", eventID: nil, context: context)
                == #"{"@context":{"x":"y"},"recordTime":"2024-05-01T09:30:00.143Z"}"#)
        #expect(
            try served(#"{"@context":[]}"#, eventID: nil, context: context)
                == #"{"recordTime":"2024-05-01T09:30:00.143Z","@context":[]}"#)
    }

    @Test(arguments: ["[]", "1", "", "{", #"{"a":1,"a":2}"#])
    func `what is no object is not served`(text: String) {
        #expect(throws: JSONError.self) { try served(text) }
    }
}
