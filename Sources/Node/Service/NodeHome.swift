package import Storage

/// The directory a node lives in, and what lies where in it.
///
/// One process at a time owns it; the command line writes `node.sqlite` while the node runs.
/// Spec: Docs/Operations.md §2.
package struct NodeHome: Hashable, Sendable {
    /// Without a slash at the end.
    package let path: String

    package init(_ path: String) {
        var path = path[...]
        while path.utf8.count > 1, path.last == "/" { path = path.dropLast() }
        self.path = String(path)
    }

    /// The files of the ledger.
    package var paths: HomePaths { HomePaths(directory: path) }

    /// The genesis this node belongs to, canonical CBOR.
    package var genesisFile: String { path + "/genesis.cbor" }
    /// Users and tokens of this node, never on the ledger.
    package var nodeFile: String { path + "/node.sqlite" }
    /// Who read at this node what is not public.
    package var readsFile: String { path + "/reads.sqlite" }
    /// Private values of events, which the ledger holds commitments to; mode 0600, never on the ledger.
    package var openingsFile: String { path + "/openings.sqlite" }
    /// One file a key, mode 0600.
    package var keysDirectory: String { path + "/keys" }
    /// The process that runs here, while it runs.
    package var processFile: String { path + "/pid" }
}
