import EPCIS
import LedgerCore
import Storage
import Traceability

extension QueryIndex {
    /// What is to be called back with a lot, or with what an event is about, as one reader sees it; nil
    /// where the ledger never heard of it.
    ///
    /// Changes nothing: what is called back is said by events.
    ///
    /// Spec: Docs/Spec/Recall.md.
    /// - Parameter asker: a member that does not supervise must have to do with what it begins with.
    /// - Throws: `StorageError.contentAbsent` for an event whose bytes this node does not have;
    ///   ``RecallRefusal``.
    package func recall(
        from start: RecallStart, limits: RecallLimits = RecallLimits(), for asker: Reader
    ) async throws -> Recall? {
        let keys =
            switch start {
            case .lot(let key): [key]
            case .event(let eventID): try await subjects(of: eventID)
            case .plot(let plot, let times):
                try await read { try $0.lots(citing: plot, in: times) }
            case .certificate(let certificate): try await lots(under: certificate)
            }
        return try await read { reader in
            guard try !reader.starts(keys).isEmpty else { return nil }
            // Before the work.
            if let member = asker.member, !asker.supervises,
                try !reader.isConcerned(member.text, with: keys)
            {
                throw RecallRefusal.foreign(member: member.text)
            }
            return try reader.recall(from: start, of: keys, limits: limits, for: asker)
        }
    }

    /// Keys of the lots that a certificate is for, and of those that went under it.
    ///
    /// A class in its scope is no lot to begin with: what went under it is.
    private func lots(under certificate: CertificateReference) async throws -> [String] {
        let leaf = try await ledger.read { (ledger) throws(StorageError) -> CertificateLeaf? in
            do throws(StateReadError) {
                return try Registry.certificate(certificate, in: ledger)
            } catch { throw .corrupt(error.reason) }
        }
        let scope = (leaf?.goods ?? []).filter { (try? ObjectKey(parsing: $0))?.kind != .product }
        let drawn = try await read {
            try $0.lots(citing: CitationProjection.name(of: certificate))
        }
        return scope + drawn.filter { !scope.contains($0) }
    }

    /// Keys of what an event is about: what a transformation made, else everything that it names.
    ///
    /// The index finds events by things, and not the other way round: the event itself is read.
    private func subjects(of eventID: String) async throws -> [String] {
        // What an event is about is public.
        let records = try await read { try $0.events(withID: eventID, for: .anonymous) }
        guard let event = records.first(where: { !$0.isDeclaration }) else { return [] }
        guard let bytes = try await serve([event]).first?.bytes else {
            throw StorageError.contentAbsent(transaction: event.transaction)
        }
        let document = EPCISDocument(
            form: .capture, namespaces: NamespaceMap(), schemaVersion: "2.0",
            creationDate: EventTime(milliseconds: event.recordTime.milliseconds))
        let around = document.json { $0.append(raw: bytes) }
        return try EPCISDocument(json: around).events.flatMap { event in
            EventMentions(of: event).all
                .filter { event.type != .transformation || $0.side(in: event) == .output }
                .map(\.key.text)
        }
    }
}
