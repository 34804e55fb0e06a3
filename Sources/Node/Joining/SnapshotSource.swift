import LedgerCore

/// Somebody who may have a snapshot. Nothing that it answers is believed.
protocol SnapshotSource: Sendable {
    /// For the log.
    var name: String { get }

    /// The manifest of a snapshot of a block above this height.
    ///
    /// - Throws: where there is no answer.
    func manifest(above height: Height) async throws -> SnapshotAnswer

    /// A chunk of the snapshot whose manifest has this digest; nil where the source does not have it.
    ///
    /// - Throws: where there is no answer.
    func chunk(_ index: Int, of digest: Digest) async throws -> Bytes?
}

enum SnapshotAnswer: Equatable, Sendable {
    case manifest(Bytes)
    /// It is being made; to be asked for again after so long.
    case making(afterSeconds: Int)
    case none(reason: String)
}
