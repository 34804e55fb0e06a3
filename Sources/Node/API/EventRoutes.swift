import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore
import NIOCore
import Query

/// Questions for events.
///
/// Spec: EPCIS 2.0 §8.2.7 and §12.7.
struct EventRoutes {
    let index: QueryIndex
    let limits: NodeLimits

    func add(to routes: RouteBuilder) {
        routes.get("/epcis/v2/events", .reading) { request, _ in
            let type = try request.acceptable(Self.mediaTypes)
            return try await TimeLimit.run(milliseconds: limits.requestMilliseconds) {
                try await page(request, as: type)
            }
        }
        routes.get("/epcis/v2/events/{eventID}", .reading) { request, context in
            let type = try request.acceptable(Self.mediaTypes)
            try QueryItems(request.uri.query).allow()
            return try await event(context.parameters.get("eventID") ?? "", as: type)
        }
    }

    private static let mediaTypes = [MediaTypes.json, MediaTypes.jsonLD]

    private func page(_ request: Request, as type: String) async throws -> Response {
        let items = try QueryItems(request.uri.query)
        let headers = try CaptureHeaders(request.headers)
        let asked: EventRequest
        do {
            asked = try EventRequest(
                parameters: items.items, perPageMax: limits.pageEventsMax,
                namespaces: headers.namespaces)
        } catch {
            throw Problem(describing: error)
        }
        let page = try await index.read { try $0.events(asked) }
        let served = try await index.serve(page.events)
        var response = Response(answer: served, as: type)
        response.headers[.ledgerHeight] = String(page.height.rawValue)
        if let token = page.nextPageToken {
            response.headers[.link] =
                "<\(items.target("/epcis/v2/events", token: token))>; rel=\"next\""
        }
        return response
    }

    private func event(_ text: String, as type: String) async throws -> Response {
        guard let id = PercentCoding.decode(text) else {
            throw Problem("request.identifier", "The percent-encoding of \(text) is broken.")
        }
        let records = try await index.read { try $0.events(withID: id) }
        guard !records.isEmpty else {
            try await index.requireHistory()
            throw Problem("resource.no_such_event", "There is no event \(id).")
        }
        return Response(answer: try await index.serve(records), as: type)
    }
}

extension Response {
    /// An EPCISQueryDocument around events as they are stored.
    init(answer events: [ServedEvent], as type: String) {
        let document = EPCISDocument(
            answering: "SimpleEventQuery", createdAt: UTCText.milliseconds())
        let bytes = document.json { writer in
            for event in events {
                if let bytes = event.bytes { writer.append(raw: bytes) }
            }
        }
        var headers = HTTPFields()
        headers[.contentType] = type
        headers[.epcisVersion] = "2.0"
        headers[.cbvVersion] = "2.0"
        headers[.epcFormat] = "Never_Translates"
        self.init(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension EPCISDocument {
    fileprivate init(answering queryName: String, createdAt milliseconds: Int64) {
        self.init(
            form: .answer(queryName: queryName, subscriptionID: nil), id: nil, context: nil,
            namespaces: NamespaceMap(), schemaVersion: "2.0",
            creationDate: EventTime(milliseconds: milliseconds), sender: nil, receiver: nil,
            instanceIdentifier: nil, header: nil, events: [])
    }
}
