/// What a caller allows and knows beyond the bytes.
package struct EPCISReadingOptions: Hashable, Sendable {
    package var json: JSONLimits
    package var eventsMax: Int
    /// How many violations are listed before the rest is only counted.
    package var violationsMax: Int
    /// Prefixes that hold without being declared in the document (`GS1-Extensions`).
    package var namespaces: NamespaceMap
    /// Events cut out of a stored document have no context of their own.
    package var requiresContext: Bool

    package init(
        json: JSONLimits = JSONLimits(), eventsMax: Int = 1_000_000, violationsMax: Int = 100,
        namespaces: NamespaceMap = NamespaceMap(), requiresContext: Bool = true
    ) {
        self.json = json
        self.eventsMax = eventsMax
        self.violationsMax = violationsMax
        self.namespaces = namespaces
        self.requiresContext = requiresContext
    }
}
