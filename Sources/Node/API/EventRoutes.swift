import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore
import NIOCore
import Query

/// Questions for events, answered by what the reader may see.
///
/// Spec: EPCIS 2.0 §8.2.7 and §12.7; Docs/Spec/Visibility.md §6, §7.
struct EventRoutes {
    let index: QueryIndex
    let readers: Readers
    let opener: EventOpener
    let limits: NodeLimits

    func add(to routes: RouteBuilder) {
        routes.get("/epcis/v2/events", .reading) { request, context in
            let type = try request.acceptable(Self.mediaTypes)
            let reading = try await readers.reading(context)
            return try await TimeLimit.run(milliseconds: limits.requestMilliseconds) {
                try await page(request, context.principal, as: type, reading)
            }
        }
        routes.get("/epcis/v2/events/{eventID}", .reading) { request, context in
            let type = try request.acceptable(Self.mediaTypes)
            try QueryItems(request.uri.query).allow()
            return try await event(
                context.parameters.get("eventID") ?? "", context.principal, as: type,
                try await readers.reading(context))
        }
    }

    private static let mediaTypes = [MediaTypes.json, MediaTypes.jsonLD]

    private func page(
        _ request: Request, _ principal: Principal?, as type: String, _ reading: Reading
    ) async throws -> Response {
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
        let page = try await index.read { try $0.events(asked, for: reading.reader) }
        let served = try await opener.open(try await index.serve(page.events), for: principal)
        try await reading.note(page.events)
        var response = Response(answer: served, as: type)
        response.headers[.ledgerHeight] = String(page.height.rawValue)
        if let token = page.nextPageToken {
            response.headers[.link] =
                "<\(items.target("/epcis/v2/events", token: token))>; rel=\"next\""
        }
        return response
    }

    private func event(
        _ text: String, _ principal: Principal?, as type: String, _ reading: Reading
    ) async throws -> Response {
        guard let id = PercentCoding.decode(text) else {
            throw Problem("request.identifier", "The percent-encoding of \(text) is broken.")
        }
        let records = try await index.read { try $0.events(withID: id, for: reading.reader) }
        guard !records.isEmpty else {
            try await index.requireHistory()
            throw Problem("resource.no_such_event", "There is no event \(id).")
        }
        let served = try await opener.open(try await index.serve(records), for: principal)
        try await reading.note(records)
        return Response(answer: served, as: type)
    }
}

extension Response {
    /// An EPCISQueryDocument around events as they are stored, or as much of them as is shown. It is of its
    /// reader: nothing between the two keeps it for another.
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
        headers[.vary] = "Authorization"
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
