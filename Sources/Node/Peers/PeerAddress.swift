/// Where a peer listens: `https://host:port`, as the registry has it.
struct PeerAddress: Hashable, Sendable {
    let host: String
    let port: Int

    /// Nil for what is no such address; a path may not follow.
    init?(_ text: String) {
        guard let range = text.firstRange(of: "://"), text[..<range.lowerBound] == "https" else {
            return nil
        }
        var rest = text[range.upperBound...]
        if rest.last == "/" { rest = rest.dropLast() }
        guard let colon = rest.lastIndex(of: ":"),
            let port = Int(rest[rest.index(after: colon)...]), (1...65_535).contains(port)
        else { return nil }
        var host = rest[..<colon]
        if host.first == "[", host.last == "]" { host = host.dropFirst().dropLast() }
        guard !host.isEmpty, !host.contains("/") else { return nil }
        self.host = String(host)
        self.port = port
    }
}
