extension EventReader {
    // MARK: What

    mutating func quantityElement(_ node: Int) -> QuantityElement? {
        var epcClass: EPCIdentifier?
        var quantity: ExactDecimal?
        var uom: String?
        var quantityNode: Int?
        let before = diagnostics.count
        members(node) { reader, name, value in
            if reader.isName(name, "epcClass") {
                epcClass = reader.identifier(value)
            } else if reader.isName(name, "quantity") {
                quantity = reader.decimal(value)
                quantityNode = value
            } else if reader.isName(name, "uom") {
                uom = reader.unit(value)
            } else {
                reader.reportUnknown(name)
            }
        }
        guard diagnostics.count == before else { return nil }
        guard let epcClass else {
            report(.missingField, at: node, "a quantity needs epcClass")
            return nil
        }
        let element = QuantityElement(epcClass: epcClass, quantity: quantity, uom: uom)
        do throws(Quantity.Refusal) {
            _ = try element.measured()
        } catch {
            guard let (code, sentence) = error.violation, let quantityNode else { return element }
            report(code, at: quantityNode, sentence)
            return nil
        }
        return element
    }

    mutating func quantityElements(_ node: Int) -> [QuantityElement] {
        list(node) { $0.quantityElement($1) }
    }

    // MARK: Where

    mutating func place(_ node: Int) -> EventPlace? {
        var id: EPCIdentifier?
        var extensions: [ExtensionField] = []
        let before = diagnostics.count
        members(node) { reader, name, value in
            if reader.isName(name, "id") {
                id = reader.identifier(value)
            } else if let field = reader.extensionField(name) {
                extensions.append(field)
            }
        }
        guard diagnostics.count == before else { return nil }
        guard let id else {
            report(.missingField, at: node, "a place needs id")
            return nil
        }
        return EventPlace(id: id, extensions: extensions)
    }

    // MARK: Why

    mutating func bizTransaction(_ node: Int) -> BizTransaction? {
        var type: VocabularyTerm?
        let id = typedReference(node, "bizTransaction", .bizTransactionType, &type)
        return id.map { BizTransaction(type: type, id: $0) }
    }

    /// A source or destination; `member` is the member that holds its identifier.
    mutating func party(_ node: Int, _ member: StaticString) -> SourceOrDestination? {
        var type: VocabularyTerm?
        let before = diagnostics.count
        guard let id = typedReference(node, member, .sourceDestinationType, &type) else {
            return nil
        }
        if let type { return SourceOrDestination(type: type, id: id) }
        if diagnostics.count == before { report(.missingField, at: node, "type is required here") }
        return nil
    }

    /// An object of a type and an identifier under `member`.
    private mutating func typedReference(
        _ node: Int, _ member: StaticString, _ vocabulary: CBVVocabulary,
        _ type: inout VocabularyTerm?
    ) -> EPCIdentifier? {
        var id: EPCIdentifier?
        var found: VocabularyTerm?
        let before = diagnostics.count
        members(node) { reader, name, value in
            if reader.isName(name, "type") {
                found = reader.term(value, vocabulary)
            } else if reader.isName(name, member) {
                id = reader.identifier(value)
            } else {
                reader.reportUnknown(name)
            }
        }
        type = found
        if id == nil, diagnostics.count == before {
            report(.missingField, at: node, "\(member) is required here")
        }
        return id
    }

    mutating func persistentDisposition(_ node: Int) -> PersistentDisposition? {
        var disposition = PersistentDisposition(set: [], unset: [])
        let before = diagnostics.count
        members(node) { reader, name, value in
            if reader.isName(name, "set") {
                disposition.set = reader.list(value) { $0.term($1, .disposition) }
            } else if reader.isName(name, "unset") {
                disposition.unset = reader.list(value) { $0.term($1, .disposition) }
            } else {
                reader.reportUnknown(name)
            }
        }
        guard diagnostics.count == before else { return nil }
        if disposition.set.isEmpty, disposition.unset.isEmpty {
            report(.missingField, at: node, "a persistent disposition sets or unsets something")
            return nil
        }
        return disposition
    }

    mutating func errorDeclaration(_ node: Int) -> ErrorDeclaration? {
        var time: EventTime?
        var reason: VocabularyTerm?
        var correctiveEventIDs: [String] = []
        var extensions: [ExtensionField] = []
        let before = diagnostics.count
        members(node) { reader, name, value in
            if reader.isName(name, "declarationTime") {
                time = reader.time(value)
            } else if reader.isName(name, "reason") {
                reason = reader.term(value, .errorReason)
            } else if reader.isName(name, "correctiveEventIDs") {
                correctiveEventIDs = reader.list(value) { $0.uri($1) }
            } else if let field = reader.extensionField(name) {
                extensions.append(field)
            }
        }
        guard diagnostics.count == before else { return nil }
        guard let time else {
            report(.missingField, at: node, "an error declaration needs declarationTime")
            return nil
        }
        return ErrorDeclaration(
            declarationTime: time, reason: reason, correctiveEventIDs: correctiveEventIDs,
            extensions: extensions)
    }

    /// One URI or a list of them.
    mutating func certificationInfo(_ node: Int) -> [String] {
        if source.kind(node) == .array { return list(node) { $0.uri($1) } }
        return uri(node).map { [$0] } ?? []
    }

    // MARK: Names

    func isName(_ node: Int, _ name: StaticString) -> Bool {
        if source.isEscaped(node) { return source.string(node) == name.description }
        let range = source.contents(node)
        return range.count == name.utf8CodeUnitCount && source.bytes.starts(range, with: name)
    }

    mutating func reportUnknown(_ name: Int) {
        report(.unknownField, at: name, "the standard has no member \(quoted(name)) here")
    }
}

extension Quantity.Refusal {
    /// `nil` for a unit that the standard allows and only the ledger does not count with.
    fileprivate var violation: (code: Violation.Code, sentence: String)? {
        switch self {
        case .negative: (.quantityNegative, "a quantity is never negative")
        case .tooLarge:
            (.quantityTooLarge, "more than 2^63 − 1 of the smallest unit, or too many digits")
        case .fractionOfPiece:
            (.quantityOfPiece, "a quantity without uom counts pieces and is a whole number")
        case .unknownUnit: nil
        }
    }
}
