import EPCIS
import LedgerCore
import Query
import Storage
import Traceability

/// What people call the things on a page: from the master data that members put into the headers of
/// their documents, and from the registry.
///
/// Spec: EPCIS 2.0 §9.4 (`epcisMasterData`).
struct NamedThings {
    let query: QueryReader
    let ledger: LedgerReader

    /// Names of attributes, in full.
    private enum AttributeName {
        static let names = "https://daftar.tj/voc/name"
        static let district = "https://daftar.tj/voc/district"
        static let place = "https://daftar.tj/voc/place"
        static let name = "urn:epcglobal:cbv:mda:name"
        static let description = "urn:epcglobal:cbv:mda:descriptionShort"
        static let city = "urn:epcglobal:cbv:mda:city"
    }

    func product(_ attributes: [Attribute]) -> LocalizedText? {
        text(attributes, AttributeName.names, plain: AttributeName.description)
    }

    /// The name of the place itself, else of the town it lies in.
    func place(_ attributes: [Attribute]) -> LocalizedText? {
        text(attributes, AttributeName.names, plain: AttributeName.name)
            ?? text(attributes, AttributeName.place, plain: AttributeName.city)
    }

    func town(_ attributes: [Attribute]) -> LocalizedText? {
        text(attributes, AttributeName.place, plain: AttributeName.city)
    }

    func district(_ attributes: [Attribute]) -> LocalizedText? {
        text(attributes, AttributeName.district, plain: nil)
    }

    /// A member as it describes itself, else as the registry has it, else its id.
    func member(_ text: String) throws(StorageError) -> LocalizedText {
        guard let id = MemberID(text), let leaf = try registered(id) else {
            return LocalizedText(text)
        }
        for party in leaf.scope.locationNumbers.map({ "/417/" + $0 }) + leaf.parties {
            let attributes = try query.masterData(of: party, preferring: [text])
            if let name = place(attributes) { return name }
        }
        return LocalizedText(leaf.name)
    }

    private func registered(_ id: MemberID) throws(StorageError) -> MemberLeaf? {
        do throws(StateReadError) {
            return try Registry.member(id, in: ledger)
        } catch {
            throw .corrupt(error.reason)
        }
    }

    /// A language map under `map`, with the plain text beside it.
    private func text(_ attributes: [Attribute], _ map: String, plain: String?) -> LocalizedText? {
        let values = attributes.compactMap { attribute in
            (try? JSONValue(parsing: Array(attribute.value.utf8))).map { (attribute.name, $0) }
        }
        let plainText = values.first { $0.0 == plain }?.1.string
        var names: [Language: String] = [:]
        let found = values.first { $0.0 == map }?.1
        for language in Language.allCases {
            names[language] = found?[language.rawValue]?.string
        }
        let fallback = plainText ?? found?.string ?? names[.english] ?? names.values.min()
        return fallback.map { LocalizedText($0, names) }
    }
}
