import EPCIS
package import LedgerCore
import Storage

/// A case that is to be packed, with who answers for it.
package struct ExportSigner: Sendable {
    package let member: MemberID
    package let key: PrivateKey
    /// By the clock of the node.
    package let time: Timestamp

    package init(member: MemberID, key: PrivateKey, time: Timestamp) {
        self.member = member
        self.key = key
        self.time = time
    }
}

extension QueryIndex {
    /// A case with its events and proofs, signed, in one file; nil where the ledger never heard of the
    /// lot.
    ///
    /// Spec: Docs/Spec/ExportCase.md §8.
    /// - Throws: ``ExportRefusal``; `StorageError.contentAbsent` where this node has purged a block of the
    ///   chain.
    package func exportBundle(
        _ question: ExportQuestion, table: RequirementTable, signer: ExportSigner,
        for asker: Reader, limits: ExportLimits = ExportLimits()
    ) async throws -> Bytes? {
        let proving = (key: signer.key.id, member: signer.member)
        let assembled = try await assemble(
            question, table: table, proving: proving, for: asker, limits: limits)
        guard let (found, state) = assembled, let state else { return nil }
        let records = try await read {
            try $0.records(found.facts.chain.events, for: asker)
        }
        var files = BundleFiles(limits: limits)
        try files.add(BundleFile.json, found.json)
        try files.add(BundleFile.page, ExportPage(found, signer: signer).html)
        try files.add(BundleFile.state, state.encoded())
        try files.add(
            BundleFile.events, try await document(of: records, at: signer.time))
        for (name, proof) in try await proofs(of: records, for: asker, limits: limits) {
            try files.add(name, proof)
        }
        return try files.archive(
            ExportManifest(
                chain: ledger.chainID, height: state.header.height, time: signer.time,
                member: signer.member, lot: question.lot, country: question.country,
                certificates: found.facts.certificates.map(\.reference),
                entries: try files.entries), key: signer.key)
    }

    private func document(
        of records: [EventRecord], at time: Timestamp
    ) async throws -> Bytes {
        let served = try await serve(records)
        let document = EPCISDocument(
            form: .capture, namespaces: NamespaceMap(), schemaVersion: "2.0",
            creationDate: EventTime(milliseconds: time.milliseconds))
        return document.json { json in
            for event in served {
                if let bytes = event.bytes { json.append(raw: bytes) }
            }
        }
    }

    /// A proof for each transaction of the events, by the name of its file.
    private func proofs(
        of records: [EventRecord], for asker: Reader, limits: ExportLimits
    ) async throws -> [(String, Bytes)] {
        let byTransaction = Dictionary(grouping: records, by: \.transaction)
        guard byTransaction.count <= limits.transactionsMax else {
            throw ExportRefusal.tooLarge(
                what: "transactions of its chain", max: limits.transactionsMax)
        }
        var byHeight: [Height: [(TransactionID, Bool)]] = [:]
        for (transaction, records) in byTransaction {
            guard let height = records.first?.height else { continue }
            byHeight[height, default: []].append(
                (transaction, records.allSatisfy { asker.readsContent(of: $0.signer) }))
        }
        let blocks = byHeight.sorted { $0.key < $1.key }
        return try await ledger.read { ledger in
            var found: [(String, Bytes)] = []
            var byteCount = 0
            for (height, transactions) in blocks {
                for (name, proof) in try ledger.proofs(of: transactions, at: height) {
                    byteCount += proof.count
                    guard byteCount <= limits.bundleBytesMax else {
                        throw ExportRefusal.tooLarge(
                            what: "octets of its files", max: limits.bundleBytesMax)
                    }
                    found.append((name, proof))
                }
            }
            return found
        }
    }
}

extension LedgerReader {
    /// Proofs of transactions of one block, with the content of those that are to be shown.
    fileprivate func proofs(
        of transactions: [(id: TransactionID, showsContent: Bool)], at height: Height
    ) throws -> [(String, Bytes)] {
        guard let block = try block(at: height) else {
            throw StorageError.corrupt("block \(height) is missing")
        }
        let changes = try validatorChanges(through: Height(height.rawValue - 1))
        return try transactions.map { id, showsContent in
            guard let place = try transaction(id)?.place else {
                throw StorageError.corrupt("transaction \(id) is missing")
            }
            let whole = TransactionProof(
                of: Int(clamping: place.position), in: block.decided.block, outcomes: block.outcomes
            )
            let proof = ProofBundle(
                setChanges: changes, header: block.header,
                certificate: block.decided.certificate,
                transaction: showsContent ? whole : whole.withoutContent)
            return (BundleFile.proof(of: id), proof.encoded())
        }
    }
}

extension TransactionProof {
    /// The same for those who have the content, or are not shown it.
    package var withoutContent: TransactionProof {
        TransactionProof(
            envelope: envelope, content: nil, inclusion: inclusion, outcome: outcome,
            outcomeInclusion: outcomeInclusion)
    }
}

/// The files of a bundle while they are put together.
private struct BundleFiles {
    private let limits: ExportLimits
    private var files: [StoredArchive.File] = []
    private var byteCount = 0

    init(limits: ExportLimits) {
        self.limits = limits
    }

    mutating func add(_ name: String, _ bytes: Bytes) throws {
        byteCount += bytes.count
        guard byteCount <= limits.bundleBytesMax else {
            throw ExportRefusal.tooLarge(what: "octets of its files", max: limits.bundleBytesMax)
        }
        files.append(StoredArchive.File(name, bytes))
    }

    /// In the order of the archive.
    var entries: [ExportManifest.Entry] {
        get throws { try StoredArchive(files).files.map(ExportManifest.Entry.init) }
    }

    func archive(_ manifest: ExportManifest, key: PrivateKey) throws -> Bytes {
        let signed = SignedManifest(signing: manifest, with: key)
        return try StoredArchive(
            files + [StoredArchive.File(BundleFile.manifest, signed.encoded())]
        ).encoded
    }
}
