/// The keys of a demo: anybody can derive them, so that a demo starts with no secrets to keep.
///
/// A genesis that is no demo refuses the keys of the standard seed.
///
/// Spec: Docs/Spec/Encoding.md §9.
package struct DemoKeys: Sendable {
    /// What a key is for. No key serves two purposes.
    package enum Purpose: String, Sendable, CaseIterable {
        case consensus
        case log
        case cosigner
        case administrator
        case member
        case gateway
        case label
        case tls
    }

    /// The seed of the demo that `make demo` starts.
    package static let standardSeed = "daftar demo"

    private let seed: String

    /// Keys for founding a demo.
    package init(seed: String) {
        self.seed = seed
    }

    /// The keys of a chain; nil where the chain is no demo.
    package init?(of genesis: Genesis) {
        guard let seed = genesis.demoSeed else { return nil }
        self.seed = seed
    }

    /// The secret bytes: SHA-256 of ["daftar/demo-key/v1", seed, purpose, name].
    package func secret(_ purpose: Purpose, _ name: String) -> Bytes {
        Digest(domain: .demoKey, count: 3) { writer in
            writer.text(seed)
            writer.text(purpose.rawValue)
            writer.text(name)
        }.bytes
    }

    /// The Ed25519 key of somebody for a purpose.
    package func key(_ purpose: Purpose, _ name: String) -> PrivateKey {
        guard let key = PrivateKey(algorithm: .eddsa, seed: secret(purpose, name)) else {
            preconditionFailure("any 32 bytes are an Ed25519 seed")
        }
        return key
    }

    /// A validator of a demo with all its keys.
    package func validator(_ name: MemberID, address: String) -> ValidatorRecord {
        ValidatorRecord(
            name: name, consensusKey: key(.consensus, name.text).publicKey,
            logKey: key(.log, name.text).publicKey,
            cosignerKey: key(.cosigner, name.text).publicKey,
            tlsKeyDigest: key(.tls, name.text).publicKey.subjectDigest, address: address)
    }
}
