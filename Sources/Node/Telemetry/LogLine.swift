import EPCIS

/// One line of the log, in its two forms.
struct LogLine: Hashable, Sendable {
    var time: String
    var level: String
    var label: String
    var message: String
    var fields: [(name: String, value: String)]

    static func == (left: LogLine, right: LogLine) -> Bool {
        left.json == right.json
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(json)
    }

    var text: String {
        let tail = fields.map { " \($0.name)=\(Self.quoted($0.value))" }.joined()
        return "\(time) \(level) \(label): \(Self.oneLine(message))\(tail)\n"
    }

    /// The names `time`, `level`, `label` and `message` are the line's own; a field of the same name
    /// is written with an underscore after it.
    var json: String {
        var members: [JSONObject.Member] = [
            .init(name: "time", value: .string(time)),
            .init(name: "level", value: .string(level)),
            .init(name: "label", value: .string(label)),
            .init(name: "message", value: .string(message)),
        ]
        for field in fields {
            let isTaken = members.contains { $0.name == field.name }
            members.append(
                .init(name: field.name + (isTaken ? "_" : ""), value: .string(field.value)))
        }
        let bytes = JSONText.bytes(of: .object(JSONObject(members: members)))
        return String(decoding: bytes, as: UTF8.self) + "\n"
    }

    /// What a client sent cannot begin a line of its own.
    private static func oneLine(_ text: String) -> String {
        String(
            text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) })
    }

    private static func quoted(_ text: String) -> String {
        let line = oneLine(text)
        return line.contains(" ") || line.isEmpty || line.contains("\"")
            ? "\""
                + line.split(separator: "\"", omittingEmptySubsequences: false)
                .joined(separator: "\\\"") + "\""
            : line
    }
}
