/// Where a node answers: scheme, host, port and perhaps a path before everything.
struct NodeAddress: Hashable, Sendable {
    /// Without a slash at the end.
    let text: String

    /// `nil` for anything but an `http` or `https` URL without query.
    init?(_ text: String) {
        var text = text[...]
        while text.last == "/" { text = text.dropLast() }
        guard
            let match = text.wholeMatch(
                of: /https?:\/\/(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?(\/[^?#\s]*)?/)
        else { return nil }
        self.text = String(match.0)
    }
}
