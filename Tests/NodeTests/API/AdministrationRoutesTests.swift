import EPCIS
import HTTPTypes
import HummingbirdTesting
import LedgerCore
import NIOCore
import Testing

@testable import Node

/// Users and tokens over HTTP: who may, and with what.
struct AdministrationRoutesTests {
    private static let tokens = "/v1/administration/tokens"
    private static let factor = "/v1/administration/second-factor"
    private static let name = "rustam"

    /// A node with an administrator who has a token and no second factor.
    private func with(
        _ body: @Sendable @escaping (Administering) async throws -> Void
    ) async throws {
        let directory = try TemporaryHome()
        try NodeFounding.found(directory.home, on: try DemoChain.genesis())
        let store = try CredentialStore(path: directory.home.nodeFile)
        let token = try store.issue(
            user: Self.name, member: try DemoChain.id(DemoChain.inspector), isAdministrator: true)
        try await RunningNode.start(directory) { node in
            try await body(Administering(node: node, token: token, store: store))
        }
    }

    private struct Administering: Sendable {
        let node: RunningNode
        let token: BearerToken
        let store: CredentialStore

        func send(
            _ path: String, _ body: String = "", code: String? = nil
        ) async throws -> Answer {
            var headers: HTTPFields = [
                .authorization: "Bearer " + token.text, .contentType: "application/json",
            ]
            if let code { headers[.secondFactor] = code }
            return try Answer(
                try await node.client.execute(
                    uri: path, method: .post, headers: headers, body: ByteBuffer(string: body)))
        }

        func get(_ path: String) async throws -> Answer {
            try Answer(
                try await node.get(path, [.authorization: "Bearer " + token.text]))
        }

        /// Enrols; the codes of steps from the next one on are unused.
        func enrol() async throws -> (OneTimePassword, [String]) {
            let offer = try await send(AdministrationRoutesTests.factor)
            let secret = try #require(offer["secret"]?.string)
            let password = OneTimePassword(secret: Administering.bytes(ofBase32: secret))
            #expect(offer.status == 201 && offer["uri"]?.string?.contains(secret) == true)
            #expect(offer["qr"]?.string?.hasPrefix("<svg") == true)
            let now = OneTimePassword.step(at: UTCText.milliseconds())
            let answer = try await send(
                AdministrationRoutesTests.factor + "/confirm",
                "{\"code\":\"\(password.code(at: now - 1))\"}")
            let codes = answer["recoveryCodes"]?.array?.compactMap(\.string) ?? []
            #expect(codes.count == 10)
            return (password, codes)
        }

        static func code(_ password: OneTimePassword, steps: Int64 = 0) -> String {
            password.code(at: OneTimePassword.step(at: UTCText.milliseconds()) + steps)
        }

        private static func bytes(ofBase32 text: String) -> [UInt8] {
            let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
            let bits = text.flatMap { letter -> [Int] in
                let value = alphabet.firstIndex(of: letter) ?? 0
                return (0..<5).map { value >> (4 - $0) & 1 }
            }
            return stride(from: 0, to: bits.count / 8 * 8, by: 8).map { start in
                UInt8(bits[start..<start + 8].reduce(0) { $0 << 1 | $1 })
            }
        }
    }

    private static let request = "{\"member\":\"\(DemoChain.farm)\",\"user\":\"zarina\"}"

    @Test func `who does not administer does nothing here`() async throws {
        try await with { here in
            for path in [Self.tokens, Self.factor, "/v1/administration/log"] {
                let user = try Answer(try await here.node.get(path, by: DemoChain.farm))
                let stranger = try Answer(try await here.node.get(path))
                #expect(user.code == "auth.not_administrator" && user.status == 403)
                #expect(stranger.code == "auth.missing")
            }
            for path in [Self.tokens, Self.factor, Self.tokens + "/0123456789ab/revoke"] {
                let user = try Answer(
                    try await here.node.post(
                        path, Self.request, by: DemoChain.farm,
                        [.contentType: "application/json"]))
                #expect(user.code == "auth.not_administrator", "\(path)")
            }
        }
    }

