import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore
import Query
import Storage

/// The claim accounts of a member: what was credited under mass balance, and how much of that was used.
///
/// Spec: Docs/Spec/MassBalance.md §12.3.
struct ClaimRoutes {
    let store: LedgerStore
    let readers: Readers

    private static let perPageDefault = 100
    private static let perPageMax = 1_000

    func add(to routes: RouteBuilder) {
        routes.get("/v1/members/{member}/claims", .reading) { request, context in
            _ = try request.acceptable([MediaTypes.json])
            return try await list(
                request, context.parameters.get("member") ?? "",
                try await readers.reading(context))
        }
    }

    private func list(
        _ request: Request, _ text: String, _ reading: Reading
    ) async throws -> Response {
        let items = try QueryItems(request.uri.query)
        try items.allow("perPage", "nextPageToken")
        let perPage = try items.integer(
            "perPage", in: 1...Self.perPageMax, default: Self.perPageDefault)
        guard let member = MemberID(text) else {
            throw Problem("resource.no_such_member", "There is no member \(text).")
        }
        try reading.requireContent(of: member, "What is credited to \(member)")
        let search = ClaimAccountSearch(holder: member)
        let after = try items["nextPageToken"].map { token in
            guard let key = [UInt8](hex: token), search.isPlace(key) else {
                throw Problem("query.bad_page_token", "nextPageToken is not of this list.")
            }
            return key
        }
        let page = try await store.read { (reader) throws(StorageError) in
            try search.page(after: after, limit: perPage, in: reader)
        }
        try await reading.note([Reading.Shown(owner: member.text, subject: "claims")])
        var headers = HTTPFields()
        headers[.vary] = "Authorization"
        if let next = page.next {
            let path = "/v1/members/\(member.text)/claims"
            headers[.link] = "<\(items.target(path, token: next.hex))>; rel=\"next\""
        }
        return Response(
            json: .members([
                "claims": .array(page.found.map(\.value)),
                "height": .integer(page.height.rawValue),
            ]), headers: headers)
    }
}

extension ClaimAccountFacts {
    /// A claim account in JSON.
    var value: JSONValue {
        .members([
            "place": account.place.isEmpty ? nil : .string(account.place),
            "product": .string(account.product), "claim": account.claim.value,
            "period": .string(UTCText.text(account.period.milliseconds)),
            "credited": MeasuredAmount(leaf.credited, account.unit).value,
            "used": MeasuredAmount(leaf.used, account.unit).value,
            "left": MeasuredAmount(leaf.left, account.unit).value,
        ])
    }
}

extension GoodsClaim {
    /// As events say it: a word, or a certificate.
    var value: JSONValue {
        switch self {
        case .kind(let kind): .string(kind.rawValue)
        case .certificate(let certificate):
            .members([
                "issuer": .string(certificate.issuer.text),
                "number": .string(certificate.number),
            ])
        }
    }
}

extension CustodyLeaf {
    /// Under what a lot is, in JSON.
    var value: JSONValue {
        .members([
            "model": .string(model.word), "claim": claim.value,
            "root": root.map(JSONValue.string),
        ])
    }
}
