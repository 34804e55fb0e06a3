import LedgerCore
import Storage

extension QueryReader {
    /// Names of the lots that a recall begins with, and with a container what was packed into it,
    /// container in container. Empty where the ledger never heard of any.
    func starts(_ keys: [String]) throws(StorageError) -> [Int64] {
        var (found, seen) = ([Int64](), Set<Int64>())
        for key in keys {
            guard let name = try name(key), try isMentioned(name) else { continue }
            if seen.insert(name).inserted { found.append(name) }
        }
        let children = try PreparedStatement(
            database,
            """
            SELECT c.name FROM json_each(?1) n
            CROSS JOIN links p ON p.name = n.value AND p.side = 1 AND p.kind = ?2
            CROSS JOIN links c INDEXED BY links_joint ON c.joint = p.joint AND c.side = 0
            """)
        var level = found.indices
        while !level.isEmpty {
            try children.forEach(
                of: found[level], .integer(LinkKind.aggregation.rawValue)
            ) { row in
                if seen.insert(row.integer(0)).inserted { found.append(row.integer(0)) }
            }
            level = level.upperBound..<found.count
        }
        return found
    }
}
