import Foundation
import GRDB
import LedgerCore

extension Digest {
    /// The bytes that `node.sqlite` keeps of a token.
    static func fetch(_ database: Database, token: String) throws -> [UInt8]? {
        try Data.fetchOne(
            database, sql: "SELECT digest FROM token WHERE id = ?", arguments: [token]
        )
        .map(Array.init)
    }
}
