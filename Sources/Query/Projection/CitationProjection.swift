import EPCIS
import GRDB
import LedgerCore
import Storage
import Traceability

/// Writes which plots a harvest names, and which certificates goods go under: what a recall may begin
/// with.
///
/// Spec: Docs/Spec/Recall.md §1.
struct CitationProjection {
    private let database: Database

    init(_ database: Database) {
        self.database = database
    }

    func write(
        _ event: EPCISEvent, _ number: Int64, _ names: inout NameCache
    ) throws(StorageError) {
        let things = event.plots + event.certificates
        guard !things.isEmpty else { return }
        let insert = try PreparedStatement(
            database, "INSERT OR IGNORE INTO citations (thing, event) VALUES (?, ?)")
        for thing in things {
            try insert.run(.integer(try names.id(of: thing, in: database)), .integer(number))
        }
    }

    /// What the index calls a certificate; no identifier of the standard begins like it.
    static func name(of certificate: CertificateReference) -> String {
        "certificate " + certificate.issuer.text + " " + certificate.number
    }
}

extension EPCISEvent {
    /// Keys of the plots that a harvest names.
    fileprivate var plots: [String] {
        guard case .object(let object) = payload, object.action == .add,
            case .shares(let shares) = PlotClaim(object.ilmd, namespaces)
        else { return [] }
        return shares.map(\.plot)
    }

    fileprivate var certificates: [String] {
        guard case .certificates(let cited) = CertificateCitation(of: self) else { return [] }
        return cited.map(CitationProjection.name)
    }
}
