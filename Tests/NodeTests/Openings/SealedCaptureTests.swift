import EPCIS
import Foundation
import HTTPTypes
import HummingbirdTesting
import LedgerCore
import NIOCore
import Storage
import Testing

@testable import Node

/// Private fields from the request to the ledger and back.
struct SealedCaptureTests {
    static let secret = "narkhi-makhfi-4711"

    /// A harvest of the farm with a secret note, and more.
    static func harvest(_ id: String?, _ more: String = "") -> String {
        let event = Documents.harvest(id ?? "urn:uuid:h1", lot: Documents.lot)
        let named = id == nil ? event.replacing(#""eventID":"urn:uuid:h1","#, with: "") : event
        return #"{"agri:note":"\#(secret)",\#(more)"# + named.dropFirst()
    }

    static func document(_ events: String...) -> String {
        Documents.document(events.joined(separator: ",")).replacing(
            Documents.context,
            with: String(Documents.context.dropLast())
                + #",{"agri":"https://daftar.tj/voc/"}]"#)
    }

    /// Text of every file of a home but the one that may hold the secret.
    static func holdsSecret(_ home: NodeHome) throws -> [String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: home.path)
        return try names.filter { name in
            guard !name.hasPrefix("openings.sqlite") else { return false }
            let path = home.path + "/" + name
            var isDirectory: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory),
                !isDirectory.boolValue
            else { return false }
            return try Data(contentsOf: URL(filePath: path)).range(of: Data(secret.utf8)) != nil
        }
    }

    private static func note(_ answer: Answer) -> JSONValue? { answer.events.first?["agri:note"] }

    @Test func `the owner reads the value, a stranger not even where one is`() async throws {
        try await RunningNode.with { node in
            let response = try await node.post(
                "/epcis/v2/capture", Self.document(Self.harvest("urn:uuid:h1")))
            #expect(try await node.job(of: response)["success"] == .bool(true))

            for path in ["/epcis/v2/events", "/epcis/v2/events/urn%3Auuid%3Ah1"] {
                let nobody = try Answer(try await node.get(path))
                let owner = try Answer(
                    try await node.get(path, node.authorization(of: DemoChain.farm)))
                let other = try Answer(
                    try await node.get(path, node.authorization(of: DemoChain.processor)))

                #expect(Self.note(owner) == .string(Self.secret))
                #expect(Self.note(nobody) == nil)
                #expect(Self.note(other) == nil)
            }
            #expect(try Self.holdsSecret(node.node.configuration.home) == [])
        }
    }

