/// The JSON that a genesis is written in: no fractions, no name twice, bounded in depth.
///
/// Spec: RFC 8259, RFC 7493 §2.
enum PlainJSON: Equatable {
    case null
    case bool(Bool)
    case integer(UInt64)
    case string(String)
    case array([PlainJSON])
    case object([(name: String, value: PlainJSON)])

    static func == (left: PlainJSON, right: PlainJSON) -> Bool { left.text == right.text }

    /// Deepest nesting that is read; a genesis has five.
    static let depthMax = 8

    /// The value as text, two spaces a level, each member on a line of its own.
    var text: String { text(indent: "") }

    private func text(indent: String) -> String {
        let inner = indent + "  "
        func block(_ open: String, _ lines: [String], _ close: String) -> String {
            lines.isEmpty
                ? open + close
                : "\(open)\n\(lines.map { inner + $0 }.joined(separator: ",\n"))\n\(indent)\(close)"
        }
        switch self {
        case .null: return "null"
        case .bool(let flag): return flag ? "true" : "false"
        case .integer(let number): return "\(number)"
        case .string(let text): return PlainJSON.quoted(text)
        case .array(let items): return block("[", items.map { $0.text(indent: inner) }, "]")
        case .object(let members):
            let lines = members.map {
                "\(PlainJSON.quoted($0.name)): \($0.value.text(indent: inner))"
            }
            return block("{", lines, "}")
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\0"..<" ":
                let hex = [UInt8(scalar.value)].hex
                quoted += "\\u00\(hex)"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
