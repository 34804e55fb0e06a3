import EPCIS
import LedgerCore

extension RequirementTable {
    /// Reads a table; nothing in it is ignored in silence.
    package init(parsing bytes: [UInt8]) throws(RequirementTableFault) {
        guard bytes.count <= RequirementTable.bytesMax else {
            throw RequirementTableFault(
                pointer: "", reason: "a table has at most \(RequirementTable.bytesMax) octets")
        }
        let value: JSONValue
        do { value = try JSONValue(parsing: bytes) } catch {
            throw RequirementTableFault(pointer: error.pointer, reason: error.reason.sentence)
        }
        let table = try RequirementNode(value, at: "").only(
            "name", "dated", "groups", "requirements")
        name = try table["name"].text()
        dated = try table["dated"].day()
        var groups: [String: [String]] = [:]
        if let given = try table.optional("groups") {
            for member in try given.object().members {
                groups[member.name] = try given[member.name].texts(where: isCountry, "a country")
            }
        }
        let lines = try table["requirements"].list()
        guard (1...RequirementTable.requirementsMax).contains(lines.count) else {
            throw try table["requirements"].fault(
                "there are 1 to \(RequirementTable.requirementsMax) requirements")
        }
        requirements = try lines.map { line throws(RequirementTableFault) in
            try ExportRequirement(line, groups)
        }
        var seen: Set<String> = []
        for (line, requirement) in zip(lines, requirements)
        where !seen.insert(requirement.id).inserted {
            throw try line["id"].fault("\(requirement.id) is the id of another line")
        }
    }
}

extension ExportRequirement {
    fileprivate init(
        _ line: RequirementNode, _ groups: [String: [String]]
    ) throws(RequirementTableFault) {
        let line = try line.only(
            "id", "destinations", "products", "except", "evidence", "weight", "title", "source",
            "dated", "checked", "from")
        id = try line["id"].text()
        destinations = try line["destinations"].texts(
            where: { isCountry($0) || groups[$0] != nil }, "a country, or a group of the table"
        ).flatMap { groups[$0] ?? [$0] }
        products = try line.optional("products")?.texts(where: isCode, "2 to 6 digits") ?? []
        except = try line.optional("except")?.texts(where: isCode, "2 to 6 digits") ?? []
        let said = try line["evidence"].text()
        guard let evidence = Evidence(said) else {
            throw try line["evidence"].fault("\(said) is no evidence")
        }
        self.evidence = evidence
        let weight = try line["weight"].text()
        guard let weight = Weight(rawValue: weight) else {
            throw try line["weight"].fault("\(weight) is neither required nor advised")
        }
        self.weight = weight
        let title = try line["title"].only("en", "ru", "tg")
        self.title = ExportText(
            try title["en"].text(), ru: try title["ru"].text(), tg: try title["tg"].text())
        source = try line["source"].text()
        dated = try line["dated"].day()
        isChecked = try line["checked"].flag()
        from = try line.optional("from").map { node throws(RequirementTableFault) in
            try node.moment()
        }
    }
}

extension ExportRequirement.Evidence {
    /// As a table writes it: `certificate:` with a kind, `document:` with a type, `chain`, `paper`.
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        switch (parts[0], parts.count) {
        case ("certificate", 2):
            guard let kind = CertificateKind(rawValue: String(parts[1])) else { return nil }
            self = .certificate(kind)
        case ("document", 2) where !parts[1].isEmpty: self = .document(String(parts[1]))
        case ("chain", 1): self = .chain
        case ("paper", 1): self = .paper
        default: return nil
        }
    }

    package var text: String {
        switch self {
        case .certificate(let kind): "certificate:\(kind.rawValue)"
        case .document(let type): "document:\(type)"
        case .chain: "chain"
        case .paper: "paper"
        }
    }
}

private func isCountry(_ text: String) -> Bool { ExportQuestion.isCountry(text) }

private func isCode(_ text: String) -> Bool {
    (2...6).contains(text.utf8.count)
        && text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
}

/// A value of a table, and where it stands.
private struct RequirementNode {
    let value: JSONValue
    let pointer: String

    init(_ value: JSONValue, at pointer: String) {
        self.value = value
        self.pointer = pointer
    }

    func fault(_ reason: String) -> RequirementTableFault {
        RequirementTableFault(pointer: pointer, reason: reason)
    }

    /// The same, once it is an object that has no other members.
    func only(_ names: String...) throws(RequirementTableFault) -> RequirementNode {
        if let other = try object().members.first(where: { !names.contains($0.name) }) {
            throw fault("\(other.name) is not known here")
        }
        return self
    }

    subscript(name: String) -> RequirementNode {
        get throws(RequirementTableFault) {
            guard let node = try optional(name) else { throw fault("\(name) is missing") }
            return node
        }
    }

    func optional(_ name: String) throws(RequirementTableFault) -> RequirementNode? {
        try object()[name].map { RequirementNode($0, at: "\(pointer)/\(name)") }
    }

    func object() throws(RequirementTableFault) -> JSONObject {
        guard let object = value.object else { throw fault("this is an object") }
        return object
    }

    func list() throws(RequirementTableFault) -> [RequirementNode] {
        guard let elements = value.array else { throw fault("this is a list") }
        return elements.enumerated().map { RequirementNode($1, at: "\(pointer)/\($0)") }
    }

    func text() throws(RequirementTableFault) -> String {
        guard let text = value.string, (1...500).contains(text.utf8.count) else {
            throw fault("this is a text of 1 to 500 octets")
        }
        return text
    }

    func texts(
        where allows: (String) -> Bool, _ what: String
    ) throws(RequirementTableFault) -> [String] {
        var texts: [String] = []
        for element in try list() {
            guard let text = element.value.string, allows(text) else {
                throw element.fault("this is not \(what)")
            }
            texts.append(text)
        }
        guard (1...300).contains(texts.count) else { throw fault("a list of 1 to 300") }
        return texts
    }

    func flag() throws(RequirementTableFault) -> Bool {
        guard let flag = value.bool else { throw fault("this is true or false") }
        return flag
    }

    func day() throws(RequirementTableFault) -> String {
        guard let text = value.string, Timestamp(text: text + "T00:00:00.000Z") != nil else {
            throw fault("this is a day as 2026-11-26")
        }
        return text
    }

    func moment() throws(RequirementTableFault) -> Timestamp {
        guard let moment = Timestamp(text: try day() + "T00:00:00.000Z") else {
            throw fault("this is a day as 2026-11-26")
        }
        return moment
    }
}
