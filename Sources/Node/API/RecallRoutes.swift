import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore
import NIOCore
import Query

/// What would have to be called back; asking changes nothing.
///
/// Spec: Docs/Spec/Recall.md.
struct RecallRoutes {
    let index: QueryIndex
    let readers: Readers
    let limits: NodeLimits

    func add(to routes: RouteBuilder) {
        routes.get("/v1/lots/{lot}/recall", .reading) { request, context in
            let key = try LotRoutes.key(context)
            return try await answer(
                request, context, from: .lot(key),
                unknown: Problem("resource.no_such_lot", "The ledger knows nothing of \(key)."))
        }
        routes.get("/v1/events/{eventID}/recall", .reading) { request, context in
            let text = context.parameters.get("eventID") ?? ""
            guard let eventID = PercentCoding.decode(text) else {
                throw Problem("request.identifier", "The percent-encoding of \(text) is broken.")
            }
            return try await answer(
                request, context, from: .event(eventID),
                unknown: Problem("resource.no_such_event", "There is no event \(eventID)."))
        }
    }

    private static let lotsAPage = 5_000
    private static let lotsAPageMax = 20_000

    private func answer(
        _ request: Request, _ context: NodeRequestContext, from start: RecallStart,
        unknown: Problem
    ) async throws -> Response {
        let type = try request.acceptable([MediaTypes.json, MediaTypes.csv, MediaTypes.jsonLD])
        let items = try QueryItems(request.uri.query)
        try items.allow("depth", "lots", "after")
        var asked = RecallLimits()
        asked.depthMax = try items.integer("depth", in: 1...1_000, default: asked.depthMax)
        let after = try items.integer("after", in: 0...asked.lotsMax, default: 0)
        let count = try items.integer(
            "lots", in: 0...Self.lotsAPageMax, default: Self.lotsAPage)
        asked.listed = after..<after + count
        let limits = asked
        let reading = try await readers.reading(context)
        let found = try await TimeLimit.run(milliseconds: self.limits.requestMilliseconds) {
            try await index.recall(from: start, limits: limits, for: reading.reader)
        }
        guard let found else {
            try await index.requireHistory()
            throw unknown
        }
        try await reading.note(found)
        var response = Self.response(found, as: type)
        response.headers[.vary] = "Accept, Authorization"
        response.headers[.ledgerHeight] = String(found.height.rawValue)
        if count > 0, found.listed.upperBound < found.totals.lots {
            response.headers[.link] =
                "<\(request.uri.path)?depth=\(limits.depthMax)&lots=\(count)"
                + "&after=\(found.listed.upperBound)>; rel=\"next\""
        }
        return response
    }

    private static func response(_ recall: Recall, as type: String) -> Response {
        if type == MediaTypes.json { return Response(json: RecallStory(recall).value) }
        var headers = HTTPFields()
        headers[.contentType] = type
        let bytes: [UInt8]
        if type == MediaTypes.csv {
            headers[.contentType] = type + "; charset=utf-8"
            bytes = Array(RecallTable(lots: recall.lots).text.utf8)
        } else {
            headers[.epcisVersion] = "2.0"
            headers[.cbvVersion] = "2.0"
            bytes = recall.document(at: EventTime.now)
        }
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension EventTime {
    /// Of the node's clock.
    fileprivate static var now: EventTime {
        guard let time = EventTime(milliseconds: UTCText.milliseconds()) else {
            preconditionFailure("a clock outside the calendar")
        }
        return time
    }
}
