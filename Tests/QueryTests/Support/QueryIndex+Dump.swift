import GRDB

@testable import Query

extension QueryIndex {
    /// Every row of every table, in order.
    func dump() throws -> [String] {
        try pool.read { database in
            try QuerySchema.order.sorted { $0.key < $1.key }.flatMap { table, order in
                try Row.fetchAll(
                    database, sql: "SELECT * FROM \"\(table)\" ORDER BY \(order)"
                ).map { row in "\(table) \(row.databaseValues.map(\.description))" }
            }
        }
    }
}
