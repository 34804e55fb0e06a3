/// What the prefixes of a document stand for.
///
/// Only contexts written into the document, or passed in by the caller (`GS1-Extensions`), count;
/// a remote context is never fetched.
package struct NamespaceMap: Hashable, Sendable {
    /// Sorted by prefix, each once.
    private(set) package var entries: [Entry]

    package struct Entry: Hashable, Sendable {
        package var prefix: String
        package var namespace: String
    }

    package init() {
        entries = []
    }

    package init(_ pairs: [(prefix: String, namespace: String)]) {
        entries = []
        for pair in pairs { declare(pair.prefix, as: pair.namespace) }
    }

    package func namespace(of prefix: some StringProtocol) -> String? {
        entries.first { $0.prefix == prefix }?.namespace
    }

    /// A later declaration of the same prefix wins, as in JSON-LD.
    package mutating func declare(_ prefix: String, as namespace: String) {
        if let place = entries.firstIndex(where: { $0.prefix == prefix }) {
            entries[place].namespace = namespace
        } else {
            entries.append(Entry(prefix: prefix, namespace: namespace))
            entries.sort { $0.prefix.utf8.lexicographicallyPrecedes($1.prefix.utf8) }
        }
    }

    /// The full name behind `prefix:local`; a name without declared prefix comes back as it is.
    package func expand(_ name: String) -> String {
        guard let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")),
            let namespace = namespace(of: name[..<colon])
        else { return name }
        return namespace + name[name.utf8.index(after: colon)...]
    }
}
