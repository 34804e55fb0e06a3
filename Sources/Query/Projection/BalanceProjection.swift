import GRDB
import LedgerCore
import Storage

/// Writes the rows of accounts, consignments, gaps, origins and custody as a block left them.
///
/// A copy of the state's leaves by lot: the state itself is keyed by holder and address.
struct BalanceProjection {
    private let database: Database

    init(_ database: Database) {
        self.database = database
    }

    /// - Throws: `.corrupt` for a leaf or key that does not decode: execution wrote it.
    func write(_ change: StateChange, names: inout NameCache) throws(StorageError) {
        do {
            switch change.key.type {
            case .account: try writeAccount(change, &names)
            case .consignments: try writeConsignments(change, &names)
            case .gap: try writeGap(change)
            case .origins: try writeOfLot(change, "origins", &names)
            case .custody: try writeOfLot(change, "custodies", &names)
            default: break
            }
        } catch let error as CBORError {
            throw .corrupt("a balance that does not decode: \(error)")
        } catch { throw StorageError(error) }
    }

    private func writeAccount(_ change: StateChange, _ names: inout NameCache) throws {
        var reader = CBORReader(change.key.id)
        try reader.array(count: 3)
        let unit = try reader.value(SmallestUnit.self)
        let holder = try names.id(of: try reader.value(MemberID.self).text, in: database)
        let lot = try names.id(of: try reader.text(), in: database)
        let key: [SQLValue] = [
            .integer(lot), .integer(holder), .integer(Int64(unit.rawValue)),
        ]
        guard let value = change.value else {
            return try PreparedStatement(
                database, "DELETE FROM holdings WHERE lot = ? AND holder = ? AND unit = ?"
            ).run(key)
        }
        let leaf = try AccountLeaf(decoding: value)
        try PreparedStatement(
            database,
            """
            INSERT OR REPLACE INTO holdings (lot, holder, unit, amount, unaccounted, debt, rests)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        ).run(
            key + [
                .integer(leaf.onHand.amount), .integer(leaf.onHand.unaccounted),
                .integer(leaf.debt),
                leaf.onHand.rests.isEmpty ? .null : .blob(leaf.onHand.rests.encoded()),
            ])
    }

    private func writeConsignments(_ change: StateChange, _ names: inout NameCache) throws {
        var reader = CBORReader(change.key.id)
        try reader.array(count: 3)
        let unit = try reader.value(SmallestUnit.self)
        let address = try reader.value(Address.self).encoded()
        let lot = try names.id(of: try reader.text(), in: database)
        let key: [SQLValue] = [
            .integer(lot), .blob(address), .integer(Int64(unit.rawValue)),
        ]
        guard let value = change.value else {
            return try PreparedStatement(
                database, "DELETE FROM consignments WHERE lot = ? AND address = ? AND unit = ?"
            ).run(key)
        }
        try PreparedStatement(
            database,
            "INSERT OR REPLACE INTO consignments (lot, address, unit, leaf) VALUES (?, ?, ?, ?)"
        ).run(key + [.blob(value)])
    }

    /// A leaf that is the lot's alone.
    private func writeOfLot(
        _ change: StateChange, _ table: String, _ names: inout NameCache
    ) throws {
        let lot = try names.id(of: String(decoding: change.key.id, as: UTF8.self), in: database)
        guard let value = change.value else {
            return try PreparedStatement(database, "DELETE FROM \(table) WHERE lot = ?")
                .run(.integer(lot))
        }
        try PreparedStatement(
            database, "INSERT OR REPLACE INTO \(table) (lot, leaf) VALUES (?, ?)"
        ).run(.integer(lot), .blob(value))
    }

    private func writeGap(_ change: StateChange) throws {
        guard let value = change.value else {
            return try PreparedStatement(database, "DELETE FROM gaps WHERE id = ?")
                .run(.blob(change.key.id))
        }
        try PreparedStatement(database, "INSERT OR REPLACE INTO gaps (id, leaf) VALUES (?, ?)")
            .run(.blob(change.key.id), .blob(value))
    }
}
