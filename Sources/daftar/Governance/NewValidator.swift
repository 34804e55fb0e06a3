import LedgerCore
import Node

/// A validator that is to be, with its keys in a directory.
struct NewValidator {
    private let name: MemberID
    private let address: String
    private let directory: String

    init(name: String, address: String, keys directory: String) throws {
        guard let member = MemberID(name) else {
            throw CommandFailure.refused("“\(name)” is no name: 1 to 64 of a-z 0-9 . -")
        }
        guard ValidatorRecord.isAddress(address) else {
            throw CommandFailure.refused(
                "“\(address)” is no address.", advice: "It looks like https://node.example:8580.")
        }
        self.name = member
        self.address = address
        self.directory = directory
    }

    /// Makes the key files that are missing, so that the keys are on disk before anybody knows of
    /// them.
    func candidate(on chain: ChainID) throws -> ValidatorCandidate {
        try Files.makeDirectory(directory)
        let consensus = try key("consensus")
        let log = try key("log")
        let cosigner = try key("cosigner")
        let transport = try key("tls")
        let record = ValidatorRecord(
            name: name, consensusKey: consensus.publicKey, logKey: log.publicKey,
            cosignerKey: cosigner.publicKey,
            tlsKeyDigest: transport.publicKey.subjectDigest, address: address)
        return ValidatorCandidate(
            record, on: chain, consensus: consensus, log: log, cosigner: cosigner,
            transport: transport)
    }

    private func key(_ purpose: String) throws -> PrivateKey {
        let file = "\(directory)/\(purpose).key"
        if !Files.exists(file) {
            try KeyFile.write(seed: HomeFounding.random(), algorithm: .eddsa, to: file)
        }
        return try KeyFile.read(file)
    }
}
