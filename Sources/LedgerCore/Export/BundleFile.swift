/// Names of the files of an export bundle.
///
/// Spec: Docs/Spec/ExportCase.md §8.
package enum BundleFile {
    /// ``SignedManifest``.
    package static let manifest = "manifest.cose"
    /// The case, for programs.
    package static let json = "case.json"
    /// The case, for people.
    package static let page = "case.html"
    /// The events of the lot and of what went into it, as an EPCIS document.
    package static let events = "events.jsonld"
    /// ``ProofBundle`` of the signer, the lot and the certificates.
    package static let state = "state.proof"
    /// Folder of a ``ProofBundle`` for each transaction.
    package static let proofs = "proofs/"

    package static func proof(of transaction: TransactionID) -> String {
        proofs + transaction.digest.hex + ".proof"
    }
}
