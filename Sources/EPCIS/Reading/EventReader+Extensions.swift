extension EventReader {
    /// A member that the standard does not have, at the name `name`; reports a name that is neither
    /// a CURIE with a declared prefix nor an absolute URI.
    mutating func extensionField(_ name: Int) -> ExtensionField? {
        let text = self.name(name)
        guard text.utf8.contains(UInt8(ascii: ":")) else {
            report(
                .unknownField, at: name,
                "the standard has no member \(quoted(name)) here, and an extension needs a prefix")
            return nil
        }
        let before = diagnostics.count
        requireDeclaredPrefix(name, text)
        checkNestedNames(name + 1)
        guard diagnostics.count == before else { return nil }
        return ExtensionField(name: text, value: source.value(name + 1))
    }

    /// All members of `ilmd`, which is extensions only.
    mutating func extensionFields(_ node: Int) -> [ExtensionField] {
        var fields: [ExtensionField] = []
        members(node) { reader, name, _ in
            if let field = reader.extensionField(name) { fields.append(field) }
        }
        return fields
    }

    /// Reports a prefix that nobody declared. `scheme://…` and `urn:…` are no CURIEs.
    mutating func requireDeclaredPrefix(_ node: Int, _ text: String) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return }
        let rest = text.utf8[text.utf8.index(after: colon)...]
        if rest.starts(with: "//".utf8) { return }
        let prefix = text[..<colon]
        if prefix == "urn" || namespaces.namespace(of: prefix) != nil { return }
        report(.undeclaredPrefix, at: node, "the prefix ‘\(prefix)’ is not declared in @context")
    }

    /// Inside an extension bare names are its own business, prefixes are not.
    private mutating func checkNestedNames(_ node: Int) {
        let end = source.next(node)
        var place = node + 1
        while place < end {
            if source.kind(place) == .name { requireDeclaredPrefix(place, name(place)) }
            place += 1
        }
    }
}
