import Testing

@testable import Node

struct LabelHostsTests {
    private let hosts = LabelHosts(
        publicURL: "https://id.example.tj/daftar", others: ["Fruit.example", "nodes.example."])

    @Test(
        arguments: [
            "https://id.example.tj/01/04880000000011/10/A1",
            "HTTPS://ID.EXAMPLE.TJ:8443/01/04880000000011/10/A1",
            "https://fruit.example./01/04880000000011", "http://nodes.example?x#y",
            "https://id.gs1.org/01/04880000000011", "http://127.0.0.1:8480/01/04880000000011",
            "(01)04880000000011(10)A1", "/01/04880000000011",
            "urn:epc:class:lgtin:4880000.000001.A1", "https:///01/04880000000011",
        ])
    func `codes of this ledger, and codes without an address, lead nowhere else`(code: String) {
        #expect(hosts.foreignHost(in: code, askedAt: "127.0.0.1:9999") == nil)
    }

    @Test(
        arguments: [
            ("https://example.tj/01/04880000000011", "example.tj"),
            ("https://id.example.tj.evil.example/01/04880000000011", "id.example.tj.evil.example"),
            ("https://id.example.tj@evil.example/01/04880000000011", "evil.example"),
            ("https://evil.example\\.id.example.tj/01/04880000000011", "evil.example"),
            (" https://evil.example#id.example.tj", "evil.example"),
            ("http://[::1]:8480/01/04880000000011", "[::1]"),
        ])
    func `every other address does`(code: String, host: String) {
        #expect(hosts.foreignHost(in: code, askedAt: "127.0.0.1:9999") == host)
    }

    @Test func `a node that knows no address of its own is known by the one it was asked at`() {
        let hosts = LabelHosts(publicURL: nil, others: [])

        #expect(hosts.foreignHost(in: "http://[::1]:8480/01/1", askedAt: "[::1]:80") == nil)
        #expect(hosts.foreignHost(in: "http://10.0.0.1/01/1", askedAt: nil) == "10.0.0.1")
    }
}
