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
    private let configured: NodeLimits

    /// - Parameter limits: the operator's.
    init(
        engine: LedgerEngine, gateway: Gateway, idempotency: IdempotencyRows, limits: NodeLimits
    ) {
        self.engine = engine
        self.gateway = gateway
        self.idempotency = idempotency
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

    /// A capture that may be submitted.
    struct Accepted: Sendable {
        let transaction: VerifiedTransaction
        let prepared: PreparedTransaction
        let capture: PreparedCapture
    }

    /// Signs and reads a capture.
    ///
    /// - Throws: `PreparationError` with everything that was found, or ``Problem``.
    func accept(
        _ content: [UInt8], form: Form, headers: CaptureHeaders, of principal: Principal
    ) async throws -> Accepted {
        let transaction = try await sign(content, headers, principal)
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

    private func sign(
        _ content: [UInt8], _ headers: CaptureHeaders, _ principal: Principal
    ) async throws -> VerifiedTransaction {
        let sign = { @Sendable in
            try gateway.sign(
                content, contentType: ContentType.capture.rawValue, member: principal.member,
                interpretation: headers.interpretation)
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
