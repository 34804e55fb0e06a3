import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore
import Query
import Storage

/// Proofs that a transaction stands in the ledger and what became of it.
///
/// Spec: ADR 0006; Docs/Spec/Encoding.md §11.
struct ReceiptRoutes {
    let store: LedgerStore
    let readers: Readers

    func add(to routes: RouteBuilder) {
        routes.get("/ledger/v1/receipts/{id}", .reading) { request, context in
            let type = try request.acceptable([MediaTypes.json, MediaTypes.cbor])
            let text = context.parameters.get("id") ?? ""
            guard let digest = Digest(hex: text),
                let receipt = try await find(TransactionID(digest))
            else {
                throw Problem(
                    "resource.no_such_transaction", "No block holds a transaction \(text).")
            }
            let isPublic = receipt.isPublic
            if !isPublic {
                let reading = try await readers.reading(context)
                let member = receipt.proof.envelope.header.member
                // Why something was refused has numbers in it, and is part of what is proven.
                try reading.requireContent(of: member, "Why a transaction was refused")
                try await reading.note([Reading.Shown(owner: member.text, subject: text)])
            }
            guard type == MediaTypes.json else {
                return Response(cbor: receipt.bundle.encoded(), isPublic: isPublic)
            }
            var headers = HTTPFields()
            headers[.cacheControl] =
                isPublic ? "public, max-age=31536000, immutable" : "private, no-store"
            return Response(json: receipt.value, headers: headers)
        }
    }

    private func find(_ id: TransactionID) async throws -> ReceiptStory? {
        try await store.read { (reader) throws(StorageError) -> ReceiptStory? in
            guard let committed = try reader.transaction(id) else { return nil }
            let place = committed.place
            guard let block = try reader.block(at: place.height),
                let log = try reader.inclusionProof(leaf: place.leaf, size: block.header.logSize)
            else { throw .corrupt("block \(place.height) of transaction \(id) is missing") }
            let whole = TransactionProof(
                of: Int(clamping: place.position), in: block.decided.block,
                outcomes: block.outcomes)
            // Who has the content can hash it, who has not is not shown it.
            let proof = whole.withoutContent
            // What leads from the genesis to the validators who decided the block.
            let before = Height(place.height.rawValue - 1)
            return ReceiptStory(
                bundle: ProofBundle(
                    setChanges: try reader.validatorChanges(through: before), header: block.header,
                    certificate: block.decided.certificate,
                    transaction: proof),
                proof: proof, log: log)
        }
    }
}

/// A receipt in JSON; its CBOR is the bundle that `daftar-verify` reads.
struct ReceiptStory: Sendable {
    let bundle: ProofBundle
    let proof: TransactionProof
    let log: InclusionProof

    /// Whether its outcome tells nothing of what was in the transaction.
    var isPublic: Bool {
        ([proof.outcome.judgement] + proof.outcome.events).allSatisfy { judgement in
            switch judgement {
            case .done(let details): details.isEmpty
            case .refused(let refusal): refusal.details.isEmpty
            }
        }
    }

    var value: JSONValue {
        let header = bundle.header
        return .members([
            "transaction": .string(proof.envelope.id.description),
            "height": .integer(header.height.rawValue),
            "blockHash": .string(header.id.description),
            "header": .string(header.encoded().base64),
            "envelope": .string(proof.envelope.bytes.base64),
            "outcome": .string(proof.outcome.encoded().base64),
            "inclusion": value(proof.inclusion, root: header.transactionsRoot),
            "outcomeInclusion": value(proof.outcomeInclusion, root: header.outcomesRoot),
            "logInclusion": value(log, root: header.logRoot),
            "certificate": .string(bundle.certificate.encoded().base64),
            "bundle": .string(bundle.encoded().base64),
        ])
    }

    private func value(_ proof: InclusionProof, root: Digest) -> JSONValue {
        .members([
            "index": .integer(proof.index), "size": .integer(proof.treeSize),
            "root": .string(root.hex), "hashes": .strings(proof.path.map(\.hex)),
        ])
    }
}
