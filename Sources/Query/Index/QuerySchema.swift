import GRDB
import Storage

/// The tables of `query.sqlite`: nothing that the ledger does not imply.
///
/// Spec: Docs/Spec/Storage.md §8; Docs/ADR/0011-projections-point-into-the-ledger.md.
enum QuerySchema {
    /// Any change to the tables, or to what is put into them, takes another number; an index with
    /// another number is dropped and made anew.
    static let version = 7

    static func version(of database: Database) throws(StorageError) -> Int {
        let version = try PreparedStatement(database, "PRAGMA user_version")
            .first { $0.integer(0) }
        return Int(version ?? 0)
    }

    static func create(in database: Database) throws(StorageError) {
        do {
            try database.execute(sql: tables)
            try database.execute(sql: "PRAGMA user_version = \(version)")
        } catch { throw StorageError(error) }
    }

    /// Every table with the columns that order its rows, for a comparison of two indexes.
    static let order = [
        "progress": "one", "blocks": "height", "transactions": "number", "names": "id",
        "events": "number", "mentions": "name, event, role", "ilmd": "event",
        "links": "name, side, joint, event", "creations": "lot, event",
        "postings": "event, position", "holdings": "lot, holder, unit",
        "consignments": "lot, address, unit", "gaps": "id",
        "origins": "lot", "custodies": "lot", "outflows": "lot, holder, cause, unit",
        "recalls": "lot, event", "citations": "thing, event",
        "attributes": "thing, member, attribute",
        "parties": "event, name", "partners": "lot, name",
    ]

