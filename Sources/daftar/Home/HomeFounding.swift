import Founding
import LedgerCore
import Node

/// Makes the home of a node: ledger, keys, users, and last of all the genesis file, so that a home
/// that has it is whole.
enum HomeFounding {
    /// - Parameters:
    ///   - chain: what the home is of.
    ///   - validator: whose keys the home gets; the first one's where none is named.
    static func make(
        _ home: NodeHome, of chain: FoundedChain, validator: MemberID? = nil
    ) throws {
        guard !Files.exists(home.genesisFile) else {
            throw CommandFailure.refused(
                "\(home.path) is a home already.", advice: "Nothing was changed.")
        }
        try Files.makeDirectory(home.path)
        try NodeFounding.found(home, on: chain.genesis)
        let name = validator ?? chain.genesis.validators.first?.name
        for secret in chain.secrets {
            guard let file = fileName(of: secret, validator: name) else { continue }
            try KeyFile.write(
                seed: secret.seed, algorithm: .eddsa, to: home.keysDirectory + "/" + file)
        }
        _ = try CredentialStore(path: home.nodeFile)
        _ = try OpeningStore(path: home.openingsFile)
        try Files.write(Array(chain.genesis.json.utf8), to: home.genesisText)
        try Files.write(chain.genesis.encoded(), to: home.genesisFile)
    }

    /// The file of a key in a home; `nil` for a key that belongs to another home.
    private static func fileName(of secret: FoundedSecret, validator: MemberID?) -> String? {
        switch secret.purpose {
        case .consensus, .log, .cosigner, .tls:
            secret.name == validator?.text ? "\(secret.purpose.rawValue).key" : nil
        case .gateway: MemberID(secret.name).map { GatewayKeys.fileName(of: $0) }
        case .administrator, .member, .label: "\(secret.purpose.rawValue)-\(secret.name).key"
        }
    }

    /// 32 bytes from the system's generator.
    static func random() -> Bytes {
        var generator = SystemRandomNumberGenerator()
        return (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

extension NodeHome {
    /// The genesis for people.
    var genesisText: String { path + "/genesis.json" }
}
