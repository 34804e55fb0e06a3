import EPCIS

/// What a scanner, a phone or a person handed over, and what it names.
struct LabelCode: Hashable, Sendable {
    /// The finest thing the code names: an item, a lot, a logistic unit, a place.
    let key: ObjectKey
    /// The lot the code itself names beside an item.
    let lot: ObjectKey?

    /// A full URL, a Digital Link path, a URN or an element string.
    ///
    /// - Throws: `gs1.…` with the position where the code stops making sense.
    init(_ text: String) throws(Problem) {
        let text = Self.trimmed(text)
        guard !text.isEmpty else {
            throw Problem(
                "request.parameter", "code is a Digital Link, a URN or an element string.")
        }
        let path: String
        do {
            path = try ElementString(text).map(Self.path) ?? text
        } catch {
            throw Self.problem("gs1.syntax", error.reason, at: error.position)
        }
        do {
            key = try ObjectKey(parsing: path)
            lot = if let path = Self.lotPath(in: path) { try ObjectKey(parsing: path) } else { nil }
        } catch {
            throw Self.problem(error.code.rawValue, error.sentence, at: 0)
        }
        guard key.isGS1 else {
            throw Self.problem("gs1.syntax", "it names no GS1 identifier", at: 0)
        }
    }

    /// The lot behind the code: itself, or what it names beside an item.
    var lotKey: ObjectKey? { key.kind == .lot ? key : lot }

    private static func problem(_ code: String, _ reason: String, at position: Int) -> Problem {
        var problem = Problem(code, "The code cannot be read: \(reason) (character \(position)).")
        problem.violations = [
            ProblemViolation(code: code, offset: position, message: reason)
        ]
        return problem
    }

    private static func trimmed(_ text: String) -> String {
        String(
            text.drop { $0 == " " || $0 == "\n" }.reversed().drop { $0 == " " || $0 == "\n" }
                .reversed())
    }

    /// The Digital Link path that an element string means.
    private static func path(_ elements: ElementString) -> String {
        var path = ""
        for ai in ["00", "01", "414", "417", "8006", "8003", "8004"] {
            guard let value = elements.value(of: ai) else { continue }
            path = "/\(ai)/\(PercentCoding.encode(value))"
            break
        }
        for ai in ["22", "10", "21", "254"] {
            guard let value = elements.value(of: ai) else { continue }
            path += "/\(ai)/\(PercentCoding.encode(value))"
        }
        return path
    }

    /// `/01/…/10/…` out of a path that goes on to an item.
    private static func lotPath(in text: String) -> String? {
        let path = text.prefix { $0 != "?" && $0 != "#" }
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        guard let gtin = parts.firstIndex(of: "01"), gtin + 1 < parts.endIndex,
            let lot = parts[(gtin + 2)...].firstIndex(of: "10"), lot + 1 < parts.endIndex,
            (lot - gtin).isMultiple(of: 2)
        else { return nil }
        return "/01/\(parts[gtin + 1])/10/\(parts[lot + 1])"
    }
}
