import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore
import Query

/// Checking the code of a label.
///
/// A code that the ledger does not know is an answer, not an error; only what is no code is one.
struct LabelRoutes {
    let index: QueryIndex
    let hosts: LabelHosts

    func add(to routes: RouteBuilder) {
        routes.get("/v1/labels/verify", .open) { request, _ in
            _ = try request.acceptable([MediaTypes.json])
            let items = try QueryItems(request.uri.query, plusIsSpace: false)
            try items.allow("code")
            guard let text = items["code"] else {
                throw Problem("request.parameter", "code is missing: the code of the label.")
            }
            let code = try LabelCode(text)
            let elsewhere = hosts.foreignHost(in: text, askedAt: request.head.authority)
            var response = Response(json: try await verdict(code, leadingTo: elsewhere))
            response.headers[.cacheControl] = "no-store"
            return response
        }
    }

    /// - Parameter host: where the code leads, if to no page of this ledger.
    private func verdict(
        _ code: LabelCode, leadingTo host: String?
    ) async throws -> JSONValue {
        let warning = host.map(Self.elsewhere).map { [$0] } ?? []
        let keys = [code.key, code.lot].compactMap { $0?.text }
        return try await index.read { query in
            let height = try query.height()
            for key in keys {
                guard let view = try query.label(for: key) else { continue }
                return Self.known(code, key, view, height, warning)
            }
            return .members([
                "verdict": "unknown", "code": .string(code.key.text),
                "notices": .array(
                    warning + [
                        .members([
                            "code": "label.unknown",
                            "message": .string(Self.unknown),
                        ])
                    ]),
                "height": .integer(height.rawValue),
            ])
        }
    }

    private static let unknown =
        "The ledger knows nothing of this code: it may be a copy, a mistake, or not yet recorded."

    private static func elsewhere(_ host: String) -> JSONValue {
        .members([
            "code": "label.leads_elsewhere",
            "message": .string(
                "The code leads to \(host), which is no address of this ledger. Believe this answer, "
                    + "and nothing that is shown there."),
        ])
    }

    private static func known(
        _ code: LabelCode, _ key: String, _ view: Query.LabelView, _ height: Height,
        _ warning: [JSONValue]
    ) -> JSONValue {
        var notices = warning
        if let recall = view.recall {
            notices.append(
                .members([
                    "code": .string(
                        recall.depth == 0 ? "label.recalled" : "label.made_from_recalled"),
                    "message": .string(recall.sentence),
                ]))
        }
        if view.isUnaccounted {
            notices.append(
                .members([
                    "code": "label.unaccounted",
                    "message": "The ledger cannot follow all of its past.",
                ]))
        }
        if key != code.key.text {
            notices.append(
                .members([
                    "code": "label.item_unknown",
                    "message": "The lot is known; this single item of it is not recorded.",
                ]))
        }
        return .members([
            "verdict": view.recall?.depth == 0 ? "recalled" : "known",
            "code": .string(code.key.text),
            "lot": .string(code.lotKey?.text ?? key),
            "path": .string(key),
            "product": view.product.map { .string($0.key) },
            "origins": .array(
                view.origins.map { origin in
                    .members([
                        "lot": .string(origin.lot), "member": .string(origin.member),
                        "isHarvest": .bool(origin.isHarvest),
                        "shares": .array(origin.shares.map(\.value)),
                        "eventTime": .string(
                            UTCText.local(
                                origin.eventTime.milliseconds, zoneMinutes: origin.zoneMinutes)),
                    ])
                }),
            "shares": .array(view.shares.map(\.value)),
            "accounting": view.isUnaccounted ? "unaccounted" : "counted",
            "notices": .array(notices),
            "height": .integer(height.rawValue),
        ])
    }
}