    @Test func `a token alone issues none`() async throws {
        try await with { here in
            let before = try await here.send(Self.tokens, Self.request)
            let (password, _) = try await here.enrol()
            let missing = try await here.send(Self.tokens, Self.request)
            let wrong = try await here.send(Self.tokens, Self.request, code: "000000")
            let good = try await here.send(
                Self.tokens, Self.request, code: Administering.code(password))

            #expect(before.code == "auth.second_factor_needed" && before.status == 403)
            #expect(missing.code == "auth.second_factor_missing" && missing.status == 401)
            #expect(wrong.code == "auth.second_factor" && wrong.status == 401)
            #expect(good.status == 201)
            let text = try #require(good["token"]?.string)
            let token = try #require(BearerToken(text))
            #expect(try here.store.list().contains { $0.id == token.id && $0.user == "zarina" })
        }
    }

    @Test func `a code is good for one deed`() async throws {
        try await with { here in
            let (password, codes) = try await here.enrol()
            let code = Administering.code(password)
            let issued = try await here.send(Self.tokens, Self.request, code: code)
            let id = try #require(issued["id"]?.string)
            let path = Self.tokens + "/\(id)/rotate"

            let again = try await here.send(path, code: code)
            let next = try await here.send(path, code: Administering.code(password, steps: 1))

            let gone = try await here.send(Self.tokens + "/\(id)/revoke", code: codes[0])

            #expect(again.code == "auth.second_factor")
            #expect(gone.code == "administration.already_revoked" && gone.status == 409)
            #expect(next.status == 200 && next["id"]?.string != id)
            #expect(try here.store.list().first { $0.id == id }?.revokedAt != nil)
        }
    }

    @Test func `after five wrong codes the right one waits`() async throws {
        try await with { here in
            let (password, _) = try await here.enrol()
            for _ in 0..<5 {
                _ = try await here.send(Self.tokens, Self.request, code: "000000")
            }

            let locked = try await here.send(
                Self.tokens, Self.request, code: Administering.code(password))

            #expect(locked.code == "auth.second_factor_locked" && locked.status == 429)
            #expect(try here.store.list().allSatisfy { $0.user != "zarina" })
        }
    }

    @Test func `another secret needs a code of the one that is in force`() async throws {
        try await with { here in
            let (password, _) = try await here.enrol()

            let bare = try await here.send(Self.factor)
            let good = try await here.send(Self.factor, code: Administering.code(password))

            #expect(bare.code == "auth.second_factor_missing")
            #expect(good.status == 201 && good["secret"] != nil)
            #expect(try await here.get(Self.factor)["recoveryCodesLeft"] == .integer(10))
        }
    }

    @Test func `what was done, and what was tried, is on record`() async throws {
        try await with { here in
            let (password, _) = try await here.enrol()
            _ = try await here.send(Self.tokens, Self.request, code: "000000")
            _ = try await here.send(
                Self.tokens, Self.request, code: Administering.code(password))
            _ = try await here.send(
                Self.tokens + "/0123456789ab/revoke",
                code: Administering.code(password, steps: 1))

            let log = try await here.get("/v1/administration/log")
            let entries = (log["entries"]?.array ?? []).map { entry in
                ["actor", "deed", "subject", "outcome"].map { entry[$0]?.string ?? "" }
            }
            let who = DemoChain.inspector + "/" + Self.name

            #expect(
                entries == [
                    [who, "token.revoke", "0123456789ab", "resource.no_such_token"],
                    [who, "token.issue", DemoChain.farm + "/zarina", "done"],
                    [who, "token.issue", DemoChain.farm + "/zarina", "auth.second_factor"],
                    [who, "second-factor.confirm", who, "done"],
                    [who, "second-factor.offer", who, "done"],
                ])
        }
    }

    @Test(arguments: [
        "", "[]", "{\"member\":\"farm\"}", "{\"member\":\"farm\",\"user\":\"a\",\"admin\":true}",
        "{\"member\":\"farm\",\"user\":\"a\",\"days\":0}",
        "{\"member\":\"farm\",\"user\":\"a\",\"days\":1.5}",
        "{\"member\":\"farm\",\"user\":\"a\",\"days\":99999}",
    ])
    func `what cannot be read costs no code`(body: String) async throws {
        try await with { here in
            let (password, _) = try await here.enrol()
            let code = Administering.code(password)

            let refused = try await here.send(Self.tokens, body, code: code)
            let unknown = try await here.send(
                Self.tokens, "{\"member\":\"nobody\",\"user\":\"a\"}", code: code)
            let done = try await here.send(Self.tokens, Self.request, code: code)

            #expect(refused.code == "request.malformed")
            #expect(unknown.code == "resource.no_such_member")
            #expect(done.status == 201)
        }
    }
}
