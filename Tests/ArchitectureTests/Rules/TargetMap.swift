/// The map of the code in Docs/Architecture.md: a target imports only from rows above its own.
enum TargetMap {
    static let rows: [[String]] = [
        ["LedgerCore"],
        ["Consensus", "EPCIS", "Storage"],
        ["LightClient", "Traceability"],
        ["Query", "Season", "Simulation"],
        ["Node", "Founding"],
        ["daftar", "daftar-verify", "simulate"],
    ]

    /// Replicated: every node must compute the same from the same input.
    static let deterministic: Set = [
        "LedgerCore", "Consensus", "LightClient", "EPCIS", "Traceability",
    ]

    /// Libraries from outside the package that a deterministic target may import.
    static let outsideOfDeterministic: [String: Set<String>] = ["LedgerCore": ["Crypto"]]

    /// Modules of the toolchain that every other target may import without declaring them.
    static let toolchain: Set = [
        "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization",
    ]

    /// Modules whose types stand in the interface of a declared product.
    static let carried: [String: Set<String>] = [
        "AsyncHTTPClient": ["NIOCore", "NIOHTTP1", "NIOPosix"],
        "GRDB": ["GRDBSQLite"],
        "Hummingbird": ["HTTPTypes", "HummingbirdCore", "NIOCore", "NIOHTTPTypes"],
    ]

    static func row(of target: String) -> Int? {
        rows.firstIndex { $0.contains(target) }
    }
}
