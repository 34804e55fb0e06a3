/// Walks over a document once and finds what is to be sealed.
///
/// Names are compared in full, so no choice of prefix or escape hides a private field.
///
/// Spec: Docs/Spec/Sealing.md §1.
struct SealingReader {
    private let source: JSONSource
    private let standing: SealingPlan.Standing
    private let ruleNames: [String]
    private var diagnostics = Diagnostics(listedMax: 100)
    private var namespaces: NamespaceMap
    private var names = PrivateNames()
    /// Place and bytes of the event that is walked over.
    private var event = (index: 0, range: 0..<0)
    private var fields: [SealingPlan.Field] = []

    init(
        source: JSONSource, _ standing: SealingPlan.Standing, namespaces: NamespaceMap,
        ruleNames: [String]
    ) {
        self.source = source
        self.standing = standing
        self.namespaces = namespaces
        self.ruleNames = ruleNames
    }

    mutating func read() throws(EPCISError) -> [SealingPlan.Field] {
        if source.kind(0) == .object {
            if let events = eventList {
                declare(contextOf: 0)
                readList(of: 0)
                visitOutside(0, events)
                readEvents(events)
            } else {
                readEvent(0)
            }
        }
        guard diagnostics.count == 0 else {
            throw EPCISError(
                violations: diagnostics.violations(in: source),
                isTruncated: diagnostics.count > diagnostics.found.count)
        }
        return fields
    }

    // MARK: The document

    /// The list of events where the reader of documents looks for it; nil for a bare event.
    private var eventList: Int? {
        guard let type = source.member("type", of: 0), source.kind(type) == .string,
            let body = source.member("epcisBody", of: 0)
        else { return nil }
        switch source.string(type) {
        case "EPCISDocument": return source.member("eventList", of: body)
        case "EPCISQueryDocument":
            return source.member("queryResults", of: body)
                .flatMap { source.member("resultsBody", of: $0) }
                .flatMap { source.member("eventList", of: $0) }
        default: return nil
        }
    }

    private mutating func readEvents(_ list: Int) {
        guard source.kind(list) == .array else { return }
        let end = source.next(list)
        var place = list + 1
        while place < end {
            readEvent(place)
            event.index += 1
            place = source.next(place)
        }
    }

    private mutating func readEvent(_ node: Int) {
        let outer = (namespaces, names)
        defer { (namespaces, names) = outer }
        event.range = source.sourceRange(node)
        declare(contextOf: node)
        readList(of: node)
        visit(node, "")
    }

    /// Prefixes alone; what is wrong with a context the reading of the document reports.
    private mutating func declare(contextOf node: Int) {
        guard let context = source.member("@context", of: node) else { return }
        var reader = EventReader(source: source, namespaces: namespaces, violationsMax: 1)
        reader.readContext(context, isOfEvent: true)
        namespaces = reader.namespaces
    }

    /// Around the events nothing is sealed, since it belongs to no event; a private member there, or
    /// an attribute of master data that is called like one, would be read by everybody.
    private mutating func visitOutside(_ node: Int, _ events: Int) {
        guard node != events else { return }
        let end = source.next(node)
        var place = node + 1
        while place < end {
            guard source.kind(node) == .object else {
                visitOutside(place, events)
                place = source.next(place)
                continue
            }
            if let name = extensionName(place) {
                if names.contains(name) { reportOutside(place) }
            } else if source.kind(place + 1) == .string, source.string(place) == "id",
                names.contains(namespaces.expand(source.string(place + 1)))
            {
                reportOutside(place + 1)
            }
            if source.string(place) != "@context" { visitOutside(place + 1, events) }
            place = source.next(place)
        }
    }

    private mutating func reportOutside(_ node: Int) {
        diagnostics.report(
            .sealingOutsideEvent, at: node, "a private member stands outside of the events")
    }

    // MARK: The list of private names

    private mutating func readList(of node: Int) {
        guard source.kind(node) == .object else { return }
        let end = source.next(node)
        var place = node + 1
        while place < end {
            if extensionName(place) == PrivateNames.list { readList(place + 1) }
            place = source.next(place)
        }
    }

    private mutating func readList(_ node: Int) {
        guard source.kind(node) == .array else { return readEntry(node) }
        guard source.elementCount(node) <= SealingLimits.namesMax else {
            return diagnostics.report(
                .sealingTooLarge, at: node,
                "a list has at most \(SealingLimits.namesMax) private names")
        }
        let end = source.next(node)
        var place = node + 1
        while place < end {
            readEntry(place)
            place = source.next(place)
        }
    }

