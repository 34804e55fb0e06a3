import EPCIS
import LedgerCore
import Storage

extension QueryIndex {
    /// What a lot needs for a country; nil where the ledger never heard of it.
    ///
    /// Goods and chain are as of the index, certificates and tests as of the ledger, which may be a block
    /// further; the case names both heights.
    ///
    /// - Throws: ``ExportRefusal``; ``QueryError``; `StorageError`.
    package func exportCase(
        _ question: ExportQuestion, table: RequirementTable,
        for asker: Reader, limits: ExportLimits = ExportLimits()
    ) async throws -> ExportCase? {
        try await assemble(question, table: table, proving: nil, for: asker, limits: limits)?
            .found
    }

    /// A case, and where somebody is to answer for it the proof of the state that it rests on.
    ///
    /// - Parameter signer: whose key and record the proof shows as well.
    func assemble(
        _ question: ExportQuestion, table: RequirementTable,
        proving signer: (key: KeyID, member: MemberID)?, for asker: Reader,
        limits: ExportLimits
    ) async throws -> (found: ExportCase, state: ProofBundle?)? {
        guard let key = try? ObjectKey(parsing: question.lot), key.kind.isGoods else {
            throw ExportRefusal.notGoods(lot: question.lot)
        }
        let indexed = try await read { reader -> IndexedExport? in
            guard try reader.name(question.lot) != nil else { return nil }
            if let member = asker.member, !asker.supervises,
                try !reader.isConcerned(member.text, with: [question.lot])
            {
                throw ExportRefusal.foreign(member: member.text)
            }
            return try reader.export(of: question.lot, for: asker, limits: limits)
        }
        guard let indexed else { return nil }
        let stated = try await ledger.read { ledger in
            try ledger.export(of: indexed, proving: signer)
        }
        guard let goods = question.goods ?? stated.product?.commodity else {
            throw ExportRefusal.goodsUnknown(lot: question.lot)
        }
        var chain = indexed.chain
        for (index, plots) in stated.plots.enumerated() where !plots.isEmpty {
            chain.origins[index].isLocated = true
            // Partners have them from the event, as far as its own levels go.
            if asker.readsContent(of: chain.origins[index].member) {
                chain.origins[index].plots = plots
            }
        }
        let balance = indexed.summary.balance
        var stock: [SmallestUnit: Stock] = [:]
        for unit in SmallestUnit.allCases {
            let total = balance.total(in: unit)
            if !total.isEmpty { stock[unit] = total }
        }
        let facts = ExportFacts(
            lot: question.lot, product: indexed.summary.product, goods: goods,
            netMilligrams: stated.product?.netMilligrams,
            isCreated: stated.lot?.isCounted ?? false, stock: stock,
            hasDebt: balance.holdings.contains { $0.debt > 0 }
                || balance.consignments.contains { $0.advance > 0 },
            certificates: stated.certificates, failure: stated.failure,
            recall: indexed.recall,
            documents: try await documents(of: indexed.lotEvents),
            chain: chain, height: indexed.summary.height, stateHeight: stated.height)
        return (try ExportCase(question, facts: facts, table: table), stated.proof)
    }

    /// The business transactions that events name, as far as their bytes are here and the reader may see
    /// them.
    private func documents(
        of records: [EventRecord]
    ) async throws -> [ExportDocument] {
        var found: [ExportDocument] = []
        var seen: Set<ExportDocument> = []
        for served in try await serve(records.filter { !$0.isDeclaration && !$0.isDeclared }) {
            guard let bytes = served.bytes else { continue }
            for transaction in try Self.event(bytes).bizTransactionList {
                let document = ExportDocument(
                    type: transaction.type?.name ?? "other", id: transaction.id.key.text,
                    eventID: served.record.eventID)
                if seen.insert(document).inserted { found.append(document) }
            }
        }
        return found
    }

    /// An event that was served, read again.
    private static func event(_ bytes: Bytes) throws -> EPCISEvent {
        let around = EPCISDocument(
            form: .capture, namespaces: NamespaceMap(), schemaVersion: "2.0",
            creationDate: EventTime(milliseconds: 0)
        ).json { $0.append(raw: bytes) }
        guard let event = try EPCISDocument(json: around).events.first else {
            throw StorageError.corrupt("an event that was stored and is none")
        }
        return event
    }
}

extension ObjectKind {
    /// Whether it is goods, and not what carries them or the place where they are.
    fileprivate var isGoods: Bool {
        switch self {
        case .product, .lot, .instance, .controlledInstance, .component, .other: true
        default: false
        }
    }
}
