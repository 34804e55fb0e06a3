/// The names under which label pages of this ledger are reached.
///
/// Whoever prints a code chooses where it leads. Certificates with codes that led to a copy of the state's own
/// site have sold thousands of tonnes; the identifiers in such a code may well be true, so the ledger tells
/// what it knows of them, and that the address is not one of its own.
struct LabelHosts: Sendable {
    /// GS1's resolver, which is nobody's site: it leads to the one that the brand has named.
    private static let canonical = "id.gs1.org"

    private let own: Set<String>

    /// - Parameters:
    ///   - publicURL: where the world reaches this node.
    ///   - others: hosts of other nodes, and of brands that print codes with a domain of their own.
    init(publicURL: String?, others: [String]) {
        own = Set(
            [Self.canonical] + [publicURL].compactMap { $0.flatMap(Self.host) }
                + others.map(Self.normalized))
    }

    /// Where a code leads, if to none of these.
    ///
    /// - Parameters:
    ///   - code: as it was read; only a web address leads anywhere.
    ///   - authority: host, and port, by which the node was asked.
    func foreignHost(in code: String, askedAt authority: String?) -> String? {
        guard let host = Self.host(in: code), !host.isEmpty, !own.contains(host) else {
            return nil
        }
        return host == authority.map({ Self.host(ofAuthority: $0[...]) }) ? nil : host
    }

    /// The host of a web address; nil for any other text.
    private static func host(in text: String) -> String? {
        let text = text.drop { $0.isWhitespace }
        guard let scheme = text.firstRange(of: "://"),
            ["http", "https"].contains(text[..<scheme.lowerBound].lowercased())
        else { return nil }
        return host(
            ofAuthority: text[scheme.upperBound...].prefix {
                $0 != "/" && $0 != "?" && $0 != "#" && $0 != "\\"
            })
    }

    /// Without the port, and without the name of a user, which may look like a host.
    private static func host(ofAuthority authority: Substring) -> String {
        let place = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] }
        let hostAndPort = place ?? authority
        let host =
            hostAndPort.hasPrefix("[")
            ? hostAndPort.prefix { $0 != "]" } + "]" : hostAndPort.prefix { $0 != ":" }
        return normalized(String(host))
    }

    private static func normalized(_ host: String) -> String {
        host.hasSuffix(".") ? String(host.lowercased().dropLast()) : host.lowercased()
    }
}