    /// A name, or an object of a name and readers.
    private mutating func readEntry(_ node: Int) {
        let nameNode = source.kind(node) == .object ? source.member("name", of: node) : node
        guard let nameNode, source.kind(nameNode) == .string else {
            return reportList(node, "a private name is a text, or an object with name and readers")
        }
        let name = namespaces.expand(source.string(nameNode))
        guard name.utf8.contains(UInt8(ascii: ":")) else {
            return diagnostics.report(
                .sealingStandardField, at: nameNode, "this is no name of an extension")
        }
        guard !ruleNames.contains(name) else {
            return diagnostics.report(
                .sealingNeededByRule, at: nameNode, "a rule of the ledger reads this member")
        }
        guard name != PrivateNames.list, name != SealedField.name else {
            return reportList(nameNode, "this member says itself what is private")
        }
        guard let readers = readers(node) else { return }
        names.add(name, readers: readers)
    }

    private mutating func readers(_ entry: Int) -> [String]? {
        guard source.kind(entry) == .object, let list = source.member("readers", of: entry) else {
            return []
        }
        guard source.kind(list) == .array,
            source.elementCount(list) <= SealingLimits.readersMax
        else {
            reportList(list, "readers are a list of at most \(SealingLimits.readersMax) parties")
            return nil
        }
        let end = source.next(list)
        var place = list + 1
        var readers: [String] = []
        while place < end {
            let text = source.kind(place) == .string ? source.string(place) : ""
            guard (try? ObjectKey(parsing: text)) != nil else {
                reportList(place, "a reader is the identifier of a party")
                return nil
            }
            readers.append(text)
            place = source.next(place)
        }
        return readers
    }

    private mutating func reportList(_ node: Int, _ message: String) {
        diagnostics.report(.sealingBadList, at: node, message)
    }

    // MARK: Inside an event

    /// - Parameter pointer: from the event on.
    private mutating func visit(_ node: Int, _ pointer: String) {
        let end = source.next(node)
        switch source.kind(node) {
        case .array:
            var place = node + 1
            var index = 0
            while place < end {
                if isContainer(place) { visit(place, pointer + "/\(index)") }
                place = source.next(place)
                index += 1
            }
        case .object:
            var place = node + 1
            while place < end {
                visit(member: place, of: node, pointer)
                place = source.next(place)
            }
        default: break
        }
    }

    private mutating func visit(member place: Int, of node: Int, _ pointer: String) {
        let value = place + 1
        if let name = extensionName(place) {
            if name == SealedField.name { return checkSealed(node) }
            if name == PrivateNames.list { return }
            if ruleNames.contains(name) { return refusePrivate(in: value) }
            if names.contains(name) { return seal(place, name, pointer) }
        } else if pointer.isEmpty, source.string(place) == "@context" {
            return
        }
        guard isContainer(value) else { return }
        visit(value, pointer + "/" + JSONPointer.escape(source.string(place)))
    }

    private mutating func seal(_ place: Int, _ fullName: String, _ pointer: String) {
        let value = place + 1
        if holdsSealed(value) { return checkSealed(value) }
        guard standing == .unsigned else {
            return diagnostics.report(
                .sealingOpenField, at: value, "a private field stands open in a signed document")
        }
        let range = source.sourceRange(value)
        guard range.count <= SealingLimits.valueBytesMax else {
            return diagnostics.report(
                .sealingTooLarge, at: value,
                "\(range.count) bytes, and a private value has at most "
                    + "\(SealingLimits.valueBytesMax)")
        }
        guard fields.count < SealingLimits.fieldsMax else {
            return diagnostics.report(
                .sealingTooLarge, at: value,
                "a document has at most \(SealingLimits.fieldsMax) private fields")
        }
        let name = JSONPointer.escape(source.string(place))
        fields.append(
            SealingPlan.Field(
                event: event.index, pointer: pointer + "/" + name,
                value: source.value(value), readers: names.readers(of: fullName), range: range,
                eventRange: event.range))
    }

    /// Whether a commitment stands in the value, by any spelling of its name.
    private func holdsSealed(_ node: Int) -> Bool {
        (node..<source.next(node)).contains { place in
            source.kind(place) == .name && extensionName(place) == SealedField.name
        }
    }

    private mutating func checkSealed(_ node: Int) {
        guard SealedField(source.value(node)) == nil else { return }
        diagnostics.report(
            .sealingMalformed, at: node,
            "a sealed field is an object of \(SealedField.name) alone, 64 hexadecimals")
    }

    /// What a rule reads is read as it stands, so nothing in it is private.
    private mutating func refusePrivate(in node: Int) {
        for place in node..<source.next(node) where source.kind(place) == .name {
            guard let name = extensionName(place), names.contains(name) else { continue }
            diagnostics.report(
                .sealingNeededByRule, at: place,
                "a private member stands in what a rule of the ledger reads")
        }
    }

    // MARK: Names

    private func isContainer(_ node: Int) -> Bool {
        source.kind(node) == .object || source.kind(node) == .array
    }

    /// The name in full of a member that the standard does not have; nil for one without a colon.
    private func extensionName(_ place: Int) -> String? {
        let isBare =
            !source.isEscaped(place)
            && source.bytes.firstIndex(of: UInt8(ascii: ":"), in: source.contents(place)) == nil
        if isBare { return nil }
        let name = source.string(place)
        return name.utf8.contains(UInt8(ascii: ":")) ? namespaces.expand(name) : nil
    }
}
