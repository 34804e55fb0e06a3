package import LedgerCore

/// A slow walk over everything the ledger has, held against its hashes: disks forget without saying so.
///
/// Each step is bounded, reads one moment, and writes nothing. A round goes over all blocks that are
/// here, with their contents, and then over all values of the state, each by its proof under the root of
/// the head; then it begins anew.
///
/// Spec: Docs/Spec/Sync.md §8.
package struct Scrub: Sendable {
    /// What a step has looked at.
    package enum Step: Equatable, Sendable {
        case block(Height)
        /// This many values of the state.
        case state(keys: Int)
        /// The end of a round; nothing was looked at.
        case roundEnded
    }

    private enum Position: Equatable {
        case block(Height)
        case state(after: StatePlace?)
    }

    private var position: Position
    private let keysMax: Int

    /// - Parameters:
    ///   - first: the block to begin with.
    ///   - keysMax: values of the state that one step looks at.
    package init(from first: Height = .first, keysMax: Int = 500) {
        position = .block(first)
        self.keysMax = keysMax
    }

    /// Looks at the next part.
    ///
    /// - Throws: what is wrong, and goes on behind it when called again.
    package mutating func step(over store: LedgerStore) throws(ScrubFault) -> Step {
        switch position {
        case .block(let height): return try block(at: height, of: store)
        case .state(let last): return try state(after: last, of: store)
        }
    }

    private mutating func block(
        at height: Height, of store: LedgerStore
    ) throws(ScrubFault) -> Step {
        do {
            let (height, fault) = try store.read { reader throws -> (Height, LedgerFault?) in
                let height = max(height, try reader.base())
                guard height <= (try reader.head().height) else { return (height, nil) }
                // Contents first: the check reads the whole block, and stops at one that is wrong.
                let fault = try reader.contentFault(at: height)
                if let fault { return (height, fault) }
                let check = try BlockCheck(
                    height: height, chain: store.chainID, reader: reader)
                return (height, check.fault)
            }
            guard height <= store.head.height else {
                position = .state(after: nil)
                return try step(over: store)
            }
            position = .block(height.next)
            if let fault { throw ScrubFault.block(height, fault) }
            return .block(height)
        } catch let fault as ScrubFault {
            throw fault
        } catch StorageError.archive(let reason) {
            position = .block(height.next)
            throw .archive(height, reason)
        } catch {
            position = .block(height.next)
            throw .block(height, .unreadable("\(error)"))
        }
    }

    private mutating func state(
        after last: StatePlace?, of store: LedgerStore
    ) throws(ScrubFault) -> Step {
        do {
            let keysMax = keysMax
            let (rows, wrong) = try store.read { reader throws -> ([StateRows.Row], StateKey?) in
                let rows = try StateRows.rows(after: last, limit: keysMax, in: reader.database)
                return (rows, try reader.firstUnproven(of: rows))
            }
            guard let end = rows.last else {
                position = .block(.first)
                return .roundEnded
            }
            position = .state(after: end.place)
            if let wrong { throw ScrubFault.state(wrong) }
            return .state(keys: rows.count)
        } catch let fault as ScrubFault {
            throw fault
        } catch {
            position = .block(.first)
            throw .unreadable("\(error)")
        }
    }
}

/// What a scrub found to be other than its hash.
package enum ScrubFault: Error, Equatable, Sendable {
    case block(Height, LedgerFault)
    /// The block's contents are in the archive, and the file is away or damaged; it says which.
    case archive(Height, String)
    case state(StateKey)
    /// The values or the tree cannot be read.
    case unreadable(String)
}

extension LedgerReader {
    /// The first key whose value the state root of the head does not know. Nil where there is no tree yet:
    /// once it is made, its root is held against the header.
    fileprivate func firstUnproven(of rows: [StateRows.Row]) throws -> StateKey? {
        guard try !lacksTree() else { return nil }
        let head = try head()
        let tree = StateTree(version: head.height, store: try StateTreeRows(database))
        for row in rows {
            let (type, id) = try row.place.key()
            let key = StateKey(type, id)
            let proof = try tree.proof(of: key.digest)
            guard proof.shows(key.digest, holds: row.value, root: head.stateRoot) else {
                return key
            }
        }
        return nil
    }

    /// The first transaction of a block whose content is here and is not what was signed.
    ///
    /// - Throws: `.archive` when the contents are in a file that is away or damaged.
    func contentFault(at height: Height) throws(StorageError) -> LedgerFault? {
        var position = 0
        var fault: LedgerFault?
        try PreparedStatement(
            database,
            """
            SELECT t.envelope, c.bytes FROM transactions t
            JOIN blocks b ON t.leaf >= b.first_leaf AND t.leaf < b.seal_leaf
            LEFT JOIN contents c ON c.number = t.content AND c.codec = 0
            WHERE b.height = ? ORDER BY t.leaf
            """
        ).forEach([.height(height)]) { row throws(StorageError) in
            if let content = row.optionalBlob(1), fault == nil,
                Digest(hashing: content) != (try row.envelope(0)).contentDigest
            {
                fault = .content(position: position)
            }
            position += 1
        }
        if let fault { return fault }
        guard let row = try ArchiveRow.holding(height, in: database), row.first == height else {
            return nil
        }
        // Once a frame: reading it holds it against its digest.
        _ = try ArchiveFrames(self).range(of: row)
        return nil
    }
}
