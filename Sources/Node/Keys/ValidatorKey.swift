import Foundation
import LedgerCore

/// The consensus key of this node, if it validates.
enum ValidatorKey {
    static let fileName = "consensus.key"

    /// The key in `keys/consensus.key`; on a demo chain the derived one of the named validator, or
    /// of the only one there is, unless the home has a key of its own for peers: it follows that one then.
    ///
    /// - Returns: `nil` for a node that follows without voting.
    static func find(
        in directory: String, named name: MemberID?, demo: DemoKeys?, genesis: Genesis
    ) throws(KeyFile.Fault) -> PrivateKey? {
        let path = directory + "/" + fileName
        if FileManager.default.fileExists(atPath: path) { return try KeyFile.read(path) }
        guard let demo else { return nil }
        let follows = FileManager.default.fileExists(
            atPath: directory + "/" + TransportKey.fileName)
        let only = follows ? nil : genesis.onlyValidator
        return (name ?? only).map { demo.key(.consensus, $0.text) }
    }
}

extension CheckpointKeeper.Signer {
    /// The keys `log.key` and `cosigner.key` of a validator's home, or the derived ones of a demo.
    ///
    /// - Returns: nil for a node that signs no checkpoints.
    static func find(
        in directory: String, of validator: KeyID?, named name: MemberID?, demo: DemoKeys?,
        genesis: Genesis
    ) throws(KeyFile.Fault) -> CheckpointKeeper.Signer? {
        let known = genesis.validators.first { $0.consensusKey.id == validator }?.name
        guard validator != nil else { return nil }
        let derived = name ?? known ?? genesis.onlyValidator
        func key(_ purpose: DemoKeys.Purpose) throws(KeyFile.Fault) -> PrivateKey? {
            let path = "\(directory)/\(purpose.rawValue).key"
            if FileManager.default.fileExists(atPath: path) { return try KeyFile.read(path) }
            return derived.flatMap { demo?.key(purpose, $0.text) }
        }
        guard let log = try key(.log), let cosigner = try key(.cosigner) else { return nil }
        return CheckpointKeeper.Signer(log: log, cosigner: cosigner)
    }
}

extension Genesis {
    /// The validator of a chain of one.
    var onlyValidator: MemberID? { validators.count == 1 ? validators.first?.name : nil }
}
