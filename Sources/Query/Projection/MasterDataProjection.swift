import EPCIS
import GRDB
import LedgerCore
import Storage

/// Writes the rows of master data that a document carries in its header.
///
/// Everybody may describe everything; whose word counts is for the reader to choose, so each member's
/// attributes stand apart.
///
/// Spec: EPCIS 2.0 §9.4 (`epcisMasterData`).
struct MasterDataProjection {
    private let database: Database

    init(_ database: Database) {
        self.database = database
    }

    /// Attributes of one document; what cannot be an element of master data is passed over, since it
    /// was accepted as part of the header.
    func write(
        _ document: EPCISDocument, member: Int64, names: inout NameCache
    ) throws(StorageError) {
        guard let list = document.header?["epcisMasterData"]?["vocabularyList"]?.array else {
            return
        }
        let put = try PreparedStatement(
            database,
            """
            INSERT OR REPLACE INTO attributes (thing, member, attribute, value)
            VALUES (?, ?, ?, ?)
            """)
        for vocabulary in list {
            for element in vocabulary["vocabularyElementList"]?.array ?? [] {
                guard let id = element["id"]?.string, let key = try? ObjectKey(parsing: id) else {
                    continue
                }
                let thing = try names.id(of: key.text, in: database)
                for attribute in element["attributes"]?.array ?? [] {
                    guard let name = attribute["id"]?.string, let value = attribute["attribute"]
                    else { continue }
                    let full = document.namespaces.expand(name)
                    try put.run(
                        .integer(thing), .integer(member),
                        .integer(try names.id(of: full, in: database)), .json(value))
                }
            }
        }
    }
}
