/// A validator as genesis and the registry have it: its name, its keys, each for one purpose, and where
/// it is.
package struct ValidatorRecord: Hashable, Sendable {
    package let name: MemberID
    /// Signs proposals and votes.
    package let consensusKey: PublicKey
    /// Signs checkpoints under the log's origin; Ed25519.
    package let logKey: PublicKey
    /// Cosigns checkpoints under the validator's own name; Ed25519.
    package let cosignerKey: PublicKey
    /// SHA-256 of the subject public key info of its TLS key; nil where peers talk without TLS.
    package let tlsKeyDigest: Digest?
    /// Where its peers reach it, such as `http://127.0.0.1:8580`; empty for one that only dials out.
    package let address: String

    package init(
        name: MemberID, consensusKey: PublicKey, logKey: PublicKey, cosignerKey: PublicKey,
        tlsKeyDigest: Digest? = nil, address: String
    ) {
        self.name = name
        self.consensusKey = consensusKey
        self.logKey = logKey
        self.cosignerKey = cosignerKey
        self.tlsKeyDigest = tlsKeyDigest
        self.address = address
    }
}

/// A validator that a chain begins with.
package typealias GenesisValidator = ValidatorRecord

extension ValidatorRecord {
    /// What the keys are for, in the order of the record.
    package var keysByPurpose: [(purpose: String, key: PublicKey)] {
        [("consensus", consensusKey), ("log", logKey), ("cosigner", cosignerKey)]
    }

    /// Whether another record of the validator has the same keys, wherever it is.
    package func hasKeys(of other: ValidatorRecord) -> Bool {
        consensusKey == other.consensusKey && logKey == other.logKey
            && cosignerKey == other.cosignerKey && tlsKeyDigest == other.tlsKeyDigest
    }

    /// The same validator somewhere else.
    package func moved(to address: String) -> ValidatorRecord {
        ValidatorRecord(
            name: name, consensusKey: consensusKey, logKey: logKey, cosignerKey: cosignerKey,
            tlsKeyDigest: tlsKeyDigest, address: address)
    }

    /// Whether peers can be told to go there: empty, or an http or https URL of printable ASCII.
    package static func isAddress(_ text: String) -> Bool {
        if text.isEmpty { return true }
        guard let scheme = ["http://", "https://"].first(where: text.hasPrefix) else {
            return false
        }
        return (scheme.utf8.count + 1...255).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

extension ValidatorRecord: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 6)
        writer.value(name)
        writer.value(consensusKey)
        writer.value(logKey)
        writer.value(cosignerKey)
        writer.optional(tlsKeyDigest)
        writer.text(address)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 6)
        name = try MemberID(from: &reader)
        consensusKey = try PublicKey(from: &reader)
        logKey = try PublicKey(from: &reader)
        cosignerKey = try PublicKey(from: &reader)
        tlsKeyDigest = try reader.optional(Digest.self)
        address = try reader.text(max: 255)
    }
}
