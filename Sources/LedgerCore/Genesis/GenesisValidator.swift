/// A validator that a chain begins with: its name, its keys, each for one purpose, and where it is.
package struct GenesisValidator: Hashable, Sendable {
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

extension GenesisValidator: CBORCodable {
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
