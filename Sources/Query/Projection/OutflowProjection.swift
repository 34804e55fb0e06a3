import GRDB
import LedgerCore
import Storage

/// Sums what left the books for good, by lot, holder and cause.
struct OutflowProjection {
    private let database: Database
    private let add: PreparedStatement
    private let subtract: PreparedStatement

    init(_ database: Database) throws(StorageError) {
        self.database = database
        // A sum beyond 63 bits stays at the largest: the books hold each stock to that, not their
        // history.
        add = try PreparedStatement(
            database,
            """
            INSERT INTO outflows (lot, holder, cause, unit, amount) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT DO UPDATE SET amount = min(amount, ?6 - ?5) + ?5
            """)
        subtract = try PreparedStatement(
            database,
            """
            UPDATE outflows SET amount = max(amount - ?5, 0)
            WHERE lot = ?1 AND holder = ?2 AND cause = ?3 AND unit = ?4
            """)
    }

    /// - Precondition: it is for good.
    func add(
        _ posting: PostingFacts, lot: Int64, names: inout NameCache
    ) throws(StorageError) {
        precondition(posting.isForGood, "\(posting.cause) may come back")
        try add.run(
            .integer(lot), .integer(try names.id(of: posting.holder.text, in: database)),
            .integer(try names.id(of: posting.cause, in: database)),
            .integer(Int64(posting.unit.rawValue)), .integer(posting.stock.amount),
            .integer(Int64.max))
    }

    /// Takes off what an event added, which was declared to be in error.
    func takeBack(event: Int64, _ names: inout NameCache) throws(StorageError) {
        let postings = try PreparedStatement(
            database,
            """
            SELECT lot, holder, cause, unit, amount FROM postings
            WHERE event = ? AND cause LIKE 'consumed:%'
            """
        ).all(.integer(event)) {
            ($0.integer(0), $0.integer(1), $0.text(2), $0.integer(3), $0.integer(4))
        }
        for (lot, holder, cause, unit, amount) in postings {
            try subtract.run(
                .integer(lot), .integer(holder),
                .integer(try names.id(of: cause, in: database)), .integer(unit),
                .integer(amount))
        }
        try PreparedStatement(
            database,
            """
            DELETE FROM outflows
            WHERE amount = 0 AND lot IN (SELECT lot FROM postings WHERE event = ?)
            """
        ).run(.integer(event))
    }
}

extension PostingFacts {
    /// Whether the goods are gone: eaten, sold, lost, made into something else.
    var isForGood: Bool { cause.hasPrefix("consumed:") }
}
