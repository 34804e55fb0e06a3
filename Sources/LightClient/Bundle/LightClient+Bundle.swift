package import LedgerCore

/// Judges export bundles.
///
/// Spec: Docs/Spec/ExportCase.md §8; Docs/ADR/0026-what-an-export-bundle-promises.md.
extension LightClient {
    /// Whether these are the bytes of an archive, and not of a proof.
    package static func isArchive(_ bytes: Bytes) -> Bool { bytes.starts(with: [0x50, 0x4b]) }

    /// The verdict on the bytes of a bundle.
    package func judgeBundle(_ bytes: Bytes) -> BundleVerdict {
        do throws(BundleFault) {
            return .holds(
                try findings(
                    in: try BundleFault.archive { () throws(ArchiveFault) in
                        try StoredArchive(decoding: bytes)
                    }))
        } catch {
            return .doesNotHold(error)
        }
    }

    private func findings(in archive: StoredArchive) throws(BundleFault) -> [BundleFinding] {
        let signed = try archive.decoded(SignedManifest.self, BundleFile.manifest)
        let manifest = signed.manifest
        guard manifest.chain == anchor.chain else { throw .otherChain }
        try archive.require(manifest.entries)
        var findings = [
            BundleFinding.assembled(
                by: manifest.member, at: manifest.time, lot: manifest.lot,
                country: manifest.country)
        ]
        findings += try state(in: archive, of: signed)
        findings.append(try transactions(in: archive, through: manifest.height))
        for entry in manifest.entries where !entry.name.contains("/") {
            findings.append(.file(entry.name, byteCount: Int(clamping: entry.size)))
        }
        return findings
    }

    /// The signer's key, the lot and the certificates, under one header.
    private func state(
        in archive: StoredArchive, of signed: SignedManifest
    ) throws(BundleFault) -> [BundleFinding] {
        let name = BundleFile.state
        let manifest = signed.manifest
        let proof = try archive.decoded(ProofBundle.self, name)
        let shown = try self.shown(proof, name)
        guard proof.header.height == manifest.height else {
            throw .otherHeight(found: proof.header.height, signed: manifest.height)
        }
        let facts = BundleFacts(proof.states)
        guard let key = try facts.leaf(KeyLeaf.self, .key(signed.keyID), "the key that signed"),
            key.member == manifest.member, key.isInForce(at: manifest.height)
        else { throw .keyNotInForce(manifest.member) }
        let member = try facts.leaf(MemberLeaf.self, .member(manifest.member), "the signer")
        guard let member, !member.isSuspended else { throw .suspended(manifest.member) }
        guard signed.isSigned(by: key.key.key) else { throw .signatureInvalid }
        let lot = try facts.leaf(LotLeaf.self, .lot(manifest.lot), "the lot")
        var findings = shown.compactMap { finding -> BundleFinding? in
            guard case .decided(let height, let id, let time, let signers, let validators) = finding
            else { return nil }
            return .decided(height, id, time: time, signers: signers, validators: validators)
        }
        findings.append(.lot(isCounted: lot?.isCounted ?? false, closedBy: lot?.failure))
        for reference in manifest.certificates {
            let what = "certificate \(reference.number) of \(reference.issuer)"
            guard let leaf = try facts.leaf(CertificateLeaf.self, .certificate(reference), what)
            else { throw .notShown(what) }
            findings.append(.certificate(reference, leaf))
        }
        return findings
    }

    private func transactions(
        in archive: StoredArchive, through height: Height
    ) throws(BundleFault) -> BundleFinding {
        var (count, withContent, refusedEvents) = (0, 0, 0)
        for file in archive.files where file.name.hasPrefix(BundleFile.proofs) {
            let proof = try archive.decoded(ProofBundle.self, file.name)
            let shown = try shown(proof, file.name)
            guard let transaction = proof.transaction,
                file.name == BundleFile.proof(of: transaction.envelope.id)
            else { throw .otherTransaction(file.name) }
            guard proof.header.height <= height else { throw .later(file.name) }
            for finding in shown {
                if case .refused(let code) = finding { throw .refused(file.name, code: code) }
                if case .done(let refused) = finding { refusedEvents += refused }
            }
            count += 1
            if transaction.content != nil { withContent += 1 }
        }
        return .transactions(count: count, withContent: withContent, refusedEvents: refusedEvents)
    }

    private func shown(_ proof: ProofBundle, _ name: String) throws(BundleFault) -> [Finding] {
        switch judge(proof) {
        case .holds(let findings): return findings
        case .doesNotHold(let fault, _): throw .proof(name, fault)
        }
    }
}

/// The facts of a proof that holds, by their keys.
private struct BundleFacts {
    private var values: [StateKey: Bytes?] = [:]

    init(_ facts: [StateFact]) {
        for fact in facts { values[fact.key] = .some(fact.value) }
    }

    /// What was shown for a key; nil where it was shown that there is nothing.
    ///
    /// - Throws: `.notShown` where nothing was shown.
    func leaf<Leaf: CBORCodable>(
        _ type: Leaf.Type, _ key: StateKey, _ what: String
    ) throws(BundleFault) -> Leaf? {
        guard let value = values[key] else { throw .notShown(what) }
        guard let value else { return nil }
        guard let leaf = try? Leaf(decoding: value) else { throw .notShown(what) }
        return leaf
    }
}

extension StoredArchive {
    fileprivate func decoded<Value: CBORCodable>(
        _ type: Value.Type, _ name: String
    ) throws(BundleFault) -> Value {
        guard let bytes = self[name] else { throw .missing(name) }
        do throws(CBORError) { return try Value(decoding: bytes) } catch {
            throw .malformed(name, error)
        }
    }

    /// Requires that the files, but for the manifest, are just those that were signed for.
    fileprivate func require(_ entries: [ExportManifest.Entry]) throws(BundleFault) {
        let found = files.filter { $0.name != BundleFile.manifest }.map(ExportManifest.Entry.init)
        let names = Set(found.map(\.name))
        if let entry = entries.first(where: { !names.contains($0.name) }) {
            throw .missing(entry.name)
        }
        let signed = Set(entries.map(\.name))
        if let entry = found.first(where: { !signed.contains($0.name) }) {
            throw .extra(entry.name)
        }
        if let pair = zip(found, entries).first(where: { $0 != $1 }) { throw .other(pair.0.name) }
        // Each name of the archive is there once; an entry that is listed twice is one too many.
        guard found.count == entries.count else { throw .other(BundleFile.manifest) }
    }
}

extension BundleFault {
    fileprivate static func archive<Value>(
        _ body: () throws(ArchiveFault) -> Value
    ) throws(BundleFault) -> Value {
        do throws(ArchiveFault) { return try body() } catch { throw .archive(error) }
    }
}
