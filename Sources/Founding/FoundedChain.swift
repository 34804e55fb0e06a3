package import LedgerCore

/// A genesis and the secrets that were made with it.
package struct FoundedChain: Sendable {
    package let genesis: Genesis
    /// The keys that founding made, in no file yet; empty where every key was named.
    package let secrets: [FoundedSecret]

    package init(genesis: Genesis, secrets: [FoundedSecret]) {
        self.genesis = genesis
        self.secrets = secrets
    }
}

/// A key that founding made.
package struct FoundedSecret: Hashable, Sendable {
    package let purpose: DemoKeys.Purpose
    /// Of the validator, administrator or member whose key it is.
    package let name: String
    /// An Ed25519 seed of 32 bytes.
    package let seed: Bytes
}

/// Makes the keys that a chain needs and nobody has yet.
struct KeyMaker {
    private let demo: DemoKeys?
    private let random: () -> Bytes
    private(set) var made: [FoundedSecret] = []

    /// - Parameters:
    ///   - demoSeed: from which the keys follow, on a demo.
    ///   - random: 32 bytes from the system's generator; not asked on a demo.
    init(demoSeed: String?, random: @escaping () -> Bytes) {
        demo = demoSeed.map { DemoKeys(seed: $0) }
        self.random = random
    }

    /// Whether keys follow from a seed that everybody knows.
    var isOfDemo: Bool { demo != nil }

    mutating func make(_ purpose: DemoKeys.Purpose, _ name: String) -> PublicKey {
        let seed = demo?.secret(purpose, name) ?? random()
        guard let key = PrivateKey(algorithm: .eddsa, seed: seed) else {
            preconditionFailure("any 32 bytes are an Ed25519 seed")
        }
        made.append(FoundedSecret(purpose: purpose, name: name, seed: seed))
        return key.publicKey
    }
}