    private static let tables = """
        CREATE TABLE progress (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            height INTEGER NOT NULL,
            -- The first block whose facts are here. Above 1 where the ledger began with a snapshot.
            since INTEGER NOT NULL,
            chain BLOB NOT NULL
        ) STRICT;

        -- Every text once: keys of things and places, steps, members, attributes. Found by the first
        -- 64 bits of its SHA-256, which takes less room than the text would as a key.
        CREATE TABLE names (
            id INTEGER PRIMARY KEY,
            hash INTEGER NOT NULL,
            text TEXT NOT NULL
        ) STRICT;
        CREATE INDEX names_hash ON names (hash);

        -- first_event is the number of the first event of the block, or of the next one with events.
        CREATE TABLE blocks (
            height INTEGER PRIMARY KEY,
            time INTEGER NOT NULL,
            first_event INTEGER NOT NULL
        ) STRICT;

        -- Captures with accepted events.
        CREATE TABLE transactions (
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL,
            height INTEGER NOT NULL,
            position INTEGER NOT NULL,
            member INTEGER NOT NULL,
            context INTEGER
        ) STRICT;

        -- Accepted events in the order of the ledger. offset and length say where the bytes of the
        -- event stand in the content of its transaction.
        CREATE TABLE events (
            number INTEGER PRIMARY KEY,
            hash INTEGER NOT NULL,
            event_id TEXT NOT NULL,
            "transaction" INTEGER NOT NULL,
            document_index INTEGER NOT NULL,
            offset INTEGER NOT NULL,
            length INTEGER NOT NULL,
            type INTEGER NOT NULL,
            action INTEGER,
            event_time INTEGER NOT NULL,
            zone_minutes INTEGER NOT NULL,
            step INTEGER,
            disposition INTEGER,
            read_point INTEGER,
            location INTEGER,
            is_declaration INTEGER NOT NULL,
            is_declared INTEGER NOT NULL,
            -- In whose books it is, and who recorded it for that member, where another did.
            member INTEGER NOT NULL,
            delegate INTEGER,
            -- Who may read its time, place, amounts and counterparties, two bits each.
            levels INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX events_hash ON events (hash);
        CREATE INDEX events_time ON events (event_time);

        CREATE TABLE mentions (
            name INTEGER NOT NULL,
            event INTEGER NOT NULL,
            role INTEGER NOT NULL,
            PRIMARY KEY (name, event, role)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX mentions_event ON mentions (event, name);

        -- Texts that stand for members who are party to an event, but for the one who recorded it.
        CREATE TABLE parties (
            event INTEGER NOT NULL,
            name INTEGER NOT NULL,
            PRIMARY KEY (event, name)
        ) STRICT, WITHOUT ROWID;

        -- Texts that stand for members who are chain partners of a lot.
        CREATE TABLE partners (
            lot INTEGER NOT NULL,
            name INTEGER NOT NULL,
            PRIMARY KEY (lot, name)
        ) STRICT, WITHOUT ROWID;

        -- Attributes of the lots that an event makes: one LotAttributes, for they are read together.
        CREATE TABLE ilmd (
            event INTEGER PRIMARY KEY,
            attributes BLOB NOT NULL
        ) STRICT;

        -- What goes into a joint (side 0) and what comes out of it (side 1). A joint is an event, or
        -- all events with one transformation id.
        CREATE TABLE links (
            name INTEGER NOT NULL,
            side INTEGER NOT NULL,
            joint INTEGER NOT NULL,
            event INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            amount INTEGER,
            unit INTEGER,
            PRIMARY KEY (name, side, joint, event)
        ) STRICT, WITHOUT ROWID;
        -- All columns, so that a joint is read from one place.
        CREATE INDEX links_joint ON links (joint, name, side, event, kind, amount, unit);

        CREATE TABLE creations (
            lot INTEGER NOT NULL,
            event INTEGER NOT NULL,
            PRIMARY KEY (lot, event)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE postings (
            event INTEGER NOT NULL,
            position INTEGER NOT NULL,
            lot INTEGER NOT NULL,
            holder INTEGER NOT NULL,
            cause TEXT NOT NULL,
            counterparty INTEGER,
            is_inflow INTEGER NOT NULL,
            unit INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            unaccounted INTEGER NOT NULL,
            PRIMARY KEY (event, position)
        ) STRICT, WITHOUT ROWID;

        -- rests: the gaps that it rests on, null for none.
        CREATE TABLE holdings (
            lot INTEGER NOT NULL,
            holder INTEGER NOT NULL,
            unit INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            unaccounted INTEGER NOT NULL,
            debt INTEGER NOT NULL,
            rests BLOB,
            PRIMARY KEY (lot, holder, unit)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE consignments (
            lot INTEGER NOT NULL,
            address BLOB NOT NULL,
            unit INTEGER NOT NULL,
            leaf BLOB NOT NULL,
            PRIMARY KEY (lot, address, unit)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE gaps (
            id BLOB PRIMARY KEY,
            leaf BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- Where the accounted goods of a lot came from.
        CREATE TABLE origins (
            lot INTEGER PRIMARY KEY,
            leaf BLOB NOT NULL
        ) STRICT;

        -- Under which model and claim the goods of a lot are.
        CREATE TABLE custodies (
            lot INTEGER PRIMARY KEY,
            leaf BLOB NOT NULL
        ) STRICT;

        -- What left the books for good, summed up; what was declared to be in error is taken off.
        CREATE TABLE outflows (
            lot INTEGER NOT NULL,
            holder INTEGER NOT NULL,
            cause INTEGER NOT NULL,
            unit INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            PRIMARY KEY (lot, holder, cause, unit)
        ) STRICT, WITHOUT ROWID;

        -- Events that call a thing back, and those that lift a recall of the same member.
        CREATE TABLE recalls (
            lot INTEGER NOT NULL,
            event INTEGER NOT NULL,
            lifts INTEGER NOT NULL,
            reason TEXT,
            PRIMARY KEY (lot, event)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX recalls_event ON recalls (event);

        -- Plots that a harvest names, and certificates that goods go under.
        CREATE TABLE citations (
            thing INTEGER NOT NULL,
            event INTEGER NOT NULL,
            PRIMARY KEY (thing, event)
        ) STRICT, WITHOUT ROWID;

        -- Master data from the headers of documents, as JSON; each member's own.
        CREATE TABLE attributes (
            thing INTEGER NOT NULL,
            member INTEGER NOT NULL,
            attribute INTEGER NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (thing, member, attribute)
        ) STRICT, WITHOUT ROWID;
        """
}
