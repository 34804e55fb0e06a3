import EPCIS
import LedgerCore
import Storage
import Traceability

/// From the bytes of a request to a transaction on disk: everything that needs no state is judged
/// here, by the same functions that execution calls.
///
/// Spec: Docs/LifeOfACapture.md.
struct Intake: Sendable {
    let engine: LedgerEngine
    let gateway: Gateway
    let idempotency: IdempotencyRows
    let desk: SealingDesk
    private let configured: NodeLimits

    /// - Parameter limits: the operator's.
    init(
        engine: LedgerEngine, gateway: Gateway, idempotency: IdempotencyRows, desk: SealingDesk,
        limits: NodeLimits
    ) {
        self.engine = engine
        self.gateway = gateway
        self.idempotency = idempotency
        self.desk = desk
        configured = limits
    }

    /// What one capture may be now: the parameters of the chain change with a block.
    var limits: NodeLimits { configured.within(engine.snapshot.parameters) }

    /// What the body must be.
    enum Form: Hashable, Sendable {
        /// `POST /capture`.
        case document
        /// `POST /events`.
        case bareEvent
    }

    /// What becomes of it.
    enum Purpose: Hashable, Sendable {
        case capture
        /// Judged as if it came so many days later; nothing is kept.
        case dryRun(inDays: Int)
    }

    /// A capture that may be submitted.
    struct Accepted: Sendable {
        let transaction: VerifiedTransaction
        let prepared: PreparedTransaction
        let capture: PreparedCapture
    }

    /// Seals, signs and reads a capture. What opens its private fields is on disk when this returns.
    ///
    /// - Throws: `PreparationError` with everything that was found, or ``Problem``.
    func accept(
        _ content: [UInt8], form: Form, headers: CaptureHeaders, of principal: Principal,
        for purpose: Purpose
    ) async throws -> Accepted {
        var headers = headers
        // Nothing is kept of a dry run, and a key would be.
        if purpose != .capture { headers.idempotencyKey = nil }
        // Before anything is kept.
        try gateway.key(of: principal.member)
        let (sealed, read) = try await seal(content, form, headers, principal, purpose)
        let transaction = try await sign(sealed, headers, principal, purpose)
        if let read, transaction.signed.header.interpretation == headers.interpretation {
            let prepared = PreparedTransaction(transaction, reading: read)
            return Accepted(transaction: transaction, prepared: prepared, capture: read)
        }
        // Not read yet, or signed before under an idempotency key with other headers.
        let prepared = try PreparedTransaction(transaction)
        guard case .capture(let capture) = prepared.content else {
            preconditionFailure("a capture was signed as one")
        }
        try check(capture, form)
        return Accepted(transaction: transaction, prepared: prepared, capture: capture)
    }

    /// On disk when this returns.
    func submit(_ accepted: Accepted) async throws -> Submission.Standing {
        try await engine.submit(accepted.transaction, prepared: accepted.prepared)
    }

    /// The document with commitments in place of what is private; and what was read of it, where that
    /// had to be known before anything was kept.
    private func seal(
        _ content: [UInt8], _ form: Form, _ headers: CaptureHeaders, _ principal: Principal,
        _ purpose: Purpose
    ) async throws -> ([UInt8], PreparedCapture?) {
        let interpretation = headers.interpretation
        let plan = try SealingDesk.plan(content, .unsigned, interpretation)
        guard !plan.fields.isEmpty else { return (content, nil) }
        let member = principal.member
        guard purpose == .capture else {
            return (try await desk.trial(plan, of: member).bytes, nil)
        }
        let (sealed, capture) = try await desk.seal(plan, of: member) { sealed in
            let capture = try PreparedCapture(
                sealed, interpretation: interpretation, member: member)
            try check(capture, form)
            return capture
        }
        return (sealed.bytes, capture)
    }

    private func sign(
        _ content: [UInt8], _ headers: CaptureHeaders, _ principal: Principal,
        _ purpose: Purpose
    ) async throws -> VerifiedTransaction {
        let days = if case .dryRun(let days) = purpose { days } else { 0 }
        let sign = { @Sendable in
            try gateway.sign(
                content, contentType: ContentType.capture.rawValue, member: principal.member,
                interpretation: headers.interpretation, validAfterDays: days)
        }
        guard let key = headers.idempotencyKey else { return try sign() }
        let envelope = try await idempotency.envelope(
            for: key, of: principal, content: Digest(hashing: content)
        ) { try sign().signed.envelope }
        return try gateway.resume(envelope, content: content)
    }

    private func check(_ capture: PreparedCapture, _ form: Form) throws {
        switch (capture.document.form, form) {
        case (.bareEvent, .bareEvent), (.capture, .document), (.answer, .document): break
        case (_, .document):
            throw Problem(
                "request.malformed",
                "This path takes an EPCISDocument; a single event goes to POST /epcis/v2/events.")
        case (_, .bareEvent):
            throw Problem(
                "request.malformed",
                "This path takes one event; a document goes to POST /epcis/v2/capture.")
        }
        let eventsMax = limits.captureEventsMax
        guard capture.events.count <= eventsMax else {
            throw Problem(
                RuleCode.tooManyEvents.rawValue,
                "The document has \(capture.events.count) events, and \(eventsMax) are allowed; "
                    + "send several documents."
            ).with(limit: eventsMax)
        }
    }
}
