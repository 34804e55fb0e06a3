import LedgerCore
import Testing

/// A small world that tests share: keys by number, a chain, a farm that harvests apricots.
enum Fixtures {
    static let chain = ChainID(Digest(hashing: Array("a chain for tests".utf8)))
    static let farm = member("farm-017")
    static let content = Array(#"{"type":"EPCISDocument"}"#.utf8)
    static let expiry = Timestamp(milliseconds: 1_800_000_000_000)

    static func member(_ text: String) -> MemberID {
        guard let member = MemberID(text) else { preconditionFailure("a sound member id") }
        return member
    }

    static func key(_ number: UInt8, _ algorithm: SignatureAlgorithm = .eddsa) -> PrivateKey {
        let seed = Digest(hashing: [number]).bytes
        guard let key = PrivateKey(algorithm: algorithm, seed: seed) else {
            preconditionFailure("a sound seed")
        }
        return key
    }

    static func header(
        _ key: PrivateKey, nonce: UInt8 = 1, chain: ChainID = chain, expiry: Timestamp = expiry,
        interpretation: Interpretation? = Interpretation()
    ) -> TransactionHeader {
        guard let nonce = Nonce(bytes: Bytes(repeating: nonce, count: Nonce.byteCount)) else {
            preconditionFailure("a sound nonce")
        }
        return TransactionHeader(
            key: key.publicKey, contentType: "application/ld+json", member: farm, chain: chain,
            nonce: nonce, sequence: 42, expiry: expiry, interpretation: interpretation)
    }

    static func transaction(
        _ number: UInt8 = 1, _ algorithm: SignatureAlgorithm = .eddsa
    ) throws -> SignedTransaction {
        let key = key(100, algorithm)
        return try SignedTransaction(
            signing: content, header: header(key, nonce: number), with: key)
    }

    static func validators(_ count: Int) throws -> (set: ValidatorSet, keys: [PrivateKey]) {
        let keys = (0..<count).map { key(UInt8($0)) }.sorted { $0.id < $1.id }
        return (try #require(ValidatorSet(keys: keys.map(\.publicKey))), keys)
    }

    static func block(transactions: Int = 3, set: ValidatorSet) throws -> Block {
        let body = BlockBody(
            transactions: try (0..<transactions).map { try transaction(UInt8($0)) })
        var log = MerkleFrontier()
        log.append(transactionsOf: body)
        let outcomes = body.transactions.map { _ in Outcome(.done) }
        let header = BlockHeader(
            chain: chain, height: .first, previous: .none,
            time: Timestamp(milliseconds: 1_790_000_000_000),
            proposer: set.proposer(height: .first, round: .zero),
            transactionsRoot: body.transactionsRoot, outcomesRoot: Outcome.root(of: outcomes),
            logSize: log.size, logRoot: log.root, stateRoot: .zero,
            validatorSetHash: set.hash, nextValidatorSetHash: set.hash)
        return Block(header: header, body: body)
    }
}
