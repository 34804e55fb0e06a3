import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore
import NIOCore
import Storage
import Traceability

/// The chain itself: where it stands, its blocks, its transactions.
struct LedgerRoutes {
    let engine: LedgerEngine
    let genesis: Genesis
    let limits: NodeLimits
    let readers: Readers

    func add(to routes: RouteBuilder) {
        routes.get("/ledger/v1/blocks/{height}", .reading) { request, context in
            let type = try request.acceptable([MediaTypes.json, MediaTypes.cbor])
            return try await block(
                context.parameters.get("height") ?? "", as: type,
                try await readers.reading(context))
        }
        routes.get("/ledger/v1/transactions/{id}", .reading) { request, context in
            let type = try request.acceptable([MediaTypes.json, MediaTypes.cbor])
            return try await transaction(
                context.parameters.get("id") ?? "", as: type,
                try await readers.reading(context))
        }
        routes.post("/ledger/v1/transactions", .open) { request, _ in
            try await TimeLimit.run(milliseconds: limits.requestMilliseconds) {
                try await submit(request)
            }
        }
    }

    private func block(
        _ text: String, as type: String, _ reading: Reading
    ) async throws -> Response {
        guard let number = UInt64(text), number > 0 else {
            throw Problem("request.parameter", "A height is a whole number from 1.")
        }
        let height = Height(number)
        let found = try await engine.store.read { (reader) throws(StorageError) in
            try reader.block(at: height)
        }
        guard let found else {
            throw Problem(
                "resource.no_such_block",
                "The ledger is at height \(engine.snapshot.height), and \(height) was asked.")
        }
        guard type == MediaTypes.json else {
            try reading.requireSupervisor("A block with the contents of its transactions")
            let owners = Set(found.decided.block.body.transactions.map(\.header.member.text))
            try await reading.note(
                owners.sorted().map { Reading.Shown(owner: $0, subject: "block \(height)") })
            return Response(cbor: found.decided.encoded(), isPublic: false)
        }
        var headers = HTTPFields()
        headers[.cacheControl] = "public, max-age=31536000, immutable"
        return Response(json: BlockStory(found.decided).value, headers: headers)
    }

    private func transaction(
        _ text: String, as type: String, _ reading: Reading
    ) async throws -> Response {
        guard let digest = Digest(hex: text) else { throw Self.noSuchTransaction(text) }
        let id = TransactionID(digest)
        guard type == MediaTypes.json else {
            return try await content(id, reading)
        }
        let story = try await engine.store.read {
            (reader) throws(StorageError) -> TransactionStory? in
            if let committed = try reader.transaction(id) { return TransactionStory(committed) }
            return try reader.poolTransaction(id).map { TransactionStory(waiting: $0.envelope) }
        }
        guard let story else { throw Self.noSuchTransaction(text) }
        let showsFacts = reading.readsContent(of: story.member) || story.isProposal
        if showsFacts, !story.isSuccess, !story.isProposal {
            try await reading.note([Reading.Shown(owner: story.member.text, subject: text)])
        }
        return Response(story: story.value(showingFacts: showsFacts))
    }

    private func content(_ id: TransactionID, _ reading: Reading) async throws -> Response {
        let signed = try await signed(id)
        let member = signed.header.member
        try reading.requireContent(of: member, "The content of a transaction")
        try await reading.note([
            Reading.Shown(owner: member.text, subject: id.description)
        ])
        return Response(cbor: signed.encoded(), isPublic: false)
    }

    private func signed(_ id: TransactionID) async throws -> SignedTransaction {
        let found = try await engine.store.read {
            (reader) throws(StorageError) -> SignedTransaction? in
            guard let committed = try reader.transaction(id) else {
                return try reader.poolTransaction(id)
            }
            guard let content = try reader.content(of: id) else { return nil }
            do {
                return try SignedTransaction(envelope: committed.envelope, content: content)
            } catch {
                throw StorageError.corrupt("transaction \(id) has another content")
            }
        }
        guard let found else { throw Self.noSuchTransaction(id.description) }
        return found
    }

    /// A transaction that somebody signed at home: the signature is the permission.
    private func submit(_ request: Request) async throws -> Response {
        try request.requireContentType([MediaTypes.cbor])
        let limit =
            Int(clamping: engine.snapshot.parameters.contentBytesMax)
            + TransactionEnvelope.byteCountMax
        let bytes = try await request.bytes(upTo: min(limit, limits.captureBytesMax))
        let signed = try SignedTransaction(decoding: bytes)
        let key = try await engine.store.read { (reader) throws(StorageError) in
            do throws(StateReadError) {
                return try Registry.senderKey(of: signed.header, in: reader)
            } catch {
                throw StorageError.corrupt(error.reason)
            }
        }
        guard let key else {
            throw Problem(
                "member.key_unknown",
                "The key \(signed.header.keyID) is not registered for \(signed.header.member).")
        }
        let verified: VerifiedTransaction
        do {
            verified = try signed.verified(by: key, on: engine.store.chainID)
        } catch {
            throw Problem(describing: error)
        }
        let prepared = try PreparedTransaction(verified)
        if case .capture = prepared.content, let interpretation = signed.header.interpretation {
            // Too late to seal: what is signed is what everybody gets.
            _ = try SealingDesk.plan(signed.content, .signed, interpretation)
        }
        let standing = try await engine.submit(verified, prepared: prepared)
        var headers = HTTPFields()
        headers[.location] = "/epcis/v2/capture/\(signed.id)"
        let job =
            try await CaptureJob.find(signed.id, in: engine.store) ?? CaptureJob(signed.envelope)
        return Response(
            json: job.value(showingFacts: true),
            status: standing == .alreadyCommitted ? .ok : .accepted,
            headers: headers)
    }

    private static func noSuchTransaction(_ id: String) -> Problem {
        Problem("resource.no_such_transaction", "There is no transaction \(id).")
    }
}

extension Response {
    /// What never changes.
    ///
    /// - Parameter isPublic: the same for everybody, so that anything between may keep it.
    init(cbor bytes: [UInt8], isPublic: Bool) {
        var headers = HTTPFields()
        headers[.contentType] = MediaTypes.cbor
        headers[.cacheControl] =
            isPublic ? "public, max-age=31536000, immutable" : "private, no-store"
        headers[.vary] = "Accept, Authorization"
        self.init(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