    @Test func `a party that the document names reads the value, and no other value`()
        async throws
    {
        try await RunningNode.with { node in
            let list =
                #""agri:private":[{"name":"agri:price","readers":["https://daftar.tj/member/processor-1"]}],"#
            let event = Self.harvest("urn:uuid:h1", list + #""agri:price":{"TJS":4.50},"#)
            let response = try await node.post("/epcis/v2/capture", Self.document(event))
            #expect(try await node.job(of: response)["success"] == .bool(true))

            let named = try Answer(
                try await node.get(
                    "/v1/events/urn%3Auuid%3Ah1/openings",
                    node.authorization(of: DemoChain.processor)))
            let nobody = try Answer(try await node.get("/v1/events/urn%3Auuid%3Ah1/openings"))

            let fields = try #require(named["sealed"]?.array)
            #expect(fields.map { $0["pointer"] } == ["/agri:price"])
            #expect(fields[0]["opening"]?["value"]?["TJS"]?.number == ExactDecimal(parsing: "4.5"))
            #expect(nobody["sealed"] == .array([]))
        }
    }

    @Test func `an opening is verified by anybody, and a swapped or changed one does not match`()
        async throws
    {
        try await RunningNode.with { node in
            let event = Self.harvest("urn:uuid:h1", #""agri:price":1,"#)
            _ = try await node.job(
                of: try await node.post("/epcis/v2/capture", Self.document(event)))
            let path = "/v1/events/urn%3Auuid%3Ah1/openings"
            let mine = try Answer(
                try await node.get(path, node.authorization(of: DemoChain.farm)))
            let openings = (mine["sealed"]?.array ?? []).compactMap { $0["opening"] }
                .compactMap(FieldOpening.init)
            try #require(openings.count == 2)
            let wrong = [
                FieldOpening(
                    pointer: openings[0].pointer, salt: openings[1].salt, value: openings[0].value),
                FieldOpening(
                    pointer: openings[0].pointer, salt: openings[0].salt, value: .string("guess")),
                FieldOpening(
                    pointer: openings[1].pointer, salt: openings[0].salt, value: openings[0].value),
            ]

            let body = Self.body(openings + wrong)
            let verdict = try Answer(
                try await node.post(path + "/verify", body, [.contentType: "application/json"]))

            #expect(
                verdict["results"]?.array?.map { $0["matches"] }
                    == [true, true, false, false, false].map { .bool($0) })
        }
    }

    private static func body(_ openings: [FieldOpening]) -> [UInt8] {
        JSONWriter.write(.members(["openings": .array(openings.map(\.json))]))
    }

    @Test func `what was sent sealed passes, and its owner hands in what opens it`() async throws {
        try await RunningNode.with { node in
            let opening = FieldOpening(
                pointer: "/agri:note", salt: .random(), value: .string(Self.secret))
            let sealed = String(
                decoding: JSONWriter.write(opening.sealed.value), as: UTF8.self)
            let document = Self.document(Self.harvest("urn:uuid:h1"))
                .replacing(#""\#(Self.secret)""#, with: sealed)
            _ = try await node.job(of: try await node.post("/epcis/v2/capture", document))
            let path = "/v1/events/urn%3Auuid%3Ah1/openings"
            let json: HTTPFields = [.contentType: "application/json"]

            let stranger = try await node.post(
                path, Self.body([opening]), by: DemoChain.processor, json)
            let other = FieldOpening(
                pointer: "/agri:note", salt: .random(), value: .string(Self.secret))
            let mismatch = try await node.post(path, Self.body([opening, other]), json)
            let before = try node.node.configuration.home.openings(of: "urn:uuid:h1")
            let kept = try await node.post(path, Self.body([opening]), json)

            #expect(try Answer(stranger).code == "auth.foreign_event")
            #expect(stranger.status == .forbidden)
            #expect(try Answer(mismatch).code == "sealing.no_match")
            #expect(before == [])
            #expect(kept.status == .ok)
            #expect(
                try node.node.configuration.home.openings(of: "urn:uuid:h1").map(\.opening)
                    == [opening])
        }
    }

    @Test(arguments: [
        "{}", "[]", "1", #"{"openings":[]}"#, #"{"openings":[{}]}"#, #"{"openings":1}"#,
        #"{"openings":[{"pointer":"/a","salt":"00","value":1}]}"#,
        #"{"openings":[{"pointer":"/a","salt":"000102030405060708090a0b0c0d0e0f","value":1}],"x":1}"#,
        #"{"openings":[{"pointer":"/a","salt":"000102030405060708090a0b0c0d0e0f","value":1}],"readers":[1]}"#,
    ])
    func `a body that hands in nothing readable is malformed`(body: String) {
        #expect {
            try HandedOpenings(Array(body.utf8))
        } throws: { error in
            (error as? Problem)?.kind.code == "request.malformed"
        }
    }

    @Test func `the same event again has the same id, until its value is forgotten`() async throws {
        try await RunningNode.with { node in
            let document = Self.document(Self.harvest(nil))
            let key: HTTPFields = [.idempotencyKey: "k1"]

            let first = try await node.post("/epcis/v2/capture", document, key)
            let again = try await node.post("/epcis/v2/capture", document, key)
            let done = try await node.job(of: first)
            let repeated = try await node.job(
                of: try await node.post("/epcis/v2/capture", document))

            #expect(first.headers[.location] == again.headers[.location])
            #expect(done["success"] == .bool(true))
            #expect(repeated["errors"]?.array?.first?["code"] == "event.duplicate")
        }
    }

