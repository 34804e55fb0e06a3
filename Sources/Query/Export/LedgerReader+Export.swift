import LedgerCore
import Storage
import Traceability

/// What the state says of a lot that is to be exported.
struct StatedExport: Sendable {
    var lot: LotLeaf?
    /// The test that closes it.
    var failure: CertificateReference?
    var product: ProductLeaf?
    var certificates: [ExportCertificate]
    /// Of each origin.
    var plots: [[String]]
    var height: Height
    /// Of what is said here, where it was asked for.
    var proof: ProofBundle?
}

extension LedgerReader {
    /// - Parameter indexed: what the index said just before; the state may be a block further.
    func export(
        of indexed: IndexedExport, proving signer: (key: KeyID, member: MemberID)?
    ) throws -> StatedExport {
        var certificates = CertificateBook()
        for (records, isLot) in [(indexed.productEvents, false), (indexed.lotEvents, true)] {
            for record in records where !record.isDeclaration {
                guard let leaf = try leaf(EventLeaf.self, at: .event(record.eventID)) else {
                    continue
                }
                certificates.add(leaf, record.eventID, isLot: isLot)
            }
        }
        let found = try certificates.entries.compactMap { entry -> ExportCertificate? in
            guard let leaf = try Registry.certificate(entry.reference, in: self) else { return nil }
            return ExportCertificate(
                reference: entry.reference, leaf: leaf, eventID: entry.eventID, drawn: entry.drawn)
        }
        let lot = indexed.summary.lot
        let lotLeaf = try leaf(LotLeaf.self, at: .lot(lot))
        let height = try head().height
        return StatedExport(
            lot: lotLeaf,
            failure: try lotLeaf.flatMap { try Registry.failure(of: $0, at: height, in: self) },
            product: try indexed.summary.product.flatMap {
                try leaf(ProductLeaf.self, at: .product($0))
            },
            certificates: found,
            plots: try indexed.chain.origins.map { origin in
                try leaf(EventLeaf.self, at: .event(origin.eventID))?.plots ?? []
            },
            height: height,
            proof: try signer.map { signer in
                try proof(
                    of: [.key(signer.key), .member(signer.member), .lot(lot)]
                        + found.map { .certificate($0.reference) })
            })
    }

    /// What the state holds at the head, with what shows it to whoever has the genesis.
    private func proof(of keys: [StateKey]) throws -> ProofBundle {
        let height = try head().height
        guard let header = try header(at: height), let certificate = try certificate(at: height)
        else { throw StorageError.corrupt("block \(height) is missing") }
        return ProofBundle(
            setChanges: try validatorChanges(through: Height(height.rawValue - 1)),
            header: header, certificate: certificate,
            states: try keys.map { key in
                guard let proof = try stateProof(of: key) else {
                    throw StorageError.corrupt("the state of the head is not kept")
                }
                return StateFact(key: key, value: try value(for: key), proof: proof)
            })
    }
}

/// The certificates that events issued or drew on, in the order in which they come.
private struct CertificateBook {
    struct Entry {
        let reference: CertificateReference
        var eventID: String?
        var drawn: Int64 = 0
    }

    private(set) var entries: [Entry] = []
    private var places: [CertificateReference: Int] = [:]

    mutating func add(_ leaf: EventLeaf, _ eventID: String, isLot: Bool) {
        for posting in leaf.certificates {
            switch posting {
            case .issued(let reference): entries[place(of: reference)].eventID = eventID
            case .revoked(let reference): _ = place(of: reference)
            case .imported, .credited, .used: continue
            case .drew(let reference, let amount):
                // What was declared to be in error was given back.
                guard isLot, leaf.declarations == 0 else { continue }
                let place = place(of: reference)
                let (sum, overflow) = entries[place].drawn.addingReportingOverflow(amount)
                entries[place].drawn = overflow ? .max : sum
            }
        }
    }

    private mutating func place(of reference: CertificateReference) -> Int {
        if let place = places[reference] { return place }
        places[reference] = entries.count
        entries.append(Entry(reference: reference))
        return entries.count - 1
    }
}

extension EventLeaf {
    /// Keys of the plots that its harvests count against, each once.
    fileprivate var plots: [String] {
        var plots: [String] = []
        for case .harvested(_, let parts) in postings ?? [] {
            for part in parts where !plots.contains(part.plot) { plots.append(part.plot) }
        }
        return plots
    }
}
