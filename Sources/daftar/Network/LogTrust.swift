import EPCIS
import LedgerCore

/// What a transparency-log client trusts: the keys of the log, and how many validators must have
/// cosigned a checkpoint.
///
/// Spec: C2SP signed-note, tlog-cosignature; Docs/Spec/Encoding.md.
struct LogTrust {
    private let logKeys: [String]
    private let cosignerKeys: [String]
    private let quorum: Int

    /// Seconds after which a checkpoint is too old to be trusted by the demo's policy.
    private static let checkpointAgeMax = 3_600

    init(of genesis: Genesis) {
        logKeys = genesis.validators.compactMap {
            $0.logNoteKey(origin: genesis.logOrigin)?.text
        }
        cosignerKeys = genesis.validators.compactMap {
            $0.cosignerNoteKey(origin: genesis.logOrigin)?.text
        }
        quorum = 2 * genesis.validators.count / 3 + 1
    }

    /// Writes `log.vkeys` and `log-policy.json`.
    func write(to directory: String) throws {
        let keys = logKeys.map { $0 + "\n" }.joined()
        try Files.write(Array(keys.utf8), to: directory + "/log.vkeys")
        let policy = JSONValue.members([
            "quorum": .integer(quorum), "witnesses": .texts(cosignerKeys),
            "max_checkpoint_age": .integer(Self.checkpointAgeMax),
        ])
        try Files.write(JSONWriter.write(policy) + [0x0a], to: directory + "/log-policy.json")
    }
}
