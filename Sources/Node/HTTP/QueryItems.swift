import Hummingbird

/// The parameters of a request, percent-decoded, each name once.
struct QueryItems: Sendable {
    /// In the order of the request.
    private(set) var items: [(name: String, value: String)] = []

    /// - Throws: `request.parameter` for repeated names and broken percent-encoding.
    ///
    /// - Parameter plusIsSpace: As forms write it; codes of labels may hold a plus.
    init(_ query: String?, plusIsSpace: Bool = true) throws {
        guard let query, !query.isEmpty else { return }
        for part in query.split(separator: "&", omittingEmptySubsequences: true) {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decode(pair[0], plusIsSpace: plusIsSpace),
                let value = pair.count == 2
                    ? PercentCoding.decode(pair[1], plusIsSpace: plusIsSpace) : ""
            else {
                throw Problem(
                    "request.parameter", "The percent-encoding of \"\(part)\" is broken.")
            }
            guard !items.contains(where: { $0.name == name }) else {
                throw Problem(
                    "request.parameter",
                    "\(name) occurs twice; several values are joined with \"|\".")
            }
            items.append((name, value))
        }
    }

    subscript(name: String) -> String? {
        items.first { $0.name == name }?.value
    }

    /// - Throws: `request.parameter` when a name is not among `names`: nothing is ignored.
    func allow(_ names: String...) throws {
        try allow(names)
    }

    func allow(_ names: [String]) throws {
        for item in items where !names.contains(item.name) {
            throw Problem(
                "request.parameter",
                names.isEmpty
                    ? "This path takes no parameters, but \(item.name) was sent."
                    : "\(item.name) is not among \(names.joined(separator: ", ")).")
        }
    }

    /// A whole number in `range`.
    func integer(_ name: String, in range: ClosedRange<Int>, default standard: Int) throws -> Int {
        guard let text = self[name] else { return standard }
        guard let value = Int(text), range.contains(value) else {
            throw Problem(
                "request.parameter",
                "\(name) is a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return value
    }

    func flag(_ name: String) throws -> Bool {
        switch self[name] {
        case nil, "false": return false
        case "true", "": return true
        default: throw Problem("request.parameter", "\(name) is true or false.")
        }
    }

    /// The same question, one page on.
    func target(_ path: String, token: String) -> String {
        let kept = items.filter { $0.name != "nextPageToken" } + [("nextPageToken", token)]
        let query = kept.map {
            PercentCoding.encode($0.name) + "=" + PercentCoding.encode($0.value)
        }
        return path + "?" + query.joined(separator: "&")
    }
}
