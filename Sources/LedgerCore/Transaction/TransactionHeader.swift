/// Everything about a transaction that is signed beside its content.
///
/// Spec: Docs/Spec/Encoding.md §4; RFC 9052 §3.1; COSE Hash Envelope (labels 258 and 259).
package struct TransactionHeader: Hashable, Sendable {
    package let algorithm: SignatureAlgorithm
    package let keyID: KeyID
    /// Media type of the content, such as `application/ld+json`.
    package let contentType: String
    package let member: MemberID
    package let chain: ChainID
    package let nonce: Nonce
    /// Where the member wants it among its own: lower first. A wish, not a rule.
    package let sequence: UInt64
    /// The last block time at which it may be decided.
    package let expiry: Timestamp
    /// Nil for content that means the same however it is asked for, such as governance.
    package let interpretation: Interpretation?

    package init(
        key: PublicKey, contentType: String, member: MemberID, chain: ChainID, nonce: Nonce,
        sequence: UInt64, expiry: Timestamp, interpretation: Interpretation?
    ) {
        algorithm = key.algorithm
        keyID = key.id
        self.contentType = contentType
        self.member = member
        self.chain = chain
        self.nonce = nonce
        self.sequence = sequence
        self.expiry = expiry
        self.interpretation = interpretation
    }
}

/// The labels of the protected header.
private enum Label {
    static let algorithm: CBORKey = 1
    static let keyID: CBORKey = 4
    static let payloadHashAlgorithm: CBORKey = 258
    static let contentType: CBORKey = 259
    static let member: CBORKey = "member"
    static let chain: CBORKey = "chain"
    static let nonce: CBORKey = "nonce"
    static let sequence: CBORKey = "sequence"
    static let expiry: CBORKey = "expiry"
    static let interpretation: CBORKey = "interpretation"
}

/// SHA-256 as COSE numbers it. Spec: RFC 9054 §2.1.
private let coseSHA256: Int64 = -16

extension TransactionHeader: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.map { map in
            map.entry(Label.algorithm) { $0.value(algorithm) }
            map.entry(Label.keyID) { $0.value(keyID) }
            map.entry(Label.payloadHashAlgorithm) { $0.signed(coseSHA256) }
            map.entry(Label.contentType) { $0.text(contentType) }
            map.entry(Label.member) { $0.value(member) }
            map.entry(Label.chain) { $0.value(chain) }
            map.entry(Label.nonce) { $0.value(nonce) }
            map.entry(Label.sequence) { $0.unsigned(sequence) }
            map.entry(Label.expiry) { $0.value(expiry) }
            if let interpretation {
                map.entry(Label.interpretation) { $0.value(interpretation) }
            }
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        var map = try reader.map()
        try reader.expect(Label.algorithm, in: &map)
        algorithm = try SignatureAlgorithm(from: &reader)
        try reader.expect(Label.keyID, in: &map)
        keyID = try KeyID(from: &reader)
        try reader.expect(Label.payloadHashAlgorithm, in: &map)
        try reader.require(
            try reader.signed() == coseSHA256, "payload hash algorithm -16", at: start)
        try reader.expect(Label.contentType, in: &map)
        contentType = try reader.text(max: 255)
        try reader.expect(Label.chain, in: &map)
        chain = try ChainID(from: &reader)
        try reader.expect(Label.nonce, in: &map)
        nonce = try Nonce(from: &reader)
        try reader.expect(Label.expiry, in: &map)
        expiry = try Timestamp(from: &reader)
        try reader.expect(Label.member, in: &map)
        member = try MemberID(from: &reader)
        try reader.expect(Label.sequence, in: &map)
        sequence = try reader.unsigned()
        if map.remaining > 0 {
            try reader.expect(Label.interpretation, in: &map)
            interpretation = try Interpretation(from: &reader)
        } else {
            interpretation = nil
        }
        try reader.require(map.remaining == 0, "no other protected header", at: start)
    }
}

extension CBORReader {
    /// Requires that a certain key is the next one of a map.
    fileprivate mutating func expect(
        _ key: CBORKey, in map: inout CBORMapCursor
    ) throws(CBORError) {
        let start = offset
        guard try nextKey(in: &map) == key else {
            throw CBORError(.invalid("header \(key)"), at: start)
        }
    }
}
