import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore
import Storage
import Traceability

/// Capture and its jobs.
///
/// Spec: EPCIS 2.0 §12.7.2; ADR 0012.
struct CaptureRoutes {
    let intake: Intake
    let limits: NodeLimits
    let readers: Readers

    private static let mediaTypes = [MediaTypes.json, MediaTypes.jsonLD]

    func add(to routes: RouteBuilder) {
        routes.post("/epcis/v2/capture", .user) { request, context in
            try await TimeLimit.run(milliseconds: limits.requestMilliseconds) {
                try await capture(request, context)
            }
        }
        routes.get("/epcis/v2/capture", .user) { request, context in
            _ = try request.acceptable([MediaTypes.json])
            return try await jobs(request, context)
        }
        routes.get("/epcis/v2/capture/{captureID}", .reading) { request, context in
            _ = try request.acceptable([MediaTypes.json])
            return try await job(
                context.parameters.get("captureID") ?? "", try await readers.reading(context))
        }
        routes.post("/epcis/v2/events", .user) { request, context in
            try await TimeLimit.run(milliseconds: limits.requestMilliseconds) {
                try await captureEvent(request, context)
            }
        }
    }

    private func jobs(_ request: Request, _ context: NodeRequestContext) async throws -> Response {
        guard let principal = context.principal else {
            preconditionFailure("the route is for users")
        }
        let items = try QueryItems(request.uri.query)
        try items.allow("perPage", "nextPageToken")
        let perPage = try items.integer("perPage", in: 1...1_000, default: 30)
        let end = try items["nextPageToken"].map { text in
            guard let end = UInt64(text) else {
                throw Problem("query.bad_page_token", "nextPageToken is not of this list.")
            }
            return end
        }
        let list = try await CaptureList.page(
            of: principal.member, before: end, perPage: perPage, in: intake.engine.store)
        var headers = HTTPFields()
        if let next = list.next {
            headers[.link] =
                "</epcis/v2/capture?perPage=\(perPage)&nextPageToken=\(next)>; rel=\"next\""
        }
        return Response(
            json: .array(list.jobs.map { $0.value(showingFacts: true) }), headers: headers)
    }

    private func capture(_ request: Request, _ context: NodeRequestContext) async throws
        -> Response
    {
        let items = try QueryItems(request.uri.query)
        try items.allow("dryRun", "inDays")
        if try items.flag("dryRun") {
            let days = try items.integer("inDays", in: DryRun.days, default: 0)
            let accepted = try await accept(
                request, context, form: .document, for: .dryRun(inDays: days))
            let store = intake.engine.store
            return Response(
                json: try await DryRun.run(accepted.prepared, inDays: days, on: store).value)
        }
        guard items["inDays"] == nil else {
            throw Problem("request.parameter", "inDays goes with dryRun=true.")
        }
        let accepted = try await accept(request, context, form: .document, for: .capture)
        _ = try await intake.submit(accepted)
        return try await told(accepted.transaction)
    }

    private func captureEvent(_ request: Request, _ context: NodeRequestContext) async throws
        -> Response
    {
        try QueryItems(request.uri.query).allow()
        return try await answer(
            to: try await accept(request, context, form: .bareEvent, for: .capture))
    }

    /// Captures an event that the node wrote down for its user.
    func captured(
        _ event: [UInt8], _ request: Request, _ context: NodeRequestContext
    ) async throws -> Response {
        guard let principal = context.principal else {
            preconditionFailure("the route is for users")
        }
        var headers = try CaptureHeaders(request.headers)
        // It has the time of this request, so a key would never meet the same content again.
        headers.idempotencyKey = nil
        let interpreted = headers
        return try await TimeLimit.run(milliseconds: limits.requestMilliseconds) {
            try await answer(
                to: try await intake.accept(
                    event, form: .bareEvent, headers: interpreted, of: principal,
                    for: .capture))
        }
    }

    /// Hands a single event in, and waits a little for its block.
    private func answer(to accepted: Intake.Accepted) async throws -> Response {
        let fates = intake.engine.waiters.expect(accepted.transaction.id)
        let standing = try await intake.submit(accepted)
        guard standing != .alreadyCommitted else { return try await told(accepted.transaction) }
        let fate = try? await TimeLimit.run(milliseconds: limits.commitWaitMilliseconds) {
            for await fate in fates { return fate }
            throw CancellationError()
        }
        switch fate {
        case .committed(_, let outcome):
            if case .refused(let refusal) = outcome.judgement {
                throw Problem(describing: refusal)
            }
            guard case .sound(let event, _) = accepted.capture.events.first else {
                preconditionFailure("an event that was done was sound")
            }
            var response = try await told(accepted.transaction)
            response.status = .created
            response.headers[.location] =
                "/epcis/v2/events/" + PercentCoding.encode(event.eventID)
            return response
        case .expired, nil:
            return try await told(accepted.transaction)
        }
    }

    private func accept(
        _ request: Request, _ context: NodeRequestContext, form: Intake.Form,
        for purpose: Intake.Purpose
    ) async throws -> Intake.Accepted {
        guard let principal = context.principal else {
            preconditionFailure("the route is for users")
        }
        try request.requireContentType(Self.mediaTypes)
        let headers = try CaptureHeaders(request.headers)
        let bytes = try await request.bytes(upTo: intake.limits.captureBytesMax)
        return try await intake.accept(
            bytes, form: form, headers: headers, of: principal, for: purpose)
    }

    /// 202 with the job as it is now.
    private func told(_ transaction: VerifiedTransaction) async throws -> Response {
        let id = transaction.id
        let job =
            try await CaptureJob.find(id, in: intake.engine.store)
            ?? CaptureJob(transaction.signed.envelope)
        var headers = HTTPFields()
        headers[.location] = "/epcis/v2/capture/\(id)"
        headers[.captureErrorBehaviour] = job.errorBehaviour.rawValue
        return Response(
            json: job.value(showingFacts: true), status: .accepted, headers: headers)
    }

    private func job(_ text: String, _ reading: Reading) async throws -> Response {
        guard let digest = Digest(hex: text),
            let job = try await CaptureJob.find(TransactionID(digest), in: intake.engine.store)
        else {
            throw Problem("resource.no_such_capture", "There is no capture \(text).")
        }
        let showsFacts = reading.readsContent(of: job.member)
        if showsFacts, !job.isSuccess {
            try await reading.note([Reading.Shown(owner: job.member.text, subject: text)])
        }
        return Response(story: job.value(showingFacts: showsFacts))
    }
}
