import Consensus
import LedgerCore

/// The validators in force as peers: who they are, where they listen, and which key they prove.
///
/// Spec: Docs/Spec/Consensus.md §11.
struct PeerDirectory: Hashable, Sendable {
    struct Entry: Hashable, Sendable {
        let name: MemberID
        /// Of the consensus key, as headers and votes name the validator.
        let keyID: KeyID
        let peer: PeerID
        /// Nil for a validator that only dials out.
        let address: PeerAddress?
    }

    /// In the order of names. A validator without a TLS key in the registry has no peers, and is none.
    let entries: [Entry]

    init(_ validators: [GenesisValidator]) {
        entries = validators.compactMap { validator in
            validator.tlsKeyDigest.map { digest in
                Entry(
                    name: validator.name, keyID: validator.consensusKey.id, peer: PeerID(digest),
                    address: PeerAddress(validator.address))
            }
        }.sorted { $0.name < $1.name }
    }

    func entry(of peer: PeerID) -> Entry? { entries.first { $0.peer == peer } }

    /// All but the node itself.
    func others(than own: PeerID) -> [Entry] { entries.filter { $0.peer != own } }
}
