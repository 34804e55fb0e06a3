import EPCIS
import LedgerCore
import Query
import Storage

extension PlacePage {
    private static let membersMax = 10_000

    /// The page of a place; `nil` where nobody whose place it is has described it.
    init?(of key: ObjectKey, query: QueryReader, ledger: LedgerReader) throws {
        let owners = try Self.owners(of: key, in: ledger)
        let attributes = try query.masterData(of: key.text, preferring: owners)
        let names = NamedThings(query: query, ledger: ledger)
        guard let name = names.place(attributes) else { return nil }
        let latitude = Self.degrees("latitude", attributes)
        let longitude = Self.degrees("longitude", attributes)
        var coordinates: String?
        if let latitude, let longitude { coordinates = latitude + ", " + longitude }
        self.init(
            code: key.text, name: name, district: names.district(attributes),
            coordinates: coordinates)
    }

    /// Members whose scope holds the place: only they may say what it is called.
    private static func owners(of key: ObjectKey, in ledger: LedgerReader) throws -> [String] {
        let gln = key.gln ?? ""
        return try ledger.values(of: .member, limit: membersMax).compactMap { row in
            let leaf = try MemberLeaf(decoding: row.value)
            let scope = leaf.scope
            let isOwn =
                scope.isEverything || scope.locationNumbers.contains(gln)
                || scope.companyPrefixes.contains(where: key.gs1CompanyPrefixMatches)
            return isOwn ? String(validating: row.id, as: UTF8.self) : nil
        }
    }

    private static func degrees(_ name: String, _ attributes: [Attribute]) -> String? {
        let full = "urn:epcglobal:cbv:mda:" + name
        return attributes.first { $0.name == full }?.value.filter { $0 != "\"" }
    }
}
