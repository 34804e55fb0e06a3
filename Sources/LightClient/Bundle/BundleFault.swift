package import LedgerCore

/// Why an export bundle does not hold: the first reason found.
package enum BundleFault: Error, Equatable, Sendable {
    case archive(ArchiveFault)
    /// A file that every bundle has, or that the manifest lists.
    case missing(String)
    /// A file that the manifest does not list.
    case extra(String)
    /// A file that is not the one that was signed for.
    case other(String)
    case malformed(String, CBORError)
    /// One of the proofs does not hold.
    case proof(String, ProofFault)
    case otherChain
    /// The state in it is of another height than the manifest says.
    case otherHeight(found: Height, signed: Height)
    /// The proof of the state says nothing of this.
    case notShown(String)
    /// The key is not the signer's, or did not sign at that height.
    case keyNotInForce(MemberID)
    case suspended(MemberID)
    case signatureInvalid
    /// A proof under the name of another transaction, or of none.
    case otherTransaction(String)
    /// What was refused is no part of a lot's story.
    case refused(String, code: String)
    /// A transaction that was decided after the state that the case rests on.
    case later(String)
}

extension BundleFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .archive(let fault): "the archive: \(fault)"
        case .missing(let name): "\(name) is missing"
        case .extra(let name): "\(name) is in it, and nobody signed for it"
        case .other(let name): "\(name) is not the file that was signed for"
        case .malformed(let name, let error): "\(name) cannot be read: \(error)"
        case .proof(let name, let fault): "\(name): \(fault)"
        case .otherChain: "it is of another chain than the trusted one"
        case .otherHeight(let found, let signed):
            "its state is of height \(found), and the manifest says \(signed)"
        case .notShown(let what): "the proof of the state does not show \(what)"
        case .keyNotInForce(let member):
            "the key that signed was not one of \(member) at that height"
        case .suspended(let member): "\(member) was suspended at that height"
        case .signatureInvalid: "the signature is not one of this manifest"
        case .otherTransaction(let name): "\(name) is no proof of the transaction of that name"
        case .refused(let name, let code): "\(name): the transaction was refused, \(code)"
        case .later(let name): "\(name): decided after the state of the case"
        }
    }
}
