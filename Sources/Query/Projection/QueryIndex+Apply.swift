import EPCIS
import GRDB
import LedgerCore
import Storage
import Synchronization

extension QueryIndex {
    /// Writes what a committed block means, in one transaction.
    ///
    /// A crash inside leaves the index at the block before; `catchUp` goes on from there.
    ///
    /// - Throws: `.gap` unless the block follows the index.
    package func apply(_ facts: BlockFacts) throws(QueryError) {
        guard facts.height == height.next else {
            throw .gap(index: height, block: facts.height)
        }
        do {
            try names.withLock { names in
                do {
                    try pool.write { database in
                        try BlockProjection(database).write(facts, names: &names)
                    }
                } catch {
                    // Numbers that were given inside the transaction are not in the dictionary.
                    names = NameCache()
                    throw error
                }
            }
        } catch { throw QueryError(error) }
        publish(facts.height)
    }
}

/// Writes all rows of a block.
struct BlockProjection {
    private let database: Database

    init(_ database: Database) {
        self.database = database
    }

    func write(_ facts: BlockFacts, names: inout NameCache) throws(StorageError) {
        try PreparedStatement(
            database,
            """
            INSERT INTO blocks (height, time, first_event)
            VALUES (?, ?, (SELECT coalesce(max(number), 0) + 1 FROM events))
            """
        ).run(.height(facts.height), .integer(facts.time.milliseconds))
        for capture in facts.captures {
            try write(capture, height: facts.height, names: &names)
        }
        let balances = BalanceProjection(database)
        for change in facts.balances { try balances.write(change, names: &names) }
        try PreparedStatement(database, "UPDATE progress SET height = ?")
            .run(.height(facts.height))
    }

    private func write(
        _ capture: CaptureFacts, height: Height, names: inout NameCache
    ) throws(StorageError) {
        let member = try names.id(of: capture.member.text, in: database)
        var context = SQLValue.null
        if let text = capture.document.namespaces.ownContext {
            context = .integer(try names.id(of: text, in: database))
        }
        try PreparedStatement(
            database,
            """
            INSERT INTO transactions (id, height, position, member, context)
            VALUES (?, ?, ?, ?, ?)
            """
        ).run(
            .digest(capture.transaction.digest), .height(height), .size(capture.position),
            .integer(member), context)
        let transaction = database.lastInsertedRowID
        try MasterDataProjection(database)
            .write(capture.document, member: member, names: &names)
        let events = try EventProjection(database)
        for event in capture.effect.events {
            guard capture.document.events.indices.contains(event.documentIndex) else {
                throw .corrupt(
                    "event \(event.documentIndex) of \(capture.transaction) is not in its document")
            }
            try events.write(
                event, capture.document.events[event.documentIndex], by: capture.member,
                transaction: transaction, names: &names)
        }
    }
}

extension NamespaceMap {
    /// What an event needs to be told beside GS1's own context, as JSON; nil where that is enough.
    fileprivate var ownContext: String? {
        guard case .array(let contexts) = context, contexts.count > 1 else { return nil }
        return String(decoding: JSONWriter.write(context), as: UTF8.self)
    }
}

extension PostingFacts {
    /// The cause of a posting that made stock.
    static let createdCause = "created"
    /// Of one that sent it away.
    static let shippedCause = "shipped"
}
