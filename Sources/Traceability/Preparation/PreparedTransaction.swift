package import EPCIS
package import LedgerCore

/// A transaction with all the work done that needs no state: its content is read once, by whoever
/// takes it in, and never again by the thread that decides.
package struct PreparedTransaction: Sendable {
    package let signed: SignedTransaction
    package let content: Content
    /// Set once somebody checked the signature under the key that the header names.
    private(set) var verified: VerifiedTransaction?

    package enum Content: Sendable {
        case capture(PreparedCapture)
        case governance(SignedProposal)
        /// Its parts contradict each other; who signed them is for execution to judge.
        case evidence(Evidence)
        /// In a block all the same; its outcome says why.
        case unreadable(PreparationError)
    }

    /// Prepares a transaction that a client hands in.
    ///
    /// - Throws: everything that is wrong with its content.
    package init(_ signed: SignedTransaction) throws(PreparationError) {
        self.signed = signed
        content = try PreparedTransaction.content(of: signed)
    }

    /// Prepares a transaction that came in a block: one that cannot be read is refused there.
    package init(inBlock signed: SignedTransaction) {
        self.signed = signed
        do throws(PreparationError) {
            content = try PreparedTransaction.content(of: signed)
        } catch {
            content = .unreadable(error)
        }
    }

    /// Prepares a transaction whose signature was checked: execution need not check it again.
    ///
    /// - Throws: everything that is wrong with its content.
    package init(_ verified: VerifiedTransaction) throws(PreparationError) {
        try self.init(verified.signed)
        self.verified = verified
    }

    /// A capture that was read before it was signed.
    ///
    /// - Parameter capture: what its content, its interpretation and its member give.
    package init(_ verified: VerifiedTransaction, reading capture: PreparedCapture) {
        signed = verified.signed
        content = .capture(capture)
        self.verified = verified
    }

    /// The same for a transaction that another node took in, and that a block may bring unreadable.
    package init(inBlock verified: VerifiedTransaction) {
        self.init(inBlock: verified.signed)
        self.verified = verified
    }

    package var id: TransactionID { signed.id }

    /// Keys of the lots that its events name, each once, as the events do.
    package var lots: [StateKey] {
        guard case .capture(let capture) = content else { return [] }
        var named: Set<StateKey> = []
        var lots: [StateKey] = []
        for case .sound(let event, _) in capture.events {
            for reference in event.references where named.insert(reference.lotKey).inserted {
                lots.append(reference.lotKey)
            }
        }
        return lots
    }

    /// Checks the signature here, so that execution need not. A wrong one is left for execution to
    /// refuse.
    package mutating func checkSignature(with key: PublicKey, on chain: ChainID) {
        verified = try? signed.verified(by: key, on: chain)
    }

    private static func content(
        of signed: SignedTransaction
    ) throws(PreparationError) -> Content {
        switch ContentType(rawValue: signed.header.contentType) {
        case .capture:
            guard let interpretation = signed.header.interpretation else {
                throw PreparationError(.notInterpreted)
            }
            return .capture(
                try PreparedCapture(
                    signed.content, interpretation: interpretation, member: signed.header.member))
        case .governance:
            return .governance(try SignedProposal(preparing: signed.content))
        case .evidence:
            return .evidence(try Evidence(preparing: signed.content))
        case nil:
            throw PreparationError(.unknownContentType(signed.header.contentType))
        }
    }
}
