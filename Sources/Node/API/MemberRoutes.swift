import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore
import Storage
import Traceability

/// The registry, as the ledger holds it.
struct MemberRoutes {
    let store: LedgerStore
    private static let membersMax = 10_000

    init(store: LedgerStore) {
        self.store = store
    }

    func add(to routes: RouteBuilder) {
        routes.get("/v1/members", .reading) { request, _ in
            _ = try request.acceptable([MediaTypes.json])
            try QueryItems(request.uri.query).allow()
            return Response(
                json: try await store.read { (reader) throws(StorageError) -> JSONValue in
                    let rows = try reader.values(of: .member, limit: Self.membersMax)
                    return .members([
                        "members": .array(try rows.map(Self.member)),
                        "height": .integer(try reader.head().height.rawValue),
                    ])
                })
        }
        routes.get("/v1/members/{member}", .reading) { request, context in
            _ = try request.acceptable([MediaTypes.json])
            try QueryItems(request.uri.query).allow()
            let text = context.parameters.get("member") ?? ""
            guard let id = MemberID(text), let member = try await find(id) else {
                throw Problem("resource.no_such_member", "There is no member \(text).")
            }
            return Response(json: member.value(id))
        }
    }

    private func find(_ id: MemberID) async throws -> MemberLeaf? {
        try await store.read { (reader) throws(StorageError) -> MemberLeaf? in
            do throws(StateReadError) {
                return try Registry.member(id, in: reader)
            } catch {
                throw StorageError.corrupt(error.reason)
            }
        }
    }

    private static func member(_ row: (id: Bytes, value: Bytes)) throws(StorageError) -> JSONValue {
        guard let text = String(validating: row.id, as: UTF8.self), let id = MemberID(text),
            let leaf = try? MemberLeaf(decoding: row.value)
        else { throw .corrupt("a member that does not decode") }
        return leaf.value(id)
    }
}

extension MemberLeaf {
    func value(_ id: MemberID) -> JSONValue {
        .members([
            "id": .string(id.text), "name": .string(name),
            "roles": .strings(roles.map(\.rawValue)),
            "scope": .members([
                "everything": .bool(scope.isEverything),
                "companyPrefixes": .strings(scope.companyPrefixes),
                "locationNumbers": .strings(scope.locationNumbers),
                "uriPrefixes": .strings(scope.uriPrefixes),
            ]),
            "parties": .strings(parties), "suspended": .bool(isSuspended),
        ])
    }
}
