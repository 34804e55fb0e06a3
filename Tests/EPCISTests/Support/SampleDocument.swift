import EPCIS

/// A sound document of one event, whose parts a test replaces.
enum SampleDocument {
    static let context = #"["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"]"#

    static let object = [
        "type": #""ObjectEvent""#, "eventTime": #""2024-05-01T09:30:00+05:00""#,
        "eventTimeZoneOffset": #""+05:00""#, "action": #""OBSERVE""#,
        "epcList": #"["urn:epc:id:sgtin:0614141.107346.2017"]"#,
    ]

    /// The sample event with members replaced, added, or (with `nil`) left out.
    static func event(_ changes: [String: String?] = [:], of base: [String: String] = object)
        -> String
    {
        var members = base
        for (name, value) in changes { members[name] = value }
        let parts = members.sorted { $0.key < $1.key }.map { #""\#($0.key)":\#($0.value)"# }
        return "{" + parts.joined(separator: ",") + "}"
    }

    static func document(_ events: [String], context: String = context) -> [UInt8] {
        let head =
            #"{"@context":\#(context),"type":"EPCISDocument","schemaVersion":"2.0","#
            + #""creationDate":"2024-05-01T09:30:00Z","epcisBody":{"eventList":["#
        return Array((head + events.joined(separator: ",") + "]}}").utf8)
    }

    /// What is found wrong; nothing in a sound document.
    static func findings(
        _ bytes: [UInt8], options: EPCISReadingOptions = EPCISReadingOptions()
    ) -> [Finding] {
        do {
            _ = try EPCISDocument(json: bytes, options: options)
            return []
        } catch {
            return error.violations.map { Finding($0.code, $0.pointer) }
        }
    }

    /// The findings about one event, their pointers from the event on.
    static func findings(about event: String, context: String = context) -> [Finding] {
        findings(document([event], context: context)).map {
            Finding(
                $0.code,
                $0.pointer.replacing("/epcisBody/eventList/0", with: "", maxReplacements: 1))
        }
    }
}

/// A violation without its words.
struct Finding: Equatable, Sendable, CustomStringConvertible {
    var code: Violation.Code
    var pointer: String

    init(_ code: Violation.Code, _ pointer: String) {
        self.code = code
        self.pointer = pointer
    }

    var description: String { "\(code.rawValue) at \(pointer)" }
}
