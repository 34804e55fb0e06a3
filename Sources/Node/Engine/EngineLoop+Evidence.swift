import Consensus
import LedgerCore
import Logging
import Storage
import Traceability

/// What becomes of a proof that a validator broke the rules.
extension EngineLoop {
    /// How often evidence against one validator is handed in. Each transaction makes a height, at which a
    /// validator that breaks the rules at every height would give evidence again, for ever.
    private static let handInMilliseconds: Int64 = 60_000

    /// Keeps it for the operator, and hands it in to the ledger under the validator's own name.
    mutating func take(_ evidence: Evidence) {
        let accused = evidence.accused(in: replica.start.validators)
        seen.add(EvidenceBook.Entry(evidence: evidence, accused: accused, seenAt: now))
        logger.error(
            "a validator broke the rules",
            metadata: [
                "kind": "\(evidence.kind)", "height": "\(evidence.height)",
                "validators": "\(accused)",
            ])
        let moment = monotonicNow
        let fresh = accused.filter { key in
            handedIn[key].map { moment.milliseconds(since: $0) >= Self.handInMilliseconds } ?? true
        }
        guard !fresh.isEmpty, let transaction = transaction(of: evidence) else { return }
        for key in fresh { handedIn[key] = moment }
        admit([transaction])
    }

    /// Signed with the log key; nil for a node that is no validator.
    private func transaction(of evidence: Evidence) -> Submission? {
        guard let logKey, let own = replica.signerID,
            let name = validators.validator(voting: own)?.name
        else { return nil }
        let now = now
        let header = evidence.header(
            handedInBy: name, key: logKey.publicKey, on: store.chainID, nonce: .random(),
            sequence: UInt64(clamping: now.milliseconds) &* 1_000,
            expiry: now.advanced(byMilliseconds: Gateway.expiryMilliseconds))
        guard
            let signed = try? SignedTransaction(
                signing: evidence.encoded(), header: header, with: logKey),
            let verified = try? signed.verified(by: logKey.publicKey, on: store.chainID)
        else { preconditionFailure("what was signed here verifies here") }
        var prepared = PreparedTransaction(inBlock: signed)
        prepared.checkSignature(with: logKey.publicKey, on: store.chainID)
        return Submission(transaction: verified, prepared: prepared) { [logger] result in
            if case .failure(let problem) = result {
                logger.warning("evidence was not taken", metadata: ["problem": "\(problem)"])
            }
        }
    }
}
