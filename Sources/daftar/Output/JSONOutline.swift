import EPCIS

/// Any JSON as an outline for people: names and values, two spaces a level.
enum JSONOutline {
    static func lines(_ value: JSONValue, indent: Int = 0) -> [String] {
        let space = String(repeating: "  ", count: indent)
        switch value {
        case .object(let object):
            return object.members.flatMap { member -> [String] in
                if let plain = plain(member.value) { return [space + member.name + ": " + plain] }
                return [space + member.name + ":"] + lines(member.value, indent: indent + 1)
            }
        case .array(let elements):
            return elements.flatMap { element -> [String] in
                if let plain = plain(element) { return [space + "- " + plain] }
                var inner = lines(element, indent: indent + 1)
                if let first = inner.first { inner[0] = space + "- " + first.drop { $0 == " " } }
                return inner
            }
        default: return [space + (plain(value) ?? "")]
        }
    }

    /// What fits on the line of its name.
    private static func plain(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .number(let number): number.text
        case .bool(let flag): flag ? "yes" : "no"
        case .null: "–"
        case .array(let elements): elements.isEmpty ? "none" : nil
        case .object(let object): object.members.isEmpty ? "none" : nil
        }
    }
}
