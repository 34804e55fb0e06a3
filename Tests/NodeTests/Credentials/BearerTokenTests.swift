import LedgerCore
import Testing

@testable import Node

struct BearerTokenTests {
    @Test func `text and token are the same thing`() {
        let token = BearerToken.random()

        #expect(BearerToken(token.text) == token)
        #expect(BearerToken(header: "Bearer " + token.text) == token)
        #expect(BearerToken(header: "bearer  " + token.text) == token)
        #expect(token.text.hasPrefix("daftar_"))
    }

    @Test(arguments: ["", "daftar_", "daftar_0123456789ab", "daftar_0123456789ab_00", "x"])
    func `anything else is no token`(text: String) {
        #expect(BearerToken(text) == nil)
        #expect(BearerToken(header: text) == nil)
        #expect(BearerToken(header: "Basic " + text) == nil)
    }

    @Test func `digests are compared whole`() {
        let digest = Digest(hashing: [1])

        #expect(digest.equalsInConstantTime(Digest(hashing: [1])))
        #expect(!digest.equalsInConstantTime(Digest(hashing: [2])))
    }
}
