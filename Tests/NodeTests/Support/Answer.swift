import EPCIS
import HTTPTypes
import HummingbirdTesting
import NIOCore

/// The JSON of a response.
struct Answer {
    let status: Int
    let value: JSONValue

    init(_ response: TestResponse) throws {
        status = response.status.code
        value = try JSONValue(parsing: Array(response.body.readableBytesView))
    }

    subscript(name: String) -> JSONValue? { value[name] }

    var code: String? { value["code"]?.string }
    /// The events of a query document.
    var events: [JSONValue] {
        value["epcisBody"]?["queryResults"]?["resultsBody"]?["eventList"]?.array ?? []
    }
    var violations: [JSONValue] { value["violations"]?.array ?? [] }
}
