/// The one text of a JSON value: no space, members ascending by the bytes of their names, numbers in
/// their shortest plain form, in strings only what must be escaped.
///
/// Equal values have equal texts, however they were written: `{"b":2.0,"a":1}` and `{"a":1,"b":2}`.
///
/// Spec: Docs/Spec/Sealing.md §3.
package enum CanonicalJSON {
    package static func text(of value: JSONValue) -> String {
        var writer = JSONWriter()
        append(value, to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Depth is bounded by what the scanner let through.
    private static func append(_ value: JSONValue, to writer: inout JSONWriter) {
        switch value {
        case .null, .bool, .string: writer.append(value)
        case .number(let number): writer.append(raw: number.shortestText.utf8)
        case .array(let elements):
            writer.array { writer in
                for element in elements { append(element, to: &writer) }
            }
        case .object(let object):
            let members = object.members.sorted {
                $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
            }
            writer.object { writer in
                for member in members {
                    writer.name(member.name)
                    append(member.value, to: &writer)
                }
            }
        }
    }
}