    @Test func `a dry run and a refused document keep nothing`() async throws {
        try await RunningNode.with { node in
            let home = node.node.configuration.home
            let dry = try await node.post(
                "/epcis/v2/capture?dryRun=true", Self.document(Self.harvest("urn:uuid:h1")))
            let broken = try await node.post(
                "/epcis/v2/capture",
                Self.document(Self.harvest("urn:uuid:h1", #""disposition":"no_such_word","#)))
            let bare = try await node.post(
                "/epcis/v2/events", Self.document(Self.harvest("urn:uuid:h1")))

            #expect(try Answer(dry)["success"] == .bool(true))
            #expect(broken.status == .badRequest)
            #expect(bare.status == .badRequest)
            #expect(try home.openings(of: "urn:uuid:h1") == [])
        }
    }

    @Test func `what cannot be sealed is refused with code and place`() async throws {
        try await RunningNode.with { node in
            let refused = try await node.post(
                "/epcis/v2/capture",
                Self.document(Self.harvest("urn:uuid:h1", #""agri:private":["agri:plot"],"#)))

            let answer = try Answer(refused)
            #expect(refused.status == .badRequest)
            #expect(answer.code == "sealing.needed_by_rule")
            #expect(
                answer.violations.first?["pointer"] == "/epcisBody/eventList/0/agri:private/0")
            #expect(!String(buffer: refused.body).contains(Self.secret))
        }
    }

    @Test func `under proceed only sound events are kept`() async throws {
        try await RunningNode.with { node in
            let response = try await node.post(
                "/epcis/v2/capture",
                Self.document(
                    Self.harvest("urn:uuid:h1", #""action":"NONE","#).replacing(
                        #""action":"ADD","#, with: ""),
                    Self.harvest("urn:uuid:h2")), [.captureErrorBehaviour: "proceed"])
            _ = try await node.job(of: response)

            let home = node.node.configuration.home
            #expect(try home.openings(of: "urn:uuid:h1") == [])
            #expect(try home.openings(of: "urn:uuid:h2").map(\.opening.pointer) == ["/agri:note"])
        }
    }

    @Test func `after its value is forgotten the event stays, and so does its receipt`()
        async throws
    {
        try await RunningNode.with { node in
            let response = try await node.post(
                "/epcis/v2/capture", Self.document(Self.harvest("urn:uuid:h1")))
            let job = try await node.job(of: response)
            let home = node.node.configuration.home
            _ = try OpeningStore(path: home.openingsFile).erase(
                eventID: "urn:uuid:h1", pointer: nil, reason: "asked for", at: 1)

            let owner = try Answer(
                try await node.get(
                    "/epcis/v2/events", node.authorization(of: DemoChain.farm)))
            let receipt = try await node.get(
                "/ledger/v1/receipts/" + (job["captureID"]?.string ?? ""))

            #expect(Self.note(owner).flatMap(SealedField.init) != nil)
            #expect(receipt.status == .ok)
        }
    }

    @Test func `a member that signs an open field at home is told to seal it`() async throws {
        try await RunningNode.with { node in
            let keys = DemoKeys(seed: "node tests")
            let key = keys.key(.gateway, DemoChain.farm)
            let content = Array(Self.document(Self.harvest("urn:uuid:h1")).utf8)
            let now = UTCText.milliseconds()
            let header = TransactionHeader(
                key: key.publicKey, contentType: "application/epcis+json",
                member: try DemoChain.id(DemoChain.farm), chain: node.node.engine.store.chainID,
                nonce: .random(), sequence: 1, expiry: Timestamp(milliseconds: now + 60_000),
                interpretation: Interpretation(
                    errorBehaviour: .rollback, epcisVersion: "2.0.0", extensions: [:]))
            let signed = try SignedTransaction(signing: content, header: header, with: key)

            let response = try await node.post(
                "/ledger/v1/transactions", signed.encoded(), [.contentType: "application/cbor"])

            #expect(try Answer(response).code == "sealing.open_field")
        }
    }
}

extension NodeHome {
    fileprivate func openings(of eventID: String) throws -> [OpeningRecord] {
        try OpeningStore(path: openingsFile).openings(of: eventID)
    }
}
