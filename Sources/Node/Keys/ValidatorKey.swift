import Foundation
import LedgerCore

/// The consensus key of this node, if it validates.
enum ValidatorKey {
    static let fileName = "consensus.key"

    /// The key in `keys/consensus.key`; on a demo chain the derived one of the named validator, or
    /// of the only one there is.
    ///
    /// - Returns: `nil` for a node that follows without voting.
    static func find(
        in directory: String, named name: MemberID?, demo: DemoKeys?, genesis: Genesis
    ) throws(KeyFile.Fault) -> PrivateKey? {
        let path = directory + "/" + fileName
        if FileManager.default.fileExists(atPath: path) { return try KeyFile.read(path) }
        guard let demo else { return nil }
        return (name ?? genesis.onlyValidator).map { demo.key(.consensus, $0.text) }
    }
}

extension Genesis {
    /// The validator of a chain of one.
    var onlyValidator: MemberID? { validators.count == 1 ? validators.first?.name : nil }
}
